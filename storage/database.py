"""The one door to the database: SQLite in a file by default, PostgreSQL by its address.

Both give a reader one unchanging picture and a writer one transaction. SQLite has a single writer
at a time, held back here in order of arrival instead of by its busy handler, which starves.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage import migrations, resealing
from storage.faults import StorageError, gone, name, no_database, translate, unopened
from storage.sealing import Seal
from storage.sqlite_connection import OneTripConnection

__all__ = ["AsyncConnection", "Database", "StorageError", "fence"]

fence: ContextVar[Callable[[AsyncConnection], Awaitable[None]] | None] = ContextVar(
    "fence", default=None
)
"""Asked at the end of every transaction that writes; what it raises takes the transaction back.

Work that only one process may do sets it: what a process wrote that has lost that right meanwhile
is not committed. Tasks begun under it keep it.
"""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}

_PATIENCE_SECONDS = 5
"""How long one process waits for another that writes to the same SQLite file."""

_PRAGMAS = (
    "foreign_keys = ON",
    # NORMAL would survive kill -9, but a power cut could take back the last commits: messages
    # marked as sent would go out again, a chat just forgotten would be back. Commits are batched,
    # so that a sync for each is affordable.
    "synchronous = FULL",
    # What is forgotten is overwritten, and never lands in a temporary file.
    "secure_delete = ON",
    "temp_store = MEMORY",
)

_POSTGRESQL_ARGUMENTS = {
    "connect_timeout": 10,
    "application_name": "solidarity-bot",
    # A process that stops in the middle of a transaction must not keep others from its rows, nor
    # a line that is cut wait for the system's two hours.
    "options": "-c idle_in_transaction_session_timeout=8s",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

_MAGIC = b"SQLite format 3\0"


class Database:
    """Reads, writes and upgrades. Every method raises StorageError where the database fails."""

    def __init__(self, url: str) -> None:
        self._url = _parse(url)
        self.dialect = self._url.get_backend_name()
        if self.dialect == "sqlite":
            self._reader = _sqlite(self._url, "BEGIN", ("query_only = ON",), pool_size=4)
            self._writer = _sqlite(self._url, "BEGIN IMMEDIATE", (), pool_size=1)
        else:
            self._writer = create_async_engine(
                self._url,
                hide_parameters=True,
                pool_size=8,
                max_overflow=8,
                pool_pre_ping=True,
                connect_args=_POSTGRESQL_ARGUMENTS,
            )
            # One picture for the whole block, as SQLite gives it.
            self._reader = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._file: tuple[int, int] | None = None
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one moment and cannot write."""
        with self._told():
            self._look_where_it_was()
            async with self._reader.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self, *, as_stored: bool = False) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed on leaving, taken back on any exception.

        ``as_stored``: sealed ids are left as they stand, for what passes them to another key.
        """
        writer = self._writer
        if as_stored:
            writer = writer.execution_options(**{resealing.AS_STORED: True})
        with self._told():
            self._look_where_it_was()
            async with self._in_turn(), writer.begin() as connection:
                yield connection
                if (confirm := fence.get()) is not None:
                    await confirm(connection)

    def follow(self, seal: Seal) -> None:
        """Find ids under either key of this seal from now on. Call it once, with rotations known.

        Without a former key there is nothing to do.
        """
        if seal.former is None:
            return
        resealing.follow(self._writer.sync_engine, seal)
        if self.dialect == "sqlite":
            resealing.follow(self._reader.sync_engine, seal)

    async def upgrade(self) -> None:
        """Bring the schema to this code's. One of newer code stays, or is refused where that code
        left no room for this."""
        if self.dialect == "sqlite":
            _look_at_file(self._url, os.O_CREAT)
        async with self.write() as connection:
            await connection.run_sync(self._migrate)

    async def check(self) -> None:
        """Raise StorageError where the database cannot be used as it is."""
        if self.dialect == "sqlite":
            _look_at_file(self._url)
        async with self.read() as connection:
            current = await connection.run_sync(self._is_current)
        if not current:
            raise StorageError(
                f"{name(self._url)} is not up to date. Run `python run_bot.py migrate`."
            )

    async def checkpoint(self) -> None:
        """Move SQLite's journal into the file and empty it, so that what was forgotten is gone."""
        if self.dialect != "sqlite":
            return
        with self._told():
            async with self._in_turn(), self._writer.connect() as connection:
                # A checkpoint inside a transaction would wait for that transaction.
                await connection.execution_options(begins="")
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def settle(self, most_bytes: int) -> bool:
        """Write SQLite's file anew, up to this size: rows of people stand by their keys then, not
        in the order in which they came. False where nothing was done."""
        if self.dialect != "sqlite" or self._bytes() > most_bytes:
            return False
        await self.compact()
        return True

    async def compact(self) -> None:
        """Write the database anew, so that nothing deleted stays in its pages."""
        with self._told():
            if self.dialect == "sqlite":
                async with self._in_turn(), self._writer.connect() as connection:
                    await connection.execution_options(begins="")
                    await connection.exec_driver_sql("VACUUM")
            else:
                apart = self._writer.execution_options(isolation_level="AUTOCOMMIT")
                async with apart.connect() as connection:
                    await connection.exec_driver_sql("VACUUM FULL")
        await self.checkpoint()

    async def close(self) -> None:
        if self.dialect == "sqlite":
            await self._reader.dispose()
        await self._writer.dispose()

    def __repr__(self) -> str:
        return f"Database({self.dialect})"

    def _migrate(self, connection: Connection) -> None:
        migrations.lock(connection)
        if not self._is_current(connection):
            migrations.upgrade(connection)

    def _is_current(self, connection: Connection) -> bool:
        """Whether the schema is this code's, or newer with room for it. Raises where without."""
        found = migrations.current(connection)
        if found is None or migrations.known(found):
            return found == migrations.head()
        if migrations.has_room(connection):
            return True
        raise StorageError(
            f"{name(self._url)} was used by a newer version of the bot. Install that version,"
            " or restore the backup made before it."
        )

    def _bytes(self) -> int:
        self._look_where_it_was()
        return Path(str(self._url.database)).stat().st_size

    def _look_where_it_was(self) -> None:
        """Refuse a file that is away or another one: the driver would make an empty one there."""
        if self.dialect != "sqlite":
            return
        try:
            found = Path(str(self._url.database)).stat()
        except OSError as error:
            if self._file is None:
                return  # Whatever hinders a first opening, the driver says.
            raise gone(self._url) from error
        if self._file is None:
            self._file = (found.st_dev, found.st_ino)
        elif self._file != (found.st_dev, found.st_ino):
            raise gone(self._url)

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        if self.dialect != "sqlite":
            yield
            return
        if self._holder is asyncio.current_task():
            raise RuntimeError("write() inside write() would wait for itself for ever")
        async with self._turn:
            self._holder = asyncio.current_task()
            try:
                yield
            finally:
                self._holder = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            told = translate(error, self._url)
            if told is None:
                raise
            raise told from error


