"""A feed claims a release; an organiser confirms it; followers hear once, and nobody writes there.

The true composition root, on both databases; then a second start knows what the first was told.
"""

from __future__ import annotations

import asyncio

from bot.preview.emulator import Emulator
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, rss, running

ANN, OLGA, BEN = 70000201, 70000202, 70000203
CLAIM = ("https://example.org/7", "Political prisoner Boris Kagarlitsky released")


async def test_from_a_headline_to_every_follower(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    people = ((ANN, "Ann", "en"), (OLGA, "Ольга", "ru"), (BEN, "Ben", "en"), (OWNER, "Vera", "en"))
    for user, name, language in people:
        emulator.user(user, name, language)
    async with running(emulator, feed_server, database_url) as bot:
        await bot.baseline()
        emulator.say(OWNER, OWNER, "/start")
        emulator.say(ANN, ANN, "/follow Kagarlitsky")
        emulator.say(OLGA, OLGA, "/follow all")
        emulator.say(BEN, BEN, "/follow Gorinov")
        for user, words in ((ANN, "Kagarlitsky"), (OLGA, "за всеми"), (BEN, "Gorinov")):
            await emulator.wait_for(user, words)
        feed_server.serve(rss(CLAIM))
        await emulator.wait_for(ANN, "The card changes only once organisers have confirmed it")
        await bot.house.claims.tick()
        notice = await emulator.wait_for(OWNER, "claims something about Boris Kagarlitsky")
        await emulator.press(OWNER, OWNER, notice.id, notice.button("Confirm it").callback)
        asked = await emulator.wait_for(OWNER, "On what day")
        await emulator.press(OWNER, OWNER, asked.id, asked.button("Today").callback)
        last = await emulator.wait_for(OWNER, "Nobody else looks at it", within=20.0)
        await emulator.press(OWNER, OWNER, last.id, last.button("It is so").callback)
        await emulator.wait_for(ANN, "Boris Kagarlitsky is free.", within=20.0)
        await emulator.wait_for(OLGA, "Борис Кагарлицкий на свободе.")
        emulator.say(BEN, BEN, "/write Kagarlitsky")
        await emulator.wait_for(BEN, "Letters to prison are no longer needed")
        await asyncio.sleep(0.3)
    async with running(emulator, feed_server, database_url) as bot:
        emulator.say(BEN, BEN, "/case Kagarlitsky")
        await emulator.wait_for(BEN, "Released, as reported 23 November 2026")
        await bot.house.claims.tick()
    for user, words in ((ANN, "is free."), (OLGA, "на свободе."), (OWNER, "claims something")):
        told = [m for m in emulator.messages(user, from_bot=True) if words in m.text]
        assert len(told) == 1, user
    assert not any("is free." in shown.text for shown in emulator.messages(BEN, from_bot=True))
