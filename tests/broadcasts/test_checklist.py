"""What is found before a call goes out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cases.registry import StatusKind
from bot.checklist import Doubt, Finding, check, digest, links
from bot.counts import rounded
from storage.calls import Broadcast, BroadcastState
from storage.rows import EVERYTHING, Mention, SealedId, Topic, TopicKind
from tests.fixtures.clock import FakeClock
from tests.letters.cases import case, registry


class KnowsSurnames:
    """Finds a case where its slug is written out."""

    def find(self, text: str) -> list[Mention]:
        return [Mention(word, word) for word in text.lower().split() if word in KNOWN.cases]


KNOWN = registry(case("freed", status=StatusKind.RELEASED), case("held"))
BOTH = {"en": 'Sign <a href="https://example.org/sign">here</a>', "ru": "example.org/sign"}


def found(texts: dict[str, str], undesirable: tuple[str, ...] = ()) -> set[Finding]:
    return set(check(texts, KNOWN, KnowsSurnames(), undesirable))


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


def test_a_digest_binds_text_and_segment() -> None:
    draft = Broadcast(
        id=1,
        author=SealedId(b"a" * 24),
        state=BroadcastState.DRAFT,
        segment=EVERYTHING,
        created=FakeClock().now(),
        texts=(("en", "One"), ("ru", "Раз")),
    )
    others = [
        replace(draft, texts=(("en", "One!"), ("ru", "Раз"))),
        replace(draft, texts=(("en", "One"),)),
        replace(draft, texts=(("ru", "Раз"), ("en", "One"))),
        replace(draft, segment=Topic(TopicKind.CASE, "held")),
    ]
    assert digest(draft) == digest(replace(draft, state=BroadcastState.PENDING))
    assert digest(draft) not in {digest(other) for other in others}


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (9, None), (10, 10), (19, 10), (127, 120), (1999, 1900), (60_123, 60_000)],
)
def test_counts_are_rounded_down_and_small_ones_hidden(count: int, shown: int | None) -> None:
    assert rounded(count) == shown
