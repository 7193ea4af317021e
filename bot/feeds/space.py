"""Room in memory for large bodies: few at once, however many feeds are polled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

SMALL = 1 << 20
"""Bytes that any body may take without asking; hardly a feed is longer."""


class Space:
    def __init__(self, large: int = 3) -> None:
        """`large`: how many bodies beyond `SMALL` are held at the same time."""
        self._turn = asyncio.Semaphore(large)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        """For one body, to its end: when this is left, the body must be forgotten."""
        place = Place(self._turn)
        try:
            yield place
        finally:
            place.leave()


@dataclass(slots=True)
class Place:
    _turn: asyncio.Semaphore
    _is_large: bool = False

    async def hold(self, size: int) -> None:
        """Have room for a body of so many bytes; a large one waits for its turn."""
        if size > SMALL and not self._is_large:
            await self._turn.acquire()
            self._is_large = True

    def leave(self) -> None:
        if self._is_large:
            self._turn.release()
            self._is_large = False
