"""What makes an entry new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.canonical import canonical_link
from bot.feeds.identity import decide, keys_to_look_up
from bot.feeds.parsed import ParsedEntry

HOME = "https://news.example.org/feed"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Memory:
    """What a feed has shown so far."""

    def __init__(self) -> None:
        self.keys: set[bytes] = set()

    def new(self, *entries: ParsedEntry) -> list[str]:
        """Titles of the entries that are new; remembers all."""
        known = self.keys.intersection(keys_to_look_up(entries))
        decision = decide(entries, known, HOME)
        assert not known.intersection(decision.remember)
        self.keys.update(decision.remember)
        return [each.entry.title for each in decision.new]


def article(n: int, **changes: Any) -> ParsedEntry:
    made = ParsedEntry(f"id-{n}", f"https://news.example.org/a/{n}", f"Title {n}", "", NOON)
    return replace(made, **changes)


def test_an_entry_is_told_once() -> None:
    memory = Memory()
    assert memory.new(article(1), article(2)) == ["Title 1", "Title 2"]
    assert memory.new(article(2), article(1), article(2)) == []
    assert memory.new() == []
    assert memory.new(article(3), article(1)) == ["Title 3"]


@pytest.mark.parametrize(
    "changed",
    [
        article(1, title="Another title", published=NOON + timedelta(days=9)),
        article(1, guid="id-1000"),
        article(1, guid=""),
        article(1, guid="id-1000", title="Another title"),
        article(1, link="http://www.news.example.org/a/1/?utm_source=rss#rss"),
        article(1, link="https://news.example.org/archive/1", title="Another title"),
        article(1, guid="id-1000", link="https://mirror.example.net/a/1"),
    ],
)
def test_the_same_entry_in_another_guise(changed: ParsedEntry) -> None:
    memory = Memory()
    memory.new(article(1), article(2))
    assert memory.new(changed, article(2)) == []
    assert memory.new(article(1)) == []


def test_half_an_entry_waits_for_the_whole() -> None:
    memory = Memory()
    memory.new(article(1))
    assert memory.new(article(1), article(2, title="Tit", is_whole=False)) == []
    assert memory.new(article(2), article(1)) == ["Title 2"]


def test_entries_that_share_a_link_are_told_apart_by_title() -> None:
    memory = Memory()
    chronicle = [article(n, guid="", link="https://news.example.org/day") for n in range(24)]
    assert len(memory.new(*chronicle)) == 24
    assert memory.new(*reversed(chronicle)) == []
    alone = article(99, guid="", link="https://news.example.org/day")
    assert memory.new(alone) == ["Title 99"]
    assert memory.new(chronicle[5]) == []


def test_entries_that_share_a_link_are_told_apart_by_guid() -> None:
    memory = Memory()
    first, second = (article(n, link="https://news.example.org/day") for n in (1, 2))
    assert memory.new(first, second) == ["Title 1", "Title 2"]
    assert memory.new(replace(first, title="Edited"), second) == []


def test_the_front_page_and_the_feed_itself_identify_nothing() -> None:
    for link in ("https://news.example.org/", HOME):
        memory = Memory()
        assert memory.new(article(1, guid="", link=link)) == ["Title 1"]
        assert memory.new(article(2, guid="", link=link)) == ["Title 2"]
        assert memory.new(article(1, guid="", link=link)) == []


def test_a_guid_that_all_entries_share_identifies_nothing() -> None:
    memory = Memory()
    assert len(memory.new(article(1, guid="feed"), article(2, guid="feed"))) == 2
    assert memory.new(article(1, guid="feed"), article(2, guid="feed")) == []


@pytest.mark.parametrize("link", ["https://news.example.org/day", ""])
def test_entries_named_anew_all_at_once_are_known_by_their_titles(link: str) -> None:
    """A site that moves or renumbers, where the link tells nothing."""
    memory = Memory()
    shown = [article(n, link=link) for n in range(8)]
    memory.new(*shown)
    renamed = [replace(each, guid=f"https://new.example.org/{each.guid}") for each in shown]
    another = article(9, link=link, guid="https://new.example.org/id-9")
    assert memory.new(another, *renamed) == ["Title 9"]
    assert memory.new(*renamed, *shown) == []


def test_places_on_a_page_that_moves_are_known_by_their_titles() -> None:
    memory = Memory()
    shown = [article(n, guid="", link=f"https://news.example.org/day#{n}") for n in range(8)]
    memory.new(*shown)
    moved = [replace(each, link=each.link.replace("news", "mirror")) for each in shown]
    assert memory.new(*moved) == []


def test_titles_that_come_again_under_new_names_are_new() -> None:
    memory = Memory()
    day = [article(n, link="", title="News of the day") for n in range(12)]
    memory.new(*day[:4])
    assert len(memory.new(*day[4:8])) == 4
    mixed = [article(n, link="", title=f"Part {n % 4}") for n in range(20, 32)]
    memory.new(*mixed[:4], *day[:4])
    assert len(memory.new(*mixed[4:8], *day[:4])) == 4


def by_place(*numbers: int) -> list[ParsedEntry]:
    """The guid counts places: the first is always 1."""
    return [article(n, guid=str(place)) for place, n in enumerate(numbers, start=1)]


def test_guids_that_count_places_hide_nothing_and_repeat_nothing() -> None:
    memory = Memory()
    memory.new(*by_place(*range(9, 0, -1)))
    assert memory.new(*by_place(*range(10, 0, -1))) == ["Title 10"]
    assert memory.new(*by_place(12, 11, 10, 3, 1)) == ["Title 12", "Title 11"]
    assert memory.new(*by_place(*range(30, 20, -1))) == [f"Title {n}" for n in range(30, 20, -1)]
    assert memory.new(*by_place(1, 25, 9, 12)) == []
    assert memory.new(*(article(n) for n in range(30, 20, -1))) == []


def test_guids_that_count_places_hide_nothing_that_comes_in_between() -> None:
    memory = Memory()
    memory.new(*by_place(*range(1, 9)))
    assert memory.new(*by_place(1, 2, 3, 4, 10, 5, 6, 7, 8)) == ["Title 10"]


def test_guids_that_count_places_from_the_oldest_hide_nothing() -> None:
    memory = Memory()
    memory.new(*by_place(*range(1, 10)))
    assert memory.new(*by_place(*range(3, 12))) == ["Title 10", "Title 11"]


def test_new_addresses_under_steady_guids_are_no_wandering() -> None:
    memory = Memory()
    shown = [article(n) for n in range(9)]
    memory.new(*shown)
    for path in ("b", "c", "b"):
        moved = [replace(each, link=each.link.replace("/a/", f"/{path}/")) for each in shown]
        assert memory.new(*moved) == []
    edited = [replace(each, link=f"{each.link}-2", title=f"{each.title}, edited") for each in shown]
    assert memory.new(*edited) == []


@pytest.mark.parametrize("when", [NOON, None])
def test_a_site_that_gives_most_entries_new_addresses_tells_none_again(
    when: datetime | None,
) -> None:
    memory = Memory()
    shown = [article(n, published=when, summary=f"It was {n} o'clock.") for n in range(9)]
    memory.new(*shown)
    moved = [
        replace(each, guid=f"new-{each.guid}", link=f"https://news.example.org/story?t={each.guid}")
        for each in shown
    ]
    assert memory.new(article(9), *moved[:6], *shown[6:]) == ["Title 9"]
    assert memory.new(*moved) == []


def test_a_few_titles_that_come_again_at_new_addresses_are_new() -> None:
    memory = Memory()
    memory.new(*(article(n) for n in range(9)))
    weekly = [article(n, title=f"Title {n % 10}", published=None) for n in range(20, 29)]
    assert len(memory.new(*weekly)) == 9
    again = [article(n, title=f"Title {n % 10}") for n in (31, 32)]
    assert len(memory.new(*again, *weekly[2:])) == 2


def test_an_edit_beside_its_original_is_one_entry() -> None:
    memory = Memory()
    others = [article(n, guid="") for n in range(2, 9)]
    memory.new(*others)
    twice = (article(1, guid=""), article(1, guid="", title="Title 1, corrected"))
    assert memory.new(*twice, *others) == ["Title 1"]


def test_an_entry_with_nothing_at_all_is_no_entry() -> None:
    assert Memory().new(ParsedEntry(), ParsedEntry()) == []


def test_a_story_is_the_same_in_every_feed_and_a_guid_is_not() -> None:
    def story(entry: ParsedEntry, own: str) -> str:
        return decide([entry], (), own).new[0].story

    here, there = "https://a.example.org/feed", "https://b.example.org/feed"
    assert story(article(1), here) == story(
        article(1, guid="other", title="Other", link="http://news.example.org/a/1?fbclid=x"), there
    )
    assert story(article(1, link=""), here) != story(article(1, link=""), there)
    assert len(story(article(1), here)) == 32


@pytest.mark.parametrize(
    ("link", "same"),
    [
        ("https://www.example.org/a/", "http://example.org/a"),
        ("https://example.org/a?b=1&utm_source=x&a=2", "https://example.org/a?a=2&b=1"),
        ("https://example.org/a?from=rss", "https://example.org/a"),
        ("https://example.org//a/index.html", "https://example.org/a/"),
        ("https://example.org/%D0%B0", "https://example.org/а"),
        ("https://example.org/a/amp/", "https://example.org/a"),
        ("https://EXAMPLE.org:443/a", "https://example.org/a"),
        ("https://example.org/a#utm_medium=rss", "https://example.org/a"),
        ("https://storage.example/mirror/example.org/?p=1", "https://example.org/?p=1"),
        ("https://example.org/a?rss=1", "https://example.org/a?feed=rss2"),
        ("https://example.org/a?origin=rss", "https://example.org/a?share=twitter"),
        (
            "https://www.google.com/url?rct=j&sa=t&url=https://example.org/a%3Fid%3D7&ct=ga&usg=x",
            "http://www.example.org/a?id=7",
        ),
        ("https://vk.com/away.php?to=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=b",
            "http://example.org/a",
        ),
    ],
)
def test_ways_to_one_page(link: str, same: str) -> None:
    assert canonical_link(link) == canonical_link(same)


@pytest.mark.parametrize(
    ("link", "other"),
    [
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/a?from=2020", "https://example.org/a?from=2021"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://ru.example.org/a", "https://en.example.org/a"),
        ("https://example.org/a#p1", "https://example.org/a#p2"),
        ("https://example.org/tag/example.com/", "https://example.org/topic/example.com/"),
        ("https://example.org/a?rss=12", "https://example.org/a?rss=13"),
        (
            "https://example.org/check?url=https://a.example",
            "https://example.org/save?url=https://a.example",
        ),
        ("https://google.com/url?q=kremlin", "https://google.com/url?q=memorial"),
    ],
)
def test_ways_to_different_pages(link: str, other: str) -> None:
    assert canonical_link(link) != canonical_link(other)


TEXTS = st.text(max_size=12)
ENTRIES = st.lists(
    st.builds(
        ParsedEntry,
        guid=TEXTS,
        link=st.sampled_from(["", "https://a.org", "http://[", "https://a.org/%ff?%ff=\udcff#x"])
        | TEXTS,
        title=TEXTS,
        summary=TEXTS,
    ),
    max_size=6,
)


@settings(max_examples=50, deadline=None)
@given(ENTRIES, st.randoms())
def test_whatever_was_seen_is_known_in_any_order(
    entries: list[ParsedEntry], chance: Random
) -> None:
    memory = Memory()
    memory.new(*entries)
    assert memory.new(*entries) == []
    chance.shuffle(entries)
    assert memory.new(*entries) == []


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(0, 50)), st.sets(st.integers(0, 50)))
def test_new_is_what_was_not_there(before: set[int], after: set[int]) -> None:
    memory = Memory()
    memory.new(*(article(n) for n in before))
    assert memory.new(*(article(n) for n in sorted(after))) == [
        f"Title {n}" for n in sorted(after - before)
    ]
