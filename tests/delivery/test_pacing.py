"""The pacer against its limits, on a clock moved by hand."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pacing import (
    Limit,
    Pacer,
    Rank,
    free_at,
    limits,
    next_beat,
    whole_bot_until,
)
from bot.delivery.window import ENOUGH, LOST, Place, Quickest, Window
from tests.fixtures.clock import FakeClock

Sent = list[tuple[float, int | None, Rank]]


class Street:
    """Asks the pacer for turns and writes down when each was given."""

    def __init__(self, per_second: float = 30.0) -> None:
        self.clock = FakeClock()
        self.pacer = Pacer(self.clock, per_second)
        self.sent: Sent = []
        self.refused = 0
        self._tasks: list[asyncio.Task[None]] = []

    def ask(self, chat_id: int | None, rank: Rank, patience: float = 1e9) -> None:
        self._tasks.append(asyncio.create_task(self._go(chat_id, rank, patience)))

    async def _go(self, chat_id: int | None, rank: Rank, patience: float) -> None:
        place = await self.pacer.turn(chat_id, rank, patience=patience)
        if place is None:
            self.refused += 1
            return
        self.sent.append((self.clock.monotonic(), chat_id, rank))
        self.pacer.answered(place)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def busiest(times: Sequence[float], seconds: float) -> int:
    """The most events in any closed window of this length."""
    most, first = 0, 0
    for last, time in enumerate(times):
        while times[first] < time - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


async def test_a_broadcast_uses_the_rate_and_never_exceeds_it() -> None:
    street = Street()
    for chat in range(1, 301):
        street.ask(chat, Rank.BROADCAST)
    await street.clock.advance(12)
    times = [time for time, *_ in street.sent]
    assert len(times) == 300
    assert busiest(times, 1.0) <= 30
    assert times[-1] - times[0] <= 300 / (30 * 0.96)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([1, 2, 3, -1, -2, None]),
            st.sampled_from(list(Rank)),
            st.floats(0, 2),
        ),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from([1.0, 5.0, 30.0]),
)
def test_no_sliding_window_ever_holds_more_than_its_limit(
    asks: list[tuple[int | None, Rank, float]], per_second: float
) -> None:
    async def scenario() -> Sent:
        street = Street(per_second)
        for chat_id, rank, gap in asks:
            street.ask(chat_id, rank)
            await street.clock.advance(gap)
        await street.clock.advance(600)
        await street.close()
        return street.sent

    sent = asyncio.run(scenario())
    assert len(sent) == len(asks)
    assert busiest([time for time, *_ in sent], 1.0) <= per_second
    for chat in {chat for _, chat, _ in sent if chat is not None}:
        times = [time for time, to, _ in sent if to == chat]
        assert busiest(times, 3.0) <= 3
        if chat < 0:
            assert busiest(times, 60.0) <= 20


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0, 0.2)),
        min_size=1,
        max_size=ENOUGH,
    ),
    st.sampled_from([1.0, 5.0, 30.0, 200.0]),
)
def test_whatever_stutters_on_the_way_telegram_never_counts_too_many(
    ways: list[tuple[float, float, float]], per_second: float
) -> None:
    """Each message's way there and back, and what passes before the next one is thought of."""

    counted = asyncio.run(_counted(ways, per_second))
    assert len(counted) == len(ways)
    assert busiest(counted, 1.0) <= per_second


@pytest.mark.parametrize("seed", range(4))
def test_on_a_stuttering_way_the_rate_is_used_and_never_exceeded(seed: int) -> None:
    dice = random.Random(seed)

    def way() -> float:
        return dice.uniform(0, 0.003) if dice.random() < 0.97 else dice.uniform(0, 0.15)

    counted = asyncio.run(_counted([(way(), way(), 0.0) for _ in range(900)], 30.0))
    assert busiest(counted, 1.0) <= 30
    assert (len(counted) - 1) / (counted[-1] - counted[0]) > 0.97 * 30


