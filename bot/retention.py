"""What is over is not kept: the rows of ended deliveries go after a week."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import Clock
from storage import deliveries
from storage.database import Database

KEEP_ENDED = timedelta(days=7)


class Retention:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def purge(self) -> int:
        """Remove what ended too long ago; how many rows went. Raises StorageError."""
        before = self._clock.now() - KEEP_ENDED
        removed = 0
        while True:
            # A part at a time, so that nobody waits long for the writer.
            async with self._database.write() as connection:
                part = await deliveries.purge(connection, before)
            if not part:
                return removed
            removed += part
