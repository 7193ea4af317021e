"""Transactions hold, readers do not write, and every fault is a sentence with a remedy."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
import stat
import traceback
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from storage import pledges, subscribers
from storage.database import Database, StorageError
from storage.faults import translate, unopened
from tests.fixtures.postgresql import Server
from tests.storage.made import NOW, chat, subscribe

MONTH = NOW.date()


async def test_what_fails_is_taken_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.write() as c:
            await subscribe(c, [1])
            raise ZeroDivisionError
    async with database.read() as c:
        assert await subscribers.count(c) == 0


async def test_a_cancelled_write_is_taken_back_and_lets_others_write(database: Database) -> None:
    begun = asyncio.Event()

    async def hang() -> None:
        async with database.write() as c:
            await subscribe(c, [1])
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.write() as c:
        assert await subscribers.count(c) == 0
        await subscribe(c, [2])


async def test_writers_take_turns(database: Database) -> None:
    async def write() -> None:
        async with database.write() as c:
            await pledges.add(c, "ivan", MONTH)

    await asyncio.gather(*(write() for _ in range(30)))
    async with database.read() as c:
        assert await pledges.totals(c) == {"ivan": 30}


async def test_a_reader_sees_one_moment_and_holds_nobody_up(database: Database) -> None:
    async with database.read() as reader:
        assert await pledges.totals(reader) == {}
        async with database.write() as c:
            await pledges.add(c, "ivan", MONTH)
        assert await pledges.totals(reader) == {}
    async with database.read() as reader:
        assert await pledges.totals(reader) == {"ivan": 1}


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError):
        async with database.read() as c:
            await subscribe(c, [1])


async def test_many_readers_wait_for_a_connection_and_get_one(database: Database) -> None:
    async def read() -> int:
        async with database.read() as c:
            return await subscribers.count(c)

    assert await asyncio.gather(*(read() for _ in range(40))) == [0] * 40


async def test_a_write_inside_a_write_is_refused_instead_of_waiting(
    sqlite_database: Database,
) -> None:
    async with sqlite_database.write():
        with pytest.raises(RuntimeError, match="wait for itself"):
            async with sqlite_database.write():
                pass


async def test_a_database_in_order_passes_the_check(database: Database) -> None:
    await database.check()
    await database.checkpoint()
    assert repr(database) == f"Database({database.dialect})"


async def test_sqlite_keeps_what_it_is_told(sqlite_database: Database, tmp_path: Path) -> None:
    async with sqlite_database.write() as c:
        values = [
            (await c.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "secure_delete")
        ]
    assert values == ["wal", 1, 2, 1]


async def test_a_new_file_is_for_its_user_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new.db")
    await database.upgrade()
    async with database.write() as c:
        await subscribe(c, [1])
    modes = _modes(tmp_path)
    await database.close()
    assert modes == [0o600] * 3


def _modes(directory: Path) -> list[int]:
    return [stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()]


async def _said(url: str) -> str:
    """How opening this database fails; a password is nowhere in it, causes included."""
    database = Database(url)
    try:
        with pytest.raises(StorageError) as caught:
            await database.upgrade()
        with pytest.raises(StorageError):
            await database.check()
    finally:
        await database.close()
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
    return str(caught.value)


async def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    said = await _said(f"sqlite:///{tmp_path}/none/bot.db")
    assert said.startswith(f"The database file {tmp_path}/none/bot.db cannot be opened")
    assert "Create its directory" in said


async def test_a_missing_file_is_not_created_by_looking(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/bot.db")
    with pytest.raises(StorageError, match=r"does not exist. Run `python run_bot\.py migrate`"):
        await database.check()
    await database.close()
    assert _modes(tmp_path) == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "denied"), "Create its directory"),
        (OSError(errno.EROFS, "read-only"), "right to write the file"),
        (OSError(errno.ENOSPC, "full"), "the disk is full"),
    ],
)
def test_a_file_the_system_withholds_is_told(error: OSError, told: str, tmp_path: Path) -> None:
    assert told in str(unopened(error, make_url(f"sqlite:///{tmp_path}/bot.db")))


async def test_a_fault_of_others_is_left_as_it_is(sqlite_database: Database) -> None:
    with pytest.raises(ConnectionResetError):
        async with sqlite_database.write():
            raise ConnectionResetError


async def test_another_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("Dear diary, " * 99)
    assert "is not a SQLite database" in await _said(f"sqlite:///{tmp_path}/bot.db")


async def test_a_broken_file_is_told_and_leaves_nothing_open(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"SQLite format 3\0" + b"?" * 4096)
    assert "is not a SQLite database" in await _said(f"sqlite:///{tmp_path}/bot.db")


async def test_a_directory_is_no_database(tmp_path: Path) -> None:
    assert "cannot be opened" in await _said(f"sqlite:///{tmp_path}")


async def test_a_full_disk_is_told(sqlite_database: Database) -> None:
    with pytest.raises(StorageError, match="the disk is full"):
        async with sqlite_database.write() as c:
            await c.exec_driver_sql("PRAGMA max_page_count = 1")
            await subscribe(c, range(5000))


def test_a_locked_and_a_read_only_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    with sqlite3.connect(path, timeout=0, isolation_level=None) as holder:
        holder.execute("CREATE TABLE t (x)")
        holder.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in _told(path, path.as_uri())
        holder.execute("ROLLBACK")
        assert "cannot be written" in _told(path, f"{path.as_uri()}?mode=ro")
    holder.close()


def _told(path: Path, address: str) -> str:
    connection = sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)
    try:
        connection.execute("INSERT INTO t VALUES (1)")
    except sqlite3.Error as error:
        told = translate(DBAPIError("", {}, error), make_url(f"sqlite:///{path}"))
        assert told is not None
        return str(told)
    finally:
        connection.close()
    pytest.fail("it could be written")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bot.db",
        "mysql://u:hunter2@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://h:x/d",
    ],
)
def test_an_address_not_understood_is_answered_with_how_to_write_it(url: str) -> None:
    with pytest.raises(StorageError, match=r"Write sqlite:///bot\.db or") as caught:
        Database(url)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


async def test_a_server_that_is_not_there_is_told(unused_tcp_port: int) -> None:
    said = await _said(f"postgresql://bot:hunter2@127.0.0.1:{unused_tcp_port}/bot")
    assert said.startswith("The PostgreSQL server at 127.0.0.1 cannot be reached")


async def test_a_wrong_password_is_told(postgresql_server: Server) -> None:
    url = postgresql_server.url("postgres").replace("postgres:@", "guarded:hunter2@")
    assert "refuses the user name or password" in await _said(url)


async def test_a_missing_postgresql_database_is_told(postgresql_server: Server) -> None:
    assert "has no database of that name" in await _said(postgresql_server.url("missing"))


async def test_a_user_without_rights_is_told(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("DROP TABLE alembic_version")
        connection.execute("DROP ROLE IF EXISTS weak")
        connection.execute("CREATE ROLE weak LOGIN")
    said = await _said(postgresql_url.replace("postgres:@", "weak:@"))
    assert "does not allow this user" in said


async def test_a_connection_the_server_closed_is_replaced(postgresql_database: Database) -> None:
    async with postgresql_database.read() as c:
        await subscribers.count(c)
    async with postgresql_database.write() as c:
        await c.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    async with postgresql_database.read() as c:
        assert await subscribers.count(c) == 0


async def test_an_id_never_shows_in_an_error(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.write() as c:
            await c.execute(text("INSERT INTO nowhere VALUES (:chat)"), {"chat": chat(0x41424344)})
    assert "ABCD" not in str(caught.value)
