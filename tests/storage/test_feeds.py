"""Feeds are known by their address; what polling taught is never lost."""

from __future__ import annotations

import dataclasses

from storage import feeds
from storage.database import Database
from storage.rows import EntriesRule, Feed, FeedKind, FeedSource
from tests.storage.made import NOW, seconds

A = FeedSource(
    "https://a.org/feed",
    "A",
    kind=FeedKind.CHANNEL,
    language="ru",
    campaign="amnesty",
    entries=EntriesRule.ALL,
    undesirable=True,
    case="maria",
)
B = FeedSource("https://b.org/feed", "B")


async def _polled(database: Database, feed: Feed) -> Feed:
    """Every field changed, as a poll would."""
    taught = dataclasses.replace(
        feed,
        next_poll=seconds(300),
        etag='W/"1"',
        last_modified="Mon",
        baseline_at=seconds(1),
        last_success=seconds(2),
        last_entry=seconds(3),
        failures=4,
        last_error="refused",
    )
    async with database.write() as c:
        await feeds.polled(
            c,
            feed.id,
            next_poll=taught.next_poll,
            etag=taught.etag,
            last_modified=taught.last_modified,
            baseline_at=taught.baseline_at,
            last_success=taught.last_success,
            last_entry=taught.last_entry,
            failures=taught.failures,
            last_error=taught.last_error,
        )
    return taught


async def test_what_is_configured_is_watched_and_what_is_taught_stays(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [B, A], NOW)
        a, b = await feeds.all(c)
    assert a == Feed(a.id, A, NOW)
    assert b == Feed(b.id, B, NOW)
    async with database.read() as c:
        assert await feeds.find(c, b.id) == b
        assert await feeds.find(c, 999) is None
    a = await _polled(database, a)
    renamed = dataclasses.replace(A, name="Renamed", entries=EntriesRule.MENTIONS)
    async with database.write() as c:
        await feeds.sync(c, [renamed], seconds(9))
        assert await feeds.all(c) == [dataclasses.replace(a, source=renamed)]
        await feeds.sync(c, [], seconds(9))
        assert await feeds.all(c) == []
        assert await feeds.due(c, seconds(999), 9) == []
        await feeds.sync(c, [A, B, B], seconds(9))
        assert await feeds.all(c) == [a, b]


async def test_the_longest_due_are_polled_first(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [A], NOW)
        await feeds.sync(c, [A, B], seconds(-5))
        assert [feed.source for feed in await feeds.due(c, seconds(-6), 9)] == []
        assert [feed.source for feed in await feeds.due(c, NOW, 9)] == [B, A]
        assert [feed.source for feed in await feeds.due(c, NOW, 1)] == [B]


async def test_validators_too_long_are_not_kept_and_errors_are_cut(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [A], NOW)
        (a,) = await feeds.all(c)
        await feeds.polled(
            c,
            a.id,
            next_poll=NOW,
            etag="e" * 1025,
            last_modified="m" * 129,
            baseline_at=None,
            last_success=None,
            last_entry=None,
            failures=1,
            last_error="x" * 501,
        )
        (a,) = await feeds.all(c)
    assert (a.etag, a.last_modified, len(a.last_error)) == ("", "", 500)
