"""An organiser calls everyone, sees it as readers will, and stops it in the middle."""

from __future__ import annotations

import asyncio

from bot.preview.emulator import Emulator
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, running
from tests.fixtures.waiting import until
from tests.journeys.speaking import offers

READERS = range(80000001, 80000121)
IN_ENGLISH, IN_RUSSIAN = READERS[::2], READERS[1::2]
ENGLISH, RUSSIAN = "Please write to Ilya this week", "Напишите Илье на этой неделе"


async def press(emulator: Emulator, callback: str) -> None:
    shown = await emulator.wait_for(OWNER, lambda m: offers(m, callback))
    await emulator.press(OWNER, OWNER, shown.id, shown.button(callback).callback)


def received(emulator: Emulator) -> list[str]:
    return [m.text for r in READERS for m in emulator.messages(r, from_bot=True)]


async def test_composed_seen_confirmed_and_stopped(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en")
    async with running(emulator, feed_server, sqlite_url, per_second=20, speed=1) as bot:
        await bot.readers(IN_ENGLISH)
        await bot.readers(IN_RUSSIAN, "ru")
        emulator.say(OWNER, OWNER, "/broadcast")
        await press(emulator, "b:new:all")
        await asyncio.sleep(0.3)
        emulator.say(OWNER, OWNER, ENGLISH)
        await emulator.wait_for(OWNER, lambda m: offers(m, "b:skip:1:ru"))
        await asyncio.sleep(0.3)
        emulator.say(OWNER, OWNER, RUSSIAN)
        await emulator.wait_for(OWNER, RUSSIAN)
        confirm = await emulator.wait_for(OWNER, lambda m: offers(m, "b:go"))
        assert "120" in confirm.text
        await press(emulator, "b:go")
        await until(lambda: len(received(emulator)) >= 20, within=20)
        stop = emulator.say(OWNER, OWNER, "/stop")
        await emulator.wait_for(OWNER, "Stopped.")
        await asyncio.sleep(2.0)
        last = max(m.sent for r in READERS for m in emulator.messages(r, from_bot=True))
        (asked,) = [m.sent for m in emulator.messages(OWNER) if m.id == stop]
        assert last < asked + 1.0
        assert len(received(emulator)) < len(READERS)
        live = [m for m in emulator.messages(OWNER, from_bot=True) if "Broadcast 1" in m.text]
        assert len(live) == 1
        for reader in READERS:
            for shown in emulator.messages(reader, from_bot=True):
                assert shown.text.startswith(RUSSIAN if reader in IN_RUSSIAN else ENGLISH)


async def test_a_second_person_is_needed(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en")
    async with running(emulator, feed_server, sqlite_url, solo=False) as bot:
        await bot.readers(IN_ENGLISH)
        await bot.readers(IN_RUSSIAN, "ru")
        emulator.say(OWNER, OWNER, "/broadcast")
        await press(emulator, "b:new:all")
        await asyncio.sleep(0.3)
        emulator.say(OWNER, OWNER, ENGLISH)
        await press(emulator, "b:skip:1:ru")
        await press(emulator, "b:go")
        await asyncio.sleep(1.0)
        assert received(emulator) == []
