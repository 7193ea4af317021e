"""Start, follow, the feed grows, the alert comes: once, to whom it concerns, in their language."""

from __future__ import annotations

import asyncio

from bot.preview.emulator import Emulator
from storage.rows import EntriesRule
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import rss, running
from tests.fixtures.waiting import until

ANN, OLGA, BEN = 70000101, 70000102, 70000103
OLD = ("https://example.org/1", "Azat Miftakhov: an older letter from prison")
NEW = ("https://example.org/2", "Political prisoner Azat Miftakhov was taken to court")
NAMESAKE = ("https://example.org/3", "Striker Denis Miftakhov scores twice")


async def test_the_feed_grows_and_followers_hear(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    for user, name, language in ((ANN, "Ann", "en"), (OLGA, "Ольга", "ru"), (BEN, "Ben", "en")):
        emulator.user(user, name, language)
    feed_server.serve(rss(OLD))
    async with running(emulator, feed_server, database_url) as bot:
        await bot.baseline()
        emulator.say(ANN, ANN, "/follow miftakhov")
        emulator.say(OLGA, OLGA, "/follow Азат Мифтахов")
        emulator.say(BEN, BEN, "/follow Kagarlitsky")
        for user, words in ((ANN, "Azat Miftakhov"), (OLGA, "Азат"), (BEN, "Boris Kagarlitsky")):
            await emulator.wait_for(user, words)
        feed_server.serve(rss(NAMESAKE, NEW, OLD))
        alert = await emulator.wait_for(ANN, "taken to court")
        await emulator.wait_for(OLGA, "taken to court")
        assert "The Feed" in alert.text
        assert "November" in alert.text or "Nov" in alert.text
        assert alert.button("mute")
        assert alert.button("case:azat-miftakhov")

        # The same entries again, reordered and retitled, are no news.
        feed_server.serve(rss(OLD, (NEW[0], "Miftakhov in court (updated)"), NAMESAKE))
        polls = len(feed_server.requests)
        await until(lambda: len(feed_server.requests) > polls + 2)
        await asyncio.sleep(0.3)
        for user, count in ((ANN, 1), (OLGA, 1), (BEN, 0)):
            alerts = [m for m in emulator.messages(user, from_bot=True) if "court" in m.text]
            assert len(alerts) == count
        everything = [m.text for user in (ANN, OLGA, BEN) for m in emulator.messages(user)]
        assert not any("older letter" in text or "Striker" in text for text in everything)


async def test_a_campaign_s_own_feed_reaches_its_followers(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    async with running(
        emulator, feed_server, sqlite_url, entries=EntriesRule.ALL, campaign="people-first"
    ) as bot:
        await bot.baseline()
        emulator.say(ANN, ANN, "/follow People First")
        await emulator.wait_for(ANN, "People First")
        feed_server.serve(rss(("https://example.org/9", "A vigil on Saturday")))
        alert = await emulator.wait_for(ANN, "A vigil on Saturday")
        assert "People First" in alert.text


async def test_every_entry_of_a_feed_without_a_campaign_is_for_who_follows_everything(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    emulator.user(BEN, "Ben", "en")
    async with running(emulator, feed_server, sqlite_url, entries=EntriesRule.ALL) as bot:
        await bot.baseline()
        emulator.say(ANN, ANN, "/follow all")
        emulator.say(BEN, BEN, "/follow Gorinov")
        await emulator.wait_for(ANN, "everyone")
        await emulator.wait_for(BEN, "Gorinov")
        feed_server.serve(rss(("https://example.org/9", "A vigil on Saturday")))
        await emulator.wait_for(ANN, "A vigil on Saturday")
        assert not any("vigil" in m.text for m in emulator.messages(BEN))


async def test_mute_from_the_alert(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    async with running(emulator, feed_server, sqlite_url) as bot:
        await bot.baseline()
        emulator.say(ANN, ANN, "/follow all")
        await until(lambda: len(emulator.messages(ANN, from_bot=True)) > 0)
        feed_server.serve(rss(NEW))
        alert = await emulator.wait_for(ANN, "taken to court")
        await emulator.press(ANN, ANN, alert.id, alert.button("mute").callback)
        choice = await emulator.wait_for(
            ANN, lambda m: any("week" in b.text for r in m.buttons for b in r)
        )
        await emulator.press(ANN, ANN, choice.id, choice.button("week").callback)
        feed_server.serve(
            rss(("https://example.org/5", "Court hears Azat Miftakhov's appeal"), NEW)
        )
        feed_server.requests.clear()
        await until(lambda: len(feed_server.requests) > 2)
        await asyncio.sleep(0.5)
        assert not any("appeal" in m.text for m in emulator.messages(ANN, from_bot=True))
