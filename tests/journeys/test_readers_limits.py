"""What readers can bear, and what becomes of chats that block: a call through the whole bot."""

from __future__ import annotations

from bot.preview.emulator import Emulator
from storage.broadcast_rows import BroadcastState
from storage.rows import EVERYTHING
from tests.delivery.house import add_broadcast, states
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, Running, running
from tests.fixtures.waiting import until
from tests.journeys.speaking import press, said

ANN = 70000001
BEN = 70000002
SECOND = 90000002


async def follow(bot: Running, user: int) -> None:
    bot.emulator.user(user, "Reader", "en")
    bot.emulator.say(user, user, "/follow all")
    await bot.emulator.wait_for(user, "You follow everyone")


async def call(bot: Running, text: str) -> int:
    async with bot.house.database.write() as connection:
        author = bot.house.seal.seal(OWNER)
        return await add_broadcast(connection, author, EVERYTHING, bot.clock.now(), en=text)


async def done(bot: Running, number: int) -> None:
    """Until nothing of it is left to send."""

    async def over() -> bool:
        found = await bot.house.services.broadcasts.find(number)
        return found is not None and found.state is BroadcastState.DONE

    await until(over)


def heard(emulator: Emulator, user: int, text: str) -> int:
    return sum(text in shown.text for shown in emulator.messages(user, from_bot=True))


async def test_who_had_enough_calls_is_left_out_but_for_a_reason_and_a_second_person(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    for organiser in (OWNER, SECOND):
        emulator.user(organiser, "Vera", "en", started=True)
    # A single owner decides alone here; beyond the weekly number nobody does.
    async with running(emulator, feed_server, sqlite_url, solo=True, owners=(OWNER, SECOND)) as bot:
        await follow(bot, ANN)
        for number in (1, 2, 3):
            assert await call(bot, f"Call {number}") == number
            await emulator.wait_for(ANN, f"Call {number}")
        await follow(bot, BEN)
        await done(bot, await call(bot, "Call 4"))
        assert heard(emulator, BEN, "Call 4") == 1
        assert heard(emulator, ANN, "Call 4") == 0
        assert ("dropped", "enough calls") in await states(bot.house.database)

        await said(emulator, "/broadcast all", "English")
        await said(emulator, "Court tomorrow: example.org", "Russian")
        await press(emulator, emulator.last(OWNER), "b:skip")
        menu = await emulator.wait_for(OWNER, "Recipients")
        assert menu.button("b:go").text.endswith("Send it now")
        menu = await said(emulator, "/broadcast beyond The court sits tomorrow", "Recipients")
        assert menu.button("b:go").text.endswith("Ask for approval")
        await press(emulator, menu, "b:go")
        asked = await emulator.wait_for(SECOND, "The court sits tomorrow")
        assert heard(emulator, ANN, "Court tomorrow") == 0
        await emulator.press(SECOND, SECOND, asked.id, asked.button("Approve").callback)
        await emulator.wait_for(ANN, "Court tomorrow")


async def test_organisers_hear_once_that_formatting_was_refused(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en", started=True)
    async with running(emulator, feed_server, sqlite_url) as bot:
        for reader in (ANN, BEN):
            await follow(bot, reader)
            emulator.fail_next(
                "sendMessage", 400, "Bad Request: can't parse entities: no end tag", chat_id=reader
            )
        number = await call(bot, "<b>Write</b> to Boris")
        for reader in (ANN, BEN):
            shown = await emulator.wait_for(reader, "Write to Boris")
            assert "bold" not in {each["type"] for each in shown.payload["entities"]}
        await done(bot, number)
        await emulator.wait_for(OWNER, "formatting")
        assert heard(emulator, OWNER, "formatting") == 1


async def test_who_unblocks_gets_what_comes_from_then_on(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en", started=True)
    async with running(emulator, feed_server, sqlite_url) as bot:
        for reader in (ANN, BEN):
            await follow(bot, reader)
        emulator.block(ANN)
        await done(bot, await call(bot, "While away"))
        assert heard(emulator, BEN, "While away") == 1
        emulator.unblock(ANN)

        async def is_back() -> bool:
            found = await bot.house.services.subscribers.find(bot.house.seal.seal(ANN))
            return found is not None and not found.suspended

        await until(is_back)
        await done(bot, await call(bot, "Back again"))
        assert heard(emulator, ANN, "Back again") == 1
        # As docs/delivery.md says: an old call may be over by now.
        assert heard(emulator, ANN, "While away") == 0
