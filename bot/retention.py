"""What is over is not kept: ended deliveries go after a week, reasons for silence after a month."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from storage import deliveries, passed_over
from storage.database import AsyncConnection, Database

KEEP_ENDED = timedelta(days=7)
KEEP_PASSED_OVER = timedelta(days=30)
"""So long organisers can ask why nobody was told of an entry."""


class Retention:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def purge(self) -> int:
        """Remove what ended too long ago; how many rows went. Raises StorageError."""
        now = self._clock.now()
        return await self._remove(deliveries.purge, now - KEEP_ENDED) + await self._remove(
            passed_over.purge, now - KEEP_PASSED_OVER
        )

    async def _remove(
        self, purge: Callable[[AsyncConnection, datetime], Awaitable[int]], before: datetime
    ) -> int:
        removed = 0
        while True:
            # A part at a time, so that nobody waits long for the writer.
            async with self._database.write() as connection:
                part = await purge(connection, before)
            if not part:
                return removed
            removed += part
