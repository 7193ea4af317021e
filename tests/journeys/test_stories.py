"""One story is one message: edited when another feed tells it, and when its words change; many at
once are one message to leaf through."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from bot.preview.emulator import Emulator
from bot.preview.emulator.control import Shown
from storage.rows import DeliveryState, FeedSource
from storage.schema import deliveries
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import Running, rss, running
from tests.fixtures.waiting import until

ANN, OLGA, BEN = 70000101, 70000102, 70000103
LINK = "https://example.org/2"
TITLE = "Political prisoner Azat Miftakhov was taken to court"


def alerts(emulator: Emulator, user: int, words: str = "Miftakhov was") -> list[Shown]:
    return [m for m in emulator.messages(user, from_bot=True) if words in m.text]


async def following(bot: Running, user: int, name: str, *words: str) -> None:
    await bot.baseline()
    for each in (f"/follow {name}", *words):
        known = bot.emulator.say(user, user, each)

        def is_answer(shown: Shown, known: int = known) -> bool:
            return shown.id > known

        await bot.emulator.wait_for(user, is_answer)


async def polled(bot: Running) -> None:
    """Until what the feeds show now was read and committed."""
    asked = len(bot.feeds.requests)
    await until(lambda: len(bot.feeds.requests) > asked + 1 + len(bot.sources))


async def edited(bot: Running, user: int, message: Shown) -> Shown:
    """The message after its next edit."""

    def now() -> Shown:
        return next(m for m in bot.emulator.messages(user) if m.id == message.id)

    await until(lambda: len(now().edits) > len(message.edits), within=90.0)
    return now()


async def marked(bot: Running) -> None:
    """Until every message that was sent or edited is marked as such: the next edit waits ten
    minutes from the mark, not from what the reader sees."""
    await until(lambda: _all_marked(bot))


async def _all_marked(bot: Running) -> bool:
    waiting = select(func.count()).where(
        deliveries.c.state == DeliveryState.DUE, deliveries.c.lease.is_not(None)
    )
    async with bot.house.database.read() as connection:
        return await connection.scalar(waiting) == 0


async def test_a_second_feed_is_named_in_the_message_of_the_first(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    emulator.user(OLGA, "Ольга", "ru")
    feed_server.serve(rss(), "/b")
    feed_server.serve(rss(), "/c")
    others = (
        FeedSource(feed_server.url("/b"), "The Other"),
        FeedSource(feed_server.url("/c"), "Banned", undesirable=True),
    )
    async with running(emulator, feed_server, database_url, others=others) as bot:
        await following(bot, ANN, "Miftakhov")
        await following(bot, OLGA, "Мифтахов")
        feed_server.serve(rss((LINK, TITLE)))
        first = await emulator.wait_for(ANN, TITLE)
        await emulator.wait_for(OLGA, TITLE)
        # By its link, with another title.
        feed_server.serve(rss((f"{LINK}?utm_source=rss", f"Court: {TITLE}")), "/b")
        second = await edited(bot, ANN, first)
        assert "The Feed" in second.text and "Also told by: The Other" in second.text
        assert any(e.get("url", "").startswith(LINK) for e in second.entities)

        # By its title, at another address; the publisher's link is not passed on.
        await until(lambda: "The Other" in alerts(emulator, OLGA, TITLE)[0].text)
        await marked(bot)
        bot.clock.move_to(bot.clock.now() + timedelta(minutes=11))
        feed_server.serve(rss(("https://banned.example/x", TITLE.upper())), "/c")
        third = await edited(bot, ANN, second)
        assert "The Other, Banned ⚠️" in third.text
        assert not any("banned.example" in e.get("url", "") for e in third.entities)
        await until(lambda: "Об этом же: The Other" in alerts(emulator, OLGA, TITLE)[0].text)
        assert len(alerts(emulator, ANN)) == len(alerts(emulator, OLGA)) == 1


async def test_an_edited_entry_edits_its_alert_and_tells_whom_it_newly_names(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    emulator.user(BEN, "Ben", "en")
    async with running(emulator, feed_server, sqlite_url) as bot:
        await following(bot, ANN, "Miftakhov")
        await following(bot, BEN, "Gorinov")
        feed_server.serve(rss((LINK, TITLE)))
        first = await emulator.wait_for(ANN, TITLE)

        # Nothing was said anew.
        feed_server.serve(rss((LINK, f"{TITLE}! (updated 23.11.2026 15:40)")))
        await polled(bot)
        await asyncio.sleep(0.8)
        assert alerts(emulator, ANN)[0].edits == ()

        together = "Political prisoners Azat Miftakhov and Alexei Gorinov were taken to court"
        feed_server.serve(rss((LINK, together)))
        assert together in (await edited(bot, ANN, first)).text
        await emulator.wait_for(BEN, together)

        # Often within ten minutes: once more, and after that.
        for number in range(3):
            feed_server.serve(rss((LINK, f"{together}, hearing number {number}")))
            await polled(bot)
        await asyncio.sleep(0.8)
        assert len(alerts(emulator, ANN, "were taken")[0].edits) == 1
        await marked(bot)
        bot.clock.move_to(bot.clock.now() + timedelta(minutes=11))
        await until(lambda: "number 2" in alerts(emulator, ANN, "were taken")[0].text)
        assert len(alerts(emulator, ANN, "were taken")[0].edits) == 2
        assert len(alerts(emulator, ANN, "were taken")) == 1


async def test_a_message_that_is_gone_is_not_sent_again(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    async with running(emulator, feed_server, sqlite_url) as bot:
        await following(bot, ANN, "Miftakhov")
        feed_server.serve(rss((LINK, TITLE)))
        first = await emulator.wait_for(ANN, TITLE)
        del emulator.world.chats[ANN].messages[first.id]
        feed_server.serve(rss((LINK, f"{TITLE} again")))
        await polled(bot)
        await asyncio.sleep(1.0)
        assert alerts(emulator, ANN) == []


async def test_forty_at_once_are_one_message_to_leaf_through(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    emulator.user(BEN, "Ben", "en")
    many = [(f"https://example.org/{n}", f"Azat Miftakhov, letter {n:02}") for n in range(40)]
    few = [(f"https://example.org/g{n}", f"Alexei Gorinov, note {n}") for n in range(3)]
    async with running(emulator, feed_server, database_url) as bot:
        await following(bot, ANN, "Miftakhov")
        await following(bot, BEN, "Gorinov")
        feed_server.serve(rss(*many, *few))
        digest = await emulator.wait_for(ANN, "40 pieces of news")
        assert "letter 00" in digest.text and "letter 05" not in digest.text
        # Three are no flood.
        await until(lambda: len(alerts(emulator, BEN, "note")) == 3)

        seen: set[int] = set()
        button = digest.button("Show all 40")
        while True:
            await emulator.press(ANN, ANN, digest.id, button.callback)
            before = digest
            digest = await edited(bot, ANN, digest)
            assert digest.text != before.text
            seen.update(n for n in range(40) if f"letter {n:02}" in digest.text)
            turning = [b for row in digest.buttons for b in row if b.text == "→"]
            if not turning:
                break
            button = turning[0]
        assert seen == set(range(40))
        assert len([m for m in emulator.messages(ANN, from_bot=True) if "letter" in m.text]) == 1


async def test_a_daily_digest_comes_at_local_time_and_off_sends_what_was_held(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    async with running(emulator, feed_server, database_url) as bot:
        await following(bot, ANN, "Miftakhov", "/digest daily 19:00 Europe/Berlin")
        assert "one digest a day, at 19:00" in emulator.last(ANN).text
        feed_server.serve(rss((LINK, TITLE)))
        await polled(bot)
        await asyncio.sleep(0.8)
        assert alerts(emulator, ANN) == []
        bot.clock.move_to(datetime(2026, 11, 23, 18, 0, 1, tzinfo=UTC))
        await bot.house.services.digests.run_due()
        told = await emulator.wait_for(ANN, TITLE)
        assert "One piece of news" in told.text

        feed_server.serve(rss((f"{LINK}0", "Azat Miftakhov writes"), (LINK, TITLE)))
        await polled(bot)
        emulator.say(ANN, ANN, "/digest off")
        await emulator.wait_for(ANN, "Azat Miftakhov writes")
        assert len(alerts(emulator, ANN, "Azat Miftakhov writes")) == 1
