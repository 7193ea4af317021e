"""Rows for tests, complete but for what a test says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import deliveries, entries, fan_outs, feeds, follows, subscribers
from storage.rows import (
    ChatKind,
    DeliveryKind,
    Entry,
    FeedSource,
    Lane,
    SealedId,
    Subscriber,
    Topic,
    TopicKind,
)
from storage.schema import UtcDateTime
from storage.schema import deliveries as delivery_rows

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
IVAN = Topic(TopicKind.CASE, "ivan")
OLGA = Topic(TopicKind.CASE, "olga")
AMNESTY = Topic(TopicKind.CAMPAIGN, "amnesty")
FEED = FeedSource("https://example.org/feed", "Example")


def seconds(number: float) -> datetime:
    return NOW + timedelta(seconds=number)


def chat(number: int) -> SealedId:
    """Like a sealed id, but in the order of the numbers."""
    return SealedId(number.to_bytes(24, "big"))


def subscriber(number: int, *, language: str = "en") -> Subscriber:
    return Subscriber(
        chat(number),
        ChatKind.PRIVATE,
        language,
        "Europe/Berlin",
        date(2026, 11, 1),
    )


async def subscribe(c: AsyncConnection, numbers: Iterable[int], *topics: Topic) -> None:
    for number in numbers:
        await subscribers.add(c, subscriber(number))
        for topic in topics:
            await follows.add(c, chat(number), topic)


async def entry(c: AsyncConnection, story: str = "aa", source: FeedSource = FEED) -> int:
    known = {feed.source.url: feed for feed in await feeds.watched(c)}
    if source.url not in known:
        sources = [feed.source for feed in known.values()]
        await feeds.sync(c, [*sources, source], NOW)
        known = {feed.source.url: feed for feed in await feeds.watched(c)}
    feed = known[source.url]
    made = Entry(0, feed.id, "https://x.org", "T", "S", None, NOW, story)
    [added] = await entries.add(c, [made])
    return added


async def deliver(
    c: AsyncConnection,
    number: int,
    about: str,
    *,
    lane: Lane = Lane.ALERT,
    due: datetime = NOW,
    broadcast_id: int | None = None,
) -> bool:
    return await deliveries.add(
        c,
        chat=chat(number),
        kind=DeliveryKind.ALERT if broadcast_id is None else DeliveryKind.BROADCAST,
        about=about,
        lane=lane,
        due=due,
        expires=due + WEEK,
        broadcast_id=broadcast_id,
    )


_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"


async def deliver_many(c: AsyncConnection, number: int, count: int, due: datetime = NOW) -> None:
    """So many alerts to one chat, numbered by the database itself: a hundred thousand at once."""
    await c.execute(
        text(
            f"{_NUMBERS} INSERT INTO deliveries (chat, kind, about, lane, state, due, expires)"
            " SELECT :chat, 'alert', 'story:' || i, '1-alert', 'due', :due, :due FROM n"
        ).bindparams(bindparam("due", due, UtcDateTime), count=count, chat=chat(number))
    )


async def subscribe_many(c: AsyncConnection, count: int, *topics: Topic) -> None:
    sealed = {
        "sqlite": "CAST(printf('%024d', i) AS BLOB)",
        "postgresql": "convert_to(lpad(i::text, 24, '0'), 'UTF8')",
    }[c.dialect.name]
    await c.execute(
        text(
            f"{_NUMBERS} INSERT INTO subscribers (chat, kind, language, time_zone, last_contact)"
            f" SELECT {sealed}, 'private', 'en', 'UTC', '2026-11-01' FROM n"
        ),
        {"count": count},
    )
    for topic in topics:
        await c.execute(
            text("INSERT INTO follows SELECT chat, :kind, :slug FROM subscribers"),
            {"kind": topic.kind, "slug": topic.slug},
        )


async def delivered_to(c: AsyncConnection) -> list[SealedId]:
    """The chats of all delivery rows, in order."""
    found = await c.scalars(select(delivery_rows.c.chat).order_by(delivery_rows.c.chat))
    return [SealedId(sealed) for sealed in found]


async def fan_out(
    c: AsyncConnection,
    fan_out_id: int,
    *topics: Topic,
    everyone: bool = False,
    about: str = "story:aa",
    chunk: int = 2000,
) -> bool:
    recipients = fan_outs.Everyone() if everyone else fan_outs.Followers(topics)
    return await fan_outs.advance(c, fan_out_id, recipients, alert(about), chunk)


def alert(about: str = "story:aa") -> fan_outs.Mailing:
    """Of an entry that was seen now."""
    return fan_outs.Mailing(DeliveryKind.ALERT, Lane.ALERT, about, NOW, NOW + WEEK)
