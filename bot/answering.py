"""Who waits for an answer now, and the way that work for many gives to them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Clock, sleep_until


class Answering:
    """Counts updates under way; work that can wait a moment asks before its next step."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._under_way = 0
        self._done = asyncio.Event()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Somebody waits for an answer until the block ends."""
        self._under_way += 1
        self._done.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._done.set()

    async def give_way(self, longest: float) -> None:
        """Wait until nobody waits for an answer, and never longer than so many seconds: many who
        ask, or one slow answer, hold nothing up for good."""
        if self._under_way:
            await sleep_until(self._done, self._clock, longest)
