"""Lists of feeds go out to other readers and come in from them."""

from __future__ import annotations

from xml.sax import parseString
from xml.sax.handler import ContentHandler

import pytest

from bot.feeds.opml import read_opml, write_opml
from storage.rows import FeedKind, FeedSource

SOURCES = (
    FeedSource("https://a.org/feed?x=1&y=2", 'A "quoted" & <marked> name', language="ru"),
    FeedSource("https://b.org/", "Новости"),
)


def test_what_is_written_reads_back() -> None:
    written = write_opml((*SOURCES, FeedSource("https://c.org", "P", FeedKind.PAGE)), "A & B")
    assert read_opml(written) == SOURCES
    parseString(written.encode(), ContentHandler())
    assert "https://c.org" not in written
    assert read_opml(write_opml((), "")) == ()


def test_folders_duplicates_and_oddities() -> None:
    document = """<opml><body><outline text="Folder"><outline TEXT='One' XMLURL='http://a.org/1'/>
    <outline title="Two" xmlUrl="http://a.org/2" language="en-us"></outline></outline>
    <outline text="One again" xmlUrl="http://a.org/1"/><outline text="One" xmlUrl="http://b.org/"/>
    <outline xmlUrl="http://c.org/"/><outline xmlUrl="javascript:x" text="no"/>"""
    assert read_opml(document) == (
        FeedSource("http://a.org/1", "One"),
        FeedSource("http://a.org/2", "Two", language="en"),
        FeedSource("http://b.org/", "One (http://b.org/)"),
        FeedSource("http://c.org/", "http://c.org/"),
    )


@pytest.mark.parametrize("text", ["", "nonsense", "{}", "<opml>" * 5])
def test_what_holds_no_feed_gives_none(text: str) -> None:
    assert read_opml(text) == ()


def test_long_lists_are_read_whole() -> None:
    many = tuple(FeedSource(f"https://{n}.org/", f"Feed {n}") for n in range(2000))
    assert read_opml(write_opml(many, "Many")) == many
