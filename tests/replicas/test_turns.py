"""Updates among replicas on a real PostgreSQL: each handled once, a chat's in order."""

from __future__ import annotations

import asyncio
import multiprocessing

import pytest
from sqlalchemy import select, text

from bot.clock import SystemClock
from bot.replicas.turns import Turns
from storage import taken_updates
from storage.alone import only_one
from storage.database import Database, StorageError
from storage.replica_tables import taken_updates as taken_rows
from storage.rows import SealedId
from tests.fixtures.waiting import until
from tests.storage.made import seconds

LINE = SealedId(bytes(range(24)))


@pytest.fixture
def turns(postgresql_database: Database) -> tuple[Turns, Turns]:
    """Two replicas'."""
    clock = SystemClock()
    return Turns(postgresql_database, clock, "one"), Turns(postgresql_database, clock, "two")


async def handle(turns: Turns, update: int, heard: list[int], takes: float = 0.0) -> bool:
    async with turns.turn(update, LINE) as mine:
        if mine:
            await asyncio.sleep(takes)
            heard.append(update)
        return mine


async def test_what_arrives_twice_is_handled_once(turns: tuple[Turns, Turns]) -> None:
    heard: list[int] = []
    both = await asyncio.gather(*(handle(each, 7, heard, 0.1) for each in turns))
    assert sorted(both) == [False, True]
    assert not await handle(turns[1], 7, heard)
    assert heard == [7]


async def in_line(database: Database, update: int) -> None:
    """Until this update stands in line, handled or not."""

    async def stands() -> bool:
        async with database.read() as connection:
            query = select(taken_rows.c.id).where(taken_rows.c.id == update)
            return await connection.scalar(query) is not None

    await until(stands)


async def test_a_chats_updates_go_in_order(
    postgresql_database: Database, turns: tuple[Turns, Turns]
) -> None:
    one, two = turns
    heard: list[int] = []
    all_in_line = asyncio.Event()

    async def handle_slowly() -> None:
        async with one.turn(1, LINE) as mine:
            assert mine
            await all_in_line.wait()
            heard.append(1)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(handle_slowly())
        await in_line(postgresql_database, 1)
        tasks.create_task(handle(two, 3, heard))
        await in_line(postgresql_database, 3)
        tasks.create_task(handle(one, 2, heard, 0.1))
        await in_line(postgresql_database, 2)
        assert heard == []
        all_in_line.set()
    assert heard == [1, 2, 3]


async def test_what_failed_or_was_given_up_is_handled_by_another(
    turns: tuple[Turns, Turns],
) -> None:
    one, two = turns
    heard: list[int] = []
    giving_up = asyncio.create_task(handle(one, 1, heard, 60))
    await asyncio.sleep(0.2)
    giving_up.cancel()
    assert await handle(two, 1, heard)
    assert heard == [1]


async def test_what_a_dead_replica_had_begun_is_begun_again(
    postgresql_database: Database, turns: tuple[Turns, Turns]
) -> None:
    async with postgresql_database.write() as connection:
        await taken_updates.arrive(connection, 1, LINE, "dead", 0.5)
    heard: list[int] = []
    assert await handle(turns[0], 1, heard)


async def test_of_a_handled_update_only_its_number_stays_and_that_for_a_day(
    postgresql_database: Database, turns: tuple[Turns, Turns]
) -> None:
    await handle(turns[0], 1, [])
    async with postgresql_database.write() as connection:
        row = (await connection.execute(text("SELECT * FROM taken_updates"))).one()
        assert (row.id, row.line, row.handled) == (1, None, True)
        await connection.execute(text("UPDATE taken_updates SET until = '2026-01-01'"))
        assert await taken_updates.purge(connection, seconds(0)) == 1


def test_a_sqlite_file_has_one_bot(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    with only_one(url):
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as others:
            assert "another bot" in others.apply(_refused, (url,))
    assert not _refused(url)


def _refused(url: str) -> str:
    try:
        with only_one(url):
            return ""
    except StorageError as error:
        return str(error)
