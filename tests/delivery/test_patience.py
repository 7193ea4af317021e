"""Long waits, a whole bot that must be silent, trouble with the database: sending goes on after."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.delivery.pacing import Rank
from bot.delivery.reach import UNREACHABLE
from bot.preview.emulator import Emulator
from storage import deliveries
from storage.database import Database
from storage.sealing import Seal
from tests.delivery.house import (
    CASE,
    House,
    add_entry,
    add_reader,
    now,
    opened,
    running,
    states,
    texts,
)
from tests.fixtures.waiting import until


def is_paused(house: House) -> bool:
    return house.pacer.paused() > 0


async def tell_two(emulator: Emulator, database: Database, seal: Seal, story: str) -> None:
    """People 1 and 2 begin to follow, and a story is due to both."""
    async with database.write() as c:
        for user in (1, 2):
            emulator.user(user, started=True)
            await add_reader(c, seal.seal(user), CASE)
        await add_entry(c, story, now(), CASE.slug)


async def test_sending_resumes_by_itself_when_the_database_does(
    sqlite_database: Database,
    sqlite_url: str,
    seal: Seal,
    emulator: Emulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for user in range(1, 61):
        emulator.user(user)
        emulator.start(user)
    async with opened(sqlite_database, seal, emulator) as house:
        async with sqlite_database.write() as c:
            for user in range(1, 61):
                await add_reader(c, seal.seal(user), CASE)
            await add_entry(c, "news", now(), CASE.slug)
        task, stop = await running(house)
        await emulator.wait_for(1, "news")
        path = Path(sqlite_url.removeprefix("sqlite:///"))
        other = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        with closing(other):
            # In a thread: the sender must be able to end what it has begun.
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            await asyncio.sleep(5.5)
            other.execute("ROLLBACK")
        for user in range(1, 61):
            await emulator.wait_for(user, "news", within=10)
        stop.set()
        await task
        assert [len(texts(emulator, user)) for user in range(1, 61)] == [1] * 60
        assert await states(sqlite_database) == [("sent", "")] * 60
    assert "locked" in caplog.text


async def test_waits_of_hours_are_kept_over_a_restart_and_hold_up_no_other(
    database: Database, seal: Seal, emulator: Emulator
) -> None:
    await tell_two(emulator, database, seal, "first")
    emulator.fail_next("sendMessage", 429, retry_after=12 * 3600, chat_id=1)
    async with opened(database, seal, emulator) as house:
        task, stop = await running(house)
        await emulator.wait_for(2, "first")
        await until(lambda: not house.pacer.unkept and len(emulator.calls("sendMessage")) >= 2)
        stop.set()
        await task
    async with database.write() as c:
        await add_entry(c, "second", now(), CASE.slug)
    async with opened(database, seal, emulator) as house:
        task, stop = await running(house)
        await emulator.wait_for(2, "second")
        await asyncio.sleep(0.3)
        stop.set()
        await task
        assert 12 * 3600 - 60 < house.pacer.delay(1, Rank.ALERT) <= 12 * 3600
    assert texts(emulator, 1) == []
    assert emulator.sent_into_waits() == []
    async with database.read() as c:
        assert (await deliveries.next_due(c) or now()) > now() + timedelta(hours=11)


async def test_a_pause_of_the_whole_bot_is_kept_over_a_restart(
    database: Database, seal: Seal, emulator: Emulator
) -> None:
    await tell_two(emulator, database, seal, "news")
    emulator.fail_next("sendMessage", 429, retry_after=600, times=2)
    for calls in (2, 2):
        async with opened(database, seal, emulator) as house:
            task, stop = await running(house)
            await until(partial(is_paused, house))
            await asyncio.sleep(0.3)
            stop.set()
            await task
            assert 500 < house.pacer.paused() <= 600
        assert len(emulator.calls("sendMessage")) == calls


async def test_in_an_outage_one_message_at_a_time_finds_out_when_it_is_over(
    sqlite_database: Database, seal: Seal, emulator: Emulator
) -> None:
    async with sqlite_database.write() as c:
        for user in range(1, 121):
            emulator.user(user, started=True)
            await add_reader(c, seal.seal(user), CASE)
        await add_entry(c, "news", now(), CASE.slug)
    emulator.drop_next("sendMessage", times=1000)
    async with opened(sqlite_database, seal, emulator, per_second=100) as house:
        task, stop = await running(house)
        await until(lambda: len(emulator.calls("sendMessage")) >= UNREACHABLE)
        await asyncio.sleep(0.5)
        stormed = len(emulator.calls("sendMessage"))
        emulator.record.faults.clear()
        for user in range(1, 121):
            await emulator.wait_for(user, "news", within=15)
        stop.set()
        await task
    assert stormed < 60
    async with sqlite_database.read() as c:
        doubtful = await c.execute(text("SELECT count(*) FROM deliveries WHERE doubtful"))
    assert 0 < doubtful.scalar_one() <= stormed
