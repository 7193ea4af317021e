"""A poller among real neighbours, and what it is given to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import select

from bot.cases.mentions import Weighed
from bot.delivery.fan_out import FanOut
from bot.feeds.fetch import Fetcher
from bot.feeds.poll import Poller
from storage import feeds, follows, subscribers
from storage.database import Database
from storage.rows import ChatKind, Feed, FeedSource, Mention, Subscriber, Topic, TopicKind
from storage.schema import deliveries, entries
from storage.sealing import Seal
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer

PERIOD = 3600.0
BORIS = Topic(TopicKind.CASE, "kagarlitsky")


class SurnameMentions:
    """Finds two people by one word each: what is named in a text is another room's question."""

    def weigh(self, text: str, *, own: str | None = None) -> Weighed:
        named = [word for word in (own, "Kagarlitsky", "Domnin") if word and word in text]
        return Weighed(tuple(Mention(word.lower(), word) for word in named))


# A repr would be too long for Hypothesis to show.
@dataclass(repr=False)
class Watch:
    """A poller with a real database, a real web server and a clock moved by hand."""

    database: Database
    seal: Seal
    clock: FakeClock
    server: FeedServer
    poller: Poller

    async def sources(self, *sources: FeedSource) -> None:
        async with self.database.write() as connection:
            await feeds.sync(connection, sources, self.clock.now())

    async def follow(self, chat_id: int, *topics: Topic) -> None:
        chat = self.seal.seal(chat_id)
        async with self.database.write() as connection:
            await subscribers.add(
                connection, Subscriber(chat, ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            )
            for topic in topics:
                await follows.add(connection, chat, topic)

    async def poll(self) -> None:
        """A period later, poll what is due."""
        await self.clock.advance(PERIOD * 1.2)
        await self.poller.poll_due()

    async def feeds(self) -> list[Feed]:
        async with self.database.read() as connection:
            return await feeds.watched(connection)

    async def spread(self) -> None:
        """Until every recipient has their rows, and what is told together is gathered."""
        while await FanOut(self.database, self.clock).advance(100):
            pass

    async def told(self) -> list[tuple[int, str]]:
        """(chat id, title of the entry) of each delivery, in the order of their making; those that
        a digest tells are among them."""
        await self.spread()
        async with self.database.read() as connection:
            rows = await connection.execute(
                select(deliveries.c.chat, entries.c.title)
                .join(entries, entries.c.id == deliveries.c.entry_id)
                .order_by(deliveries.c.id)
            )
            return [(self.seal.open(row[0]), row[1]) for row in rows]


class MakeWatch(Protocol):
    async def __call__(
        self,
        database: Database,
        patience: float = ...,
        quiet_factor: float = ...,
        fetcher: Fetcher | None = ...,
    ) -> Watch:
        """`patience` and `quiet_factor` as the poller's; one's own `fetcher` is closed as well."""


def rss(*titles: str) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>https://news.example.org/{title.replace(' ', '-')}"
        "</link></item>"
        for title in titles
    )
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"


def source(watch: Watch, path: str = "/feed", **changes: Any) -> FeedSource:
    return FeedSource(watch.server.url(path), path, **changes)
