"""The token's one rate, kept by all replicas together.

Telegram counts what a token sends, whoever sends it. So the places of `bot.delivery.window`, one
for each message that it may have counted lately, stand in rows: each replica takes those that it
needs for the next moment and says when they were answered. Nobody holds any for longer, so that a
reply finds one soon wherever it is made.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from bot.clock import Clock
from bot.delivery.pacing import BEAT_SHARE, CATCH_UP
from bot.delivery.window import LOST, MARGIN, Quickest
from bot.replicas.offset import Offset
from storage import paces
from storage.database import Database, StorageError
from storage.paces import Given, Taken

AHEAD = 0.15
"""Seconds of sending that replicas together may have taken places for."""
FARTHEST = 0.6
"""The same where the database is slow: places must come before their time."""
UNUSED = 0.3
"""Seconds after which a place that nobody needed is given back."""
ASK_AGAIN = 0.1
FLUSH = 0.1
"""Seconds that an answered place may wait to be written down: it is not free for longer."""
PATIENCE = 2.0
"""Seconds that the database may take."""
WAYS_DIFFER = 0.01
"""Seconds by which another replica's way to Telegram may be quicker than this one's: those that
share a database stand near each other. A hundredth costs one percent of the rate."""
ALONE = 10
"""While the database is away each replica goes so many times slower: replies go on."""


@dataclass(slots=True, eq=False)
class Slot:
    """A place taken for one message, or for a few at a high rate. Times are monotonic seconds."""

    taken: Taken | None
    at: float
    unused: int
    under_way: int = 0


class SharedPace:
    """Places for the pacer of one process, which calls `begin` first."""

    def __init__(self, database: Database, clock: Clock, per_second: float) -> None:
        self._database = database
        self._clock = clock
        # At a thousand a second, a row for each message would be a thousand rows a second.
        self._each = max(1, round(per_second / 100))
        self._count = max(1, int(per_second / self._each))
        self._seconds = self._count * self._each / per_second + MARGIN
        self._apart = self._each / (per_second * BEAT_SHARE)
        self._held: deque[Slot] = deque()
        self._ended: list[tuple[Taken, float]] = []
        self._quickest = Quickest()
        self._wanted = 0
        self._again = float("-inf")
        self._silence = 0.0
        self._offset = Offset()
        self._took = 0.0
        """Seconds that the database takes of late."""
        self._wake = asyncio.Event()
        self._pump: Callable[[], None] = _nothing
        self._pause: Callable[[float], None] = _nothing_for

    def begin(self, pump: Callable[[], None], pause: Callable[[float], None]) -> None:
        """``pump`` hears of new places, ``pause`` of seconds for which nobody may send."""
        self._pump, self._pause = pump, pause

    def next_at(self, waiting: int) -> float:
        """From when on the next place may be used; infinite while none is held: `pump` is called
        when one is."""
        self._forget_unused()
        self._wanted = waiting
        if waiting > sum(slot.unused for slot in self._held):
            self._wake.set()
        if not self._held:
            return float("inf")
        first = self._held[0]
        return first.at + (self._each - first.unused) * self._apart / self._each

    def use(self) -> Slot:
        """The place that `next_at` spoke of, for one message."""
        slot = self._held[0]
        self._wanted -= 1
        slot.unused -= 1
        slot.under_way += 1
        if not slot.unused:
            self._held.popleft()
        return slot

    def answered(self, slot: Slot, took: float) -> None:
        """A message for which it was used was answered after so many seconds."""
        now = self._clock.monotonic()
        slot.under_way -= 1
        self._quickest.heard(took, now)
        if slot not in self._held:
            self._end(slot, now + self._seconds - max(0.0, self._quickest.seconds - WAYS_DIFFER))

    def silence(self, seconds: float) -> None:
        """Telegram wants the whole bot to be silent for so long."""
        self._silence = max(self._silence, seconds)
        self._wake.set()

    @contextlib.asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Places are taken and given back until the block ends. Raises StorageError."""
        async with self._database.write() as connection:
            await paces.prepare(connection, self._count)
        work = asyncio.create_task(self._work())
        try:
            yield
        finally:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work

    def _forget_unused(self) -> None:
        now = self._clock.monotonic()
        while self._held and now > self._held[0].at + UNUSED:
            self._end(self._held.popleft(), now)

    def _end(self, slot: Slot, free: float) -> None:
        if slot.taken is not None and not slot.under_way:
            self._ended.append((slot.taken, free))
            self._wake.set()

    async def _work(self) -> None:
        while True:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._step()
            except (StorageError, TimeoutError):
                self._go_alone()
                await self._clock.sleep(self._apart * ALONE)
            await self._rest()

    async def _rest(self) -> None:
        """Until there is something to ask for, or to say."""
        while not (self._ended or self._silence or self._needed > 0):
            self._wake.clear()
            # A place that nobody came for is not kept from others.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(UNUSED if self._held else None):
                    await self._wake.wait()
            self._forget_unused()
        wait = FLUSH if self._needed <= 0 else self._again - self._clock.monotonic()
        if wait > 0 and not self._silence:
            await self._clock.sleep(min(wait, FLUSH))

    @property
    def _needed(self) -> int:
        return self._wanted - sum(slot.unused for slot in self._held)

    async def _step(self) -> None:
        ended, silence = list(self._ended), self._silence
        wanted = max(0, ceil(self._needed / self._each))
        if self._clock.monotonic() < self._again:
            wanted = 0
        if not (ended or silence or wanted):
            return
        began = self._clock.monotonic()
        async with self._database.write() as connection:
            asked = self._clock.monotonic()
            there = await paces.moment(connection)
            self._offset.compare(asked, self._clock.monotonic(), there)
            if ended:
                await paces.answered(
                    connection,
                    [(taken, self._offset.there(free)) for taken, free in ended],
                    lost=timedelta(seconds=LOST),
                )
            if silence:
                await paces.silence(connection, silence)
            given = await paces.take(
                connection,
                count=self._count,
                wanted=wanted,
                apart=timedelta(seconds=self._apart),
                ahead=timedelta(seconds=min(AHEAD + 2 * self._took, FARTHEST)),
                catch_up=timedelta(seconds=CATCH_UP),
                lost=timedelta(seconds=LOST),
            )
        del self._ended[: len(ended)]
        self._silence = 0.0 if self._silence == silence else self._silence
        self._took += (self._clock.monotonic() - began - self._took) / 8
        self._given(given)

    def _given(self, given: Given) -> None:
        now = self._clock.monotonic()
        for taken in given.taken:
            self._held.append(Slot(taken, self._offset.here(taken.at), self._each))
        if given.again is not None:
            self._again = min(self._offset.here(given.again), now + ASK_AGAIN)
        if given.silent_until is not None and given.silent_until > given.now:
            self._pause((given.silent_until - given.now).total_seconds())
        if given.taken:
            self._pump()

    def _go_alone(self) -> None:
        if self._wanted and not self._held:
            at = self._clock.monotonic() + self._apart * ALONE
            self._held.append(Slot(None, at, self._each))
            self._pump()


def _nothing() -> None:
    """Before `begin`."""


def _nothing_for(seconds: float) -> None:
    """Before `begin`."""
