"""A whole journey, and then: no raw id and no token in any file or log line; /forget means it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.preview.emulator import Emulator
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, rss, running
from tests.fixtures.waiting import until
from tests.journeys.speaking import offers

ANN, GROUP = 71234567890, -1009876543210
QUERY = "кагарлицкаго"
REMIND = "/remind weekly Sun 18:00 Europe/Berlin"
NEWS = ("https://example.org/2", "Political prisoner Alexei Gorinov in court")


def files_of(database_url: str) -> bytes:
    path = Path(database_url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def traces(number: int) -> tuple[bytes, ...]:
    """A chat id as text and as every integer a database would store."""
    size = (number.bit_length() + 8) // 8
    return (
        str(abs(number)).encode(),
        *(
            number.to_bytes(width, order, signed=True)
            for width in (size, 8)
            for order in ("big", "little")
        ),
    )


async def test_nothing_of_a_person_is_written_down(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str, log_lines: list[str]
) -> None:
    emulator.user(ANN, "Annabella", "en", username="annabella_quince")
    emulator.user(OWNER, "Vera", "en")
    emulator.group(GROUP, "Letters", (ANN,), bot="member")
    async with running(emulator, feed_server, sqlite_url) as bot:
        await bot.baseline()
        for words in (
            "/start",
            "/follow all",
            QUERY,
            REMIND,
            "/mydata",
        ):
            emulator.say(ANN, ANN, words)
        emulator.say(GROUP, ANN, f"/follow@{bot.house.bot_name} Gorinov")
        await emulator.wait_for(ANN, "All that I keep")
        await emulator.wait_for(GROUP, "Gorinov")
        emulator.fail_next(
            "sendMessage", 403, "Forbidden: bot was blocked by the user", chat_id=ANN
        )
        emulator.fail_next("sendMessage", 500, chat_id=GROUP)
        emulator.drop_next("sendMessage")
        feed_server.serve(rss(NEWS))
        await emulator.wait_for(GROUP, "in court", within=20)
        emulator.say(OWNER, OWNER, "/broadcast")
        await emulator.wait_for(OWNER, lambda shown: bool(shown.buttons))
        await asyncio.sleep(0.2)
    written = files_of(sqlite_url)
    said = "\n".join(log_lines)
    for number in (ANN, GROUP, OWNER):
        for trace in traces(number):
            assert trace not in written
        assert str(abs(number)) not in said
    for word in (emulator.token, "Annabella", "annabella_quince", QUERY):
        assert word.encode() not in written
        assert word not in said


async def test_forget_leaves_nothing(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    async with running(emulator, feed_server, sqlite_url) as bot:
        await bot.baseline()
        for words in (
            "/follow all",
            REMIND,
            "/quiet 22:00-08:00",
        ):
            emulator.say(ANN, ANN, words)
        sealed = bytes(bot.house.seal.seal(ANN))
        await emulator.wait_for(ANN, "22:00")
        feed_server.serve(rss(NEWS))
        await until(lambda: len(feed_server.requests) > 3)
        assert sealed in files_of(sqlite_url)
        emulator.say(ANN, ANN, "/forget")
        asked = await emulator.wait_for(ANN, lambda shown: offers(shown, "forget:yes"))
        await emulator.press(ANN, ANN, asked.id, "forget:yes")
        await asyncio.sleep(0.3)
        assert await bot.house.services.subscribers.find(bot.house.seal.seal(ANN)) is None
        await bot.house.database.checkpoint()
        assert sealed not in files_of(sqlite_url)
