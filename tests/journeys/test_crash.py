"""The whole bot killed again and again while its feed grows and people speak: all is told."""

from __future__ import annotations

import asyncio
import random

import pytest
from sqlalchemy import func, select

from bot.preview.emulator import Emulator
from storage.database import Database
from storage.feed_tables import entries
from storage.sealing import Seal
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.paper import Paper, answers, subscribe, told
from tests.fixtures.processes import begin, over
from tests.fixtures.waiting import until
from tests.replicas.child import Replica, run

pytestmark = pytest.mark.crash

READERS = range(60000001, 60000041)
KILLS = 4
"""With one more, all stories could be read at once on a slow machine, and come as one digest."""
IN_FLIGHT = 100
"""What a sender of this rate may have claimed when it dies; an idle machine sees a handful."""


async def test_kill_9_anywhere_loses_nothing(
    emulator: Emulator,
    feed_server: FeedServer,
    sqlite_database: Database,
    sqlite_url: str,
    dice: random.Random,
) -> None:
    key = Seal.new_key()
    await subscribe(READERS, emulator, sqlite_database, Seal.from_text(key))
    paper = Paper(feed_server)
    bot = Replica(
        sqlite_url,
        emulator.base_url,
        emulator.token,
        key,
        paper.url,
        per_second=200.0,
        poll_seconds=0.1,
    )
    for number in range(1, KILLS + 1):
        process = begin(run, bot)
        await asked_for(feed_server)
        if number == 1:
            await first_reading(sqlite_database)
        paper.tell(number)
        emulator.say(READERS[0], READERS[0], "/following")
        await asyncio.sleep(dice.uniform(0.05, 0.6))
        process.kill()
        await over(process)
    process = begin(run, bot)
    await asked_for(feed_server)
    paper.tell(KILLS + 1)
    emulator.say(READERS[0], READERS[0], "/following")
    expected = {(reader, number) for reader in READERS for number in range(1, KILLS + 2)}
    await until(lambda: set(told(emulator, READERS)) == expected)
    await until(lambda: answers(emulator, READERS[0]) > KILLS)
    process.terminate()
    await over(process)
    assert process.exitcode == 0
    counts = told(emulator, READERS)
    assert set(counts) == expected
    assert counts.total() - len(counts) <= IN_FLIGHT * KILLS


async def asked_for(server: FeedServer) -> None:
    """Wait until the feed was asked for once more."""
    polls = len(server.requests)
    await until(lambda: len(server.requests) > polls)


async def first_reading(database: Database) -> None:
    """Wait until the feed was read once and kept: what stood in it by then is told to nobody."""

    async def kept() -> bool:
        async with database.read() as connection:
            return bool(await connection.scalar(select(func.count()).select_from(entries)))

    await until(kept)
