"""Rows are made beside the sending, and leave it the processor."""

from __future__ import annotations

import asyncio

import pytest

from bot.clock import SystemClock
from bot.delivery.fan_out import FanOut
from bot.delivery.spreading import Spreading
from bot.replicas.standing import Alone
from storage import subscribers
from storage.database import Database, StorageError
from storage.rows import EVERYTHING
from tests.delivery.house import add_broadcast
from tests.storage.made import NOW, chat, delivered_to, subscriber


class Ticking(SystemClock):
    """Each look at it takes ten milliseconds; what is slept is written down and takes no time."""

    def __init__(self) -> None:
        self.looks = 0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        self.looks += 1
        return self.looks / 100

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


@pytest.mark.parametrize(("per_second", "seconds"), [(30.0, 0.005), (1000.0, 0.04)])
async def test_between_chunks_it_rests_the_longer_the_faster_one_sends(
    database: Database, per_second: float, seconds: float
) -> None:
    async with database.write() as c:
        for number in range(1, 10):
            await subscribers.add(c, subscriber(number))
        await add_broadcast(c, chat(1), EVERYTHING, NOW, en="Write")
    clock, stop = Ticking(), asyncio.Event()

    def heard(fault: StorageError | None) -> None:
        assert fault is None
        if len(clock.slept) == 2:
            stop.set()

    fan_out = FanOut(database, clock, chunk=3)
    spreading = Spreading(
        fan_out, clock, Alone(), heard, ease=lambda eased: None, per_second=per_second
    )
    await spreading.run(stop)
    assert clock.slept == pytest.approx([seconds] * 3)
    async with database.read() as c:
        assert await delivered_to(c) == [chat(number) for number in range(1, 10)]


async def test_the_rate_is_eased_while_rows_are_made_and_no_longer(database: Database) -> None:
    async with database.write() as c:
        for number in range(1, 10):
            await subscribers.add(c, subscriber(number))
        await add_broadcast(c, chat(1), EVERYTHING, NOW, en="Write")
    stop, eased = asyncio.Event(), list[bool]()

    def ease(now: bool) -> None:
        eased.append(now)
        if not now:
            stop.set()

    fan_out = FanOut(database, Ticking(), chunk=3)
    await Spreading(
        fan_out, Ticking(), Alone(), lambda fault: None, ease=ease, per_second=30.0
    ).run(stop)
    assert eased == [True] * 4 + [False]
