"""The outbox: nothing twice while it is leased, nothing lost when a lease ends."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from storage import broadcasts, deliveries, fan_outs, schema
from storage.broadcast_rows import BroadcastState, Progress
from storage.database import Database
from storage.rows import EVERYTHING, DeliveryState, Lane
from tests.storage.made import (
    NOW,
    chat,
    deliver,
    deliver_many,
    fan_out,
    seconds,
    subscribe,
)

SENT, DROPPED, FAILED = DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED


async def _claimed(database: Database, now: float = 0, limit: int = 10) -> list[str]:
    async with database.write() as c:
        found = await deliveries.claim(c, seconds(now), seconds(now + 60), limit)
    return [delivery.about for delivery in found]


async def test_a_chat_is_told_once_about_one_thing(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2])
        assert await deliver(c, 1, "story:aa")
        assert not await deliver(c, 1, "story:aa", lane=Lane.REMINDER)
        assert await deliver(c, 2, "story:aa")
        assert await deliver(c, 2, "story:bb")
        assert [await deliveries.count_of(c, chat(number)) for number in (1, 2, 3)] == [1, 2, 0]


async def test_an_unknown_chat_gets_no_row(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as c:
            await deliver(c, 1, "story:aa")


async def test_lanes_go_before_times_and_times_before_ids(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        await deliver(c, 1, "call", lane=Lane.BROADCAST, due=seconds(-90))
        await deliver(c, 1, "second", due=seconds(-1))
        await deliver(c, 1, "third", due=seconds(-1))
        await deliver(c, 1, "letter", lane=Lane.REMINDER, due=seconds(-99))
        await deliver(c, 1, "first", due=seconds(-50))
        await deliver(c, 1, "later", due=seconds(1))
    assert await _claimed(database, limit=2) == ["first", "second"]
    assert await _claimed(database, limit=2) == ["third", "letter"]
    assert await _claimed(database, limit=2) == ["call"]
    assert await _claimed(database, now=1, limit=2) == ["later"]
    assert await _claimed(database, now=60, limit=2) == ["first", "second"]


async def test_what_is_given_back_counts_as_not_tried(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        await deliver(c, 1, "a")
        await deliver(c, 1, "b")
    async with database.write() as c:
        a, b = await deliveries.claim(c, NOW, seconds(60), 5)
        await deliveries.release(c, [a.id, b.id])
        await deliveries.release(c, [a.id])
        await deliveries.release(c, [])
        a, b = await deliveries.claim(c, NOW, seconds(60), 5)
        assert (a.attempts, b.attempts) == (1, 1)
        await deliveries.release_all(c)
        a, b = await deliveries.claim(c, NOW, seconds(60), 5)
        assert (a.attempts, b.attempts) == (1, 1)
        # Its holder died: no try that Telegram refused, but it may have been sent.
        a, b = await deliveries.claim(c, seconds(61), seconds(120), 5)
        assert (a.attempts, b.attempts) == (1, 1)
        doubtful = await c.exec_driver_sql("SELECT count(*) FROM deliveries WHERE doubtful")
        assert doubtful.scalar_one() == 2


async def test_a_retry_waits_for_its_time(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        await deliver(c, 1, "a")
        (a,) = await deliveries.claim(c, NOW, seconds(60), 5)
        await deliveries.retry(c, [(a.id, seconds(5), False)])
        assert await deliveries.next_due(c) == seconds(5)
    assert await _claimed(database, now=4.999) == []
    assert await _claimed(database, now=5) == ["a"]


async def test_what_is_finished_stays_finished(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        for about in "abcd":
            await deliver(c, 1, about)
        a, b, d, e = await deliveries.claim(c, NOW, seconds(60), 5)
        await deliveries.finish(
            c, [(a.id, SENT, ""), (b.id, DROPPED, "muted"), (d.id, FAILED, "x" * 90)], NOW
        )
        await deliveries.finish(c, [], NOW)
        await deliveries.finish(c, [(a.id, FAILED, "late")], NOW)
        await deliveries.retry(c, [(a.id, NOW, True)])
        assert [d.id for d in await deliveries.claim(c, seconds(60), seconds(99), 5)] == [e.id]


async def test_two_senders_on_postgresql_never_hold_the_same_row(
    postgresql_database: Database,
) -> None:
    async with postgresql_database.write() as c:
        await subscribe(c, [1])
        await deliver_many(c, 1, 300)

    async with postgresql_database.write() as one, postgresql_database.write() as other:
        first = await deliveries.claim(one, seconds(1000), seconds(2000), 20)
        # No waiting: the other's rows are locked, and skipped.
        second = await asyncio.wait_for(
            deliveries.claim(other, seconds(1000), seconds(2000), 20), timeout=5
        )
    assert len({d.id for d in first + second}) == 40

    async def drain() -> list[int]:
        mine: list[int] = []
        while True:
            async with postgresql_database.write() as c:
                found = await deliveries.claim(c, seconds(1000), seconds(2000), 7)
            if not found:
                return mine
            mine += [delivery.id for delivery in found]

    taken = [i for ids in await asyncio.gather(*(drain() for _ in range(4))) for i in ids]
    assert len(taken) == len(set(taken)) == 260


async def _running(database: Database, *numbers: int) -> int:
    async with database.write() as c:
        await subscribe(c, numbers)
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        assert not (await deliveries.progress(c, call)).complete
        await broadcasts.change_state(c, call, [BroadcastState.DRAFT], BroadcastState.RUNNING, NOW)
    return call


async def test_progress_counts_every_row_of_a_broadcast(database: Database) -> None:
    call = await _running(database, 1, 2, 3, 4)
    async with database.write() as c:
        opened = await fan_outs.begin(c, broadcast_id=call)
        assert not await fan_out(c, opened, everyone=True, chunk=3)
        assert await deliveries.progress(c, call) == Progress(3, 0, 3, 0, 0, complete=False)
        assert not await fan_out(c, opened, everyone=True, chunk=1)
        assert await fan_out(c, opened, everyone=True, chunk=3)
        a, b, d = await deliveries.claim(c, NOW, seconds(60), 3)
        await deliveries.finish(c, [(a.id, SENT, ""), (b.id, DROPPED, ""), (d.id, FAILED, "")], NOW)
        assert await deliveries.progress(c, call) == Progress(4, 1, 1, 1, 1, complete=True)


async def test_a_stopped_broadcast_goes_no_further(database: Database) -> None:
    call = await _running(database, 1, 2, 3, 4, 5)
    async with database.write() as c:
        opened = await fan_outs.begin(c, broadcast_id=call)
        assert not await fan_out(c, opened, everyone=True, chunk=4)
        a, b = await deliveries.claim(c, NOW, seconds(60), 2)
        await deliver(c, 1, "story:other")
        await deliveries.finish(c, [(a.id, SENT, "")], NOW)
        assert await deliveries.stop_broadcast(c, call, NOW) == 3
        assert await deliveries.stop_broadcast(c, call, NOW) == 0
        assert await fan_out(c, opened, everyone=True)
        assert await deliveries.progress(c, call) == Progress(4, 1, 0, 3, 0, complete=True)
        # It was on its way when the stop came: what happened is what is told.
        await deliveries.finish(c, [(b.id, SENT, "")], NOW)
        assert await deliveries.progress(c, call) == Progress(4, 2, 0, 2, 0, complete=True)
    assert await _claimed(database, now=100) == ["story:other"]


async def test_a_button_counts_once_and_only_for_its_chat(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2])
        await deliver(c, 1, "reminder")
        (a,) = await deliveries.claim(c, NOW, seconds(60), 5)
        assert await deliveries.find(c, a.id, chat(1)) == a
        assert await deliveries.find(c, a.id, chat(2)) is None
        assert not await deliveries.answer(c, a.id, chat(2))
        assert await deliveries.answer(c, a.id, chat(1))
        assert not await deliveries.answer(c, a.id, chat(1))


async def test_what_waits_is_told_by_lane(database: Database) -> None:
    async with database.write() as c:
        assert await deliveries.waiting(c, NOW) == {}
        assert await deliveries.next_due(c) is None
        await subscribe(c, [1])
        await deliver(c, 1, "a", due=seconds(-9))
        await deliver(c, 1, "b", due=seconds(-5))
        await deliver(c, 1, "c", due=seconds(5))
        await deliver(c, 1, "d", lane=Lane.BROADCAST, due=seconds(-20))
        assert await deliveries.waiting(c, NOW) == {
            Lane.ALERT: (2, seconds(-9)),
            Lane.BROADCAST: (1, seconds(-20)),
        }
        assert await deliveries.next_due(c) == seconds(-20)
        await deliveries.claim(c, NOW, seconds(60), 9)
        assert await deliveries.next_due(c) == seconds(5)


async def test_only_old_ends_are_purged(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        for about in "abcd":
            await deliver(c, 1, about)
        a, b, d, _ = await deliveries.claim(c, NOW, seconds(60), 9)
        await deliveries.finish(c, [(a.id, SENT, ""), (b.id, SENT, "")], seconds(-9))
        await deliveries.finish(c, [(d.id, SENT, "")], NOW)
        assert await deliveries.purge(c, NOW, limit=1) == 1
        assert await deliveries.purge(c, NOW) == 1
        assert await deliveries.purge(c, NOW) == 0
        assert await deliveries.find(c, d.id, chat(1)) is not None


steps = some.lists(
    some.one_of(
        some.tuples(some.just("add"), some.integers(0, 2), some.integers(-3, 9)),
        some.tuples(some.just("claim"), some.integers(1, 4), some.integers(1, 9)),
        some.tuples(some.just("finish"), some.integers(0, 20), some.just(0)),
        some.tuples(some.just("release"), some.integers(0, 20), some.just(0)),
        some.tuples(some.just("retry"), some.integers(0, 20), some.integers(0, 9)),
        some.tuples(some.just("wait"), some.integers(1, 9), some.just(0)),
    ),
    max_size=40,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps)
async def test_claims_are_exactly_what_is_due_and_free(
    sqlite_database: Database, steps: list[tuple[str, int, int]]
) -> None:
    """Against a model: each row's lane, due time and end of lease, in seconds."""
    now = added = 0
    model: dict[str, tuple[Lane, int, int]] = {}
    ids: dict[str, int] = {}
    async with sqlite_database.write() as c:
        await c.execute(delete(schema.subscribers))
        await subscribe(c, [1])
        for what, number, more in steps:
            leased = sorted(about for about, (_, _, lease) in model.items() if lease)
            about = leased[number % len(leased)] if leased else ""
            if what == "add":
                added += 1
                about = f"{added:04}"
                model[about] = (list(Lane)[number], now + more, 0)
                await deliver(c, 1, about, lane=model[about][0], due=seconds(now + more))
            elif what == "claim":
                free = [(lane, due, a) for a, (lane, due, lease) in model.items() if lease <= now]
                expected = [a for _, due, a in sorted(free) if due <= now][:number]
                found = await deliveries.claim(c, seconds(now), seconds(now + more), number)
                assert [delivery.about for delivery in found] == expected
                for delivery in found:
                    ids[delivery.about] = delivery.id
                    lane, due, _ = model[delivery.about]
                    model[delivery.about] = (lane, due, now + more)
            elif what == "wait":
                now += number
            elif about and what == "finish":
                await deliveries.finish(c, [(ids[about], SENT, "")], seconds(now))
                del model[about]
            elif about:
                lane, due, _ = model[about]
                if what == "retry":
                    due = now + more
                    await deliveries.retry(c, [(ids[about], seconds(due), False)])
                else:
                    await deliveries.release(c, [ids[about]])
                model[about] = (lane, due, 0)
