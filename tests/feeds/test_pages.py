"""Pages without a feed, and channels' previews, as entries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.feeds.channels import latest, preview_url
from bot.feeds.identity import decide, keys_to_look_up
from bot.feeds.parse import parse
from bot.feeds.parsed import NotAFeed, ParsedEntry
from storage.rows import FeedKind

URL = "https://campaign.example.org/news"

FURNITURE = """<header><a href="/who-we-are">All about our great campaign</a></header>
<nav><a href="/x">A long link in the menu</a></nav><div class="main-menu"><a href="/y">One more
long link in a menu</a></div><aside><a href="/z">Elsewhere on the wide web</a></aside>
<footer><h3>All our rights are reserved</h3><a href="/f">Imprint and privacy of this
site</a></footer>"""


def page(inside: str, around: str = FURNITURE) -> tuple[ParsedEntry, ...]:
    body = f"<!DOCTYPE html><html><body>{around}{inside}</body></html>"
    return parse(body.encode(), kind=FeedKind.PAGE, url=URL)


CARDS = """<div class="page-with-sidebar"><h1>News of our campaign today</h1>
<div class="card"><a href="/n/1"><img src="1.jpg"></a><h3>Appeal of the verdict refused</h3>
<time datetime="2026-03-01">1 March</time><a href="/n/1">Read more</a></div>
<div class="card"><h3><a href="n/2#comments">Letters</a></h3><p>They help.</p></div>
<article><header><h2><a href="https://paper.example.net/story">Elsewhere</a></h2></header></article>
<p>Also: <a href="/n/3">An interview with his daughter</a> and <a href="/n/4">here</a></p>
<p>He wrote to us from <a href="https://maps.example.net/1">a colony in the north</a>, where winter
has come early this year.</p></div>"""


def test_articles_are_entries_and_furniture_is_not() -> None:
    entries = page(CARDS)
    assert [(entry.link.removeprefix("https://"), entry.title) for entry in entries] == [
        ("campaign.example.org/n/1", "Appeal of the verdict refused"),
        ("campaign.example.org/n/2", "Letters"),
        ("paper.example.net/story", "Elsewhere"),
        ("campaign.example.org/n/3", "An interview with his daughter"),
    ]
    assert [entry.published for entry in entries] == [
        datetime(2026, 3, 1, tzinfo=UTC), None, None, None
    ]  # fmt: skip


def test_headings_without_a_link_are_entries() -> None:
    [dated, other] = page(
        """<main><h1>A page of many headings</h1><section><h2 id="m1">Boris is in the colony</h2>
        <time>2026-03-01</time></section><section><h2>A letter to all friends</h2><p>…</p></section>
        <h2>Contacts</h2></main>"""
    )
    assert (dated.title, dated.link) == ("Boris is in the colony", f"{URL}#m1")
    assert dated.published == datetime(2026, 3, 1, tzinfo=UTC)
    assert (other.title, other.link) == ("A letter to all friends", URL)
    assert dated.guid != other.guid


@pytest.mark.parametrize(
    "link",
    [
        "mailto:a@example.org", "javascript:void(0)", "tg://x", "#top", "/", URL, "/tag/court",
        "/category/news/", "/page/2", "/feed", "/photo.jpg", "https://t.me/share/url?url=x",
        "https://facebook.example/sharer.php?u=x",
    ],
)  # fmt: skip
def test_links_that_lead_to_no_article(link: str) -> None:
    assert page(f'<main><a href="{link}">Words enough for a title</a></main>') == ()


def test_a_base_tag_counts() -> None:
    body = "<base href='/ru/'><main><a href='n/5'>Новое письмо из колонии</a></main>"
    [entry] = page(body, around="")
    assert entry.link == "https://campaign.example.org/ru/n/5"


@pytest.mark.parametrize("base", ["javascript:alert(1)", "", "https://[", "/" * 9000])
def test_a_base_tag_that_is_no_web_address_does_not_count(base: str) -> None:
    body = f"<base href='{base}'><main><a href='n/5'>Новое письмо из колонии</a></main>"
    [entry] = page(body, around="")
    assert entry.link == "https://campaign.example.org/n/5"


def test_a_deep_and_a_wide_page_end() -> None:
    assert page("<div>" * 5_000 + "<a href='/n'>A link far down below</a>")
    assert (
        len(page("".join(f"<a href='/n/{n}'>A link in a crowd</a>" for n in range(5100)))) == 5000
    )


POST = """<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message"
data-post="freename/{n}"><a class="tgme_widget_message_reply"><div
class="tgme_widget_message_text js-message_reply_text">An older post</div></a>
<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>
<a class="tgme_widget_message_date" href="https://t.me/freename/{n}"><time
datetime="2026-03-01T15:00:00+03:00">15:00</time></a></div></div>"""

SERVICE = '<div class="tgme_widget_message service_message" data-post="freename/1">created</div>'


def channel(body: str) -> tuple[ParsedEntry, ...]:
    return parse(body.encode(), kind=FeedKind.CHANNEL, url="https://t.me/s/freename")


def test_posts_are_entries_the_newest_first() -> None:
    posts = POST.format(n=5, text="Суд<br/>Отложен &amp; <b>ждём</b>") + POST.format(n=6, text="")
    newest, first = channel(f'<section class="tgme_channel_history">{SERVICE}{posts}</section>')
    link = "https://t.me/freename/5"
    at_noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    assert first == ParsedEntry(link, link, "Суд", "Отложен & ждём", at_noon)
    assert (newest.link, newest.title) == ("https://t.me/freename/6", "")


def test_a_post_that_comes_into_view_as_later_ones_go_is_no_news() -> None:
    def posts(*numbers: int) -> tuple[ParsedEntry, ...]:
        shown = (f'<div data-post="freename/{n}">{n} or so</div>' for n in numbers)
        return channel(f'<section class="tgme_channel_history">{"".join(shown)}</section>')

    def new(*numbers: int, known: tuple[ParsedEntry, ...]) -> list[str]:
        keys = keys_to_look_up(known)
        decision = decide(posts(*numbers), keys)
        return [each.entry.link for each in latest(decision.new, decision.seen)]

    known = posts(97, 98, 100, 101)
    assert new(95, 96, 97, 98, 100, known=known) == []
    assert new(96, 97, 98, 102, known=known) == ["https://t.me/freename/102"]
    assert new(200, 201, known=known) == ["https://t.me/freename/201", "https://t.me/freename/200"]


@pytest.mark.parametrize(
    "name", ["../joinchat/a", "a/1?b=c", "a", "a/\u0663", f"a/{'9' * 5000}", ""]
)
def test_what_is_no_posts_name_leads_nowhere(name: str) -> None:
    shown = channel(f'<div data-post="freename/5">a</div><div data-post="{name}">b</div>')
    assert [each.link for each in shown] == ["", "https://t.me/freename/5"]


def test_a_channel_that_shows_nothing() -> None:
    assert channel('<div class="tgme_channel_info">Free Name</div>') == ()
    with pytest.raises(NotAFeed, match="public channel"):
        channel("<html><body>If you have Telegram, you can contact @freename</body></html>")


@pytest.mark.parametrize(
    ("given", "fetched"),
    [
        ("https://t.me/freename", "https://t.me/s/freename"),
        ("http://telegram.me/freename?x", "https://t.me/s/freename"),
        ("https://t.me/s/freename", "https://t.me/s/freename"),
        ("http://127.0.0.1:8080/s/freename", "http://127.0.0.1:8080/s/freename"),
    ],
)
def test_the_previews_address(given: str, fetched: str) -> None:
    assert preview_url(given) == fetched
