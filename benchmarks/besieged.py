"""How soon people are answered while every feed is a server that means harm.

The servers are those of `tests/feeds/lying.py`, in a process of their own, and bombs of
`tests/feeds/hostile.py` as bodies. An answer is what a question about a person costs the bot: the
registry's lookup and the latest news from the database; sending it is Telegram's part.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from benchmarks.lag import idle_loop
from benchmarks.polling import polling
from bot.cases.lookup import Lookup
from bot.cases.registry import Registry
from bot.clock import Clock
from bot.feeds.fetch import Limits
from bot.feeds.news import News
from bot.feeds.poll import Poller
from storage import feeds
from storage.rows import FeedSource
from tests.feeds.hostile import BOMBS
from tests.feeds.lying import OK, SERVERS, Speak, say, server

_QUESTION = "Борис Кагарлицкий"
_BETWEEN = 0.02
"""Seconds between two questions."""
_LONGEST_BOMB = 1 << 20


@dataclass(frozen=True, slots=True)
class Siege:
    servers: int
    failed: int
    """Feeds of which organisers are told what is wrong, as they should be."""
    seconds: float
    p99: float
    """Milliseconds until an answer."""
    idle: float
    """Milliseconds by which a loop with nothing to do was late meanwhile (p99)."""
    grew: float
    """Megabytes."""


@contextmanager
def hostile_servers() -> Iterator[tuple[str, ...]]:
    ours, theirs = multiprocessing.Pipe()
    serving = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs,), daemon=True
    )
    serving.start()
    try:
        yield tuple(ours.recv())
    finally:
        serving.terminate()
        serving.join()


def _serve(connection: Connection) -> None:
    asyncio.run(_speak(connection))


async def _speak(connection: Connection) -> None:
    bodies = [body for make in BOMBS.values() if len(body := make()) <= _LONGEST_BOMB]
    speaking: list[Speak] = [speak for speak, _ in SERVERS.values()]
    speaking += [say(OK + f"Content-Length: {len(body)}\r\n\r\n".encode(), body) for body in bodies]
    async with AsyncExitStack() as stack:
        connection.send([await stack.enter_async_context(server(speak)) for speak in speaking])
        await asyncio.Event().wait()


async def besieged(registry: Registry, clock: Clock, memory: Callable[[], float]) -> Siege:
    """Poll every one of them once, and ask all the while."""
    async with AsyncExitStack() as rooms:
        hosts = rooms.enter_context(hostile_servers())
        idle = rooms.enter_context(idle_loop())
        sources = [FeedSource(f"http://{host}/feed", host) for host in hosts]
        limits = Limits(seconds=5.0)
        lookup = Lookup(registry)
        poller, database = await rooms.enter_async_context(
            polling(registry, clock, sources, seconds=86400.0, limits=limits)
        )
        news = News(database)
        waits: list[float] = []
        before = highest = memory()
        began = time.perf_counter()
        idle.p99()
        siege = asyncio.create_task(_poll(poller))
        while not siege.done():
            await asyncio.sleep(_BETWEEN)
            asked = time.perf_counter()
            lookup.find(_QUESTION)
            await news.latest()
            waits.append((time.perf_counter() - asked) * 1000)
            highest = max(highest, memory())
        await siege
        async with database.read() as connection:
            failed = sum(feed.failures > 0 for feed in await feeds.watched(connection))
        return Siege(
            len(hosts),
            failed,
            time.perf_counter() - began,
            sorted(waits)[int(len(waits) * 0.99)],
            idle.p99(),
            highest - before,
        )


async def _poll(poller: Poller) -> None:
    while await poller.poll_due():
        pass
