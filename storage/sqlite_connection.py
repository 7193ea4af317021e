"""A connection to SQLite on which a statement, with its rows, goes to the other thread once.

aiosqlite goes there four times: for a cursor, the statement, its rows, and to close the cursor.
Where the loop is busy each time waits for Python's lock (`benchmarks/delivery.py` shows it).
"""

from __future__ import annotations

import sqlite3
from typing import Any

import aiosqlite
from aiosqlite.context import Result
from typing_extensions import override

AT_ONCE = 500
"""Rows that come with their statement. Others are fetched when they are asked for, as a stream is
that may be longer than memory."""


class OneTripConnection(aiosqlite.Connection):
    """``path`` is opened when this is awaited. No transaction begins by itself.

    ``patience``: seconds that a statement waits for another process that writes.
    """

    def __init__(self, path: str, patience: float) -> None:
        def opened() -> sqlite3.Connection:
            return sqlite3.connect(
                path,
                timeout=patience,
                isolation_level=None,
                # A cursor is made, and closed when nothing runs, where the loop is.
                check_same_thread=False,
            )

        super().__init__(opened, iter_chunk_size=64)
        # A connection that nobody closed must not keep the process from ending.
        self._thread.daemon = True

    @override
    async def rollback(self) -> None:
        """Where there is nothing to take back, nobody goes anywhere: the pool asks each time.

        A connection whose statement was given up half-way is closed by SQLAlchemy, not rested.
        """
        if self._conn.in_transaction:
            await super().rollback()

    @override
    def cursor(self) -> Result[aiosqlite.Cursor]:
        return Result(self._new_cursor())

    async def _new_cursor(self) -> aiosqlite.Cursor:
        return _OneTripCursor(self, self._conn.cursor())


class _OneTripCursor(aiosqlite.Cursor):
    _rows: list[Any]
    """Read and not taken yet."""
    _ended = False
    """There are no others, and nothing runs."""

    @override
    async def execute(self, sql: str, parameters: Any = None) -> aiosqlite.Cursor:
        def executed() -> list[Any]:
            return self._cursor.execute(sql, parameters or ()).fetchmany(AT_ONCE)

        # The library's own way to its thread bears no types.
        self._rows = await self._execute(executed)  # type: ignore[no-untyped-call]
        self._ended = len(self._rows) < AT_ONCE
        return self

    @override
    async def fetchone(self) -> sqlite3.Row | None:
        return next(iter(await self.fetchmany(1)), None)

    @override
    async def fetchmany(self, size: int | None = None) -> list[Any]:
        if not self._rows:
            return [] if self._ended else list(await super().fetchmany(size))
        size = size or self.arraysize
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    @override
    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows if self._ended else [*rows, *await super().fetchall()]

    @override
    async def close(self) -> None:
        if self._ended:
            self._cursor.close()
        else:
            # It may still run: who waited for it was cancelled.
            await super().close()
