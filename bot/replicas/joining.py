"""What a process shares with others on the same database, put together: all of it on PostgreSQL,
nothing on SQLite."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.clock import Clock
from bot.delivery.pacing import Slots
from bot.delivery.sender import LEASE, SHARED_LEASE
from bot.dispatcher import Turn
from bot.outage import Outage
from bot.replicas.pace import SharedPace
from bot.replicas.replica import Replica
from bot.replicas.standing import Alone, Standing
from bot.replicas.turns import Turns, in_line
from storage.database import Database
from storage.sealing import Seal


@dataclass(frozen=True, slots=True)
class Joined:
    standing: Standing
    lease: timedelta
    """For claimed deliveries."""
    slots: Slots | None = None
    turns: Turns | None = None
    turn: Turn | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Keep what this process holds, until the stop."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.standing.run(stop))
            if self.turns is not None:
                tasks.create_task(self.turns.run(stop))


@asynccontextmanager
async def joined(
    database: Database, clock: Clock, seal: Seal, per_second: float, outage: Outage
) -> AsyncIterator[Joined]:
    """``per_second`` is the token's rate, the same for all. Raises StorageError."""
    if database.dialect == "sqlite":
        yield Joined(Alone(), LEASE)
        return
    replica = Replica(database, clock)
    turns = Turns(database, clock, replica.name, outage)
    slots = SharedPace(database, clock, per_second)
    async with slots.kept():
        yield Joined(replica, SHARED_LEASE, slots, turns, partial(in_line, turns, seal))
