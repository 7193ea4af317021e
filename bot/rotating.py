"""Keys while the bot runs: rows pass to the next key, and a process that lacks a key ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from storage import panics, rotations, seals
from storage.database import Database
from storage.rotations import Step
from storage.sealing import Seal

log = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between two looks at which keys are in use, and whether everything is to be destroyed."""
GRACE = timedelta(seconds=20)
"""After a rotation was announced, before the first row passes: who has one key only ends first."""
PATIENCE = 60.0
"""Seconds to wait for a walk in the order of ids before it has to begin anew."""
_PAUSE = 0.02
"""Seconds between two steps in which others have the writer."""


class Keys:
    """``halt`` is set when this process must end: it lacks a key, or there is panic."""

    def __init__(self, database: Database, clock: Clock, seal: Seal) -> None:
        self._database = database
        self._clock = clock
        self._seal = seal
        self.halt = asyncio.Event()
        self.panic = False
        """Everything is to be destroyed."""

    async def look(self) -> None:
        """Notice what other processes did. Raises StorageError."""
        async with self._database.read() as connection:
            self.panic = self.panic or await panics.struck(connection) is not None
            known = self.panic or await seals.fits(connection, self._seal)
        if not known:
            log.error(
                "rows are passing to another sealing key, which this process was not given: it"
                " ends. Start it with BOT_SEALING_KEY and BOT_SEALING_KEY_NEXT."
            )
        if self.panic or not known:
            self.halt.set()

    async def rotate(self) -> None:
        """Let rows pass to the next key, if there is one, until all have. Raises StorageError."""
        if self._seal.former is None:
            return
        async with self._database.read() as connection:
            under_way = await rotations.find(connection)
        if under_way is None or self._clock.now() < under_way.since + GRACE:
            return
        if await rotate(self._database, self._clock, self._seal, self.halt.is_set):
            log.info(
                "every row is under the new sealing key. Set it as BOT_SEALING_KEY, take"
                " BOT_SEALING_KEY_NEXT away, and destroy the old one."
            )


async def rotate(
    database: Database,
    clock: Clock,
    seal: Seal,
    given_up: Callable[[], bool] = lambda: False,
    moved: Callable[[], None] = lambda: None,
) -> bool:
    """Step by step; False where it was given up. ``moved`` is told of each step."""
    waited = clock.monotonic()
    while not given_up():
        rewind = clock.monotonic() - waited > PATIENCE
        async with database.write(as_stored=True) as connection:
            step = await rotations.step(connection, seal, rewind=rewind)
        if step is Step.OVER:
            await database.checkpoint()
            return True
        if step is Step.MOVED:
            waited = clock.monotonic()
            moved()
        await clock.sleep(_PAUSE if step is Step.MOVED else 1.0)
    return False
