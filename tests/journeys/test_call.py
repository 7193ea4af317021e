"""A call with a picture: written, let out, done, corrected, won; another one taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.preview.emulator import Emulator
from bot.preview.emulator.control import Shown
from storage.rows import EVERYTHING
from tests.delivery.house import add_broadcast
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, Running, running
from tests.fixtures.waiting import until
from tests.journeys.speaking import press, said

READERS = range(70000001, 70000006)
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x5a\x00\x00\x00\x3c"


async def everywhere(bot: Running, holds: Callable[[list[Shown]], bool]) -> None:
    """Until this holds of every reader's messages."""
    await until(
        lambda: all(holds(bot.emulator.messages(r, from_bot=True)) for r in READERS), within=20
    )


async def test_a_call_from_its_picture_to_its_end(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en")
    async with running(emulator, feed_server, database_url) as bot:
        await bot.readers(READERS)
        await said(emulator, "/broadcast all", "English")
        emulator.share(OWNER, PICTURE, "Free Azat")
        await emulator.wait_for(OWNER, "Russian")
        await said(emulator, "Свободу Азату", "What it asks for")
        asked = await said(emulator, "/broadcast buttons en", "buttons")
        assert "https" in asked.text
        await said(emulator, "His letters — https://example.org/letters", "Recipients")
        await said(emulator, "/broadcast petition https://example.org/sign", "a signature")
        menu = await said(emulator, "/broadcast done on", "a signature")
        await press(emulator, menu, "b:go")
        await everywhere(bot, bool)
        for reader in READERS:
            (call,) = emulator.messages(reader, from_bot=True)
            assert call.text.startswith("Free Azat")
            assert "photo" in call.payload
            assert call.button("Sign").url == "https://example.org/sign"
            assert call.button("His letters").url == "https://example.org/letters"
        reader = READERS[0]
        for thanks in ("counted, and nobody", "counted already"):
            answer = await emulator.press(
                reader, reader, call_of(emulator, reader).id, "call:done:1"
            )
            assert thanks in answer.text
        await emulator.wait_for(OWNER, ": done")

        await said(emulator, "/broadcasts correct 1", "English")
        await said(emulator, "Free Azat Miftakhov", "Russian")
        known = emulator.last(OWNER)
        await press(emulator, known, "b:skip:2:ru")
        menu = await emulator.wait_for(OWNER, "A correction of broadcast 1")
        await press(emulator, menu, "b:go")
        await everywhere(bot, lambda heard: "Free Azat Miftakhov" in heard[0].text)
        assert "Corrected" in call_of(emulator, reader).text
        assert call_of(emulator, reader).button("Sign")

        sure = await said(emulator, "/broadcasts won 1", "Is it won?")
        await press(emulator, sure, "b:won:1:yes")
        await everywhere(bot, lambda heard: "reached its aim" in heard[0].text)
        assert call_of(emulator, reader).buttons == ()


def call_of(emulator: Emulator, reader: int) -> Shown:
    (call,) = emulator.messages(reader, from_bot=True)
    return call


async def test_a_call_is_taken_back(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en")
    async with running(emulator, feed_server, database_url) as bot:
        await bot.readers(READERS)
        await said(emulator, "/broadcast all", "English")
        await said(emulator, "A mistake: example.org", "Russian")
        await press(emulator, emulator.last(OWNER), "b:skip")
        menu = await emulator.wait_for(OWNER, "Recipients")
        await press(emulator, menu, "b:go")
        await everywhere(bot, lambda heard: len(heard) == 1)
        sure = await said(emulator, "/broadcasts recall 1", "Take back broadcast 1?")
        await press(emulator, sure, "b:recall:1:yes")
        await everywhere(bot, lambda heard: heard == [])


async def test_what_is_too_old_to_delete_says_that_it_was_withdrawn(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en", started=True)
    async with running(emulator, feed_server, database_url) as bot:
        await bot.readers(READERS)
        author = bot.house.seal.seal(OWNER)
        async with bot.house.database.write() as connection:
            number = await add_broadcast(
                connection, author, EVERYTHING, bot.clock.now(), en="A mistake"
            )
        await everywhere(bot, lambda heard: len(heard) == 1)
        await emulator.wait_for(OWNER, f"Broadcast {number}: done")
        bot.clock.move_to(bot.clock.now() + timedelta(hours=49))
        assert await bot.house.services.broadcasts.revisions.recall(number, author)
        await everywhere(bot, lambda heard: "have withdrawn" in heard[0].text)
        for reader in READERS:
            withdrawn = call_of(emulator, reader)
            assert "A mistake" not in withdrawn.text
            assert withdrawn.buttons == ()
        assert emulator.calls("deleteMessage") == []


async def test_a_countdown_can_be_stopped_by_anybody(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en")
    async with running(emulator, feed_server, sqlite_url, delay=4.0) as bot:
        await bot.readers(READERS)
        await said(emulator, "/broadcast all", "English")
        await said(emulator, "One: example.org", "Russian")
        await press(emulator, emulator.last(OWNER), "b:skip")
        menu = await emulator.wait_for(OWNER, "Recipients")
        await press(emulator, menu, "b:go")
        going = await emulator.wait_for(OWNER, "Broadcast 1 goes out at")
        await press(emulator, going, "b:stop:1")
        await bot.clock.sleep(5.0)
        assert all(emulator.messages(r, from_bot=True) == [] for r in READERS)
        found = await bot.house.services.broadcasts.find(1)
        assert found is not None
        assert found.state == "draft"
