"""Owners add feeds in the chat: found, shown as alerts would look, asked about, kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.retention import KEEP_REQUESTS, Retention
from storage import feed_requests, feeds
from storage.rows import EntriesRule, Feed, FeedKind, FeedSource, Role
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.house import ANN, OLGA, OWNER, House, HouseOf


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
    again = await house.hear(OWNER, f"/feeds add {feed_server.url()}")
    assert again[-1].text == "I watch The Site already."
    await house.press(OWNER, "Look at the feed")
    assert feed_server.url() in house.last(OWNER).text


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


async def test_approvers_neither_add_nor_remove(house: House, feed_server: FeedServer) -> None:
    await house.services.organisers.appoint(house.chat(OLGA), Role.APPROVER)
    assert "роль этого не" in (await house.say(OLGA, "/feeds add example.org")).text
    await house.say(OWNER, f"/feeds add {feed_server.serve(rss())}")
    await house.press(OWNER, "✅ Watch: all its entries")
    assert "роль этого не" in (await house.say(OLGA, "/feeds remove site")).text
    await house.forge(OLGA, "feeds:add:0:all")
    assert len(await house.services.feeds.all()) == 1
    async with house.database.write() as connection:
        await feeds.sync(
            connection, [FeedSource("https://a.example/", "Listed")], house.clock.now()
        )
    assert "list of feeds" in (await house.say(OWNER, "/feeds remove listed")).text
    assert len(await house.services.feeds.all()) == 2


async def test_the_undesirable_flag_is_set_before_adding(
    house: House, feed_server: FeedServer
) -> None:
    url = feed_server.serve(rss("Boris Kagarlitsky in court"))
    said = [shown.text for shown in await house.hear(OWNER, f"/feeds add {url} undesirable")]
    assert "its alerts carry a warning" in said[-1]
    assert "sharing its links is punished" in said[-2]
    await house.press(OWNER, "Take the “undesirable” mark away")
    assert "carry a warning" not in house.last(OWNER).text
    await house.press(OWNER, "⚠️ Mark as “undesirable” in Russia")
    await house.press(OWNER, "✅ Watch: entries that name our people")
    [feed] = await house.services.feeds.all()
    assert feed.source.undesirable
    feed_server.serve(rss("Another of that site"), "/other")
    await house.say(OWNER, f"/feeds add {feed_server.url('/other')}")
    assert "its alerts carry a warning" in house.last(OWNER).text


async def test_under_a_sample_stands_why_nobody_would_be_told(
    house: House, feed_server: FeedServer
) -> None:
    url = feed_server.serve(rss("Igor Trofimov wins a match", "Weather"))
    said = [shown.text for shown in await house.hear(OWNER, f"/feeds add {url}")]
    assert "names none of our people" in said[1]
    assert "“Igor Trofimov” looks like Andrei Trofimov" in said[2]


async def test_a_proxy_is_one_of_the_configuration(house: House, feed_server: FeedServer) -> None:
    url = feed_server.serve(rss())
    assert "there are: tor" in (await house.say(OWNER, f"/feeds add {url} proxy vpn")).text
    await house.say(OWNER, f"/feeds add {url} proxy tor")
    assert "not in [feeds.proxies]" in house.last(OWNER).text
    assert "after it" in (await house.say(OWNER, f"/feeds add {url} quickly")).text


@pytest_asyncio.fixture
async def pair(house_of: HouseOf) -> AsyncIterator[House]:
    """A campaign where nobody decides alone: Vera owns it, Olga approves, Ann organises."""
    people = ((OWNER, "Vera", "en"), (OLGA, "Ольга", "ru"), (ANN, "Ann", "en"))
    async with house_of(*people) as house:
        await house.services.organisers.appoint(house.chat(OLGA), Role.APPROVER)
        await house.services.organisers.appoint(house.chat(ANN), Role.ORGANISER)
        await house.say(OLGA, "/language ru")
        yield house


async def propose(house: House, feed_server: FeedServer) -> str:
    """Vera wants a feed watched; the data of the button with which Olga agrees."""
    await house.say(OWNER, f"/feeds add {feed_server.serve(rss())}")
    await house.press(OWNER, "✅ Watch: all its entries")
    return house.last(OLGA).button("✅ Согласиться").callback


async def test_a_second_person_sees_the_same_and_agrees(
    pair: House, feed_server: FeedServer
) -> None:
    url = feed_server.serve(rss("Boris Kagarlitsky in court"))
    await pair.say(OWNER, f"/feeds add {url} undesirable")
    await pair.press(OWNER, "✅ Watch: all its entries")
    assert "the others see what you saw" in pair.last(OWNER).text
    assert await pair.services.feeds.all() == ()
    asked = pair.last(OLGA)
    assert "Другой организатор хочет добавить ленту" in asked.text
    assert "Важны все записи" in asked.text
    assert "«нежелательным»" in asked.text
    assert "Boris Kagarlitsky in court" in pair.emulator.messages(OLGA, from_bot=True)[-2].text
    agree = asked.button("✅ Согласиться").callback
    await pair.press(OLGA, "✅ Согласиться")
    assert "Теперь читаю" in pair.last(OLGA).text
    assert "a second person agreed" in pair.last(OWNER).text
    [feed] = await pair.services.feeds.all()
    assert feed.source == FeedSource(url, "The Site", entries=EntriesRule.ALL, undesirable=True)
    await pair.forge(OLGA, agree)
    assert len(await pair.services.feeds.all()) == 1


async def test_a_second_person_refuses(pair: House, feed_server: FeedServer) -> None:
    agree = await propose(pair, feed_server)
    await pair.press(OLGA, "✋ Отказать")
    assert "Вы отказали" in pair.last(OLGA).text
    assert "a second person refused" in pair.last(OWNER).text
    await pair.forge(OLGA, agree)
    assert await pair.services.feeds.all() == ()


async def test_nobody_else_and_nothing_else_counts(pair: House, feed_server: FeedServer) -> None:
    agree = await propose(pair, feed_server)
    for user, why in ((OWNER, "never on what they asked for themselves"), (ANN, "Your role")):
        await pair.say(user, "/feeds")
        answer = await pair.forge(user, agree)
        assert why in answer.text
    for forged in (agree[:-1] + "!", "feeds:ok:99:0", "feeds:ok::", "feeds:no:x:y"):
        await pair.forge(OLGA, forged)
    assert await pair.services.feeds.all() == ()


async def test_who_has_no_second_person_waits_for_one(pair: House, feed_server: FeedServer) -> None:
    await pair.services.organisers.remove(pair.chat(OLGA))
    await pair.say(OWNER, f"/feeds add {feed_server.serve(rss())}")
    await pair.press(OWNER, "✅ Watch: all its entries")
    assert "a second person has to agree" in pair.last(OWNER).text
    assert await pair.services.feeds.all() == ()


async def test_where_nobody_can_be_reached_nothing_waits(
    pair: House, feed_server: FeedServer
) -> None:
    await pair.services.organisers.remove(pair.chat(OLGA))
    await pair.services.organisers.appoint(pair.chat(4711), Role.APPROVER)
    await pair.say(OWNER, f"/feeds add {feed_server.serve(rss())}")
    await pair.press(OWNER, "✅ Watch: all its entries")
    assert "none could be reached" in pair.last(OWNER).text
    async with pair.database.read() as connection:
        assert await feed_requests.find(connection, 1) is None


async def test_what_waits_is_forgotten_after_a_fortnight(
    pair: House, feed_server: FeedServer
) -> None:
    await propose(pair, feed_server)
    await pair.clock.advance(KEEP_REQUESTS.total_seconds() + 1)
    assert await Retention(pair.database, pair.clock).purge() == 1
    await pair.press(OLGA, "✅ Согласиться")
    assert await pair.services.feeds.all() == ()


async def want_all(house: House, *, undesirable: bool = False) -> Feed:
    """A feed that is watched, and that Vera wants to tell all of."""
    source = FeedSource("https://added.example/feed", "Added", undesirable=undesirable)
    async with house.database.write() as connection:
        await feeds.add(connection, source, house.clock.now())
    await house.say(OWNER, "/feeds edit added entries all")
    [feed] = await house.services.feeds.all()
    return feed


async def test_what_lets_more_through_needs_a_second_person(pair: House) -> None:
    feed = await want_all(pair)
    assert "a second person has to agree" in pair.last(OWNER).text
    assert feed.source.entries is EntriesRule.MENTIONS
    asked = pair.last(OLGA)
    assert "хочет изменить" in asked.text
    assert "Важны все записи" in asked.text
    await pair.press(OLGA, "✅ Согласиться")
    assert "теперь читается так" in pair.last(OLGA).text
    assert "as you wanted" in pair.last(OWNER).text
    [feed] = await pair.services.feeds.all()
    assert feed.source.entries is EntriesRule.ALL
    await pair.say(OWNER, "/feeds edit added name Better")
    await pair.say(OWNER, "/feeds edit better entries mentions")
    [feed] = await pair.services.feeds.all()
    assert (feed.source.name, feed.source.entries) == ("Better", EntriesRule.MENTIONS)


async def test_a_second_person_refuses_a_change(pair: House) -> None:
    await want_all(pair)
    await pair.press(OLGA, "✋ Отказать")
    assert "по-прежнему" in pair.last(OLGA).text
    assert "watched as before" in pair.last(OWNER).text
    [feed] = await pair.services.feeds.all()
    assert feed.source.entries is EntriesRule.MENTIONS


async def test_a_warning_and_a_proxy_are_no_ones_alone_to_change(pair: House) -> None:
    before = await want_all(pair, undesirable=True)
    for words in ("undesirable off", "proxy tor"):
        await pair.say(OWNER, f"/feeds edit added {words}")
        assert "a second person has to agree" in pair.last(OWNER).text
    assert await pair.services.feeds.all() == (before,)


async def test_what_was_agreed_on_is_the_change_of_what_was_seen(pair: House) -> None:
    await want_all(pair)
    agree = pair.last(OLGA).button("✅ Согласиться").callback
    await pair.forge(OWNER, agree)
    await pair.say(OWNER, "/feeds edit added undesirable on")
    await pair.forge(OLGA, agree)
    assert "meanwhile" in pair.last(OWNER).text
    [feed] = await pair.services.feeds.all()
    assert feed.source.entries is EntriesRule.MENTIONS
    assert feed.source.undesirable


async def test_a_change_that_nobody_can_agree_to_is_none(pair: House) -> None:
    await pair.services.organisers.remove(pair.chat(OLGA))
    feed = await want_all(pair)
    assert "Nothing has changed" in pair.last(OWNER).text
    assert feed.source.entries is EntriesRule.MENTIONS
    source = replace(feed.source, entries=EntriesRule.ALL)
    with pytest.raises(ValueError, match="second person"):
        await pair.services.feeds.edit(feed, source, pair.chat(OWNER))
