"""Entries, their mentions, and the keys that are never forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

from storage import entries, feeds, mentions, tellings
from storage.database import Database
from storage.rows import Entry, FeedSource, Mention
from tests.storage.made import FEED, entry, seconds

OWN = FeedSource("https://amnesty.example/feed", "Amnesty's own", campaign="amnesty")


async def test_keys_are_known_in_their_feed_alone(database: Database) -> None:
    keys = [number.to_bytes(16, "big") for number in range(1203)]
    async with database.write() as c:
        await feeds.sync(c, [FEED, OWN], seconds(0))
        one, other = await feeds.watched(c)
        assert await entries.known_keys(c, one.id, keys) == set()
        await entries.remember(c, one.id, keys[:1200])
        await entries.remember(c, one.id, keys[1100:1201])
        await entries.remember(c, one.id, [])
        assert await entries.known_keys(c, one.id, keys) == set(keys[:1201])
        assert await entries.known_keys(c, one.id, []) == set()
        assert await entries.known_keys(c, other.id, keys) == set()


async def test_an_entry_is_found_as_it_was_added(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [FEED], seconds(0))
        (feed,) = await feeds.watched(c)
        given = Entry(
            7, feed.id, "https://x.org/" + "я" * 5000, "Т" * 3000, "", None, seconds(1), "ab"
        )
        [added] = await entries.add(c, [given])
        found = await entries.find(c, added)
        assert found is not None
        assert (found.link, found.title, found.published) == (given.link, given.title, None)
        assert found.seen == seconds(1)
        assert await entries.find(c, added + 1) is None


async def test_mentions_are_kept_once(database: Database) -> None:
    async with database.write() as c:
        added = await entry(c)
        await mentions.add(c, added, [Mention("olga", "Olga"), Mention("ivan", "I" * 400)])
        await mentions.add(c, added, [Mention("olga", "other words")])
        await mentions.add(c, added, [])
        assert await mentions.of(c, added) == (Mention("ivan", "I" * 300), Mention("olga", "Olga"))
        assert await mentions.of(c, added + 1) == ()


async def test_the_latest_come_by_their_own_date_or_when_seen(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [FEED, OWN], seconds(0))
        ids = {feed.source: feed.id for feed in await feeds.watched(c)}

        async def add(
            title: str, source: FeedSource, published: datetime | None, *cases: str
        ) -> None:
            made = Entry(0, ids[source], "", title, "", published, seconds(50), title)
            [added] = await entries.add(c, [made])
            await mentions.add(c, added, [Mention(case, case) for case in cases])

        await add("old", FEED, seconds(1), "ivan")
        await add("undated", FEED, None, "ivan", "olga")
        await add("new", OWN, seconds(60), "olga")
        await add("between", OWN, seconds(40))

        async def titles(limit: int = 9, **about: str) -> list[str]:
            return [found.title for found, _, _ in await entries.latest(c, limit=limit, **about)]

        assert await titles() == ["new", "undated", "between", "old"]
        assert await titles(limit=2) == ["new", "undated"]
        assert await titles(case="ivan") == ["undated", "old"]
        assert await titles(campaign="amnesty") == ["new", "between"]
        assert await titles(case="olga", campaign="amnesty") == ["new"]
        assert await titles(case="nobody") == []
        ((found, name, source),) = await entries.latest(c, case="olga", limit=1)
        assert (found.title, name, source) == ("new", "Amnesty's own", OWN)


async def test_feeds_that_tell_the_same_at_once_tell_one_story(database: Database) -> None:
    """Who comes second waits until the first has told, and sees it: by link, or title and case."""
    async with database.write() as c:
        await feeds.sync(c, [FEED, OWN], seconds(0))
        one, other = await feeds.watched(c)
    first = Entry(0, one.id, "", "T", "", None, seconds(1), "aa", title_key=b"t" * 16)
    same = [
        (replace(first, feed_id=other.id, story="bb"), ["olga"]),
        (replace(first, feed_id=other.id, story="cc"), ["ivan"]),
        (replace(first, feed_id=other.id, title_key=None), ["ivan"]),
        (replace(first, feed_id=other.id, story="dd", title_key=None), ["olga"]),
    ]

    async def second() -> list[str | None]:
        async with database.write() as c:
            return await tellings.told_before(c, same)

    async with database.write() as c:
        assert await tellings.told_before(c, [(first, ["olga"])]) == [None]
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.2)
        [added] = await entries.add(c, [first])
        await mentions.add(c, added, [Mention("olga", "Olga")])
    assert await waiting == ["aa", None, "aa", None]


async def test_many_entries_are_added_in_their_order(database: Database) -> None:
    async with database.write() as c:
        await feeds.sync(c, [FEED], seconds(0))
        (feed,) = await feeds.watched(c)
        made = [
            Entry(0, feed.id, "https://x.org", f"{n}", "", None, seconds(1), f"{n:02x}")
            for n in range(120)
        ]
        added = await entries.add(c, made)
        found = [await entries.find(c, entry_id) for entry_id in added]
        assert [each and each.title for each in found] == [each.title for each in made]
        assert added == sorted(added)
