"""Fan-outs go on beside the sending, one chunk after another, in the process that leads."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.clock import Clock, sleep_until
from bot.delivery.fan_out import FanOut
from bot.replicas.standing import Standing
from storage.database import StorageError
from storage.leases import LeaseLost

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.5
SETTLE_EVERY = 2.0
"""Seconds between two looks for broadcasts that are over, and after trouble."""
AS_LONG = 250
"""Messages a second at which a fan-out rests as long as it works."""
LEAST_REST = 0.5
"""Of its work, at any rate: who asks meanwhile finds the database free every other moment."""


class Spreading:
    """``heard`` is told after each step what the database failed with, or None; ``ease`` whether
    rows are being made: the database then has less time for whoever asks.

    It rests between chunks, the longer the more messages a second may be sent. Rows are made much
    faster than messages leave; at a high rate their making would take the processor from sending.
    """

    def __init__(
        self,
        fan_out: FanOut,
        clock: Clock,
        standing: Standing,
        heard: Callable[[StorageError | None], None],
        *,
        ease: Callable[[bool], None],
        per_second: float,
    ) -> None:
        self._fan_out = fan_out
        self._clock = clock
        self._standing = standing
        self._heard = heard
        self._ease = ease
        self._rest = max(LEAST_REST, per_second / AS_LONG)
        self._settled = float("-inf")

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            wait, fault, makes_rows = LOOK_EVERY, None, False
            began = self._clock.monotonic()
            try:
                makes_rows = self._standing.leads and await self._step()
                if makes_rows:
                    wait = (self._clock.monotonic() - began) * self._rest
            except LeaseLost as lost:
                logger.warning("fan-out is left to another process: %s", lost)
            except StorageError as error:
                wait, fault = SETTLE_EVERY, error
            self._heard(fault)
            self._ease(makes_rows)
            await sleep_until(stop, self._clock, wait)

    async def _step(self) -> bool:
        """Whether there may be more to do at once."""
        with self._standing.fenced():
            if await self._fan_out.advance():
                return True
            if self._clock.monotonic() - self._settled >= SETTLE_EVERY:
                await self._fan_out.settle()
                self._settled = self._clock.monotonic()
        return False
