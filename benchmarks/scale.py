"""How long ten million people wait: each way of reaching them, through the real pacing code.

    python -m benchmarks.scale [--people 10000000] [--sample 12000]

The pacer runs on a clock that leaps from one event to the next. A sample of the messages goes
through it, with answers as slow as Telegram's are; what it takes is what each way is reckoned with.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from rich.console import Console
from rich.table import Table

from bot.delivery.pacing import Pacer, Rank

ANSWER = (0.03, 0.25)
"""Seconds in which Telegram answers: at best, and one in a hundred."""
STARS = 0.1
"""Stars a message above the free rate costs (https://core.telegram.org/bots/api#paid-broadcasts)."""
FREE = 30.0
PAID = 1000.0
"""Messages a second, free (https://core.telegram.org/bots/faq) and paid."""
SETTLING = 12
"""Passes of the event loop until nothing more happens without time passing."""


class LeapingClock:
    """Time passes only when everybody waits, and then at once up to the next who wakes."""

    def __init__(self) -> None:
        self._elapsed = 0.0
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        until = self._elapsed + max(0.0, seconds)
        heapq.heappush(self._sleepers, (until, next(self._order), wake))
        await wake

    async def run(self, work: asyncio.Task[None]) -> None:
        while not work.done():
            for _ in range(SETTLING):
                await asyncio.sleep(0)
            if self._sleepers:
                self._elapsed, _, wake = heapq.heappop(self._sleepers)
                if not wake.done():
                    wake.set_result(None)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a sample came to, in seconds."""

    rate: float
    """Messages a second."""
    alert: float
    """Until the last of the alerts that came in the middle had arrived."""


async def _sample(per_second: float, broadcast: int, alerts: int) -> Sent:
    clock = LeapingClock()
    pacer = Pacer(clock, per_second)
    chance = random.Random(1)
    chats = iter(range(1, broadcast + alerts + 1))
    ended: dict[Rank, float] = {}

    async def say(rank: Rank, chat: int) -> None:
        place = await pacer.turn(chat, rank, patience=float("inf"))
        if place is None:
            raise RuntimeError("the pacer gave up a message that could wait for ever")
        await clock.sleep(ANSWER[0] + chance.expovariate(4.6 / (ANSWER[1] - ANSWER[0])))
        pacer.answered(place)
        ended[rank] = clock.monotonic()

    async def lane(rank: Rank, messages: int, at_once: int) -> None:
        async def worker(mine: Iterator[int]) -> None:
            for _ in mine:
                await say(rank, next(chats))

        mine = iter(range(messages))
        await asyncio.gather(*(worker(mine) for _ in range(at_once)))

    began = {}

    async def all_of_it() -> None:
        at_once = max(40, round(per_second))
        calls = asyncio.create_task(lane(Rank.BROADCAST, broadcast, at_once))
        await clock.sleep(broadcast / per_second / 3)
        began[Rank.ALERT] = clock.monotonic()
        await lane(Rank.ALERT, alerts, at_once)
        await calls

    await clock.run(asyncio.create_task(all_of_it()))
    return Sent(
        rate=(broadcast + alerts) / max(ended.values()),
        alert=ended[Rank.ALERT] - began[Rank.ALERT],
    )


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reaching everybody, and what its sending comes to."""

    name: str
    per_second: float
    bots: int = 1
    share: float = 1.0
    """Of all people, who gets a message of their own."""
    alone: bool = False
    """One post is read by all: nothing is paced."""


WAYS = (
    Way("one bot", FREE),
    Way("ten bots, a tenth of the people each", FREE, bots=10),
    Way("a hundred bots, a hundredth each", FREE, bots=100),
    Way("one bot, paid", PAID),
    Way("ten bots, paid", PAID, bots=10),
    Way("the followers of one well-known person (1 in 100)", FREE, share=0.01),
    Way("the followers of most people (1 in 10,000)", FREE, share=0.0001),
    Way("a channel", FREE, alone=True),
)


def stars(messages: float, seconds: float, bots: int) -> float:
    """What paid messages cost: all but the free ones of the time it took."""
    return max(0.0, messages - FREE * seconds * bots) * STARS


def spelt(seconds: float) -> str:
    """A time as one would say it: two figures are enough."""
    for name, length in (("d", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length:
            return f"{seconds / length:.3g} {name}"
    return f"{seconds:.2g} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--sample", type=int, default=12_000)
    given = parser.parse_args()
    alerts = given.sample // 60
    samples = {rate: asyncio.run(_sample(rate, given.sample, alerts)) for rate in (FREE, PAID)}
    pace = Table("rate permitted", "reached", f"{alerts} alerts amid a call")
    for rate, sent in samples.items():
        pace.add_row(f"{rate:g}/s", f"{sent.rate / rate:.1%}", spelt(sent.alert))
    reach = Table("way", "messages", "all have it after", "Stars")
    for way in WAYS:
        messages = 1 if way.alone else given.people * way.share
        seconds = ANSWER[1] if way.alone else messages / way.bots / samples[way.per_second].rate
        cost = stars(messages, seconds, way.bots) if way.per_second > FREE else 0
        reach.add_row(way.name, f"{messages:,.0f}", spelt(seconds), f"{cost:,.0f}")
    week = Table("each gets a week", "share of one bot's week", "bots needed")
    for name, messages in (
        ("20 alerts as they come", 20),
        ("a daily digest", 7),
        ("a weekly digest", 1),
        ("a weekly digest and one reminder", 2),
    ):
        used = messages * given.people / samples[FREE].rate / (7 * 86400)
        week.add_row(name, f"{used:.0%}", f"{-(-used // 1):.0f}")
    console = Console(width=100)
    for table in (pace, reach, week):
        console.print(table)


if __name__ == "__main__":
    main()
