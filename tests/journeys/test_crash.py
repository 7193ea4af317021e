"""The whole bot killed again and again while its feed grows and people speak: all is told."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import time
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from bot.preview.emulator import Emulator
from storage import follows, seals, subscribers
from storage.database import Database
from storage.feed_tables import entries
from storage.rows import EVERYTHING, ChatKind, Subscriber
from storage.sealing import Seal
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import rss
from tests.fixtures.waiting import until
from tests.journeys import child

pytestmark = pytest.mark.crash

READERS = range(60000001, 60000041)
KILLS = 4
"""With one more, all stories could be read at once on a slow machine, and come as one digest."""
IN_FLIGHT = 100
"""What a sender of this rate may have claimed when it dies; an idle machine sees a handful."""


def story(number: int) -> tuple[str, str]:
    return f"https://example.org/{number}", f"Story {number}: prisoner Azat Miftakhov in court"


async def test_kill_9_anywhere_loses_nothing(
    emulator: Emulator, feed_server: FeedServer, sqlite_database: Database, sqlite_url: str
) -> None:
    seed = int(os.environ.get("CRASH_SEED", time.time_ns() % 1_000_000))
    print(f"CRASH_SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    dice = random.Random(seed)
    key = Seal.new_key()
    seal = Seal.from_text(key)
    async with sqlite_database.write() as connection:
        await seals.keep_or_check(connection, seal)
        for reader in READERS:
            emulator.user(reader, "Reader", started=True)
            row = Subscriber(seal.seal(reader), ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            await subscribers.add(connection, row)
            await follows.add(connection, row.chat, EVERYTHING)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.journeys.child"])
    arguments = (sqlite_url, emulator.base_url, emulator.token, key)
    stories = [story(0)]
    feed = feed_server.serve(rss(*stories))
    for number in range(1, KILLS + 2):
        process = context.Process(target=child.run, args=(*arguments, feed), daemon=True)
        process.start()
        try:
            polls = len(feed_server.requests)
            await until(lambda: len(feed_server.requests) > polls)  # noqa: B023 - awaited at once
            if number == 1:
                await first_reading(sqlite_database)
            stories.insert(0, story(number))
            feed_server.serve(rss(*stories))
            emulator.say(READERS[0], READERS[0], "/following")
            if number <= KILLS:
                await asyncio.sleep(dice.uniform(0.05, 0.6))
                process.kill()
            else:
                await until(lambda: set(told(emulator)) == expected(KILLS + 1))
                await until(lambda: answers(emulator) > KILLS)
                process.terminate()
            await asyncio.to_thread(process.join, 20)
            assert process.exitcode is not None
        finally:
            process.kill()
    assert process.exitcode == 0
    counts = told(emulator)
    assert set(counts) == expected(KILLS + 1)
    assert counts.total() - len(counts) <= IN_FLIGHT * KILLS
    assert (READERS[0], 0) not in counts


async def first_reading(database: Database) -> None:
    """Wait until the feed was read once and kept: what stood in it by then is told to nobody."""

    async def kept() -> bool:
        async with database.read() as connection:
            return bool(await connection.scalar(select(func.count()).select_from(entries)))

    await until(kept)


def told(emulator: Emulator) -> Counter[tuple[int, int]]:
    return Counter(
        (reader, int(shown.text.split(":")[0].removeprefix("Story ")))
        for reader in READERS
        for shown in emulator.messages(reader, from_bot=True)
        if shown.text.startswith("Story")
    )


def expected(last: int) -> set[tuple[int, int]]:
    return {(reader, number) for reader in READERS for number in range(1, last + 1)}


def answers(emulator: Emulator) -> int:
    mine = emulator.messages(READERS[0], from_bot=True)
    return sum(not shown.text.startswith("Story") for shown in mine)
