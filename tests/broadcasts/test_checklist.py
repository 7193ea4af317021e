"""What is found before a call goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases.registry import StatusKind
from bot.checklist import Doubt, Finding, check, digest, links
from bot.counts import rounded
from storage.broadcast_rows import (
    Appeal,
    Broadcast,
    BroadcastState,
    CallKind,
    Content,
    Event,
    Link,
    Media,
    MediaKind,
    Narrowing,
    Schedule,
    content_from,
    written,
)
from storage.rows import EVERYTHING, Act, ChatKind, Mention, SealedId, Topic, TopicKind
from tests.fixtures.clock import FakeClock
from tests.letters.cases import address, case, registry

NEWS = Content()


class KnowsSurnames:
    """Finds a case where its slug is written out."""

    def find(self, text: str) -> list[Mention]:
        return [Mention(word, word) for word in text.lower().split() if word in KNOWN.cases]


KNOWN = registry(
    case("freed", status=StatusKind.RELEASED),
    case("held", to=address()),
    case("old", to=address("2026-01-01")),
)
BOTH = {"en": 'Sign <a href="https://example.org/sign">here</a>', "ru": "example.org/sign"}


NOW = FakeClock().now()
DRAFT = Broadcast(
    id=1,
    author=SealedId(b"a" * 24),
    state=BroadcastState.DRAFT,
    segment=EVERYTHING,
    created=NOW,
    texts=(("en", "One"), ("ru", "Раз")),
)


def found(
    texts: dict[str, str], undesirable: tuple[str, ...] = (), content: Content = NEWS
) -> set[Finding]:
    draft = replace(DRAFT, texts=tuple(texts.items()), content=content)
    return set(check(draft, KNOWN, KnowsSurnames(), undesirable, now=NOW))


def test_a_good_call_has_no_findings() -> None:
    assert found(BOTH) == set()


def test_no_link_and_no_russian() -> None:
    assert found({"en": "Be kind."}) == {Finding(Doubt.NO_LINK), Finding(Doubt.NO_TEXT, "ru")}


def test_a_freed_person_is_named() -> None:
    texts = BOTH | {"ru": "<b>Freed</b> и held: example.org"}
    assert found(texts) == {Finding(Doubt.RELEASED, "freed")}


@pytest.mark.parametrize(
    ("text", "publisher", "is_found"),
    [
        ("https://news.example/a", "https://news.example/rss", True),
        ("see www.news.example/a", "https://news.example/rss", True),
        ("m.news.example", "https://news.example/rss", True),
        ('<a href="http://NEWS.example?a=1&amp;b=2">x</a>', "https://news.example/rss", True),
        ("https://oldnews.example/a", "https://news.example/rss", False),
        ("https://t.me/channel/12", "https://t.me/s/channel", True),
        ("t.me/other", "https://t.me/s/channel", False),
    ],
)
def test_publishers_designated_undesirable(text: str, publisher: str, is_found: bool) -> None:
    findings = found({"en": text, "ru": text}, (publisher,))
    assert any(each.doubt is Doubt.UNDESIRABLE for each in findings) is is_found


def test_links_are_seen_once_each() -> None:
    text = '<a href="https://a.example/?x=1&amp;y=2">b.example</a> and https://c.example.'
    assert links(text) == ["https://a.example/?x=1&y=2", "b.example", "https://c.example"]


def test_a_digest_binds_everything_that_is_approved() -> None:
    event = Event("Berlin", NOW + timedelta(days=2), "Europe/Berlin")
    later = Schedule(NOW + timedelta(hours=1), NOW + timedelta(hours=2), "UTC")
    contents = [
        Content(kind=CallKind.SHARE),
        Content(media=Media(MediaKind.PHOTO, "file")),
        Content(media=Media(MediaKind.DOCUMENT, "file")),
        Content(links=(("en", (Link("Read", "https://example.org"),)),)),
        Content(case="held"),
        Content(petition="https://example.org/sign"),
        Content(appeals=(Appeal("Germany", "a@example.org", "Subject", "Body"),)),
        Content(event=event),
        Content(deadline=NOW),
        Content(done=True),
        Content(follow_up=True),
        Content(urgent=True),
        Content(beyond_cap="He is very ill"),
        Content(paid=True),
        Content(schedule=later),
        Content(schedule=replace(later, not_after=NOW + timedelta(hours=3))),
        Content(narrowing=Narrowing(languages=("ru",))),
        Content(narrowing=Narrowing(kinds=(ChatKind.GROUP,))),
        Content(narrowing=Narrowing(without=(Topic(TopicKind.CASE, "held"),))),
    ]
    others = [
        replace(DRAFT, texts=(("en", "One!"), ("ru", "Раз"))),
        replace(DRAFT, texts=(("en", "One"),)),
        replace(DRAFT, texts=(("ru", "Раз"), ("en", "One"))),
        replace(DRAFT, segment=Topic(TopicKind.CASE, "held")),
        replace(DRAFT, act=Act.EDIT, revises=7),
        *(replace(DRAFT, content=content) for content in contents),
    ]
    assert digest(DRAFT) == digest(replace(DRAFT, state=BroadcastState.PENDING, done=3))
    assert len({digest(each) for each in (DRAFT, *others)}) == len(others) + 1
    for content in contents:
        assert content_from(written(content)) == content


def test_shortened_links_hide_where_they_lead() -> None:
    assert found({"en": "https://bit.ly/x", "ru": "bit.ly/x"}) == {
        Finding(Doubt.SHORTENED, "bit.ly")
    }


def test_links_under_buttons_count_as_links() -> None:
    links_ = (("en", (Link("Read", "https://news.example/a"),)),)
    texts = {"en": "Read", "ru": "Читайте"}
    assert found(texts, content=Content(links=links_)) == set()
    assert found(texts, ("https://news.example/rss",), Content(links=links_)) == {
        Finding(Doubt.UNDESIRABLE, "news.example")
    }


def test_who_is_written_to_has_a_fresh_address_and_is_held() -> None:
    def about(slug: str) -> set[Finding]:
        return found(BOTH, content=Content(kind=CallKind.LETTER, case=slug))

    assert about("freed") == {Finding(Doubt.RELEASED, "freed")}
    assert about("old") == {Finding(Doubt.OLD_ADDRESS, "old")}
    assert about("held") == set()


@pytest.mark.parametrize("kind", CallKind)
def test_what_a_kind_needs_must_be_there(kind: CallKind) -> None:
    missing = Finding(Doubt.NO_TARGET, kind) in found(BOTH, content=Content(kind=kind))
    assert missing is (kind not in (CallKind.NEWS, CallKind.SHARE))


def test_what_is_over_before_it_begins_cannot_go_out() -> None:
    later = Schedule(NOW + timedelta(days=2), NOW + timedelta(days=3), "UTC")
    soon = NOW + timedelta(days=1)
    assert found(BOTH, content=Content(deadline=soon)) == set()
    assert found(BOTH, content=Content(deadline=soon, schedule=later)) == {
        Finding(Doubt.PAST, "deadline")
    }
    gone = replace(later, at=NOW - timedelta(days=2), not_after=NOW)
    assert found(BOTH, content=Content(schedule=gone)) == {Finding(Doubt.PAST, "schedule")}


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (9, None), (10, 10), (19, 10), (127, 120), (1999, 1900), (60_123, 60_000)],
)
def test_counts_are_rounded_down_and_small_ones_hidden(count: int, shown: int | None) -> None:
    assert rounded(count) == shown