async def _counted(ways: list[tuple[float, float, float]], per_second: float) -> list[float]:
    """When a strict Telegram counted messages that travel so."""
    clock = FakeClock()
    pacer = Pacer(clock, per_second)
    counted: list[float] = []

    async def send(chat: int, there: float, back: float) -> None:
        place = await pacer.turn(chat, Rank.BROADCAST, patience=1e9)
        assert place is not None
        await clock.sleep(0.01 + there)
        counted.append(clock.monotonic())
        await clock.sleep(0.01 + back)
        pacer.answered(place)

    tasks = []
    for chat, (there, back, gap) in enumerate(ways, 1):
        tasks.append(asyncio.create_task(send(chat, there, back)))
        if gap > 0.15:
            await clock.advance(gap)
    await clock.advance(300)
    await asyncio.gather(*tasks)
    return sorted(counted)


def test_a_late_wake_up_is_made_good_but_not_an_idle_minute() -> None:
    beat = next_beat(10.0, 10.05, 30)
    assert beat < 10.05
    assert next_beat(10.0, 70.0, 30) > 69.9


def test_a_call_without_an_answer_keeps_its_place_for_a_while_only() -> None:
    window = Window(2, 1.0)
    for left in (0.0, 0.5):
        window.take(Place(1, left))
    assert window.free_at(0.6) == LOST
    assert window.free_at(LOST) == float("-inf")


def test_the_quickest_answer_is_forgotten_when_ways_change() -> None:
    quickest = Quickest()
    assert quickest.seconds == 0
    quickest.heard(0.02, 0.0)
    for second in range(ENOUGH):
        quickest.heard(0.1, float(second))
    assert quickest.seconds == 0.1


def test_a_chat_is_free_once_every_window_has_room() -> None:
    assert free_at((), (Limit(1, 1.0),)) == float("-inf")
    assert free_at((10.0,), (Limit(2, 1.0),)) == float("-inf")
    assert 11.0 < free_at((10.0,), (Limit(1, 1.0),)) < 11.1
    assert 70.0 < free_at((10.0, 11.0), (Limit(1, 1.0), Limit(2, 60.0))) < 72.0


def test_a_groups_deliveries_leave_room_for_its_questions() -> None:
    full_for_deliveries = tuple(float(second) for second in range(15))
    assert free_at(full_for_deliveries, limits(-1, Rank.ALERT)) > 60
    assert free_at(full_for_deliveries, limits(-1, Rank.REPLY)) < 16


async def test_lanes_go_in_order_and_each_lane_in_its_own() -> None:
    street = Street()
    street.ask(100, Rank.REPLY)
    await street.clock.advance(0)
    for chat, rank in enumerate([Rank.BROADCAST, Rank.REMINDER, Rank.ALERT, Rank.REPLY] * 3, 1):
        street.ask(chat, rank)
    await street.clock.advance(2)
    served = [(rank, chat) for _, chat, rank in street.sent[1:]]
    assert served == sorted(served, key=lambda one: (one[0], one[1] or 0))


async def test_a_reply_does_not_wait_behind_queued_deliveries() -> None:
    street = Street()
    for chat in range(1, 601):
        street.ask(chat, Rank.BROADCAST)
    await street.clock.advance(5)
    asked = street.clock.monotonic()
    street.ask(9999, Rank.REPLY)
    await street.clock.advance(0.1)
    replied = next(time for time, chat, _ in street.sent if chat == 9999)
    assert replied - asked < 0.05
    await street.close()


@pytest.mark.parametrize(("per_second", "left"), [(30.0, 20), (6.0, 4), (1000.0, 990)])
async def test_an_eased_rate_lets_replies_go_at_once(per_second: float, left: int) -> None:
    street = Street(per_second)
    for chat in range(1, int(per_second) * 8):
        street.ask(chat, Rank.BROADCAST)
    await street.clock.advance(1.5)
    street.pacer.ease(True)
    await street.clock.advance(1.5)
    before = len(street.sent)
    for asked in range(2):
        street.ask(10_000 + asked, Rank.REPLY)
        now = street.clock.monotonic()
        await street.clock.advance(0.5)
        assert next(time for time, chat, _ in street.sent if chat == 10_000 + asked) == now
    assert len(street.sent) - before == pytest.approx(left, rel=0.02, abs=1)
    street.pacer.ease(False)
    before = len(street.sent)
    await street.clock.advance(2)
    assert len(street.sent) - before == pytest.approx(2 * per_second, rel=0.05, abs=1)
    assert busiest([time for time, *_ in street.sent], 1.0) <= per_second
    await street.close()


