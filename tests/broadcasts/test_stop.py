"""Stopping what many wait for: nobody else waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy import insert

from bot.broadcasts.revisions import Revisions
from bot.broadcasts.runs import Runs
from storage import broadcasts, called, deliveries
from storage.broadcast_rows import BroadcastState
from storage.database import AsyncConnection, Database
from storage.rows import EVERYTHING, DeliveryKind, DeliveryState, Lane
from storage.schema import deliveries as rows
from storage.schema import subscribers
from tests.fixtures.clock import FakeClock
from tests.storage.made import chat, deliver, subscribe

MANY = 3 * deliveries.CHUNK + 1


class Counted(Database):
    """Counts its transactions that write."""

    writes = 0

    @asynccontextmanager
    async def write(self, *, as_stored: bool = False) -> AsyncIterator[AsyncConnection]:
        self.writes += 1
        async with super().write(as_stored=as_stored) as connection:
            yield connection


async def test_many_are_dropped_a_part_at_a_time(sqlite_url: str, clock: FakeClock) -> None:
    now, database = clock.now(), Counted(sqlite_url)
    async with database.write() as c:
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
    database.writes = 0
    assert await Runs(database, clock).stop(call)
    # The stop itself, and four parts: others write in between.
    assert database.writes == 5
    async with database.write() as c:
        assert await deliveries.stop_broadcast(c, call, now) == 0
        counts = await deliveries.progress(c, call)
    assert (counts.due, counts.dropped) == (0, MANY)
    await database.close()


async def test_a_crash_between_the_stop_and_the_clearing_up_leaves_nothing(
    database: Database, clock: FakeClock
) -> None:
    now = clock.now()
    async with database.write() as c:
        await subscribe(c, range(5))
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=now)
        draft, paused = (BroadcastState.DRAFT,), (BroadcastState.PAUSED,)
        await broadcasts.change_state(c, call, draft, BroadcastState.PAUSED, now)
        for reader in range(4):
            about = f"broadcast:{call}"
            await deliver(c, reader, about, lane=Lane.BROADCAST, due=now, broadcast_id=call)
        assert not await called.hold(c, call)
        # Not held yet when the bot died.
        await deliver(c, 4, f"broadcast:{call}", lane=Lane.BROADCAST, due=now, broadcast_id=call)
        await broadcasts.change_state(c, call, paused, BroadcastState.STOPPED, now)
    await Revisions(database, clock).advance()
    async with database.read() as c:
        counts = await deliveries.progress(c, call)
    assert (counts.due, counts.dropped) == (0, 5)
