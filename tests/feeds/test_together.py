"""Polls that brought nothing new share a commit, and its faults."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.feeds.together import Together
from storage import feeds
from storage.database import Database
from storage.rows import Feed, FeedSource
from tests.fixtures.clock import FakeClock


async def watched(database: Database, clock: FakeClock, count: int) -> list[Feed]:
    sources = [FeedSource(f"https://{n}.example/", f"{n:02}") for n in range(count)]
    async with database.write() as connection:
        await feeds.sync(connection, sources, clock.now())
        return await feeds.watched(connection)


async def etags(database: Database) -> list[str]:
    async with database.read() as connection:
        return [feed.etag for feed in await feeds.watched(connection)]


async def test_many_are_kept_each_as_taught(database: Database, clock: FakeClock) -> None:
    together = Together(database)
    known = await watched(database, clock, 20)
    await asyncio.gather(*(together.keep(replace(f, etag=f.source.name)) for f in known))
    await together.keep(replace(known[0], etag="again"))
    assert await etags(database) == ["again", *(f"{n:02}" for n in range(1, 20))]
    await together.close()


async def test_who_gives_up_takes_nobody_along(sqlite_database: Database, clock: FakeClock) -> None:
    together = Together(sqlite_database)
    known = await watched(sqlite_database, clock, 2)
    first, second = (
        asyncio.create_task(together.keep(replace(feed, etag="kept"))) for feed in known
    )
    await asyncio.sleep(0)
    first.cancel()
    await second
    assert await etags(sqlite_database) == ["kept", "kept"]
    third = asyncio.create_task(together.keep(replace(known[0], etag="last")))
    await asyncio.sleep(0)
    third.cancel()
    await together.close()
    assert await etags(sqlite_database) == ["last", "kept"]


async def test_everybody_hears_of_a_fault(sqlite_database: Database, clock: FakeClock) -> None:
    together = Together(sqlite_database)
    known = await watched(sqlite_database, clock, 2)
    async with sqlite_database.write() as connection:
        await connection.execute(
            text("CREATE TRIGGER full BEFORE UPDATE ON feeds BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    heard = await asyncio.gather(*(together.keep(f) for f in known), return_exceptions=True)
    assert [isinstance(each, DBAPIError) for each in heard] == [True, True]
    with pytest.raises(DBAPIError):
        await together.keep(known[0])
    await together.close()
