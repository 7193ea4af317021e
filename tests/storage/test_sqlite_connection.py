"""A statement and its rows cross to SQLite's thread together; long streams and cancelling work."""

from __future__ import annotations

import asyncio
import logging

import pytest
from sqlalchemy import column, text

from storage.database import Database
from storage.sqlite_connection import AT_ONCE

_NUMBERS = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT {}) SELECT "
_COUNT, _LAST = f"{_NUMBERS}i FROM n", f"{_NUMBERS}max(i) FROM n"


async def test_a_statement_crosses_once(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with sqlite_database.read() as c:
        await c.execute(text("SELECT 1"))
        caplog.set_level(logging.DEBUG, "aiosqlite")
        caplog.clear()
        assert (await c.scalars(text(_COUNT.format(AT_ONCE - 1)))).all()[-1] == AT_ONCE - 1
        assert sum("executing" in each.getMessage() for each in caplog.records) == 1


async def test_a_block_crosses_to_begin_to_end_and_for_each_statement(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    for block in (sqlite_database.read, sqlite_database.write):
        async with block():
            pass
        caplog.set_level(logging.DEBUG, "aiosqlite")
        caplog.clear()
        async with block() as c:
            await c.execute(text("SELECT 1"))
            await c.execute(text("SELECT 2"))
        assert sum("executing" in each.getMessage() for each in caplog.records) == 4


async def test_a_beginning_that_is_cancelled_holds_up_nobody(sqlite_database: Database) -> None:
    """Taken back even where it begins only after it was given up."""

    async def block() -> None:
        async with sqlite_database.write() as c:
            await c.execute(text("CREATE TABLE half (i)"))

    for moment in range(40):
        under_way = asyncio.create_task(block())
        for _ in range(moment):
            await asyncio.sleep(0)
        under_way.cancel()
        await asyncio.gather(under_way, return_exceptions=True)
        async with sqlite_database.write() as c:
            await c.execute(text("DROP TABLE IF EXISTS half"))


@pytest.mark.parametrize("rows", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
async def test_all_rows_come_in_their_order(sqlite_database: Database, rows: int) -> None:
    asked = text(_COUNT.format(rows) if rows else "SELECT 1 WHERE 0").columns(column("i"))
    expected = list(range(1, rows + 1))
    async with sqlite_database.read() as c:
        assert list((await c.scalars(asked)).all()) == expected
        async with c.stream_scalars(asked) as streamed:
            assert [i async for i in streamed] == expected
        async with c.stream_scalars(asked) as streamed:
            assert [i async for part in streamed.partitions(7) for i in part] == expected


async def test_a_stream_is_not_read_before_it_is_asked_for(sqlite_database: Database) -> None:
    async with sqlite_database.read() as c, asyncio.timeout(5):
        async with c.stream_scalars(text(_COUNT.format(10**12))) as streamed:
            assert await anext(aiter(streamed)) == 1
        assert await c.scalar(text("SELECT 2")) == 2


async def test_a_statement_that_is_cancelled_harms_nobody(sqlite_database: Database) -> None:
    """Its transaction is taken back once it is over, and the connection goes on."""

    async def long() -> None:
        async with sqlite_database.write() as c:
            await c.execute(text("CREATE TABLE half (i)"))
            await c.execute(text(_LAST.format(3_000_000)))

    for _ in range(3):
        under_way = asyncio.create_task(long())
        await asyncio.sleep(0.1)
        under_way.cancel()
        with pytest.raises(asyncio.CancelledError):
            await under_way
    async with sqlite_database.write() as c:
        assert await c.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'half'")) == 0
