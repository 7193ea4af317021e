"""How late an event loop wakes whoever sleeps, and how late one with nothing to do does meanwhile.

Where other programs want the same processors both are late: what is ours is the difference.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

_LOOK = 0.005
"""Seconds between two looks."""


@dataclass(slots=True)
class Lag:
    """In milliseconds."""

    seen: list[float] = field(default_factory=list)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.wait([watching])

    async def _watch(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_LOOK)
            self.seen.append((time.perf_counter() - began - _LOOK) * 1000)

    def p99(self) -> float:
        return sorted(self.seen)[int(len(self.seen) * 0.99)] if self.seen else 0.0


class IdleLoop:
    """An event loop in a process of its own that does nothing but look how late it is."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def p99(self) -> float:
        """Since it was asked last. Waits for the answer."""
        self._connection.send(None)
        answer = self._connection.recv()
        assert isinstance(answer, float)
        return answer


@contextmanager
def idle_loop() -> Iterator[IdleLoop]:
    ours, theirs = multiprocessing.Pipe()
    idle = multiprocessing.get_context("spawn").Process(target=_idle, args=(theirs,), daemon=True)
    idle.start()
    try:
        yield IdleLoop(ours)
    finally:
        idle.terminate()
        idle.join()


def _idle(connection: Connection) -> None:
    asyncio.run(_answer(connection))


async def _answer(connection: Connection) -> None:
    asked = asyncio.Event()

    def hear() -> None:
        connection.recv()
        asked.set()

    asyncio.get_running_loop().add_reader(connection.fileno(), hear)
    while True:
        lag = Lag()
        async with lag.watched():
            await asked.wait()
        asked.clear()
        connection.send(lag.p99())
