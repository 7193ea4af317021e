"""A real poller killed again and again while its feeds grow: every new entry becomes exactly one
delivery for each follower, and what stood there before tells nobody."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import UTC, date, datetime
from multiprocessing.context import ForkServerProcess

import pytest
from aiohttp import web
from sqlalchemy import select

from storage import feeds, follows, subscribers
from storage.database import Database
from storage.rows import ChatKind, FeedSource, Subscriber, Topic, TopicKind
from storage.schema import deliveries, entries
from storage.sealing import Seal
from tests.feeds import child
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.processes import begin, over
from tests.fixtures.waiting import until

pytestmark = pytest.mark.crash

PERIOD = 0.02
PATHS = ("/a", "/b", "/c", "/d")
FOLLOWERS = range(1, 21)
BYSTANDERS = range(21, 26)


class Growing:
    """A feed with one entry more each time it is asked, once it grows."""

    def __init__(self, server: FeedServer, path: str) -> None:
        self.path = path
        self.titles = [f"Kagarlitsky {path} before {number}" for number in range(3)]
        self.grown: list[str] = []
        self.grows = False
        server.answers[path] = self.answer

    async def answer(self, _: web.BaseRequest) -> web.Response:
        if self.grows:
            self.grown.append(f"Kagarlitsky {self.path} {len(self.grown)}")
        items = "".join(
            f"<item><title>{title}</title><link>https://example.org/{title.replace(' ', '-')}"
            "</link></item>"
            for title in (*reversed(self.grown), *self.titles)
        )
        return web.Response(body=f"<rss version='2.0'><channel>{items}</channel></rss>".encode())


class Crashing:
    """Pollers of the same rows, one after another, each killed."""

    def __init__(self, url: str, server: FeedServer, dice: random.Random) -> None:
        port = server.address.rpartition(":")[2]
        # Two hosts, so that two polls commit at once.
        self.hosts = (server.address, f"localhost:{port}")
        self._url = url
        self._server = server
        self._dice = dice

    def begin(self) -> ForkServerProcess:
        return begin(child.poll, self._url, self.hosts, PERIOD)

    async def kill_one(self) -> None:
        """At any moment from its first request on."""
        asked = len(self._server.requests)
        process = self.begin()
        await until(lambda: len(self._server.requests) > asked)
        await asyncio.sleep(self._dice.uniform(0, 0.7))
        process.kill()
        await over(process)

    async def finish(self, database: Database, expected: int) -> None:
        """Let one work until so many deliveries stand there and every feed is read."""
        asked = len(self._server.requests)
        process = self.begin()
        # A process that has asked for a feed is ready for its signals.
        await until(lambda: len(self._server.requests) > asked)

        async def all_told() -> bool:
            return len(await told(database)) >= expected and not await unread(database)

        await until(all_told)
        # Whatever it would tell twice, it tells now.
        await asyncio.sleep(0.3)
        process.terminate()
        await over(process)
        assert process.exitcode == 0


async def told(database: Database) -> list[tuple[bytes, str]]:
    async with database.read() as connection:
        rows = await connection.execute(
            select(deliveries.c.chat, entries.c.title).join(
                entries, entries.c.id == deliveries.c.entry_id
            )
        )
        return [(row[0], row[1]) for row in rows]


async def unread(database: Database) -> int:
    async with database.read() as connection:
        return sum(feed.baseline_at is None for feed in await feeds.watched(connection))


async def kill_again_and_again(
    crashing: Crashing, database: Database, server: FeedServer, seal: Seal, *, kills: int
) -> None:
    growing = [Growing(server, path) for path in PATHS]
    sources = [
        FeedSource(f"http://{crashing.hosts[number % 2]}{path}", path)
        for number, path in enumerate(PATHS)
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
    await crashing.kill_one()
    await crashing.finish(database, 0)
    assert await told(database) == []
    for feed in growing:
        feed.grows = True
    for _ in range(kills - 1):
        await crashing.kill_one()
    for feed in growing:
        feed.grows = False
    expected = Counter(
        (seal.seal(chat_id), title)
        for chat_id in FOLLOWERS
        for feed in growing
        for title in feed.grown
    )
    assert len(expected) > kills * len(FOLLOWERS)
    await crashing.finish(database, len(expected))
    assert Counter(await told(database)) == expected


async def test_kill_9_loses_no_entry_and_tells_none_twice(
    sqlite_database: Database,
    sqlite_url: str,
    feed_server: FeedServer,
    seal: Seal,
    dice: random.Random,
) -> None:
    crashing = Crashing(sqlite_url, feed_server, dice)
    await kill_again_and_again(crashing, sqlite_database, feed_server, seal, kills=12)


async def test_kill_9_on_postgresql(
    postgresql_database: Database,
    postgresql_url: str,
    feed_server: FeedServer,
    seal: Seal,
    dice: random.Random,
) -> None:
    crashing = Crashing(postgresql_url, feed_server, dice)
    await kill_again_and_again(crashing, postgresql_database, feed_server, seal, kills=4)
