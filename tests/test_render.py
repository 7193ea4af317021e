"""What goes to Telegram is always within its limits and never broken HTML."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.preview.emulator.text import parse_html
from bot.render import (
    Button,
    Html,
    Message,
    clean,
    escape,
    link,
    rows,
    shorten,
    split,
    utf16_length,
    visible_length,
)

TAGS = ("b", "i", "u", "s", "code", "blockquote", "tg-spoiler")


@st.composite
def html_blocks(draw: st.DrawFn) -> Html:
    """A paragraph with nested tags, escapes, links and letters of every width."""
    words = st.text(st.sampled_from("aя🕊 \n<>&\"'"), min_size=1, max_size=12)

    def wrap(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        tagged = st.tuples(st.sampled_from(TAGS), children).map(
            lambda t: f"<{t[0]}>{t[1]}</{t[0]}>"
        )
        linked = children.map(lambda c: f'<a href="https://a.example/?x=1&amp;y=2">{c}</a>')
        return tagged | linked | st.lists(children, min_size=2, max_size=3).map("".join)

    return Html(draw(st.recursive(words.map(str).map(escape).map(str), wrap, max_leaves=8)))


def plain(part: str) -> str:
    return parse_html(part)[0]


def letters(text: str) -> str:
    return "".join(text.split())


@example(
    [Html('<a href="https://a.example/?x=1&amp;y=2">&lt;&lt;&lt;&lt;&lt; &lt;&lt;&lt;&lt;🕊</a>')], 5
)
@settings(max_examples=60, deadline=None)
@given(st.lists(html_blocks(), max_size=4), st.integers(5, 60))
def test_split_loses_nothing_and_breaks_nothing(blocks: list[Html], limit: int) -> None:
    parts = split(blocks, limit)
    for part in parts:
        assert visible_length(part) <= limit
        assert utf16_length(plain(part)) <= limit
    assert letters("".join(map(plain, parts))) == letters("".join(map(plain, blocks)))


@settings(max_examples=60, deadline=None)
@given(html_blocks(), st.integers(5, 60))
def test_every_character_keeps_its_formatting(block: Html, limit: int) -> None:
    def dressed(part: str) -> list[tuple[str, frozenset[str]]]:
        text, entities = parse_html(part)
        dress = []
        at = 0
        for character in text:
            here = frozenset(
                e["type"] for e in entities if e["offset"] <= at < e["offset"] + e["length"]
            )
            if not character.isspace():
                dress.append((character, here))
            at += utf16_length(character)
        return dress

    assert [d for part in split([block], limit) for d in dressed(part)] == dressed(block)


def test_short_paragraphs_share_a_part() -> None:
    assert split([Html("one"), Html(""), Html("<b>two</b>")]) == ("one\n\n<b>two</b>",)


def test_a_full_part_is_followed_by_another() -> None:
    parts = split([Html("a" * 4000), Html("b" * 200)])
    assert [len(part) for part in parts] == [4000, 200]


def test_a_long_paragraph_is_cut_between_words() -> None:
    first, second = split([Html("<b>" + "слово " * 700 + "</b>")])
    assert first.startswith("<b>слово")
    assert first.endswith("слово</b>")
    assert second.startswith("<b>слово")


def test_nothing_to_say_has_no_parts() -> None:
    assert Message.of(Html("")).parts == ()


@given(st.text())
def test_clean_text_is_safe_and_settled(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(0xD800 <= ord(c) <= 0xDFFF for c in once)
    assert "\n\n\n" not in once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Раз\u202eдва", "Раздва"),
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a  \t b\u00a0c", "a b c"),
        ("\ud83d", "?"),
        ("и\u0306", "й"),
        ("a\n\n\n\n\nb", "a\n\nb"),
    ],
)
def test_clean(given_text: str, wanted: str) -> None:
    assert clean(given_text) == wanted


@given(st.text(), st.integers(2, 50))
def test_shorten_keeps_within_its_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("…")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "tg://user?id=1", "https://a b", "", "data:text/html,x", "//a.example"],
)
def test_only_web_addresses_are_linked(url: str) -> None:
    assert link(url, "<label>") == "&lt;label&gt;"


def test_a_link_cannot_leave_its_quotes() -> None:
    text, entities = parse_html(link('https://a.example/"><b>x', 'say "hi" & <go>'))
    assert text == 'say "hi" & <go>'
    assert [e["type"] for e in entities] == ["text_link"]


def test_a_button_knows_the_limit_of_its_data() -> None:
    Button("fits", callback="я" * 32)
    with pytest.raises(ValueError, match="64 bytes"):
        Button("too long", callback="я" * 32 + "x")


def test_rows() -> None:
    buttons = [Button(str(number), callback="x") for number in range(5)]
    assert [len(row) for row in rows(buttons)] == [2, 2, 1]
