"""A real poller killed again and again while its feeds grow: every new entry becomes exactly one
delivery for each follower, and what stood there before tells nobody. What servers say of
validators, of moving and of waiting is kept as if nothing had happened."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from multiprocessing.context import ForkServerProcess

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.feeds.condition import has_moved
from storage import feeds, follows, subscribers
from storage.database import Database
from storage.rows import ChatKind, Feed, FeedSource, Subscriber, Topic, TopicKind
from storage.schema import deliveries, entries
from storage.sealing import Seal
from tests.feeds import child
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.processes import begin, over
from tests.fixtures.waiting import until

pytestmark = pytest.mark.crash

PERIOD = 0.02
PATHS = ("/a", "/b", "/c", "/d")
MOVED = "/moved"
"""Leads to the last of them for good."""
BUSY = "/busy"
FOLLOWERS = range(1, 21)
BYSTANDERS = range(21, 26)


class Growing:
    """A feed with one entry more each time it is asked, once it grows. Who names the latest body
    does not get it again."""

    def __init__(self, server: FeedServer, path: str) -> None:
        self.path = path
        self.titles = [f"Kagarlitsky {path} before {number}" for number in range(3)]
        self.grown: list[str] = []
        self.grows = False
        server.answers[path] = self.answer

    async def answer(self, request: web.BaseRequest) -> web.Response:
        if not self.grows and request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        if self.grows:
            self.grown.append(f"Kagarlitsky {self.path} {len(self.grown)}")
        items = "".join(
            f"<item><title>{title}</title><link>https://example.org/{title.replace(' ', '-')}"
            "</link></item>"
            for title in (*reversed(self.grown), *self.titles)
        )
        body = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
        return web.Response(body=body, headers={"ETag": self.etag})

    @property
    def etag(self) -> str:
        return f'"{len(self.grown)}"'


class Crashing:
    """Pollers of the same rows, one after another, each killed."""

    def __init__(self, url: str, server: FeedServer, dice: random.Random) -> None:
        port = server.address.rpartition(":")[2]
        # Two hosts, so that two polls commit at once.
        self.hosts = (server.address, f"localhost:{port}")
        self.ahead = timedelta(0)
        """So much later than it is the next process begins."""
        self._url = url
        self._server = server
        self._dice = dice

    def begin(self) -> ForkServerProcess:
        return begin(child.poll, self._url, self.hosts, PERIOD, self.ahead)

    async def kill_one(self) -> None:
        """At any moment from its first request on."""
        asked = len(self._server.requests)
        process = self.begin()
        await until(lambda: len(self._server.requests) > asked)
        await asyncio.sleep(self._dice.uniform(0, 0.7))
        process.kill()
        await over(process)

    async def finish(self, done: Callable[[], Awaitable[bool]]) -> None:
        """Let one work until this is so."""
        asked = len(self._server.requests)
        process = self.begin()
        # A process that has asked for a feed is ready for its signals.
        await until(lambda: len(self._server.requests) > asked)
        await until(done)
        # Whatever it would tell twice, it tells now.
        await asyncio.sleep(0.3)
        process.terminate()
        await over(process)
        assert process.exitcode == 0


@pytest.fixture
def crashing(database_url: str, feed_server: FeedServer, dice: random.Random) -> Crashing:
    return Crashing(database_url, feed_server, dice)


async def told(database: Database) -> list[tuple[bytes, str]]:
    async with database.read() as connection:
        rows = await connection.execute(
            select(deliveries.c.chat, entries.c.title).join(
                entries, entries.c.id == deliveries.c.entry_id
            )
        )
        return [(row[0], row[1]) for row in rows]


def all_told(database: Database, expected: int) -> Callable[[], Awaitable[bool]]:
    """Whether so many deliveries stand there and every feed is read or failed."""

    async def are_they() -> bool:
        unread = [
            feed for feed in await watched(database) if not (feed.baseline_at or feed.failures)
        ]
        return len(await told(database)) >= expected and not unread

    return are_they


async def watched(database: Database) -> list[Feed]:
    async with database.read() as connection:
        return await feeds.watched(connection)


def asked(server: FeedServer, path: str) -> int:
    return sum(request.path == path for request in server.requests)


async def follow_all(crashing: Crashing, database: Database, seal: Seal, *paths: str) -> None:
    """Feeds at these paths, one after another on the two hosts, and who hears of them."""
    sources = [
        FeedSource(f"http://{crashing.hosts[number % 2]}{path}", path)
        for number, path in enumerate(paths)
    ]
    async with database.write() as connection:
        await feeds.sync(connection, sources, datetime.now(UTC))
        for chat_id in (*FOLLOWERS, *BYSTANDERS):
            chat = seal.seal(chat_id)
            case = "kagarlitsky" if chat_id in FOLLOWERS else "somebody-else"
            await subscribers.add(
                connection, Subscriber(chat, ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            )
            await follows.add(connection, chat, Topic(TopicKind.CASE, case))


def told_once(seal: Seal, growing: Sequence[Growing]) -> Counter[tuple[bytes, str]]:
    """What every follower has to hear."""
    return Counter(
        (seal.seal(chat_id), title)
        for chat_id in FOLLOWERS
        for feed in growing
        for title in feed.grown
    )


async def test_kill_9_loses_no_entry_and_tells_none_twice(
    crashing: Crashing, database: Database, feed_server: FeedServer, seal: Seal
) -> None:
    # The code is the same on the second database: there fewer are enough.
    kills = 12 if database.dialect == "sqlite" else 4
    growing = [Growing(feed_server, path) for path in PATHS]
    feed_server.serve("", MOVED, status=301, headers={"Location": PATHS[-1]})
    feed_server.serve("", BUSY, status=503, headers={"Retry-After": "3600"})
    await follow_all(crashing, database, seal, *PATHS[:-1], MOVED, BUSY)
    await crashing.kill_one()
    await crashing.finish(all_told(database, 0))
    assert await told(database) == []
    asked_before = asked(feed_server, BUSY)
    for feed in growing:
        feed.grows = True
    for _ in range(kills - 1):
        await crashing.kill_one()
    for feed in growing:
        feed.grows = False
    expected = told_once(seal, growing)
    assert len(expected) > kills * len(FOLLOWERS)
    await crashing.finish(all_told(database, len(expected)))
    assert Counter(await told(database)) == expected
    assert asked(feed_server, BUSY) == asked_before
    [moved] = [feed for feed in await watched(database) if feed.source.name == MOVED]
    assert moved.moved_to == moved.source.url.replace(MOVED, PATHS[-1])
    assert moved.moved_since == moved.baseline_at


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_redirect_is_confirmed_over_days_of_kills(
    crashing: Crashing, database: Database, feed_server: FeedServer, seal: Seal
) -> None:
    """Each day's process is killed; the address moves after days, and nothing is told again."""
    feed = Growing(feed_server, "/new")
    feed_server.serve("", MOVED, status=301, headers={"Location": "/new"})
    await follow_all(crashing, database, seal, MOVED)
    await crashing.finish(all_told(database, 0))
    first = datetime.now(UTC)
    for day in (1, 2, 3, 4):
        crashing.ahead = timedelta(days=day)
        await crashing.kill_one()

    async def is_confirmed() -> bool:
        [kept] = await watched(database)
        return has_moved(kept)

    await crashing.finish(is_confirmed)
    [kept] = await watched(database)
    assert kept.moved_since is not None
    assert kept.moved_since < first
    async with database.write() as connection:
        await feeds.move(connection, kept.id, kept.moved_to)
    asked_before = asked(feed_server, MOVED)
    feed.grows = True
    crashing.ahead = timedelta(days=5)
    await crashing.kill_one()
    feed.grows = False
    expected = told_once(seal, [feed])
    await crashing.finish(all_told(database, len(expected)))
    assert Counter(await told(database)) == expected
    assert asked(feed_server, MOVED) == asked_before
