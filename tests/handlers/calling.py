"""Calls sent and delivered without a sender, for these tests."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.fan_out import FanOut
from storage import deliveries
from storage.rows import DeliveryKind
from tests.fixtures.house import OWNER, House


async def sent(house: House, *steps: str) -> None:
    """A call that every follower has got."""
    await house.write_call()
    for step in steps:
        await house.say(OWNER, f"/broadcast {step}")
    await house.press(OWNER, "b:go")
    await deliver(house)


async def deliver(house: House) -> None:
    """As the sender would: every row that is due is delivered."""
    fan_out = FanOut(house.database, house.clock)
    await fan_out.advance(10)
    now = house.clock.now()
    async with house.database.write() as connection:
        due = await deliveries.claim(connection, now, now + timedelta(minutes=1), 100)
        await deliveries.delivered(connection, [(each.id, each.id) for each in due], now)
    await fan_out.settle()


async def due(house: House) -> list[str]:
    now = house.clock.now()
    async with house.database.write() as connection:
        found = await deliveries.claim(connection, now, now + timedelta(minutes=1), 100)
        await deliveries.release(connection, [each.id for each in found])
    return sorted(each.about for each in found if each.kind is DeliveryKind.BROADCAST)
