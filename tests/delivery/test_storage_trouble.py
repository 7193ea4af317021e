"""A database that is full, read-only, locked or gone, under the whole bot: nothing is lost."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outage import QUIET
from bot.preview.emulator import Emulator
from storage.database import Database
from storage.rows import EVERYTHING
from tests.delivery.house import add_broadcast
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, Running, running
from tests.fixtures.waiting import until

READERS = range(70000001, 70000071)


@asynccontextmanager
async def full(database: Database, path: Path) -> AsyncIterator[None]:
    """No page more than there is: what SQLite says on a full disk."""
    await _pragma(database, "max_page_count = 1")
    yield
    await _pragma(database, "max_page_count = 1073741823")


@asynccontextmanager
async def read_only(database: Database, path: Path) -> AsyncIterator[None]:
    await _pragma(database, "query_only = ON")
    yield
    await _pragma(database, "query_only = OFF")


@asynccontextmanager
async def locked(database: Database, path: Path) -> AsyncIterator[None]:
    other = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    with closing(other):
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def gone(database: Database, path: Path) -> AsyncIterator[None]:
    away = path.with_suffix(".away")
    await asyncio.to_thread(path.rename, away)
    yield
    await asyncio.to_thread(away.rename, path)


async def _pragma(database: Database, pragma: str) -> None:
    """On the writer's own connection, the only one there is; nothing is begun for it."""
    async with database._writer.connect() as connection:
        await connection.execution_options(begins="")
        await connection.exec_driver_sql(f"PRAGMA {pragma}")


Fault = Callable[[Database, Path], AbstractAsyncContextManager[None]]


@pytest.mark.parametrize("fault", [full, read_only, locked, gone])
async def test_sending_pauses_organisers_hear_once_and_nothing_is_lost(
    emulator: Emulator,
    feed_server: FeedServer,
    sqlite_url: str,
    fault: Fault,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    emulator.user(OWNER, "Vera", "en", started=True)
    emulator.user(1, "Ann", "en", started=True)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    async with running(emulator, feed_server, sqlite_url) as bot:
        database = bot.house.database
        await bot.readers(READERS)
        if fault is not full:
            await call(bot)
            await until(lambda: len(told(emulator)) > 5)
        async with fault(database, path):
            if fault is full:
                # What stands there can be changed on a full disk; new rows find no room.
                await call(bot)
            await emulator.wait_for(OWNER, "Nothing can be sent", within=20)
            emulator.say(1, 1, "/case kagarlitsky")
            # Who is asking cannot even be read where the file is gone.
            await emulator.wait_for(1, "went wrong" if fault is gone else "Kagarlitsky")
            await asyncio.sleep(0.3)
            held = len(told(emulator))
            await asyncio.sleep(0.7)
            assert len(told(emulator)) == held < len(READERS)
        await until(lambda: len(told(emulator)) == len(READERS), within=20)
        await emulator.wait_for(OWNER, "works again", within=10)
        await asyncio.sleep(0.3)
        bot.clock.move_to(bot.clock.now() + timedelta(seconds=QUIET))
        await until(lambda: "the database works again" in caplog.text)
    [began, *meanwhile, ended] = [line for line in caplog.messages if "the database" in line]
    assert "waits for the database" in began
    # Another fault, as of a file that goes while it is read, is said once as well; on a slow
    # machine it lasts more than a minute of this clock.
    others = [line for line in meanwhile if "has failed for" not in line]
    faults = [line.partition(" waits for the database: ")[2] for line in (began, *others)]
    assert all(faults) and len(faults) == len(set(faults)) <= 2
    assert "the database works again" in ended
    assert sorted(told(emulator)) == list(READERS)
    said = [shown.text for shown in emulator.messages(OWNER, from_bot=True)]
    assert sum("Nothing can be sent" in text for text in said) == 1


async def call(bot: Running) -> None:
    async with bot.house.database.write() as connection:
        await add_broadcast(
            connection, bot.house.seal.seal(OWNER), EVERYTHING, bot.clock.now(), en="Write"
        )


def told(emulator: Emulator) -> list[int]:
    return [
        reader
        for reader in READERS
        for shown in emulator.messages(reader, from_bot=True)
        if "Write" in shown.text
    ]
