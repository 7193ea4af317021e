"""What polls taught that brought nothing new, committed together: a commit costs more than a poll.

Nothing is lost with a crash before it: such a feed is due again and says the same again.
"""

from __future__ import annotations

import asyncio

from storage import feeds
from storage.database import Database
from storage.rows import Feed

_GATHER = 0.02
"""Seconds in which others may join a commit."""


class Together:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Feed] = []
        self._next: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    async def keep(self, feed: Feed) -> None:
        """Returns when it is committed. Raises StorageError or what the database raises."""
        self._waiting.append(feed)
        if self._next is None:
            self._next = asyncio.create_task(self._write())
            self._under_way.add(self._next)
            self._next.add_done_callback(self._under_way.discard)
        # Whoever gives up waiting does not take the others' commit along.
        await asyncio.shield(self._next)

    async def close(self) -> None:
        """Wait for the commits under way; who waited for them heard of their faults."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _write(self) -> None:
        await asyncio.sleep(_GATHER)
        # From here on who comes makes a commit of their own.
        taught, self._waiting, self._next = self._waiting, [], None
        async with self._database.write() as connection:
            await feeds.polled(connection, *taught)
