"""Leading and sharing, on a real PostgreSQL: one leads, all have a part, and none acts too late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.clock import SystemClock
from bot.replicas.replica import Replica
from bot.replicas.standing import Alone, share
from storage.buckets import BUCKETS
from storage.database import Database
from storage.leases import LeaseLost
from tests.fixtures.waiting import until

LEASE = 3.0


class Lagging(SystemClock):
    """As a process sees it that was stopped for a while: so much later, all at once."""

    def __init__(self) -> None:
        self.asleep = 0.0
        self.suspended = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.asleep

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.asleep + self.suspended)


@asynccontextmanager
async def working(*replicas: Replica) -> AsyncIterator[list[asyncio.Event]]:
    """These replicas keep their standing until the block ends, or their own event is set."""
    stops = [asyncio.Event() for _ in replicas]
    async with asyncio.TaskGroup() as tasks:
        for replica, stop in zip(replicas, stops, strict=True):
            tasks.create_task(replica.run(stop))
        try:
            yield stops
        finally:
            for stop in stops:
                stop.set()


@pytest.fixture
def clock() -> Lagging:
    return Lagging()


def leaders(*replicas: Replica) -> list[Replica]:
    return [each for each in replicas if each.leads]


async def test_one_leads_and_who_leaves_is_followed_at_once(
    postgresql_database: Database,
) -> None:
    replicas = [Replica(postgresql_database, SystemClock(), lease=LEASE) for _ in range(3)]
    async with working(*replicas) as stops:
        await until(lambda: all(each.count == 3 for each in replicas))
        (first,) = leaders(*replicas)
        stops[replicas.index(first)].set()
        await until(lambda: not first.leads)
        await until(lambda: bool(leaders(*replicas)))
        (second,) = leaders(*replicas)
        assert second.term > first.term
        assert first.buckets == frozenset()


async def test_all_parts_are_somebodys_and_no_part_is_twos(postgresql_database: Database) -> None:
    replicas = [Replica(postgresql_database, SystemClock(), lease=LEASE) for _ in range(3)]
    async with working(replicas[0]):
        await until(lambda: replicas[0].count == 1)
        assert replicas[0].buckets is None
        async with working(*replicas[1:]):
            await until(lambda: all(each.count == 3 and each.buckets for each in replicas))
            parts = [each.buckets or frozenset() for each in replicas]
            assert sum(map(len, parts)) == BUCKETS
            assert frozenset().union(*parts) == set(range(BUCKETS))
        await until(lambda: replicas[0].buckets is None)


async def test_who_slept_past_its_lease_commits_nothing(
    postgresql_database: Database, clock: Lagging
) -> None:
    replica = Replica(postgresql_database, clock, lease=LEASE)
    async with working(replica):
        await until(lambda: replica.leads)
        with replica.fenced():
            async with postgresql_database.write() as connection:
                await connection.execute(text("INSERT INTO pledges VALUES ('a', '2026-11-01', 1)"))
        for slept in ("asleep", "suspended"):
            with pytest.raises(LeaseLost), replica.fenced():
                async with postgresql_database.write() as connection:
                    await connection.execute(text("DELETE FROM pledges"))
                    setattr(clock, slept, LEASE)
            assert not replica.leads
            assert replica.buckets == frozenset()
            setattr(clock, slept, 0.0)
            await until(lambda: replica.leads)
        async with postgresql_database.read() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM pledges")) == 1


async def test_what_another_took_is_fenced_by_its_epoch(postgresql_database: Database) -> None:
    replica = Replica(postgresql_database, SystemClock(), lease=LEASE)
    async with working(replica):
        ended = await replica.wait(asyncio.Event())
        assert ended is not None
        assert not ended.is_set()
        with pytest.raises(LeaseLost), replica.fenced():
            async with postgresql_database.write() as connection:
                await connection.execute(text("DELETE FROM pledges"))
                # In a context without the fence, as another process is.
                await asyncio.create_task(_rob(postgresql_database), context=Context())
        await until(ended.is_set)
        assert not replica.leads


async def _rob(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(
            text("UPDATE leases SET holder = 'x', epoch = 99 WHERE name = 'leader'")
        )


async def test_who_waits_to_lead_hears_the_stop(postgresql_database: Database) -> None:
    stop = asyncio.Event()
    waiting = asyncio.create_task(Replica(postgresql_database, SystemClock()).wait(stop))
    stop.set()
    assert await waiting is None


async def test_alone_it_leads_and_sends_to_all() -> None:
    stop = asyncio.Event()
    alone = Alone()
    assert alone.leads
    assert alone.buckets is None
    assert await alone.wait(stop) is stop


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 99).map(str), min_size=2, max_size=6, unique=True))
def test_nothing_moves_between_those_that_stay(members: list[str]) -> None:
    before = {each: share(each, members) for each in members}
    assert sum(map(len, before.values())) == BUCKETS
    *staying, left = members
    for each in staying:
        assert before[each] <= share(each, staying)
        assert share(each, staying) - before[each] <= before[left]
