"""Backups and moves: everything comes back, on either database, and nothing half."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from bot import backups, moving
from bot.backups import BackupFault, KeyPair, new_key
from bot.moving import MoveFault
from storage import copying, entries, seals, subscribers
from storage.copying import Content
from storage.database import Database
from storage.rows import Lane
from storage.sealing import BadKey, Seal
from tests.storage.made import (
    AMNESTY,
    IVAN,
    NOW,
    OLGA,
    chat,
    deliver,
    deliver_many,
    entry,
    subscribe,
    subscribe_many,
)

PAGE = 60


def unheard(_table: str, _rows: int) -> None:
    """Nobody watches."""


back_up = partial(backups.back_up, page=PAGE)
restore = partial(backups.restore, page=PAGE)
move = partial(moving.move, page=PAGE)


@pytest.fixture(scope="module")
def key() -> KeyPair:
    return new_key()


@pytest_asyncio.fixture
async def full(database: Database, seal: Seal) -> Database:
    """Rows of many kinds, more than a page of some, with gaps in their numbers."""
    async with database.write() as c:
        await seals.keep_or_check(c, seal)
        await subscribe_many(c, PAGE + 7, IVAN)
        await subscribe(c, [1, 2, 3], OLGA, AMNESTY)
        await entry(c, "aa")
        await entry(c, "bb")
        await deliver(c, 1, "story:ß — „ы“ 🕊", lane=Lane.ALERT)
        await deliver_many(c, 2, 2 * PAGE)
        await subscribers.forget(c, chat(3))
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    url = request.getfixturevalue(f"second_{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest_asyncio.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    """A second database, with this version's schema and nothing in it."""
    database = Database(empty_url)
    yield database
    await database.close()


async def contents(database: Database) -> dict[str, Content]:
    async with database.read() as c:
        return {table.name: await copying.content(c, table) for table in copying.TABLES}


async def test_a_backup_brings_everything_back(
    full: Database, empty: Database, key: KeyPair, tmp_path: Path, seal: Seal
) -> None:
    file = tmp_path / "backup.age"
    rows = await back_up(full, key.recipient, file, NOW)
    assert await restore(empty, key.identity, file) == rows
    assert await contents(empty) == await contents(full)
    async with empty.write() as c:
        await seals.keep_or_check(c, seal)
        # New rows are numbered after those that came back.
        newest = await entry(c, "cc")
        assert await entries.find(c, newest - 1) is not None
        assert await deliver(c, 1, "new")
        with pytest.raises(BadKey):
            await seals.keep_or_check(c, Seal(bytes(64)))


async def test_a_backup_shows_nothing_without_its_key(
    sqlite_database: Database, key: KeyPair, tmp_path: Path
) -> None:
    async with sqlite_database.write() as c:
        await subscribe(c, range(40), IVAN)
    file = tmp_path / "backup.age"
    await back_up(sqlite_database, key.recipient, file, NOW)
    content = file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    for word in (b"subscribers", b"ivan", chat(7), chat(7).hex().encode()):
        assert word not in content
    with pytest.raises(BackupFault, match="not sealed for this key"):
        await restore(sqlite_database, new_key().identity, file)


async def test_what_is_not_whole_restores_nothing(
    full: Database, second_sqlite_url: str, key: KeyPair, tmp_path: Path
) -> None:
    file = tmp_path / "backup.age"
    await back_up(full, key.recipient, file, NOW)
    whole = file.read_bytes()
    target = Database(second_sqlite_url)
    broken = [whole[: len(whole) // 2], whole[:-1], whole[:100], b"", b"nonsense" * 100]
    spoilt = bytearray(whole)
    spoilt[len(spoilt) // 2] ^= 1
    try:
        for content in (*broken, bytes(spoilt)):
            file.write_bytes(content)
            with pytest.raises(BackupFault):
                await restore(target, key.identity, file)
            async with target.read() as c:
                assert await copying.in_use(c) is None
        with pytest.raises(BackupFault, match="cannot be read"):
            await restore(target, key.identity, tmp_path / "nowhere.age")
        with pytest.raises(BackupFault, match="AGE-SECRET-KEY"):
            await restore(target, "secret", file)
    finally:
        await target.close()


async def test_only_an_empty_database_is_filled(
    full: Database, key: KeyPair, tmp_path: Path
) -> None:
    file = tmp_path / "backup.age"
    await back_up(full, key.recipient, file, NOW)
    before = await contents(full)
    with pytest.raises(BackupFault, match="not empty"):
        await restore(full, key.identity, file)
    assert await contents(full) == before


async def test_a_backup_that_cannot_be_written_leaves_nothing(
    sqlite_database: Database, key: KeyPair, tmp_path: Path
) -> None:
    with pytest.raises(BackupFault, match="cannot be written"):
        await back_up(sqlite_database, key.recipient, tmp_path / "no" / "backup.age", NOW)
    with pytest.raises(BackupFault, match="begins with age1"):
        await back_up(sqlite_database, "age1nonsense", tmp_path / "backup.age", NOW)
    assert not await asyncio.to_thread(lambda: list(tmp_path.glob("*.age*")))


async def test_moving_house(full: Database, empty: Database) -> None:
    written: dict[str, int] = {}

    def wrote(table: str, rows: int) -> None:
        written[table] = written.get(table, 0) + rows

    rows = await move(full, empty, wrote, unheard)
    assert sum(written.values()) == rows
    assert await contents(empty) == await contents(full)
    async with empty.write() as c:
        assert await deliver(c, 1, "new")


async def test_no_transaction_waits_while_the_old_database_is_read(
    sqlite_database: Database, second_postgresql_url: str
) -> None:
    """The new one ends those in which nothing happens for seconds; a large table takes longer."""
    idle = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
    open_ones: dict[str, int] = {}
    target = Database(second_postgresql_url)
    try:
        with psycopg.connect(second_postgresql_url, autocommit=True) as beside:

            def compares(table: str, _rows: int) -> None:
                here = beside.execute(f"{idle} AND datname = current_database()").fetchone()
                open_ones[table] = here[0] if here else -1

            await move(sqlite_database, target, unheard, compares)
    finally:
        await target.close()
    assert len(open_ones) == len(copying.TABLES)
    assert not any(open_ones.values())


async def test_a_move_broken_off_goes_on(full: Database, empty: Database) -> None:
    class Broken(Exception):
        pass

    for until in (3, 75, 40):
        written = 0

        def wrote(_table: str, rows: int, until: int = until) -> None:
            nonlocal written
            written += rows
            if written >= until:
                raise Broken

        with pytest.raises(Broken):
            await move(full, empty, wrote, unheard)
    await move(full, empty, unheard, unheard)
    assert await contents(empty) == await contents(full)


async def test_a_move_onto_other_rows_is_noticed(full: Database, empty: Database) -> None:
    async with empty.write() as c:
        await subscribe(c, [9_999_999], IVAN)
    with pytest.raises(MoveFault, match="subscribers"):
        await move(full, empty, unheard, unheard)


async def test_a_row_that_came_over_wrong_is_noticed(full: Database, empty: Database) -> None:
    class Broken(Exception):
        pass

    def breaks(table: str, _rows: int) -> None:
        if table == "entries":
            raise Broken

    with pytest.raises(Broken):
        await move(full, empty, breaks, unheard)
    async with empty.write() as c:
        await subscribers.change(c, chat(1), language="ru")
    with pytest.raises(MoveFault, match="subscribers is not the same"):
        await move(full, empty, unheard, unheard)
