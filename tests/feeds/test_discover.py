"""From any address of a site to what can be watched there."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.feeds.discover import head_of, linked_feeds, name_of, usual_places
from bot.feeds.fetch import Fetcher
from bot.feeds.finder import Finder
from bot.feeds.listing import as_toml
from bot.feeds.parser import Parser
from bot.feeds.sources import load_sources
from bot.feeds.trial import TrialFault
from storage.rows import EntriesRule, FeedKind, FeedSource
from tests.feeds.watching import SurnameMentions, rss
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer

PAGE = "https://example.org/news/"
ARTICLES = "".join(
    f'<article><h2><a href="/n/{n}">Kagarlitsky writes letter {n}</a></h2></article>'
    for n in range(1, 6)
)


@pytest_asyncio.fixture
async def finder(
    clock: FakeClock, feed_server: FeedServer, parser: Parser
) -> AsyncIterator[Finder]:
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset({feed_server.address}))
    yield Finder(fetcher, parser, SurnameMentions())
    await fetcher.close()


def page(head: str = "", body: str = ARTICLES) -> str:
    return f"<html><head><title>The site</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("link", "feeds"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="/rss">',
            ["https://example.org/rss"],
        ),
        (
            "<LINK HREF=feed.xml REL='home ALTERNATE' TYPE='application/atom+xml; charset=x'/>",
            ["https://example.org/news/feed.xml"],
        ),
        (
            '<link rel="alternate" type="application/feed+json" href="//b.org/a?b=1&amp;c=2">',
            ["https://b.org/a?b=1&c=2"],
        ),
        ('<link rel="alternate" type="text/html" hreflang="ru" href="/ru">', []),
        ('<link rel="stylesheet" type="application/rss+xml" href="/rss">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x()">', []),
        ('<link rel="alternate" type="application/rss+xml">', []),
        (
            '<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
            '<link rel="alternate" type="application/rss+xml" href="/feed">',
            ["https://example.org/feed", "https://example.org/comments/feed"],
        ),
    ],
)
def test_what_a_page_links_to(link: str, feeds: list[str]) -> None:
    assert list(linked_feeds(page(link), PAGE)) == feeds


def test_usual_places_and_names() -> None:
    assert usual_places(PAGE)[:2] == ("https://example.org/news/feed", "https://example.org/feed")
    assert len(set(usual_places("https://example.org/"))) == len(
        usual_places("https://example.org")
    )
    assert name_of("<title>A &amp; <b>B</b>\n\u202enews</title>", PAGE) == "A & B news"
    assert name_of("<rss><title><![CDATA[ Новости ]]></title>", PAGE) == "Новости"
    assert name_of("<title></title>", "https://www.example.org/") == "example.org"


@pytest.mark.parametrize(
    "filler", [b"<link ", b"<title>", b"<title ", b'<link a="', b"<link a = b "]
)
def test_a_hostile_page_costs_little(filler: bytes) -> None:
    head = head_of(filler * 1_000_000, "")
    began = time.process_time()
    linked_feeds(head, PAGE)
    name_of(head, PAGE)
    assert timedelta(seconds=time.process_time() - began) < timedelta(seconds=2)


async def test_a_feed_is_itself(finder: Finder, feed_server: FeedServer) -> None:
    url = feed_server.serve(rss("One", "Kagarlitsky two", "Three", "Four"))
    found = await finder.find(url)
    assert found.source == FeedSource(url, "T")
    assert [each.entry.title for each in found.latest] == ["One", "Kagarlitsky two", "Three"]
    assert [each.cases for each in found.latest] == [(), ("kagarlitsky",), ()]


async def test_what_a_page_links_to_is_found(finder: Finder, feed_server: FeedServer) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/{}">'
    url = feed_server.serve(page(link.format("dead") + link.format("news.rss")), "/")
    feed_server.serve(rss("One"), "/news.rss")
    assert (await finder.find(url)).source.url == feed_server.url("/news.rss")


async def test_what_stands_in_a_usual_place_is_found(
    finder: Finder, feed_server: FeedServer
) -> None:
    url = feed_server.serve(page(), "/blog/")
    feed_server.serve(rss(), "/feed")
    feed_server.serve(rss("One"), "/rss.xml")
    assert (await finder.find(url)).source.url == feed_server.url("/rss.xml")


async def test_where_there_is_no_feed_the_page_is_watched(
    finder: Finder, feed_server: FeedServer
) -> None:
    url = feed_server.serve(page(), "/")
    found = await finder.find(url)
    assert found.source == FeedSource(url, "The site", FeedKind.PAGE)
    assert found.latest[0].entry.title == "Kagarlitsky writes letter 1"


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(404, "", "answered 404"), (200, page(body="<p>Welcome.</p>"), "no articles")],
)
async def test_what_cannot_be_watched_says_why(
    finder: Finder, feed_server: FeedServer, status: int, body: str, reason: str
) -> None:
    url = feed_server.serve(body, "/", status=status)
    with pytest.raises(TrialFault, match=reason):
        await finder.find(url)


async def test_private_hosts_are_refused(finder: Finder) -> None:
    with pytest.raises(TrialFault, match="private network"):
        await finder.find("http://127.0.0.1:9/")


def test_a_listed_feed_reads_back_as_it_was(tmp_path: Path) -> None:
    sources = (
        FeedSource("https://a.org/?q=1", 'A "quoted" \\ name', FeedKind.PAGE, language="ru"),
        FeedSource("https://b.org/", "Б", entries=EntriesRule.ALL, undesirable=True),
    )
    file = tmp_path / "feeds.toml"
    file.write_text("\n".join(map(as_toml, sources)), encoding="utf-8")
    assert load_sources(file) == sources
