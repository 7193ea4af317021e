"""kill -9 amid a rotation, again and again: it goes on, and nothing is lost, doubled or left."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import LargeBinary, func, select, type_coerce

from storage import rotations, seals
from storage.database import Database
from storage.rotations import Rotation
from storage.schema import deliveries, follows, subscribers
from storage.sealing import Seal
from tests.keys.filling import MOMENT

ROOT = Path(__file__).parents[2]
PEOPLE = 1_600
KILLS = 2


async def test_a_rotation_that_is_killed_goes_on(database: Database, database_url: str) -> None:
    old_key, new_key = Seal.new_key(), Seal.new_key()
    old, new = Seal.from_text(old_key), Seal.from_text(new_key)
    ids = range(70_000_000_000, 70_000_000_000 + PEOPLE)
    await _fill(database, old, ids)
    for _ in range(KILLS):
        before = await _under_way(database)
        child = _start(database_url, old_key, new_key)
        await _until_it_has_moved_on(database, before, child)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    assert await _under_way(database) is not None
    child = _start(database_url, old_key, new_key)
    assert await asyncio.to_thread(child.wait, 120) == 0
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


def _start(url: str, old_key: str, new_key: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.keys.child", url, old_key, new_key], cwd=ROOT
    )


async def _under_way(database: Database) -> Rotation | None:
    async with database.read() as c:
        return await rotations.find(c)


async def _until_it_has_moved_on(
    database: Database, before: Rotation | None, child: subprocess.Popen[bytes]
) -> None:
    start = b"" if before is None else before.after
    while True:
        assert child.poll() is None, "it ended before it could be killed"
        now = await _under_way(database)
        if now is not None and now.after > start:
            async with database.read() as c:
                assert await c.scalar(select(func.count()).select_from(subscribers)) == PEOPLE
            return
        await asyncio.sleep(0.01)
