"""From the outbox to the door: claims what is due, sends it at the pacer's beat, marks it.

Rows are claimed in small batches under a lease and marked together every 50 ms. Between Telegram's
yes and our mark lies the one gap in which kill -9 repeats messages: those in flight, and at most
50 ms of marks. SIGTERM (the stop event) repeats none.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial

from bot.clock import Clock, sleep_until
from bot.delivery import marks, waits
from bot.delivery.claimed import Claimed
from bot.delivery.compose import Composer
from bot.delivery.decide import Drop, Hold
from bot.delivery.door import (
    DELIVERY_PATIENCE,
    Delivered,
    Door,
    Outcome,
    Refused,
    TryAgain,
    Withdrawn,
)
from bot.delivery.fan_out import FanOut
from bot.delivery.marks import Mark
from bot.delivery.pacing import Rank
from bot.delivery.reach import Reach
from bot.delivery.spreading import SETTLE_EVERY, Spreading
from bot.delivery.troubles import Trouble, Troubles
from bot.logs import unworded
from bot.outage import Outage
from bot.render import Message
from bot.replicas.standing import Alone, Standing
from storage import deliveries, pauses
from storage.database import Database, StorageError
from storage.rows import Act, Delivery, DeliveryKind
from storage.sealing import Seal

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
SHARED_LEASE = timedelta(seconds=15)
"""Where other processes wait for what a dead one had claimed."""
LEASE_MARGIN = timedelta(seconds=5)
"""A send started this close to the lease's end could still be under way when another claims it."""
MARK_EVERY = 0.05
LOOK_EVERY = 0.5
PAUSES_EVERY = 2.0
FRESH = 1.0
"""Seconds for which a decision to send holds; older ones are made again when the turn comes."""
RUNNING_EVERY = 0.2
"""Seconds between two looks whether the broadcasts under way still run."""
AHEAD = 0.8
"""Seconds of sending that are claimed ahead: enough for a slow disk, and little enough that what
was decided at the claim holds at the turn."""
EARLY = 150
"""Room for so many is always worth a claim, and more are not claimed at once."""
LAST_WORDS = 3.5
"""Seconds that messages in flight have to finish after the stop."""


