"""The event loop's time is shared: nobody takes all of it, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

from bot.feeds.turns import Turns


def hold_the_loop(seconds: float) -> None:
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        pass


async def test_without_others_nobody_waits() -> None:
    turns = Turns(seconds=60.0)
    assert all(turns.may("one") for _ in range(100))
    assert turns.may("another")


async def test_who_is_refused_goes_first_in_the_next_turn() -> None:
    turns = Turns(seconds=0.0)
    for expected in ("one", "another", "third", "one"):
        assert [who for who in ("one", "another", "third") if turns.may(who)] == [expected]
        await asyncio.sleep(0)


async def test_steps_of_many_take_equal_parts_and_leave_the_loop_to_others() -> None:
    turns = Turns(seconds=0.001)
    steps: Counter[int] = Counter()

    async def work(number: int) -> None:
        while True:
            await turns.wait(number)
            hold_the_loop(0.002)
            steps[number] += 1

    workers = [asyncio.create_task(work(number)) for number in range(10)]
    longest = 0
    while sum(steps.values()) < 50:
        before = sum(steps.values())
        await asyncio.sleep(0)
        longest = max(longest, sum(steps.values()) - before)
    for worker in workers:
        worker.cancel()
    assert longest == 1
    assert max(steps.values()) - min(steps[number] for number in range(10)) <= 1


async def test_who_has_gone_is_waited_for_no_longer() -> None:
    turns = Turns(seconds=0.0)
    turns.may("first")
    assert not turns.may("first")
    await asyncio.sleep(0)
    # The first is owed a step and never comes for it.
    await asyncio.wait_for(turns.wait("second"), 30)
