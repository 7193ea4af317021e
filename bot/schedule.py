"""The timetable: when each room looks for work. It stores nothing: rows say what is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.clock import Clock, sleep_until
from bot.logs import unworded
from bot.outage import Outage
from bot.replicas.standing import Standing
from storage.database import StorageError
from storage.leases import LeaseLost

log = logging.getLogger(__name__)

LAST_WORDS = 2.0
"""Seconds that a round under way has to end after the stop."""


@dataclass(frozen=True, slots=True)
class Round:
    """A piece of work done again and again, `seconds` after it last ended."""

    name: str
    seconds: float
    work: Callable[[], Awaitable[object]]
    everywhere: bool = False
    """Every process does it, not only the one that leads."""


class Timetable:
    def __init__(
        self, rounds: tuple[Round, ...], standing: Standing, clock: Clock, outage: Outage
    ) -> None:
        self._rounds = rounds
        self._standing = standing
        self._clock = clock
        self._outage = outage

    async def run(self, stop: asyncio.Event) -> None:
        """Make the rounds until ``stop`` is set. What is under way then has `LAST_WORDS`, and after
        them is given up: it is due again at the next start, as rows say."""
        rounds = [asyncio.create_task(self._repeat(each, stop)) for each in self._rounds]
        try:
            await stop.wait()
            await asyncio.wait(rounds, timeout=LAST_WORDS)
        finally:
            for each in rounds:
                each.cancel()
            await asyncio.gather(*rounds, return_exceptions=True)

    async def _repeat(self, each: Round, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await sleep_until(stop, self._clock, each.seconds)
            if not stop.is_set():
                await self._guarded(each)

    async def _guarded(self, each: Round) -> None:
        try:
            if each.everywhere:
                await each.work()
            elif self._standing.leads:
                with self._standing.fenced():
                    await each.work()
        except LeaseLost as lost:
            log.info("%s is left to another process: %s", each.name, lost)
        except StorageError as error:
            self._outage.failed(each.name, error)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the other rounds go on
            # Its words may quote people.
            log.error("%s met a fault of the bot: %s", each.name, unworded(fault))
