"""What is over is not kept: ended deliveries go after a week, reasons for silence after a month."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from storage import deliveries, feed_requests, passed_over, taken_updates
from storage.database import AsyncConnection, Database

KEEP_ENDED = timedelta(days=7)
KEEP_PASSED_OVER = timedelta(days=30)
"""So long organisers can ask why nobody was told of an entry."""
KEEP_UPDATES = timedelta(days=1)
"""So long Telegram may send an update again: their numbers, and nothing else of them."""
KEEP_REQUESTS = timedelta(days=14)
"""So long a feed waits for a second person."""

_Purge = Callable[[AsyncConnection, datetime], Awaitable[int]]


class Retention:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def purge(self) -> int:
        """Remove what ended too long ago; how many rows went. Raises StorageError."""
        now = self._clock.now()
        kept: tuple[tuple[_Purge, timedelta], ...] = (
            (deliveries.purge, KEEP_ENDED),
            (passed_over.purge, KEEP_PASSED_OVER),
            (feed_requests.purge, KEEP_REQUESTS),
            (taken_updates.purge, KEEP_UPDATES),
        )
        return sum([await self._remove(purge, now - keep) for purge, keep in kept])

    async def _remove(self, purge: _Purge, before: datetime) -> int:
        removed = 0
        while True:
            # A part at a time, so that nobody waits long for the writer.
            async with self._database.write() as connection:
                part = await purge(connection, before)
            if not part:
                return removed
            removed += part
