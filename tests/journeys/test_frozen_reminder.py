"""A reminder that waits while an address is frozen or a release confirmed is not sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.preview.emulator import Emulator
from storage.rows import DeliveryKind
from storage.schema import deliveries
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, Running, running
from tests.fixtures.waiting import until
from tests.journeys.speaking import freeze, offers

ANN, BEN = 70000201, 70000202
# Sunday at 18:00 in Berlin was missed; found at 23:00, in quiet hours, it waits for 08:00.
NIGHT, MORNING = (
    datetime(2026, 11, 29, 22, 0, tzinfo=UTC),
    datetime(2026, 11, 30, 7, 0, 1, tzinfo=UTC),
)


async def release(emulator: Emulator) -> None:
    emulator.say(OWNER, OWNER, "/change Kagarlitsky")
    asked = await emulator.wait_for(OWNER, "one organiser is enough for that")
    await emulator.press(OWNER, OWNER, asked.id, asked.button("Released").callback)
    asked = await emulator.wait_for(OWNER, "On what day")
    await emulator.press(OWNER, OWNER, asked.id, asked.button("Today").callback)
    await emulator.wait_for(OWNER, "link")
    emulator.say(OWNER, OWNER, "https://example.org/news")
    last = await emulator.wait_for(OWNER, "Nobody else looks at it", within=20.0)
    await emulator.press(OWNER, OWNER, last.id, last.button("It is so").callback)
    await emulator.wait_for(OWNER, "Confirmed", within=20.0)


def reminders(emulator: Emulator, user: int) -> list[str]:
    return [
        shown.text for shown in emulator.messages(user, from_bot=True) if offers(shown, "wrote:")
    ]


async def both_wait(bot: Running) -> bool:
    async with bot.house.database.read() as connection:
        rows = await connection.execute(
            select(deliveries.c.id).where(deliveries.c.kind == DeliveryKind.REMINDER)
        )
        return len(rows.all()) == 2


@pytest.mark.parametrize("confirm", [freeze, release])
async def test_what_waits_is_decided_again(
    emulator: Emulator,
    feed_server: FeedServer,
    sqlite_url: str,
    confirm: Callable[[Emulator], Awaitable[None]],
) -> None:
    for user, name in ((ANN, "Ann"), (BEN, "Ben"), (OWNER, "Vera")):
        emulator.user(user, name, "en")
    async with running(emulator, feed_server, sqlite_url) as bot:
        emulator.say(OWNER, OWNER, "/start")
        for user, whom in ((ANN, "Kagarlitsky"), (BEN, "Pchelintsev")):
            emulator.say(user, user, f"/follow {whom}")
            await emulator.wait_for(user, whom)
            emulator.say(user, user, "/quiet 22:00-08:00")
            await emulator.wait_for(user, "22:00")
            emulator.say(user, user, f"/remind weekly Sun 18:00 Europe/Berlin about {whom}")
            await emulator.wait_for(user, "Sunday, 18:00")
        bot.clock.move_to(NIGHT)
        await until(lambda: both_wait(bot))
        await confirm(emulator)
        assert reminders(emulator, ANN) == reminders(emulator, BEN) == []
        bot.clock.move_to(MORNING)
        await until(lambda: len(reminders(emulator, BEN)) == 1)
        assert reminders(emulator, ANN) == []
        # From now on she is asked to write to somebody else whose address is known to be right.
        emulator.say(ANN, ANN, "/write")
        suggested = await emulator.wait_for(ANN, "Nobody in mind?")
        assert "Kagarlitsky" not in suggested.text
