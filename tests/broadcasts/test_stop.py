"""Stopping what many wait for: nobody else waits for it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from bot.broadcasts.runs import Runs
from storage import broadcasts, deliveries
from storage.calls import BroadcastState
from storage.database import Database
from storage.rows import EVERYTHING, DeliveryKind, DeliveryState, Lane
from storage.schema import deliveries as rows
from storage.schema import subscribers
from tests.fixtures.clock import FakeClock
from tests.storage.made import chat

MANY = 100_000


async def test_a_hundred_thousand_are_dropped_a_part_at_a_time(
    sqlite_database: Database, clock: FakeClock
) -> None:
    now = clock.now()
    async with sqlite_database.write() as c:
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=now)
        draft = (BroadcastState.DRAFT,)
        await broadcasts.change_state(c, call, draft, BroadcastState.RUNNING, now)
        chats = [number.to_bytes(24) for number in range(MANY)]
        same = {"kind": "private", "language": "en", "time_zone": "UTC", "last_contact": now.date()}
        await c.execute(insert(subscribers), [{"chat": each, **same} for each in chats])
        row = {
            "kind": DeliveryKind.BROADCAST,
            "about": f"broadcast:{call}",
            "lane": Lane.BROADCAST,
            "state": DeliveryState.DUE,
            "due": now,
            "expires": now + timedelta(days=3),
            "broadcast_id": call,
        }
        await c.execute(insert(rows), [{"chat": each, **row} for each in chats])
    assert await Runs(sqlite_database, clock).stop(call)
    async with sqlite_database.write() as c:
        assert await deliveries.stop_broadcast(c, call, now) == 0
        counts = await deliveries.progress(c, call)
    assert (counts.due, counts.dropped) == (0, MANY)
