"""Owners add feeds in the chat: found, shown as alerts would look, asked about, kept."""

from __future__ import annotations

from storage import feeds
from storage.rows import EntriesRule, FeedKind, FeedSource, Role
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.house import OLGA, OWNER, House


def rss(*titles: str) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>https://news.example/{number}</link></item>"
        for number, title in enumerate(titles)
    )
    return f"<rss version='2.0'><channel><title>The Site</title>{items}</channel></rss>"


async def test_a_feed_is_found_shown_asked_about_and_kept(
    house: House, feed_server: FeedServer
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    url = feed_server.serve(f"<html><head>{link}</head></html>", "/")
    feed_server.serve(rss("Boris Kagarlitsky in <i>court</i>", "Weather", "Bread", "Older"))
    said = [shown.text for shown in await house.hear(OWNER, f"/feeds add {url}")]
    assert "half a minute" in said[0]
    assert [text.splitlines()[0] for text in said[1:4]] == [
        "Bread",
        "Weather",
        "Boris Kagarlitsky in court",
    ]
    assert said[3].endswith("You follow: Boris Kagarlitsky")
    assert f"I found a feed: The Site, {feed_server.url()}" in said[4]
    assert await house.services.feeds.all() == ()
    await house.press(OWNER, "✅ Watch: entries that name our people")
    assert house.last(OWNER).text == "✅ I watch The Site from now on."
    [feed] = await house.services.feeds.all()
    assert feed.source == FeedSource(feed_server.url(), "The Site")
    async with house.database.write() as connection:
        await feeds.sync(connection, [], house.clock.now())
    assert await house.services.feeds.all() == (feed,)
    await house.say(OWNER, f"/feeds add {feed_server.url()}")
    await house.press(OWNER, "✅ Watch: all its entries")
    assert "already" in house.last(OWNER).text


async def test_a_page_without_a_feed_is_watched_itself_and_removed_again(
    house: House, feed_server: FeedServer
) -> None:
    articles = "".join(f'<h2><a href="/n/{n}">Article number {n}</a></h2>' for n in range(5))
    url = feed_server.serve(f"<html><title>Odd</title><body>{articles}</body></html>", "/odd")
    await house.say(OWNER, f"/feeds add {url}")
    assert "no feed" in house.last(OWNER).text
    await house.press(OWNER, "✅ Watch: all its entries")
    [feed] = await house.services.feeds.all()
    assert feed.source == FeedSource(url, "Odd", FeedKind.PAGE, entries=EntriesRule.ALL)
    await house.say(OWNER, "/feeds odd")
    await house.press(OWNER, "🗑 Remove")
    assert await house.services.feeds.all() == ()


async def test_no_is_no_and_a_pressed_button_is_spent(
    house: House, feed_server: FeedServer
) -> None:
    await house.say(OWNER, f"/feeds add {feed_server.serve(rss())}")
    asked = house.last(OWNER)
    assert "empty at present" in asked.text
    pressed = asked.button("✅ Watch: all its entries").callback
    await house.press(OWNER, "Do not watch")
    assert "I do not watch The Site" in house.last(OWNER).text
    await house.forge(OWNER, pressed)
    await house.forge(OWNER, "feeds:add::all")
    assert await house.services.feeds.all() == ()


async def test_what_gives_nothing_says_why(house: House, feed_server: FeedServer) -> None:
    await house.say(OWNER, f"/feeds add {feed_server.url('/nowhere')}")
    assert "answered 404" in house.last(OWNER).text
    for address in ("", "ftp://example.org", "https://" + "x" * 2100):
        assert "after it" in (await house.say(OWNER, f"/feeds add {address}")).text
    await house.say(OWNER, "/feeds add http://127.0.0.1:9/")
    assert "private network" in house.last(OWNER).text


async def test_only_owners_add_and_remove(house: House, feed_server: FeedServer) -> None:
    await house.services.organisers.set(house.chat(OLGA), Role.APPROVER)
    assert "только владельцы" in (await house.say(OLGA, "/feeds add example.org")).text
    await house.say(OWNER, f"/feeds add {feed_server.serve(rss())}")
    await house.press(OWNER, "✅ Watch: all its entries")
    assert "только владельцы" in (await house.say(OLGA, "/feeds remove site")).text
    await house.forge(OLGA, "feeds:add:0:all")
    assert len(await house.services.feeds.all()) == 1
    async with house.database.write() as connection:
        await feeds.sync(
            connection, [FeedSource("https://a.example/", "Listed")], house.clock.now()
        )
    assert "list of feeds" in (await house.say(OWNER, "/feeds remove listed")).text
    assert len(await house.services.feeds.all()) == 2
