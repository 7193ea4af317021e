"""From one entry, change or broadcast to a delivery for each who follows it, a chunk at a time.

Chunks keep the database's writer free for others; each is one transaction, and the rows remember
where the last one ended, so that a crash anywhere repeats and loses nothing.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.clock import Clock
from bot.delivery import revising
from bot.delivery.story import entry_topics
from storage import broadcasts, changes, deliveries, entries, fan_outs, feeds, mentions
from storage.broadcast_rows import BroadcastState
from storage.database import AsyncConnection, Database
from storage.fan_outs import Chunk, Everyone, Followers, Mailing
from storage.rows import EVERYTHING, DeliveryKind, Entry, Lane
from storage.rows import FanOut as Pending

logger = logging.getLogger(__name__)

ALERT_LIFETIME = timedelta(days=7)
BROADCAST_LIFETIME = timedelta(days=3)
CHUNKS = {"sqlite": 1000, "postgresql": 5000}
"""Rows of one transaction. SQLite has one writer, for which others wait (docs/delivery.md); in
PostgreSQL only who leaves meanwhile waits."""


class FanOut:
    def __init__(self, database: Database, clock: Clock, *, chunk: int = 0) -> None:
        """``chunk``: other than what suits the database."""
        self._database = database
        self._clock = clock
        self._chunk = chunk or CHUNKS[database.dialect]

    async def advance(self, limit: int = 1) -> int:
        """Write at most ``limit`` chunks; how many were written. Raises StorageError."""
        written = 0
        while written < limit:
            # What runs is not rewritten, and its segment does not grow: all of a call that can be
            # read is read before the writer is taken, not while it is held.
            async with self._database.read() as connection:
                pending = await fan_outs.pending(connection, 1)
                call = await self._call(connection, pending[0]) if pending else None
            if not pending:
                if not await revising.advance(self._database, self._clock.now(), self._chunk):
                    break
                written += 1
                continue
            first = pending[0]
            if call is not None:
                async with self._database.write() as connection:
                    await fan_outs.deal_out(connection, *call)
            else:
                async with self._database.write() as connection:
                    if first.entry_id is not None:
                        await self._advance_entry(connection, first.id, first.entry_id)
                    elif first.change_id is not None:
                        await self._advance_change(connection, first.id, first.change_id)
            written += 1
        return written

    async def settle(self) -> None:
        """Declare done each running broadcast with nothing left to send. Raises StorageError."""
        async with self._database.read() as connection:
            ended = [
                broadcast.id
                for broadcast in await broadcasts.recent(connection, 50)
                if broadcast.state is BroadcastState.RUNNING
                # Revisions and follow-ups have their own ways of being done.
                and broadcast.revises is None
                and await deliveries.is_over(connection, broadcast.id)
            ]
        for broadcast_id in ended:
            async with self._database.write() as connection:
                await broadcasts.change_state(
                    connection,
                    broadcast_id,
                    (BroadcastState.RUNNING,),
                    BroadcastState.DONE,
                    self._clock.now(),
                )
            logger.info("broadcast %d is done", broadcast_id)

    async def _advance_entry(
        self, connection: AsyncConnection, fan_out_id: int, entry_id: int
    ) -> None:
        await fan_outs.hold(connection, fan_out_id)
        entry = await entries.find(connection, entry_id)
        feed = await feeds.find(connection, entry.feed_id) if entry is not None else None
        if entry is None or feed is None:
            raise LookupError(f"fan-out {fan_out_id} has no entry, against the schema")
        cases = tuple(mention.case for mention in await mentions.of(connection, entry_id))
        topics = entry_topics(cases, feed.source.campaign)
        await fan_outs.advance(connection, fan_out_id, Followers(topics), alert(entry), self._chunk)

    async def _advance_change(
        self, connection: AsyncConnection, fan_out_id: int, change_id: int
    ) -> None:
        change = await changes.find(connection, change_id)
        if change is None:
            raise LookupError(f"fan-out {fan_out_id} has no change, though none is ever deleted")
        now = self._clock.now()
        mailing = Mailing(
            DeliveryKind.ALERT, Lane.ALERT, f"change:{change_id}", now, now + ALERT_LIFETIME
        )
        await fan_outs.advance(
            connection, fan_out_id, Followers(change.topics), mailing, self._chunk
        )

    async def _call(
        self, connection: AsyncConnection, pending: Pending
    ) -> tuple[Chunk, Mailing] | None:
        """The next chunk of a call; None for what is no call."""
        if pending.broadcast_id is None:
            return None
        broadcast = await broadcasts.find(connection, pending.broadcast_id)
        if broadcast is None:
            raise LookupError(f"fan-out {pending.id} has no broadcast, against the schema")
        everyone = broadcast.segment == EVERYTHING
        recipients = Everyone() if everyone else Followers([broadcast.segment])
        chunk = await fan_outs.next_chunk(connection, pending, recipients, self._chunk)
        started = broadcast.started or self._clock.now()
        return chunk, Mailing(
            DeliveryKind.BROADCAST,
            Lane.BROADCAST,
            f"broadcast:{broadcast.id}",
            due=started,
            expires=max(started + BROADCAST_LIFETIME, broadcast.content.deadline or started),
            narrowing=broadcast.content.narrowing,
        )


def alert(entry: Entry) -> Mailing:
    """What tells of an entry. Whoever was told its story already is told no second time."""
    about = f"story:{entry.story}"
    return Mailing(DeliveryKind.ALERT, Lane.ALERT, about, entry.seen, entry.seen + ALERT_LIFETIME)
