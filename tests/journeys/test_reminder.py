"""A letter reminder comes at the local minute that was asked for, over a change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from bot.preview.emulator import Emulator
from bot.preview.emulator.control import Shown
from storage import pledges
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import Running, running
from tests.fixtures.waiting import until
from tests.journeys.speaking import offers

ANN = 70000201
# Sundays at 18:00 in Berlin: one day before the clocks go forward it is 17:00 UTC, then 16:00.
BEFORE, AFTER = datetime(2027, 3, 21, 17, 0, tzinfo=UTC), datetime(2027, 3, 28, 16, 0, tzinfo=UTC)


def reminders(bot: Running) -> list[Shown]:
    return [shown for shown in bot.emulator.messages(ANN, from_bot=True) if offers(shown, "wrote:")]


def have_come(bot: Running, number: int) -> bool:
    return len(reminders(bot)) == number


async def test_at_the_local_minute(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(ANN, "Ann", "en")
    async with running(emulator, feed_server, sqlite_url) as bot:
        bot.clock.move_to(datetime(2027, 3, 18, 9, 0, tzinfo=UTC))
        emulator.say(ANN, ANN, "/follow all")
        emulator.say(ANN, ANN, "/remind weekly Sun 18:00 Europe/Berlin")
        await emulator.wait_for(ANN, "18:00")
        for number, due in enumerate((BEFORE, AFTER), 1):
            bot.clock.move_to(due - timedelta(minutes=1))
            assert await bot.house.letters.run_due() == 0
            assert len(reminders(bot)) == number - 1
            bot.clock.move_to(due + timedelta(seconds=1))
            await until(partial(have_come, bot, number))
            assert await bot.house.letters.run_due() == 0
        card = reminders(bot)[-1]
        assert "УФСИН" in card.text
        assert "г. р." in card.text

        # "Another person" changes the card in place; "I wrote" counts once, whoever insists.
        before = card.text
        await emulator.press(ANN, ANN, card.id, card.button("another:").callback)
        await until(lambda: reminders(bot)[-1].text != before)
        card = reminders(bot)[-1]
        wrote = card.button("wrote:").callback
        await emulator.press(ANN, ANN, card.id, wrote)
        await until(lambda: len(reminders(bot)) == 1)
        async with bot.house.database.read() as connection:
            assert sum((await pledges.totals(connection)).values()) == 1
