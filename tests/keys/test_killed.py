"""kill -9 amid a rotation, again and again: it goes on, and nothing is lost, doubled or left."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from multiprocessing.context import ForkServerProcess

from sqlalchemy import LargeBinary, func, select, type_coerce

from storage import rotations, seals
from storage.database import Database
from storage.rotations import Rotation
from storage.schema import deliveries, follows, subscribers
from storage.sealing import Seal
from tests.fixtures.processes import begin, over
from tests.keys.child import run
from tests.keys.filling import MOMENT

PEOPLE = 1_600
KILLS = 2


async def test_a_rotation_that_is_killed_goes_on(database: Database, database_url: str) -> None:
    old_key, new_key = Seal.new_key(), Seal.new_key()
    old, new = Seal.from_text(old_key), Seal.from_text(new_key)
    ids = range(70_000_000_000, 70_000_000_000 + PEOPLE)
    await _fill(database, old, ids)
    for _ in range(KILLS):
        before = await _under_way(database)
        child = begin(run, database_url, old_key, new_key)
        await _until_it_has_moved_on(database, before, child)
        child.kill()
        await over(child)
    assert await _under_way(database) is not None
    child = begin(run, database_url, old_key, new_key)
    await asyncio.to_thread(child.join, 120)
    assert child.exitcode == 0
    async with database.read() as c:
        assert await rotations.find(c) is None
        for table in (subscribers, follows, deliveries):
            stored = select(type_coerce(table.c.chat, LargeBinary()))
            assert sorted((await c.execute(stored)).scalars()) == sorted(map(new.seal, ids))
    async with database.write() as c:
        await seals.keep_or_check(c, new)


async def _fill(database: Database, seal: Seal, ids: range) -> None:
    chats = [seal.seal(number) for number in ids]
    person = {"kind": "private", "language": "en", "time_zone": "UTC", "last_contact": MOMENT}
    due = {"kind": "alert", "about": "story:1", "lane": "1-alert", "state": "due", "due": MOMENT}
    async with database.write() as c:
        await seals.keep_or_check(c, seal)
        await c.execute(subscribers.insert(), [{"chat": chat, **person} for chat in chats])
        await c.execute(
            follows.insert(),
            [{"chat": chat, "topic_kind": "case", "topic": "alexei-gorinov"} for chat in chats],
        )
        expires = MOMENT + timedelta(days=7)
        await c.execute(
            deliveries.insert(), [{"chat": chat, "expires": expires, **due} for chat in chats]
        )


async def _under_way(database: Database) -> Rotation | None:
    async with database.read() as c:
        return await rotations.find(c)


async def _until_it_has_moved_on(
    database: Database, before: Rotation | None, child: ForkServerProcess
) -> None:
    start = b"" if before is None else before.after
    while True:
        assert child.is_alive(), "it ended before it could be killed"
        now = await _under_way(database)
        if now is not None and now.after > start:
            async with database.read() as c:
                assert await c.scalar(select(func.count()).select_from(subscribers)) == PEOPLE
            return
        await asyncio.sleep(0.01)
