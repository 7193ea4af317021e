"""An entry of which nobody was told is decided again when it says something else within a day."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from sqlalchemy import select

from storage.rows import DeliveryKind, FeedSource, Topic, TopicKind
from storage.schema import deliveries, passed_over
from tests.feeds.watching import BORIS, PERIOD, Watch

LINK = "https://news.example.org/2026/hearing"
ITEM = (LINK, "Hearing in Moscow", "A court heard a case. 12 comments", "tag:1")
OTHERS = tuple(
    (f"https://news.example.org/{n}", f"Weather {n}", f"Rain {n}", f"tag:w{n}") for n in range(3)
)
NAMED = (LINK, "Hearing in Moscow: Kagarlitsky speaks", ITEM[2], "tag:1")

Item = tuple[str, str, str, str]


def rss(*items: Item, date: str = "") -> str:
    written = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>{date}"
        f"<description>{escape(lead)}</description>"
        + (f"<guid isPermaLink='false'>{guid}</guid></item>" if guid else "</item>")
        for link, title, lead, guid in items
    )
    return f"<rss version='2.0'><channel><title>T</title>{written}</channel></rss>"


async def passing(watch: Watch, *items: Item, **source: Any) -> None:
    """A feed whose first body was read, and then these entries."""
    await watch.follow(1, BORIS)
    await watch.sources(FeedSource(watch.server.url("/feed"), "/feed", **source))
    watch.server.serve(rss(*OTHERS))
    await watch.poll()
    watch.server.serve(rss(*items, *OTHERS))
    await watch.poll()
    assert await watch.told() == []


async def becomes(watch: Watch, *items: Item, date: str = "") -> list[str]:
    """The titles told once the feed shows this, twice."""
    watch.server.serve(rss(*items, *OTHERS, date=date))
    await watch.poll()
    await watch.poll()
    return [title for _, title in await watch.told()]


async def test_an_edit_that_names_somebody_is_told_once(watch_on_both: Watch) -> None:
    watch = watch_on_both
    await passing(watch, ITEM)
    assert await becomes(watch, NAMED) == [NAMED[1]]
    further = (LINK, "Hearing in Moscow: Kagarlitsky freed", "It is over.", "tag:1")
    assert await becomes(watch, further) == [further[1]], "one message, edited"
    assert await becomes(watch, ITEM) == [further[1]]
    async with watch.database.read() as connection:
        left = await connection.scalars(
            select(passed_over.c.story).where(passed_over.c.words == "")
        )
        assert len(left.all()) == len(OTHERS), "it was told after all"


@pytest.mark.parametrize(
    "named",
    [
        pytest.param((LINK, ITEM[1], "Kagarlitsky spoke.", "tag:1"), id="lead"),
        pytest.param((LINK, ITEM[1], f"{'word ' * 200} Kagarlitsky.", "tag:1"), id="far below"),
        pytest.param((LINK, NAMED[1], ITEM[2], "tag:77"), id="another guid"),
        pytest.param((LINK + "-2", NAMED[1], ITEM[2], "tag:1"), id="another link"),
        pytest.param((LINK + "?utm_source=rss", NAMED[1], ITEM[2], ""), id="no guid"),
    ],
)
async def test_it_is_known_again_however_it_changed(watch: Watch, named: Item) -> None:
    await passing(watch, ITEM)
    assert await becomes(watch, named) == [named[1]]


async def test_entries_under_one_link_are_told_apart(watch: Watch) -> None:
    posts = [(LINK, f"Post {n}", f"Words {n}", f"tag:{n}") for n in range(4)]
    await passing(watch, *posts)
    posts[2] = (LINK, "Post 2 of Kagarlitsky", "Words 2", "tag:2")
    assert await becomes(watch, *posts) == ["Post 2 of Kagarlitsky"]


async def test_an_entry_without_a_link_as_well(watch: Watch) -> None:
    await passing(watch, ("", ITEM[1], ITEM[2], "tag:1"))
    assert await becomes(watch, ("", NAMED[1], ITEM[2], "tag:1")) == [NAMED[1]]


@pytest.mark.parametrize(
    ("after", "date"),
    [
        pytest.param((LINK, ITEM[1], "A court heard a case. 45 comments", "tag:1"), "", id="count"),
        pytest.param(ITEM, "<pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate>", id="date"),
        pytest.param((LINK, f" {ITEM[1].upper()} ", ITEM[2], "tag:1"), "", id="space"),
        pytest.param((LINK, ITEM[1], ITEM[2], "tag:99"), "", id="guid"),
        pytest.param((LINK, f"UPD: {ITEM[1]}", ITEM[2], "tag:1"), "", id="updated"),
        pytest.param((LINK, "Hearing in Omsk", "Another lead.", "tag:1"), "", id="names nobody"),
    ],
)
async def test_what_names_nobody_stays_silent(watch: Watch, after: Item, date: str) -> None:
    await passing(watch, ITEM)
    assert await becomes(watch, after, date=date) == []


async def test_noise_is_not_decided_again_when_organisers_changed_the_rules(watch: Watch) -> None:
    chess = (LINK, "Kagarlitsky plays chess", "A long game. 3 comments", "tag:1")
    await passing(watch, chess, exclude=("chess",))
    await watch.sources(FeedSource(watch.server.url("/feed"), "/feed"))
    noisy = (LINK, chess[1], "A long game. 4 comments", "tag:8")
    assert await becomes(watch, noisy) == [], "what is seen is seen"
    assert await becomes(watch, (LINK, "Kagarlitsky plays on", chess[2], "tag:8")) == [
        "Kagarlitsky plays on"
    ]


async def test_an_edit_after_another_edit_counts(watch: Watch) -> None:
    await passing(watch, ITEM)
    assert await becomes(watch, (LINK, "Hearing in Omsk", ITEM[2], "tag:1")) == []
    assert await becomes(watch, NAMED) == [NAMED[1]]


async def test_an_edit_after_more_than_a_day_is_none(watch: Watch) -> None:
    await passing(watch, ITEM)
    await watch.clock.advance(86400 - PERIOD)
    assert await becomes(watch, NAMED) == []


async def test_what_stood_there_at_first_is_told_when_it_names_somebody_now(watch: Watch) -> None:
    """Nobody is told of a first body; that somebody is named in it now is news nevertheless."""
    await passing(watch)
    watch.server.serve(rss(("https://news.example.org/1", "Kagarlitsky in the rain", "", "tag:w1")))
    await watch.poll()
    await watch.poll()
    assert await watch.told() == [(1, "Kagarlitsky in the rain")]


@pytest.mark.parametrize("lead", ["Kagarlitsky was at it before.", "A court heard a case."])
async def test_one_that_named_another_at_first_is_told_to_who_follows_the_newly_named(
    watch_on_both: Watch, lead: str
) -> None:
    watch = watch_on_both
    await watch.follow(1, BORIS)
    await watch.follow(2, Topic(TopicKind.CASE, "domnin"))
    await watch.sources(FeedSource(watch.server.url("/feed"), "/feed"))
    watch.server.serve(rss(NAMED, *OTHERS))
    await watch.poll()
    assert await becomes(watch, (LINK, f"{NAMED[1]}!", ITEM[2], "tag:1")) == []
    other = (LINK, "Hearing in Moscow: Vladimir Domnin speaks", lead, "tag:1")
    assert await becomes(watch, other) == [other[1]]
    assert await watch.told() == [(2, other[1])]
    later = (LINK, "Hearing in Moscow: Vladimir Domnin freed", lead, "tag:1")
    assert await becomes(watch, later) == [later[1]], "one message, edited"


async def test_many_edits_at_once_are_one_digest(watch: Watch) -> None:
    items = [(f"{LINK}/{n}", f"Hearing {n}", "", f"tag:{n}") for n in range(8)]
    await passing(watch, *items)
    named = [(link, f"{title}: Kagarlitsky", lead, guid) for link, title, lead, guid in items]
    assert len(await becomes(watch, *named)) == 8
    async with watch.database.read() as connection:
        kinds = list(await connection.scalars(select(deliveries.c.kind)))
    assert kinds.count(DeliveryKind.DIGEST) == 1
