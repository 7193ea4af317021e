"""One of several processes on one PostgreSQL: it leads while its lease lasts, and sends its share.

Leases are written by the database's clock; how long they last is counted here from before they
were asked for, by the monotonic clock and by the wall's. A process that was stopped and wakes knows
so before it does anything.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock, sleep_until
from bot.replicas.standing import share
from storage import leases
from storage.database import AsyncConnection, Database, StorageError, fence
from storage.leases import Held, LeaseLost

log = logging.getLogger(__name__)

LEASE = 10.0
"""Seconds: so long a process that died or hangs is waited for."""
RENEWALS = 5
"""In a lease's time."""
LOOK = 0.5
"""Seconds between two looks at the leases; a leader that left is followed after as many."""
PATIENCE = 3.0
"""Seconds that the database may take for a look."""
SETTLE = 1.5
"""Seconds after which the others have heard of who joined, and send nothing to its chats."""
SKEW = 2.0
"""Seconds between this machine's clock and the database's that are worth a word."""
_LEADER = "leader"
_MEMBER = "replica:"


class _Deadline:
    """A moment until which a right lasts, whatever this process slept through."""

    def __init__(self, clock: Clock, lease: float) -> None:
        self._clock = clock
        self._lease = lease
        self._monotonic = float("-inf")
        self._wall = datetime.min.replace(tzinfo=clock.now().tzinfo)

    @property
    def passed(self) -> bool:
        return self._clock.monotonic() >= self._monotonic or self._clock.now() >= self._wall

    def move(self, asked: tuple[float, datetime]) -> None:
        """It lasts for a lease's time from when that was asked for."""
        self._monotonic = asked[0] + self._lease
        self._wall = asked[1] + timedelta(seconds=self._lease)

    def end(self) -> None:
        self._monotonic = float("-inf")


class Replica:
    """``lease``, in seconds, must be the same everywhere."""

    def __init__(self, database: Database, clock: Clock, *, lease: float = LEASE) -> None:
        self._lease = lease
        self._database = database
        self._clock = clock
        self.name = secrets.token_hex(8)
        self._epoch: int | None = None
        self._leading = _Deadline(clock, lease)
        self._taking_part = _Deadline(clock, lease)
        self._renewed = float("-inf")
        self._members: tuple[str, ...] = ()
        self._share: frozenset[int] = frozenset()
        self._settled = float("inf")
        self._ends: list[asyncio.Event] = []
        """To be set when this process leads no longer."""
        self._skewed = False

    @property
    def leads(self) -> bool:
        return self._epoch is not None and not self._leading.passed

    @property
    def term(self) -> int:
        return self._epoch or 0

    @property
    def count(self) -> int:
        return len(self._members)

    @property
    def buckets(self) -> frozenset[int] | None:
        if self._taking_part.passed or self._clock.monotonic() < self._settled:
            return frozenset()
        return None if len(self._members) == 1 else self._share

    @contextmanager
    def fenced(self) -> Iterator[None]:
        before = fence.set(partial(self._confirm, self._epoch))
        try:
            yield
        finally:
            fence.reset(before)

    async def wait(self, stop: asyncio.Event) -> asyncio.Event | None:
        while not self.leads:
            if stop.is_set():
                return None
            await sleep_until(stop, self._clock, LOOK / 5)
        ended = asyncio.Event()
        self._ends.append(ended)
        return ended

    async def run(self, stop: asyncio.Event) -> None:
        """Raises nothing for a database that is away: the rights end by themselves."""
        failing = False
        try:
            while not stop.is_set():
                try:
                    async with asyncio.timeout(PATIENCE):
                        await self._look()
                    failing = False
                except (StorageError, TimeoutError) as error:
                    if not failing:
                        told = str(error) or f"no answer in {PATIENCE:g} seconds"
                        log.error("this replica's leases wait for the database: %s", told)
                    failing = True
                if not self.leads:
                    self._end_term()
                await sleep_until(stop, self._clock, LOOK)
        finally:
            await self._leave()

    async def _look(self) -> None:
        asked = self._clock.monotonic(), self._clock.now()
        async with self._database.read() as connection:
            held, moment = await leases.held(connection)
        self._compare(asked[1], moment)
        leader = next((each.holder for each in held if each.name == _LEADER), None)
        if asked[0] - self._renewed >= self._lease / RENEWALS:
            held = await self._renew(asked, mine=leader in {None, self.name})
        elif leader is None:
            async with self._database.write() as connection:
                self._led(await leases.take(connection, _LEADER, self.name, self._lease), asked)
        elif leader != self.name:
            self._led(None, asked)
        self._share_out(held)

    async def _renew(self, asked: tuple[float, datetime], *, mine: bool) -> list[Held]:
        """Everything this replica has, or may have; what all have then."""
        epoch = None
        async with self._database.write() as connection:
            await leases.take(connection, _MEMBER + self.name, self.name, self._lease)
            if mine:
                epoch = await leases.take(connection, _LEADER, self.name, self._lease)
            await leases.purge(connection, _MEMBER)
            held, _ = await leases.held(connection)
        if self._taking_part.passed:
            self._settled = self._clock.monotonic() + SETTLE
        self._taking_part.move(asked)
        self._renewed = asked[0]
        self._led(epoch, asked)
        return held

    def _led(self, epoch: int | None, asked: tuple[float, datetime]) -> None:
        if epoch != self._epoch:
            self._end_term()
            if epoch is None:
                log.warning("another replica leads from now on")
            else:
                log.info("this replica leads from now on (epoch %d)", epoch)
        self._epoch = epoch
        if epoch is not None:
            self._leading.move(asked)

    def _share_out(self, held: list[Held]) -> None:
        members = tuple(sorted(each.holder for each in held if each.name.startswith(_MEMBER)))
        if members != self._members:
            self._share = share(self.name, members) if self.name in members else frozenset()
            log.info("%d replicas; this one has %d buckets of 64", len(members), len(self._share))
        if members == (self.name,):
            # Whoever joins from now on waits until this one has heard of it.
            self._settled = float("-inf")
        self._members = members

    def _compare(self, here: datetime, there: datetime) -> None:
        skew = abs((here - there).total_seconds())
        if (skew > SKEW) != self._skewed:
            self._skewed = skew > SKEW
            if self._skewed:
                log.error(
                    "this machine's clock and the database's are %.0f seconds apart. Let both keep"
                    " time by NTP: reminders come at the wrong moment, and messages twice",
                    skew,
                )

    def _end_term(self) -> None:
        for ended in self._ends:
            ended.set()
        self._ends.clear()

    async def _confirm(self, epoch: int | None, connection: AsyncConnection) -> None:
        if epoch is None or epoch != self._epoch or not self.leads:
            raise LeaseLost("this process leads no longer")
        await leases.confirm(connection, Held(_LEADER, self.name, epoch))

    async def _leave(self) -> None:
        """Everything is free for others at once."""
        self._leading.end()
        self._taking_part.end()
        self._end_term()
        try:
            async with asyncio.timeout(PATIENCE):
                async with self._database.write() as connection:
                    await leases.release(connection, _LEADER, self.name)
                    await leases.release(connection, _MEMBER + self.name, self.name)
        except (StorageError, TimeoutError) as error:
            log.warning("this replica's leases end by themselves: %s", error)
