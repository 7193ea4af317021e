"""One rate for several replicas on a real PostgreSQL: used, never exceeded, silent for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from sqlalchemy import text
from typing_extensions import override

from bot.clock import SystemClock
from bot.delivery.pacing import Pacer, Rank
from bot.replicas.pace import SharedPace
from storage import paces
from storage.database import Database
from tests.delivery.test_pacing import busiest

PER_SECOND = 40.0


@asynccontextmanager
async def pacers(
    url: str, number: int, per_second: float = PER_SECOND
) -> AsyncIterator[list[Pacer]]:
    """As many replicas, each with its own connections."""
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(number):
            database = Database(url)
            stack.push_async_callback(database.close)
            slots = SharedPace(database, clock, per_second)
            await stack.enter_async_context(slots.kept())
            made.append(Pacer(clock, per_second, slots=slots))
        yield made


async def say(pacer: Pacer, chat: int, counted: list[float], rank: Rank = Rank.ALERT) -> None:
    place = await pacer.turn(chat, rank, patience=1e9)
    assert place is not None
    # Telegram counts it somewhere on its way.
    await asyncio.sleep(0.005)
    counted.append(pacer.now())
    await asyncio.sleep(0.005)
    pacer.answered(place)


async def test_three_use_the_rate_of_one_and_never_exceed_it(postgresql_url: str) -> None:
    counted: list[float] = []
    async with pacers(postgresql_url, 3) as three, asyncio.TaskGroup() as tasks:
        for chat in range(1, 200):
            tasks.create_task(say(three[chat % 3], chat, counted))
    assert busiest(counted, 1.0) <= PER_SECOND
    rate = (len(counted) - 1) / (counted[-1] - counted[0])
    # A busy machine loses some of it; the benchmark says how much an idle one uses.
    assert rate > PER_SECOND * 0.6


async def test_a_reply_finds_a_place_among_what_goes_to_many(postgresql_url: str) -> None:
    counted: list[float] = []
    replied: list[float] = []
    async with pacers(postgresql_url, 2) as two, asyncio.TaskGroup() as tasks:
        for chat in range(1, 100):
            tasks.create_task(say(two[0], chat, counted, Rank.BROADCAST))
        await asyncio.sleep(0.5)
        asked = two[1].now()
        await say(two[1], 1000, replied, Rank.REPLY)
        assert len(counted) < 90
    assert replied[0] - asked < 1.5


async def test_when_telegram_wants_silence_all_are_silent(postgresql_url: str) -> None:
    heard: list[float] = []
    async with pacers(postgresql_url, 2) as (first, second):
        await say(first, 1, heard)
        first.flooded(None, 2.0)
        flooded = first.now()
        for chat in range(2, 1000):
            await say(second, chat, heard)
            if heard[-1] - flooded > 1.0:
                break
    # The other heard of it with the next places it asked for.
    assert heard[-1] - flooded >= 1.9


async def test_a_place_that_is_free_late_holds_up_none_but_itself(
    postgresql_database: Database,
) -> None:
    apart = timedelta(seconds=0.1)
    async with postgresql_database.write() as connection:
        await paces.prepare(connection, 4)
        # Second in the round, it was answered 80 ms later than the others.
        await connection.execute(
            text(
                "UPDATE places SET free = now() + interval '1 s' + interval '0.1 s' *"
                " CASE number WHEN 1 THEN 1.8 ELSE number END"
            )
        )
        given = await paces.take(
            connection,
            count=4,
            wanted=4,
            apart=apart,
            ahead=timedelta(seconds=5),
            catch_up=timedelta(seconds=0.1),
            lost=timedelta(seconds=5),
        )
    first, second, third, fourth = (place.at for place in given.taken)
    assert second - first > timedelta(seconds=0.17)
    # The third is on its beat again and not 80 ms behind it.
    assert third - first < timedelta(seconds=0.21)
    assert fourth - third == apart


async def test_places_of_a_dead_process_come_back(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    counted: list[float] = []
    async with pacers(postgresql_url, 1, 2.0) as (only,):
        async with database.write() as connection:
            await connection.execute(
                text("UPDATE places SET free = now() + interval '1 second', taking = taking + 1")
            )
        async with asyncio.timeout(30):
            await say(only, 1, counted)
    await database.close()
    assert counted


class SteppedClock(SystemClock):
    """Shows so many seconds more than it did."""

    def __init__(self) -> None:
        self.stepped = 0.0

    @override
    def monotonic(self) -> float:
        return super().monotonic() + self.stepped


async def test_a_clock_that_jumps_ahead_holds_nobody_up(postgresql_url: str) -> None:
    clock, counted = SteppedClock(), list[float]()
    database = Database(postgresql_url)
    slots = SharedPace(database, clock, PER_SECOND)
    async with slots.kept():
        pacer = Pacer(clock, PER_SECOND, slots=slots)
        for chat in range(1, 30):
            await say(pacer, chat, counted)
        clock.stepped = 600.0
        async with asyncio.timeout(30):
            # More than there are places: those given back after the jump are needed again.
            for chat in range(30, 130):
                await say(pacer, chat, counted)
    await database.close()


async def test_when_the_database_s_clock_is_set_back_sending_goes_on(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    counted: list[float] = []
    async with pacers(postgresql_url, 1) as (only,):
        async with database.write() as connection:
            await connection.execute(text("UPDATE places SET free = now() + interval '10 min'"))
            await connection.execute(text("UPDATE pace SET beat = now() + interval '10 min'"))
        async with asyncio.timeout(30):
            await say(only, 1, counted)
    await database.close()


async def test_while_the_database_is_away_replies_go_slowly(postgresql_url: str) -> None:
    counted: list[float] = []
    database = Database(postgresql_url)
    async with pacers(postgresql_url, 1) as (only,), database.write() as connection:
        await connection.execute(text("SELECT * FROM pace FOR UPDATE"))
        async with asyncio.timeout(30):
            await say(only, 1, counted, Rank.REPLY)
    await database.close()
    assert counted
