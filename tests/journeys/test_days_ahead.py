"""Days ahead reach who asked for them once, unless nobody is left to write to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.preview.emulator import Emulator
from storage.rows import DeliveryKind, DeliveryState
from storage.schema import deliveries
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, Running, running
from tests.fixtures.waiting import until
from tests.journeys.speaking import freeze

ANN = 70000201
# For letters from abroad the day to write by is six weeks before New Year; what leaves in that
# week is told along with it.
EVENING = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
NIGHT, MORNING = EVENING + timedelta(hours=5), EVENING + timedelta(hours=14, seconds=1)


async def one(bot: Running, wanted: DeliveryState) -> None:
    """Until there is one message about days ahead, in this state."""
    query = select(deliveries.c.state).where(deliveries.c.kind == DeliveryKind.OCCASIONS)

    async def stands() -> bool:
        async with bot.house.database.read() as connection:
            return list(await connection.scalars(query)) == [wanted]

    await until(stands)


@pytest.mark.parametrize("frozen", [False, True])
async def test_from_the_wish_to_the_message(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str, frozen: bool
) -> None:
    for user, name in ((ANN, "Ann"), (OWNER, "Vera")):
        emulator.user(user, name, "en")

    def told() -> list[str]:
        messages = emulator.messages(ANN, from_bot=True)
        return [shown.text for shown in messages if "Days ahead." in shown.text]

    async with running(emulator, feed_server, sqlite_url) as bot:
        emulator.say(OWNER, OWNER, "/start")
        bot.clock.move_to(EVENING - timedelta(hours=2))
        for words, answer in (
            ("/follow Kagarlitsky", "Kagarlitsky"),
            ("/quiet 22:00-08:00", "22:00"),
            ("/remind weekly Sun 18:00 Europe/Berlin", "Sunday, 18:00"),
            ("/remind occasions on", "told in time"),
        ):
            emulator.say(ANN, ANN, words)
            await emulator.wait_for(ANN, answer)
        assert await bot.house.days_ahead.run_due() == 0
        # The bot was down at the hour; found late, in quiet hours, the message waits for morning.
        bot.clock.move_to(NIGHT)
        await one(bot, DeliveryState.DUE)
        assert await bot.house.days_ahead.run_due() == 0
        if frozen:
            await freeze(emulator)
        bot.clock.move_to(MORNING)
        if frozen:
            await one(bot, DeliveryState.DROPPED)
            assert told() == []
            return
        await until(lambda: len(told()) == 1)
        (text,) = told()
        assert "New Year: Boris Kagarlitsky" in text
        assert "42 days ahead" in text
        bot.clock.move_to(MORNING + timedelta(days=2))
        await bot.house.days_ahead.run_due()
        assert len(told()) == 1
