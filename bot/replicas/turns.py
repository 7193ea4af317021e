"""Each update is handled by one replica, and a chat's one after another, wherever they arrive.

What is under way is a row for as long as its holder lives. Who gets the same update meanwhile waits
and then knows that it is handled; what a dead replica had begun is begun again by another.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

from telegram import Update

from bot.clock import Clock, sleep_until
from bot.dispatcher import line
from bot.outage import Outage
from storage import taken_updates
from storage.database import Database, StorageError
from storage.rows import SealedId
from storage.sealing import Seal
from storage.taken_updates import Arrival

log = logging.getLogger(__name__)

LEASE = 10.0
"""Seconds: so long what a dead replica had begun is waited for."""
RENEW = 3.0
LOOK = (0.02, 0.05, 0.1)
"""Seconds between looks whether it is this update's turn: the first, the second, all others."""
TROUBLE = 0.5
LAST_WORDS = 2.0
"""Seconds that the database may take to keep an update's end."""


class Turns:
    """``name`` is this replica's own."""

    def __init__(
        self, database: Database, clock: Clock, name: str, outage: Outage | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._name = name
        self._outage = outage or Outage(clock)
        self._under_way: set[int] = set()

    @contextlib.asynccontextmanager
    async def turn(self, update_id: int, line: SealedId) -> AsyncIterator[bool]:
        """Wait for this update's turn in its line; False: it was handled already.

        Leaving the block says that it is handled; leaving it by an exception, that it is not. While
        the database is away nothing is handled, and nothing lost: it waits.
        """
        mine = await self._wait(update_id, line)
        if not mine:
            yield False
            return
        self._under_way.add(update_id)
        handled = False
        try:
            yield True
            handled = True
        finally:
            self._under_way.discard(update_id)
            await self._end(update_id, handled=handled)

    async def run(self, stop: asyncio.Event) -> None:
        """Keep what is under way this replica's own, until the stop."""
        while not stop.is_set():
            await sleep_until(stop, self._clock, RENEW)
            if not self._under_way:
                continue
            with contextlib.suppress(StorageError):
                # What is lost so ends by itself, and is handled twice at the worst.
                async with self._database.write() as connection:
                    await taken_updates.renew(connection, tuple(self._under_way), self._name, LEASE)

    async def _wait(self, update_id: int, line: SealedId) -> bool:
        looks = iter(LOOK)
        pause = 0.0
        while True:
            try:
                async with self._database.write() as connection:
                    arrival = await taken_updates.arrive(
                        connection, update_id, line, self._name, LEASE
                    )
            except StorageError as error:
                self._outage.failed("an update", error)
                await self._clock.sleep(TROUBLE)
                continue
            if arrival is not Arrival.WAIT:
                return arrival is Arrival.MINE
            pause = next(looks, pause)
            await self._clock.sleep(pause)

    async def _end(self, update_id: int, *, handled: bool) -> None:
        end = taken_updates.handled if handled else taken_updates.give_back
        try:
            async with asyncio.timeout(LAST_WORDS), self._database.write() as connection:
                await end(connection, update_id, self._name)
        except (StorageError, TimeoutError) as error:
            log.warning("an update's end could not be kept: %s", error)


def in_line(turns: Turns, seal: Seal, update: Update) -> AbstractAsyncContextManager[bool]:
    """The update's turn in its chat's line; the chat is known to the rows sealed alone."""
    _, number = line(update)
    known = isinstance(number, int) and number.bit_length() < 64
    return turns.turn(update.update_id, seal.seal(number if known else update.update_id))
