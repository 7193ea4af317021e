"""What is read the quick way is what feedparser would have read."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.regular import parse_regular
from bot.feeds.xml_feed import parse_patiently

URL = "https://example.org/feed"
_ATOM = "http://www.w3.org/2005/Atom"

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>News</title><link>https://example.org</link><atom:link rel="self" href="/feed"/>
<image><url>a.png</url><title>A picture</title></image>
<item><title>A court &amp; a verdict</title><link>https://example.org/1?a=1&amp;b=2</link>
<guid isPermaLink="false">one</guid><pubDate>Mon, 23 Nov 2026 10:00:00 MSK</pubDate>
<dc:creator>A. Writer</dc:creator><category domain="x">Courts</category>
<description><![CDATA[<p>Five <b>years</b>.</p>]]></description>
<content:encoded>&lt;p&gt;All of it.&lt;/p&gt;</content:encoded></item>
<item><title>Tom &amp;amp; Ann &amp;#8217;s</title><guid>/relative</guid><description/></item>
<item><guid>https://example.org/3</guid><title>A &lt;b&gt;bold&lt;/b&gt; word</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="{_ATOM}" xml:lang="en"><title>News</title><id>x</id>
<author><name>A</name></author><entry><title type="html">A &lt;i&gt;court&lt;/i&gt;</title>
<id>tag:1</id><link rel="enclosure" href="/a.mp3"/><link href="/1" type="text/html"/>
<updated>2026-11-23T10:00:00Z</updated><published>2026-11-22T10:00:00+03:00</published>
<summary>1 &lt; 2 &amp;amp; 3</summary><content type="html">&lt;p&gt;All.&lt;/p&gt;</content>
<author><name>B</name><uri>https://example.org/b</uri></author></entry></feed>"""

IRREGULAR = {
    "a document type": "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS,
    "another version": RSS.replace('"2.0"', '"0.91"'),
    "another base": RSS.replace("<channel>", "<channel xml:base='https://example.com/'>"),
    "two titles": RSS.replace("<guid>/", "<title>Another</title><guid>/"),
    "an element of media": RSS.replace("<description/>", "<source url='/x'>X</source>"),
    "a date of its own kind": RSS.replace("23 Nov 2026 10", "the 23rd of November at 10"),
    "no link to a page": ATOM.replace(' type="text/html"', ' rel="via"'),
    "a title in XHTML": ATOM.replace('type="html"', 'type="xhtml"'),
    "twice encoded": RSS.replace("A. Writer", "x").replace("A court", "\xc3\xa9"),
    "broken": RSS.replace("</channel>", ""),
    "an item elsewhere": RSS.replace("</image>", "<item/></image>"),
    "a link to no page": RSS.replace("https://example.org/1?", "tg://x?"),
}


@pytest.mark.parametrize("document", [RSS, ATOM], ids=["rss", "atom"])
def test_what_is_usual_is_read_and_means_the_same(document: str) -> None:
    entries = parse_regular(document, URL)
    assert entries
    assert entries == parse_patiently(document, URL)


@pytest.mark.parametrize("document", IRREGULAR.values(), ids=list(IRREGULAR))
def test_what_leaves_something_to_guess_is_left_to_feedparser(document: str) -> None:
    assert parse_regular(document, URL) is None


_TEXTS = st.lists(
    st.sampled_from([
        "court", " ", "\n", "&", "&amp;", "&#8217;", "&nbsp;", "&unknown;", "<b>", "</b>", "<br/>",
        "</x>", "<!--", "-->", "http://example.org/a", "tg://b", "/c?d=1&e;f", "://", "/", "é»",
        "\xc3\xa9", "\x93", "Ж", "😀", "\u200b", "item", "<item>", "2026-11-23", "10:00", "MSK",
    ]),
    max_size=5,
).map("".join)  # fmt: skip
_DATES = st.one_of(
    _TEXTS, st.sampled_from(["Mon, 23 Nov 2026 10:00:00 +0300", "2026-11-23T10:00:00Z", "0001"])
)


def _element(name: str, texts: st.SearchStrategy[str], *marks: str) -> st.SearchStrategy[str]:
    """One of that name, escaped once or in CDATA; each mark is what may stand behind the name."""
    start = st.sampled_from(["", *marks])
    wrapped = texts.flatmap(
        lambda text: st.sampled_from([escape(text), f"<![CDATA[{text.replace(']]>', '')}]]>"])
    )
    return st.builds(lambda mark, text: f"<{name}{mark}>{text}</{name}>", start, wrapped)


def _some(*elements: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*elements), max_size=6).map("".join)


_ITEM = _some(
    _element("title", _TEXTS, " type='html'"),
    _element("link", _TEXTS, " href='/x'"),
    _element("guid", _TEXTS, " isPermaLink='false'", " isPermaLink='true'"),
    _element("description", _TEXTS),
    _element("content:encoded", _TEXTS),
    _element("pubDate", _DATES),
    _element("category", _TEXTS),
    _element("dc:date", _DATES),
)
_ENTRY = _some(
    _element("title", _TEXTS, " type='html'", " type='xhtml'", " type='TEXT'"),
    st.sampled_from(["<link href='/a'/>", "<link rel='self' href='/b'/>", "<link/>"]),
    _element("id", _TEXTS),
    _element("summary", _TEXTS, " type='html'"),
    _element("content", _TEXTS, " type='html'", " src='/c'"),
    _element("published", _DATES),
    _element("updated", _DATES),
)


@given(st.lists(_ITEM, min_size=1, max_size=3))
@settings(max_examples=60)
def test_rss_is_read_as_feedparser_reads_it_or_left_to_it(items: list[str]) -> None:
    inside = "".join(f"<item>{item}</item>" for item in items)
    _same(RSS[: RSS.index("<item>")] + inside + "</channel></rss>")


@given(st.lists(_ENTRY, min_size=1, max_size=3))
@settings(max_examples=60)
def test_atom_is_read_as_feedparser_reads_it_or_left_to_it(entries: list[str]) -> None:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    _same(ATOM[: ATOM.index("<entry>")] + inside + "</feed>")


def _same(document: str) -> None:
    quick = parse_regular(document, URL)
    if quick is not None:
        # In a whole document nothing is cut off, whatever its texts look like.
        read = tuple(replace(entry, is_whole=True) for entry in parse_patiently(document, URL))
        assert quick == read
