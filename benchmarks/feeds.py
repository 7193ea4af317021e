"""What a cycle over many feeds costs the bot, and whether the event loop stays free meanwhile.

    python -m benchmarks.feeds [number of feeds]

The feeds are generated, thirty entries each, and served by a process of their own from sixteen
loopback hosts, since a host is asked one thing at a time. Half of the servers answer 304, half send
the same body again. CPU is that of the bot's process; parsers are processes of their own and only
work while feeds are new or have changed.
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import random
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web
from rich.console import Console
from rich.table import Table

from bot.cases.mentions import Mentions
from bot.cases.registry import load
from bot.feeds.fetch import Fetcher
from bot.feeds.parser import Parser
from bot.feeds.poll import Poller
from storage import feeds
from storage.database import Database
from storage.rows import FeedSource

_CASES = Path(__file__).parents[1] / "data" / "cases"
_HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 17))
_PERIOD = 900.0
_LOOK = 0.005
"""Seconds between two looks at how late the event loop is."""


@dataclass(slots=True)
class MovedClock:
    """The real time, and what was added to it."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


@dataclass(slots=True)
class Lag:
    """How much later than asked for the event loop wakes whoever sleeps."""

    seen: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_LOOK)
            self.seen.append((time.perf_counter() - began - _LOOK) * 1000)

    def p99(self) -> float:
        return sorted(self.seen)[int(len(self.seen) * 0.99)]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    try:
        asyncio.run(_measure(ours.recv(), count))
    finally:
        server.terminate()
        server.join()


async def _measure(port: int, count: int) -> None:
    clock = MovedClock()
    hosts = frozenset(f"{host}:{port}" for host in _HOSTS)
    table = Table("cycle", "feeds", "seconds", "CPU, ms a feed", "loop lag p99, ms", box=None)
    async with AsyncExitStack() as rooms:
        folder = rooms.enter_context(tempfile.TemporaryDirectory())
        database = Database(f"sqlite:///{folder}/bot.db")
        rooms.push_async_callback(database.close)
        await database.upgrade()
        async with database.write() as connection:
            await feeds.sync(connection, _sources(port, count), clock.now())
        fetcher = Fetcher(clock, allowed_private_hosts=hosts)
        rooms.push_async_callback(fetcher.close)
        parser = await rooms.enter_async_context(Parser())
        poller = Poller(
            database,
            clock,
            fetcher,
            parser,
            Mentions(load(_CASES)),
            poll_seconds=_PERIOD,
            chance=random.Random(1),
            patience=300.0,
        )
        rooms.push_async_callback(poller.close)
        for name in ("all new", "unchanged", "unchanged"):
            table.add_row(name, *await _cycle(poller, count))
            clock.ahead += timedelta(seconds=_PERIOD * 1.2)
    Console(width=100).print(table)


async def _cycle(poller: Poller, count: int) -> tuple[str, ...]:
    lag = Lag()
    watching = asyncio.create_task(lag.watch())
    began, cpu = time.perf_counter(), time.process_time()
    polled = 0
    while found := await poller.poll_due():
        polled += found
    spent = (time.process_time() - cpu) * 1000 / count
    seconds = time.perf_counter() - began
    watching.cancel()
    await asyncio.wait([watching])
    return f"{polled}", f"{seconds:.1f}", f"{spent:.2f}", f"{lag.p99():.1f}"


def _sources(port: int, count: int) -> list[FeedSource]:
    return [
        FeedSource(f"http://{_HOSTS[number % len(_HOSTS)]}:{port}/{number}", f"Feed {number}")
        for number in range(count)
    ]


def serve(connection: Connection) -> None:
    """Answer for every feed until the process is ended; the port goes into the connection."""
    asyncio.run(_serve(connection))


async def _serve(connection: Connection) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        number = int(request.path[1:])
        body = _feed(number)
        if number % 2:
            return web.Response(body=body)
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        is_known = request.headers.get("If-None-Match") == etag
        return web.Response(
            status=304 if is_known else 200, body=None if is_known else body, headers={"ETag": etag}
        )

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    port = 0
    for host in _HOSTS:
        await web.TCPSite(runner, host, port).start()
        port = runner.addresses[0][1]
    connection.send(port)
    await asyncio.Event().wait()


def _feed(number: int) -> bytes:
    items = "".join(
        f"<item><title>Entry {entry} of feed {number}: bread, weather and a court</title>"
        f"<link>https://example.org/{number}/{entry}</link>"
        f"<guid>https://example.org/{number}/{entry}</guid>"
        f"<pubDate>Mon, 23 Nov 2026 {entry % 24:02}:00:00 +0300</pubDate>"
        f"<description>{'Some words about what happened. ' * 8}</description></item>"
        for entry in range(30)
    )
    return (
        f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()
    )


if __name__ == "__main__":
    main()
