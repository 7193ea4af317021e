"""Subscribers come, change, move, and go without a trace."""

from __future__ import annotations

import dataclasses
import random
from datetime import date
from pathlib import Path

from sqlalchemy import Table, insert

from storage import fan_outs, follows, reminders, schema, subscribers
from storage.database import Database
from storage.rows import Reminder, SealedId
from tests.storage.made import (
    IVAN,
    NOW,
    OLGA,
    chat,
    deliver,
    delivered_to,
    entry,
    fan_out,
    subscribe,
    subscriber,
)


async def test_one_is_found_as_it_was_added_and_added_once(database: Database) -> None:
    async with database.write() as c:
        assert await subscribers.find(c, chat(1)) is None
        assert await subscribers.add(c, subscriber(1))
        assert not await subscribers.add(c, subscriber(1, language="ru"))
        assert await subscribers.find(c, chat(1)) == subscriber(1)


async def test_only_what_is_given_changes(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2])
        await subscribers.change(c, chat(1))
        assert await subscribers.find(c, chat(1)) == subscriber(1)
        await subscribers.change(c, chat(1), quiet=(1380, 480), suspended=True)
        await subscribers.change(c, chat(1), language="ru", last_contact=date(2026, 12, 1))
        await subscribers.change(c, chat(1), time_zone="Asia/Omsk", suspended=False)
        changed = dataclasses.replace(
            subscriber(1),
            quiet_from=1380,
            quiet_until=480,
            language="ru",
            last_contact=date(2026, 12, 1),
            time_zone="Asia/Omsk",
        )
        assert await subscribers.find(c, chat(1)) == changed
        await subscribers.change(c, chat(1), quiet=None)
        found = await subscribers.find(c, chat(1))
        assert found is not None
        assert (found.quiet_from, found.quiet_until) == (None, None)
        assert await subscribers.find(c, chat(2)) == subscriber(2)


async def test_the_suspended_are_not_counted(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2, 3], IVAN)
        await subscribers.change(c, chat(1), suspended=True)
        assert await subscribers.count(c) == 2


async def _of_all_kinds(database: Database, number: int) -> None:
    async with database.write() as c:
        await subscribe(c, [number], IVAN)
        await follows.mute(c, chat(number), IVAN, NOW)
        await reminders.keep(c, Reminder(chat(number), 6, 1080, NOW))
        await deliver(c, number, "story:aa")


async def test_a_group_that_moves_takes_everything_along(database: Database) -> None:
    await _of_all_kinds(database, 1)
    async with database.write() as c:
        await subscribers.move(c, chat(1), chat(9))
        assert await subscribers.find(c, chat(1)) is None
        moved = await subscribers.find(c, chat(9))
        assert moved == dataclasses.replace(subscriber(1), chat=chat(9))
        assert await follows.of(c, chat(9)) == (IVAN,)
        assert await follows.mutes(c, chat(9)) == {IVAN: NOW}
        assert await reminders.find(c, chat(9)) == Reminder(chat(9), 6, 1080, NOW)
        assert await delivered_to(c) == [chat(9)]


async def test_a_move_to_a_known_chat_merges(database: Database) -> None:
    await _of_all_kinds(database, 1)
    async with database.write() as c:
        await subscribers.add(c, subscriber(9, language="ru"))
        await follows.add(c, chat(9), OLGA)
        await reminders.keep(c, Reminder(chat(9), 1, 600, NOW))
        await deliver(c, 9, "story:aa")
        await deliver(c, 1, "story:bb")
        await subscribers.move(c, chat(1), chat(9))
        assert await subscribers.find(c, chat(1)) is None
        assert await subscribers.find(c, chat(9)) == subscriber(9, language="ru")
        assert await follows.of(c, chat(9)) == (IVAN, OLGA)
        assert await reminders.find(c, chat(9)) == Reminder(chat(9), 1, 600, NOW)
        assert await delivered_to(c) == [chat(9), chat(9)]


async def test_a_move_to_itself_or_from_nowhere_changes_nothing(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1], IVAN)
        await subscribers.move(c, chat(1), chat(1))
        await subscribers.move(c, chat(5), chat(1))
        await subscribers.move(c, chat(5), chat(6))
        assert await follows.of(c, chat(1)) == (IVAN,)
        assert await subscribers.count(c) == 1


async def test_to_forget_takes_every_row(database: Database) -> None:
    await _of_all_kinds(database, 1)
    await _of_all_kinds(database, 2)
    async with database.write() as c:
        await subscribers.forget(c, chat(1))
        await subscribers.forget(c, chat(7))
        assert await subscribers.find(c, chat(1)) is None
        assert await follows.of(c, chat(1)) == ()
        assert await reminders.find(c, chat(1)) is None
        assert await delivered_to(c) == [chat(2)]


_ROWS: dict[Table, dict[str, object]] = {
    schema.subscribers: {
        "kind": "private",
        "language": "en",
        "time_zone": "UTC",
        "last_contact": date(2026, 11, 1),
    },
    schema.follows: {"topic_kind": "case", "topic": "ivan"},
    schema.mutes: {"topic_kind": "case", "topic": "ivan", "until": NOW},
    schema.reminders: {"weekday": 6, "minute": 1080, "next_due": NOW},
}


async def test_after_a_checkpoint_the_files_hold_no_byte_of_a_forgotten_chat(
    sqlite_database: Database, tmp_path: Path
) -> None:
    chance = random.Random(1)
    sealed = [SealedId(chance.randbytes(24)) for _ in range(1500)]
    async with sqlite_database.write() as c:
        for table, more in _ROWS.items():
            await c.execute(insert(table), [{"chat": one, **more} for one in sealed])
        opened = await fan_outs.begin(c, entry_id=await entry(c))
        assert not await fan_out(c, opened, everyone=True, chunk=1000)
    leaving = {*chance.sample(sealed, 300), sorted(sealed)[999]}
    async with sqlite_database.write() as c:
        for one in leaving:
            await subscribers.forget(c, one)
    await sqlite_database.checkpoint()
    assert _held(tmp_path, sealed) == {*sealed} - leaving


def _held(directory: Path, ids: list[SealedId]) -> set[SealedId]:
    """Which ids stand anywhere in the database's files."""
    content = b"".join(path.read_bytes() for path in directory.glob("bot.db*"))
    return {one for one in ids if bytes(one) in content}