def _parse(text: str) -> URL:
    try:
        url = make_url(text)
        driver = _DRIVERS[url.drivername]
    except (ArgumentError, KeyError, ValueError):
        # The cause would repeat the address, and with it a password.
        raise StorageError(
            "[storage] url is not understood. Write sqlite:///bot.db or"
            " postgresql://user:password@host/database."
        ) from None
    if not url.database or url.database == ":memory:":
        raise StorageError(
            "[storage] url names no database. Write sqlite:///bot.db or"
            " postgresql://user:password@host/database."
        )
    return url.set(drivername=driver)


def _sqlite(url: URL, begins: str, pragmas: tuple[str, ...], pool_size: int) -> AsyncEngine:
    async def connect() -> aiosqlite.Connection:
        return await OneTripConnection(str(url.database), _PATIENCE_SECONDS)

    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        async_creator=connect,
        execution_options={"begins": begins},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        try:
            _keep_journal_apart(connection, cursor)
            for pragma in (*_PRAGMAS, *pragmas):
                cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            # The pool forgets a connection that fails here, and its thread would go on.
            connection.close()
            raise
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        statement = connection.get_execution_options()["begins"]
        if statement:
            connection.exec_driver_sql(statement)

    return engine


def _keep_journal_apart(connection: Any, cursor: DBAPICursor) -> None:
    """Turn write-ahead logging on, which a file remembers once it is.

    Where somebody else writes to a file that is not turned yet, SQLite refuses at once instead of
    waiting, so that two who each hold a lock do not wait for each other. We hold none.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            connection.run_async(lambda _: asyncio.sleep(0.05))
        else:
            return


def _look_at_file(url: URL, create: int = 0) -> None:
    """Refuse a file that cannot be our database before the driver meets it.

    The driver would create what is missing, and leaves a thread behind where it cannot open. A new
    file is for the bot's user alone; SQLite gives its journal the same rights.
    """
    try:
        with os.fdopen(os.open(str(url.database), os.O_RDWR | create, 0o600), "rb") as file:
            begins = file.read(len(_MAGIC))
    except OSError as error:
        raise unopened(error, url) from error
    if begins not in (b"", _MAGIC):
        raise no_database(url)
