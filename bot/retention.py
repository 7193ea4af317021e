"""What is over is not kept, and who is silent for half a year is asked once, then forgotten."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from bot.appointing import WAITS
from bot.audit import Audit
from bot.clock import Clock
from bot.counts import rounded
from bot.delivery.decide import SILENT
from storage import (
    deliveries,
    feed_requests,
    passed_over,
    role_requests,
    silence,
    subscribers,
    taken_updates,
)
from storage.database import AsyncConnection, Database

KEEP_ENDED = timedelta(days=7)
KEEP_PASSED_OVER = timedelta(days=30)
"""So long organisers can ask why nobody was told of an entry."""
KEEP_UPDATES = timedelta(days=1)
"""So long Telegram may send an update again: their numbers, and nothing else of them."""
KEEP_REQUESTS = timedelta(days=14)
"""So long a feed waits for a second person."""

ANSWERS_WITHIN = timedelta(days=30)
"""After the question; together with `SILENT` it makes 180 days and more since the last contact."""
KEEP_SUSPENDED = timedelta(days=180)
SETTLES_AT = 1
"""The hour, in UTC, from which on the file is written anew, once a day."""
SETTLED_BYTES = 128 << 20
"""A larger file is left as it is: writing it anew would hold everybody up for seconds."""

log = logging.getLogger(__name__)

_Purge = Callable[[AsyncConnection, datetime], Awaitable[int]]


class Retention:
    def __init__(self, database: Database, clock: Clock, audit: Audit | None = None) -> None:
        """``audit`` is purged as well, where it is given."""
        self._database = database
        self._clock = clock
        self._audit = audit
        self._settled: date | None = None

    async def tick(self) -> None:
        """All that is due. Raises StorageError."""
        await self.purge()
        await self.ask_the_silent()
        await self.forget_the_silent()
        if self._audit is not None:
            await self._audit.purge()
        await self._settle()

    async def ask_the_silent(self) -> int:
        """Make the question due to chats that were not heard of for long; how many."""
        now = self._clock.now()
        asked = 0
        while True:
            async with self._database.write() as connection:
                await silence.note_suspended(connection, now.date())
                part = await silence.ask(connection, (now - SILENT).date(), now)
            if not part:
                return asked
            asked += part

    async def forget_the_silent(self) -> int:
        """Forget who was asked and did not answer, and who has been suspended; how many."""
        today = self._clock.now().date()
        forgotten = 0
        while True:
            async with self._database.write() as connection:
                chats = await silence.over(
                    connection,
                    asked_before=today - ANSWERS_WITHIN,
                    suspended_before=today - KEEP_SUSPENDED,
                )
                for chat in chats:
                    await subscribers.forget(connection, chat)
            if not chats:
                break
            forgotten += len(chats)
        if forgotten:
            await self._database.checkpoint()
            log.info("%s silent chats were forgotten", _some(forgotten))
        return forgotten

    async def purge(self) -> int:
        """Remove what ended too long ago; how many rows went. Raises StorageError."""
        now = self._clock.now()
        kept: tuple[tuple[_Purge, timedelta], ...] = (
            (deliveries.purge, KEEP_ENDED),
            (passed_over.purge, KEEP_PASSED_OVER),
            (feed_requests.purge, KEEP_REQUESTS),
            (role_requests.purge, WAITS),
            (role_requests.purge_invitations, timedelta(0)),
            (taken_updates.purge, KEEP_UPDATES),
        )
        return sum([await self._remove(purge, now - keep) for purge, keep in kept])

    async def _settle(self) -> None:
        """In the night of most readers: who waits for the writer waits a moment."""
        now = self._clock.now()
        if now.hour >= SETTLES_AT and now.date() != self._settled:
            self._settled = now.date()
            await self._database.settle(SETTLED_BYTES)

    async def _remove(self, purge: _Purge, before: datetime) -> int:
        removed = 0
        while True:
            # A part at a time, so that nobody waits long for the writer.
            async with self._database.write() as connection:
                part = await purge(connection, before)
            if not part:
                return removed
            removed += part


def _some(number: int) -> str:
    shown = rounded(number)
    return "fewer than ten" if shown is None else f"about {shown}"
