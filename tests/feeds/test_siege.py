"""The worst servers through the whole poller: no step of theirs holds the event loop for long."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from sqlalchemy import func, select

from bot.feeds.fetch import Fetcher, Limits
from storage.database import Database
from storage.rows import FeedSource, Topic, TopicKind
from storage.schema import entries
from tests.feeds.hostile import item, rss
from tests.feeds.lying import OK, SERVERS, say, server
from tests.feeds.watching import MakeWatch, Watch
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.processes import memory
from tests.fixtures.serving import serving

ROUND = 0.02
"""Seconds of CPU that the loop's own thread may need from one turn of a waiting task to the next,
with all of the servers served in between."""
WORST = {
    **{name: SERVERS[name][0] for name in (
        "endless in chunks", "a size without end", "a flood of headers", "one long header",
        "one long status", "a gzip bomb", "a bomb in many members", "a bare deflate bomb",
        "drips headers",
    )},
    "informs as fast as it can": say(again=b"HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" * 8000),
    "answers again and again": say(again=b"HTTP/1.1 204 No Content\r\n\r\n" * 10_000),
}  # fmt: skip
LONE = say(OK + b"\r\n" + rss(item()))


@contextmanager
def served() -> Iterator[list[str]]:
    """The worst servers and an honest one, the last, on a thread whose CPU is its own."""
    hosts: list[str] = []
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    over = asyncio.Event()

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            speaking = (*WORST.values(), LONE)
            hosts.extend([await stack.enter_async_context(server(speak)) for speak in speaking])
            ready.set()
            await over.wait()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.sleep(0)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(30)
        yield hosts
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


@contextmanager
def swept() -> Iterator[None]:
    """What other tests left is no burden of the collector's."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


async def longest_round() -> float:
    """The most CPU of this thread between two turns, until cancelled."""
    longest = 0.0
    try:
        while True:
            began = time.thread_time()
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - began)
    except asyncio.CancelledError:
        return longest


async def test_the_worst_servers_hold_no_round_of_the_loop(
    make_watch: MakeWatch, sqlite_database: Database, clock: FakeClock
) -> None:
    """All polled at once beside one that is well: each ends in a sentence, that one is read."""
    with served() as hosts, swept():
        fetcher = Fetcher(clock, allowed_private_hosts=frozenset(hosts), limits=Limits(seconds=0.7))
        watch = await make_watch(sqlite_database, fetcher=fetcher)
        await watch.sources(*(FeedSource(f"http://{host}/", host) for host in hosts))
        before = memory()
        watching = asyncio.create_task(longest_round())
        assert await watch.poller.poll_due() == len(hosts)
        watching.cancel()
        assert await watching < ROUND
        assert memory() - before < 100
        polled = {feed.source.name: feed for feed in await watch.feeds()}
        *hostile, lone = (polled[host] for host in hosts)
        for name, feed in zip(WORST, hostile, strict=True):
            # One of them answers before it goes on: what it says first is taken.
            assert feed.failures == 1 or name == "answers again and again", name
            assert feed.last_error.endswith(".") or not feed.failures, name
            assert feed.next_poll > clock.now() + timedelta(minutes=1)
        assert lone.last_success == clock.now()


async def test_a_document_of_thousands_holds_no_round_of_the_loop(watch: Watch) -> None:
    """Neither those of a first body nor those that are new."""

    def document(day: str) -> bytes:
        titles = (f"Kagarlitsky: part {number} of {day}" for number in range(1000))
        return rss("".join(item(title, f"https://example.org/{title}") for title in titles))

    await watch.follow(7, Topic(TopicKind.CASE, "kagarlitsky"))
    url = watch.server.serve(document("monday"))
    await watch.sources(FeedSource(url, "long"))
    await watch.poll()
    watch.server.serve(document("tuesday"))
    with swept():
        watching = asyncio.create_task(longest_round())
        await watch.poll()
        watching.cancel()
        assert await watching < ROUND
    async with watch.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(entries)) == 2000


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
async def test_a_poll_is_led_to_nothing_private(
    make_watch: MakeWatch,
    sqlite_database: Database,
    clock: FakeClock,
    feed_server: FeedServer,
    host: str,
) -> None:
    """By a redirect, nor by a name that stands in the source itself."""
    reached: list[web.BaseRequest] = []

    async def inside(request: web.BaseRequest) -> web.Response:
        reached.append(request)
        return web.Response(body=rss(item()))

    async with serving(inside) as port:
        private = f"http://{host}:{port}/"

        async def lead(_: web.BaseRequest) -> web.Response:
            return web.Response(status=301, headers={"Location": private})

        feed_server.answers["/feed"] = lead
        fetcher = Fetcher(clock, allowed_private_hosts=frozenset({feed_server.address}))
        watch = await make_watch(sqlite_database, fetcher=fetcher)
        await watch.sources(FeedSource(feed_server.url(), "led"), FeedSource(private, "named"))
        assert await watch.poller.poll_due() == 2
        for feed in await watch.feeds():
            assert feed.failures == 1
            assert "private network" in feed.last_error
            assert feed.moved_to == ""
        assert reached == []
