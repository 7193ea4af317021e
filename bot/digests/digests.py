"""News once a day or week instead of at once: what is held, when it is due, what stood in it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.compose import heard_of, read_story
from bot.delivery.revising import DIGEST_LIFETIME
from bot.delivery.story import Story
from bot.digests.times import Rhythm
from bot.letters.reminders import next_due
from storage import deliveries, digests, gatherings, readers, subscribers
from storage.database import AsyncConnection, Database
from storage.rows import DeliveryKind, Digest, SealedId

log = logging.getLogger(__name__)

SECONDS = 15.0
"""Between two looks for digests that are due."""
_BATCH = 25
"""Digests a transaction, so that the database's writer is soon free for others."""
_LAST_LOOK = timedelta(minutes=1)
"""A fan-out's chunk that began before a digest was ended is written by then."""


class Digests:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def find(self, chat: SealedId) -> Digest | None:
        async with self._database.read() as connection:
            return await digests.find(connection, chat)

    async def arrange(self, chat: SealedId, rhythm: Rhythm) -> None:
        """News as digests from now on, instead of any earlier arrangement.

        A zone in ``rhythm`` becomes the subscriber's. Raises LookupError for an unknown chat.
        """
        async with self._database.write() as connection:
            if rhythm.zone:
                await subscribers.change(connection, chat, time_zone=rhythm.zone)
            await self._set(connection, chat, rhythm.weekday, rhythm.minute)

    async def end(self, chat: SealedId) -> None:
        """Alerts at once from now on; what was held comes as one last digest, now."""
        async with self._database.write() as connection:
            now = self._clock.now()
            await digests.end(connection, chat, now + _LAST_LOOK)
            await _collect(connection, chat, now, now)

    async def rezone(self, chat: SealedId) -> None:
        """Keep the local time of a digest after the subscriber changed their zone."""
        async with self._database.write() as connection:
            kept = await digests.find(connection, chat)
            if kept is not None:
                await self._set(connection, chat, kept.weekday, kept.minute)

    async def run_due(self, limit: int = 2000) -> int:
        """Make digests whose time has come due as deliveries; how many were looked at.

        The delivery, what it gathers and the next due time are written in one transaction: a crash
        neither loses nor doubles anything. One that is late comes late; nothing is sent where
        nothing was held. Raises StorageError.
        """
        looked_at = 0
        while looked_at < limit:
            found = await self._run_batch()
            looked_at += found
            if found < _BATCH:
                break
        return looked_at

    async def stories(self, delivery_id: int, chat: SealedId) -> tuple[Story, ...]:
        """What a digest of this chat told, as it stands now; nothing where it is gone."""
        async with self._database.read() as connection:
            delivery = await deliveries.find(connection, delivery_id, chat)
            if (
                delivery is None
                or delivery.kind is not DeliveryKind.DIGEST
                or delivery.gathering is None
            ):
                return ()
            told = await gatherings.entries_of(connection, delivery.gathering, chat)
            found = [await read_story(connection, entry_id) for entry_id in told]
            reader = (await readers.of(connection, [chat])).get(chat)
        stories = [story for story in found if story is not None]
        return () if reader is None else heard_of(stories, reader, self._clock.now())

    async def _run_batch(self) -> int:
        async with self._database.write() as connection:
            now = self._clock.now()
            due = await digests.due(connection, now, _BATCH)
            for digest, is_ending in due:
                await _collect(connection, digest.chat, digest.next_due, now)
                if is_ending:
                    await digests.remove(connection, digest.chat)
                    continue
                subscriber = await subscribers.find(connection, digest.chat)
                if subscriber is not None:
                    following = next_due(digest.weekday, digest.minute, subscriber.time_zone, now)
                    await digests.advance(connection, digest.chat, following)
        if due:
            log.info("digests: %d due", len(due))
        return len(due)

    async def _set(
        self, connection: AsyncConnection, chat: SealedId, weekday: int | None, minute: int
    ) -> None:
        subscriber = await subscribers.find(connection, chat)
        if subscriber is None:
            raise LookupError("a digest needs a subscriber; welcome the chat first")
        due = next_due(weekday, minute, subscriber.time_zone, self._clock.now())
        await digests.keep(connection, Digest(chat, weekday, minute, due))


async def _collect(
    connection: AsyncConnection, chat: SealedId, due: datetime, now: datetime
) -> None:
    """One digest of everything that is held for this chat, if anything is."""
    if not await digests.anything_held(connection, chat):
        return
    gathering = await gatherings.begin(connection, least=1, due=due)
    await digests.collect(connection, chat, gathering)
    await gatherings.settle(connection, gathering, now, now + DIGEST_LIFETIME)
