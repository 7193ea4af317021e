"""Feeds are known by their address; what polling taught is never lost."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from storage import feeds
from storage.database import Database
from storage.rows import EntriesRule, Feed, FeedKind, FeedSource, Trouble
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
        failing_since=seconds(4),
        gone=True,
        not_modified=5,
        usual_gap=timedelta(seconds=6),
        ttl=timedelta(seconds=7),
        skip_hours=0b11,
        skip_days=0b101,
        moved_to="https://new.example/feed",
        moved_since=seconds(8),
    )
    async with database.write() as c:
        await feeds.polled(c, taught)
    return taught


async def test_what_is_configured_is_watched_and_what_is_taught_stays(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [B, A], NOW)
        a, b = await feeds.watched(c)
    assert a == Feed(a.id, A, NOW)
    assert b == Feed(b.id, B, NOW)
    async with database.read() as c:
        assert await feeds.find(c, b.id) == b
        assert await feeds.find(c, 999) is None
    a = await _polled(database, a)
    renamed = dataclasses.replace(A, name="Renamed", entries=EntriesRule.MENTIONS)
    async with database.write() as c:
        await feeds.sync(c, [renamed], seconds(9))
        assert await feeds.watched(c) == [dataclasses.replace(a, source=renamed)]
        await feeds.sync(c, [], seconds(9))
        assert await feeds.watched(c) == []
        assert await feeds.due(c, seconds(999), 9) == []
        await feeds.sync(c, [A, B, B], seconds(9))
        assert await feeds.watched(c) == [a, b]


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
        (a,) = await feeds.watched(c)
        long = dataclasses.replace(
            a,
            etag="e" * 1025,
            last_modified="m" * 129,
            last_error="x" * 501,
            moved_to="https://a.org/" + "l" * 2048,
            moved_since=NOW,
            usual_gap=timedelta(days=10**6),
        )
        await feeds.polled(c, long)
        (a,) = await feeds.watched(c)
    assert (a.etag, a.last_modified, len(a.last_error)) == ("", "", 500)
    assert (a.moved_to, a.moved_since) == ("", None)
    assert a.usual_gap is not None
    assert a.usual_gap > timedelta(days=20_000)


async def test_a_poll_does_not_undo_what_people_decided_meanwhile(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [A], NOW)
        (before,) = await feeds.watched(c)
        await feeds.pause(c, before.id)
        await feeds.move(c, before.id, "https://new.example/feed")
        await feeds.trouble_told(c, before.id, Trouble.GONE)
        await feeds.silence_told(c, before.id, NOW)
    await _polled(database, before)
    async with database.write() as c:
        (after,) = await feeds.watched(c)
        assert after.paused
        assert after.address == "https://new.example/feed"
        assert (after.trouble_told, after.silence_told) == (Trouble.GONE, NOW)
        assert await feeds.due(c, seconds(999), 9) == []
        await feeds.resume(c, after.id, seconds(10))
        assert [feed.id for feed in await feeds.due(c, seconds(10), 9)] == [after.id]


async def test_what_was_added_by_hand_stays_until_it_is_removed(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [A], NOW)
        assert not await feeds.add(c, A, NOW)
        assert await feeds.add(c, B, NOW)
        assert not await feeds.add(c, B, NOW)
        await feeds.sync(c, [A], NOW)
        a, b = await feeds.watched(c)
        assert (a.by_hand, b.by_hand) == (False, True)
        assert not await feeds.remove(c, a.id)
        assert await feeds.remove(c, b.id)
        assert not await feeds.remove(c, b.id)
        assert await feeds.watched(c) == [a]
        assert await feeds.add(c, B, NOW)
        await feeds.sync(c, [A, B], NOW)
        await feeds.sync(c, [A], NOW)
        assert await feeds.watched(c) == [a]


async def test_a_feed_that_moved_is_the_same_under_its_new_address(database: Database) -> None:
    moved = dataclasses.replace(A, url="https://new.example/feed")
    async with database.write() as c:
        await feeds.sync(c, [A, B], NOW)
        a, b = await feeds.watched(c)
        await feeds.move(c, a.id, moved.url)
        assert not await feeds.add(c, moved, NOW)
        await feeds.sync(c, [A, B], NOW)
        assert await feeds.watched(c) == [dataclasses.replace(a, address=moved.url), b]
        await feeds.sync(c, [moved, B], NOW)
        assert await feeds.watched(c) == [dataclasses.replace(a, source=moved), b]
        await feeds.sync(c, [moved, A, B], NOW)
        assert len(await feeds.watched(c)) == 3