async def test_one_busy_chat_holds_up_nobody_in_its_lane() -> None:
    street = Street()
    for _ in range(40):
        street.ask(-1, Rank.ALERT)
    for chat in range(1, 31):
        street.ask(chat, Rank.ALERT)
    await street.clock.advance(1.5)
    assert {chat for _, chat, _ in street.sent} >= set(range(1, 31))
    await street.clock.advance(300)
    assert len(street.sent) == 70


async def test_a_chats_429_is_kept_to_the_end_and_stops_nobody_else() -> None:
    street = Street()
    street.pacer.flooded(1, 12 * 3600)
    street.ask(1, Rank.ALERT)
    street.ask(2, Rank.ALERT)
    await street.clock.advance(10)
    assert [chat for _, chat, _ in street.sent] == [2]
    street.pacer.passed(2)
    await street.clock.advance(12 * 3600)
    assert [chat for _, chat, _ in street.sent] == [2, 1]
    assert street.sent[1][0] >= 12 * 3600


async def test_two_chats_told_to_wait_mean_the_whole_bot() -> None:
    street = Street()
    street.pacer.flooded(1, 30)
    street.pacer.flooded(2, 30)
    for chat in range(3, 8):
        street.ask(chat, Rank.REPLY)
    await street.clock.advance(29.9)
    assert street.sent == []
    assert 0 < street.pacer.paused() <= 0.11
    await street.clock.advance(0.5)
    assert len(street.sent) == 1
    street.pacer.passed(3)
    await street.clock.advance(0.5)
    times = [time for time, *_ in street.sent]
    assert len(times) == 5
    assert times[0] >= 30
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.02


async def test_after_a_429_one_message_goes_first_to_show_whom_it_meant() -> None:
    street = Street()
    street.pacer.flooded(1, 3600)
    for chat in range(2, 7):
        street.ask(chat, Rank.REPLY)
    await street.clock.advance(0.5)
    assert [chat for _, chat, _ in street.sent] == [2]
    street.pacer.passed(2)
    await street.clock.advance(0.5)
    assert [chat for _, chat, _ in street.sent] == [2, 3, 4, 5, 6]


async def test_a_lost_first_message_holds_the_others_for_a_second_only() -> None:
    street = Street()
    street.pacer.flooded(1, 3600)
    street.ask(2, Rank.REPLY)
    street.ask(3, Rank.REPLY)
    await street.clock.advance(1.1)
    assert [chat for _, chat, _ in street.sent] == [2, 3]


async def test_a_message_that_went_through_clears_the_suspicion() -> None:
    street = Street()
    street.pacer.flooded(1, 3600)
    street.pacer.passed(5)
    street.pacer.flooded(2, 30)
    street.ask(3, Rank.REPLY)
    await street.clock.advance(0.1)
    assert [chat for _, chat, _ in street.sent] == [3]


def test_pauses_hours_apart_are_taken_as_the_chats_own() -> None:
    assert whole_bot_until(100.0, 101.0) == 101.0
    assert whole_bot_until(40_000.0, 30.0) == 30.0


async def test_who_cannot_wait_that_long_is_told_at_once() -> None:
    street = Street()
    street.ask(1, Rank.ALERT)
    street.ask(1, Rank.ALERT, patience=5)
    await street.clock.advance(0.5)
    street.pacer.flooded(1, 60)
    street.ask(1, Rank.ALERT, patience=5)
    await street.clock.advance(0)
    assert len(street.sent) == 1
    assert street.refused == 2
    assert 59 < street.pacer.delay(1, Rank.ALERT) <= 60


async def test_a_waiter_that_leaves_takes_no_place() -> None:
    street = Street()
    street.pacer.flooded(None, 5)
    leaving = asyncio.create_task(street.pacer.turn(1, Rank.REPLY))
    await street.clock.advance(1)
    leaving.cancel()
    street.ask(2, Rank.REPLY)
    await street.clock.advance(4.5)
    assert [chat for _, chat, _ in street.sent] == [2]