class Sender:
    """Sends what is due until told to stop.

    ``per_second`` is the pacer's rate. Where Telegram or this machine is slower, less is claimed.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        seal: Seal,
        *,
        door: Door,
        composer: Composer,
        fan_out: FanOut,
        per_second: float = 30.0,
        lease: timedelta = LEASE,
        troubles: Troubles | None = None,
        standing: Standing | None = None,
        outage: Outage | None = None,
    ) -> None:
        self._standing = standing or Alone()
        self._pauses_read = float("-inf")
        self._troubles = troubles
        self._outage = outage or Outage(clock)
        self._failing: set[str] = set()
        """What the database refuses now."""
        self._database = database
        self._clock = clock
        self._seal = seal
        self._door = door
        self._composer = composer
        self._fan_out = fan_out
        self._spreading = Spreading(
            fan_out,
            clock,
            self._standing,
            partial(self._storage, "fan-out"),
            ease=door.pacer.ease,
            per_second=per_second,
        )
        self._lease = lease
        self._most_ahead = max(8, round(per_second * AHEAD))
        self._ahead = self._most_ahead
        self._stale = False
        self._running: frozenset[int] = frozenset()
        self._running_read = float("-inf")
        self._reach = Reach(clock)
        self._tasks: dict[asyncio.Task[None], Claimed] = {}
        self._waiting = 0
        """Tasks whose turn has not come."""
        self._marks: list[Mark] = []
        self._stopping = False

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop`` is set, then let what is in flight finish and mark it."""
        spreading = asyncio.create_task(self._spreading.run(stop))
        begun = False
        try:
            while not (stop.is_set() or spreading.done()):
                busy = False
                try:
                    if not begun:
                        await self._begin()
                        begun = True
                    busy = await self._step()
                    self._storage("sending", None)
                except StorageError as error:
                    self._storage("sending", error)
                    await sleep_until(stop, self._clock, SETTLE_EVERY)
                await sleep_until(stop, self._clock, MARK_EVERY if busy else LOOK_EVERY)
        finally:
            stop.set()
            await self._finish()
            await spreading

    async def drain(self) -> None:
        """Send what is due by now, with every fan-out and all that follows from it."""
        while await self._fan_out.advance(10) or await self._step():
            await self._clock.sleep(MARK_EVERY / 5)
        await self._fan_out.settle()

    async def _begin(self) -> None:
        now = self._clock.now()
        async with self._database.write() as connection:
            if self._database.dialect == "sqlite":
                # SQLite has one bot: every lease there is belonged to a dead one.
                await deliveries.release_all(connection)
            await pauses.purge(connection, now)
        await self._read_pauses()

    async def _read_pauses(self) -> None:
        self._pauses_read = self._clock.monotonic()
        await waits.restore(self._database, self._clock.now(), self._seal, self._door.pacer)

    async def _step(self) -> bool:
        """Mark what ended, claim what is due. False: nothing is under way and nothing was due."""
        # Marks come before claims: after trouble with the database, what was sent is known first.
        await self._flush()
        await self._look_at_running()
        if self._standing.count > 1 and self._clock.monotonic() - self._pauses_read >= PAUSES_EVERY:
            await self._read_pauses()
        room = self._room()
        if room and self._door.paused() <= DELIVERY_PATIENCE:
            await self._claim(room)
        return bool(self._tasks or self._marks)

    def _room(self) -> int:
        """How many to claim now; 0 until it is worth a claim."""
        if self._reach.lost:
            return int(not self._tasks and self._reach.knock())
        room = min(self._ahead - self._waiting, max(40, self._most_ahead * 2) - len(self._tasks))
        # Seldom where sending is slow, since a claim costs as much as a few messages; early where
        # it is fast, since what is left must last while more is claimed.
        if room < min(self._ahead * 2 // 3, EARLY):
            return 0
        # Where sending is slower than permitted, what waited too long was claimed too early.
        grown = min(self._most_ahead, self._ahead + self._ahead // 8 + 1)
        self._ahead = max(8, self._ahead * 3 // 4) if self._stale else grown
        self._stale = False
        # Reading many at once would keep replies waiting.
        return min(room, EARLY)

    async def _look_at_running(self) -> None:
        now = self._clock.monotonic()
        if self._tasks and now - self._running_read >= RUNNING_EVERY:
            self._running = await self._composer.running()
            self._running_read = now

    async def _claim(self, room: int) -> None:
        buckets = self._standing.buckets
        if buckets is not None and not buckets:
            return
        now, asked = self._clock.now(), self._clock.monotonic()
        lease_until = now + self._lease
        async with self._database.write() as connection:
            claimed = await deliveries.claim(connection, now, lease_until, room, buckets=buckets)
        if not claimed:
            return
        try:
            subjects = await self._composer.read(claimed)
        except StorageError:
            self._marks += (Mark(delivery, Withdrawn()) for delivery in claimed)
            raise
        read = self._clock.monotonic()
        for delivery in claimed:
            knocks = self._reach.lost
            one = Claimed(delivery, lease_until, asked, subjects[delivery.id], read, knocks=knocks)
            task = asyncio.create_task(self._deliver(one))
            self._tasks[task] = one
            self._waiting += 1
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        claimed = self._tasks.pop(task)
        self._waiting -= not claimed.sending
        if task.cancelled():
            self._marks.append(Mark(claimed.delivery, Withdrawn()))
        elif (fault := task.exception()) is not None:
            self._fault(claimed.delivery, fault)

    def _fault(self, delivery: Delivery, fault: BaseException) -> None:
        """A fault of ours: others go on, and this one is tried again for as long as it lives."""
        logger.error("delivery %d met a fault of the bot: %s", delivery.id, unworded(fault))
        self._marks.append(Mark(delivery, TryAgain(0, "internal fault")))

    async def _deliver(self, claimed: Claimed) -> None:
        delivery = claimed.delivery
        message = self._composer.compose(delivery, claimed.subject)
        if not isinstance(message, Message):
            self._given_up(delivery, message)
            self._marks.append(Mark(delivery, message))
            return
        try:
            outcome = await self._say(claimed, message)
        except StorageError as error:
            self._outage.failed("a delivery", error)
            outcome = Withdrawn()
        self._heard(delivery, outcome)
        if self._lost_lease(claimed) and isinstance(outcome, Withdrawn):
            return
        if self._lost_lease(claimed, timedelta(0)) and not isinstance(outcome, Delivered):
            # It may be another's by now, who says what becomes of it.
            return
        if claimed.instead is not None:
            self._given_up(delivery, claimed.instead)
        self._marks.append(Mark(delivery, claimed.instead or outcome))

    async def _say(self, claimed: Claimed, message: Message) -> Outcome:
        delivery = claimed.delivery
        chat_id = self._seal.open(delivery.chat)
        rank = Rank[delivery.lane.name]

        async def wanted() -> bool:
            return await self._still_wanted(claimed)

        if delivery.act is Act.SEND or delivery.message_id is None:
            return await self._door.send(chat_id, message, rank, still_wanted=wanted)
        if delivery.act is Act.DELETE:
            return await self._door.delete(chat_id, delivery.message_id, rank, still_wanted=wanted)
        outcome = await self._door.edit(
            chat_id, delivery.message_id, message, rank, still_wanted=wanted
        )
        if delivery.kind is DeliveryKind.ALERT and isinstance(outcome, Refused):
            # Its reader deleted it, or it is too old: it was told, and stays as it was.
            return Delivered(delivery.message_id)
        return outcome

    async def _still_wanted(self, claimed: Claimed) -> bool:
        # What could not be marked would go out again after a crash: it is not sent.
        if self._stopping or "sending" in self._failing or self._lost_lease(claimed):
            return False
        if self._reach.lost and not claimed.knocks:
            return False
        if self._doubtful(claimed):
            subject = await self._composer.read_again(claimed.delivery)
            what = self._composer.compose(claimed.delivery, subject)
            if not isinstance(what, Message):
                claimed.instead = what
                return False
            if self._lost_lease(claimed):
                return False
        claimed.sending = True
        self._waiting -= 1
        return True

    def _doubtful(self, claimed: Claimed) -> bool:
        """What was read at the claim may hold no longer."""
        if self._clock.monotonic() - claimed.read > FRESH:
            self._stale = True
            return True
        broadcast_id = claimed.delivery.broadcast_id
        return (
            broadcast_id is not None
            and self._running_read > claimed.read
            and broadcast_id not in self._running
        )

    def _lost_lease(self, claimed: Claimed, margin: timedelta = LEASE_MARGIN) -> bool:
        """A process that was stopped and wakes late must not send what another has claimed."""
        lasted = self._clock.monotonic() - claimed.asked
        return (
            self._clock.now() >= claimed.lease_until - margin
            or lasted >= (self._lease - margin).total_seconds()
        )

    async def _flush(self) -> None:
        unkept = self._door.pacer.unkept
        if not (self._marks or unkept):
            return
        ready, named = list(self._marks), dict(unkept)
        now = self._clock.now()
        async with self._database.write() as connection:
            await marks.write(connection, ready, now, self._seal)
            await waits.keep(connection, named, now, self._seal, self._door.pacer)
        del self._marks[: len(ready)]
        for chat_id, until in named.items():
            if unkept.get(chat_id) == until:
                del unkept[chat_id]

    def _storage(self, what: str, fault: StorageError | None) -> None:
        """What the database did for this: nothing for a ``fault``."""
        failed = bool(self._failing)
        if fault is None:
            self._failing.discard(what)
            self._outage.works()
        else:
            self._failing.add(what)
            self._outage.failed(what, fault)
        if bool(self._failing) != failed and self._troubles is not None:
            told = self._troubles.storage_works if failed else self._troubles.storage_failed
            told()

    async def _finish(self) -> None:
        self._stopping = True
        for task, claimed in self._tasks.items():
            if not claimed.sending:
                task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_WORDS)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        # The callbacks of the last tasks run after them.
        await asyncio.sleep(0)
        try:
            await self._flush()
        except StorageError as error:
            logger.error(
                "%d deliveries that were sent could not be marked and will be repeated: %s",
                sum(isinstance(mark.result, Delivered) for mark in self._marks),
                error,
            )
        if self._troubles is not None:
            await self._troubles.close(LAST_WORDS / 4)

    def _heard(self, delivery: Delivery, outcome: Outcome) -> None:
        self._reach.heard(outcome)
        if isinstance(outcome, Refused):
            logger.error("Telegram refused delivery %d: %s", delivery.id, outcome.reason)
            self._notice(Trouble.REFUSED, delivery)
        elif isinstance(outcome, Delivered) and outcome.plain:
            logger.error("delivery %d was sent as plain text", delivery.id)
            self._notice(Trouble.PLAIN, delivery)

    def _given_up(self, delivery: Delivery, why: Drop | Hold) -> None:
        if why == Drop("expired"):
            logger.warning("delivery %d was not delivered in its lifetime", delivery.id)
            self._notice(Trouble.EXPIRED, delivery)

    def _notice(self, trouble: Trouble, delivery: Delivery) -> None:
        if self._troubles is not None:
            self._troubles.noticed(trouble, delivery.about)
