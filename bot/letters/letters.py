"""Reminders to write, and a count of the letters people say they wrote. No letter is ever seen."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cases.registry import Registry
from bot.clock import Clock
from bot.counts import rounded
from bot.letters import reminders as times
from bot.letters.rotation import choose, followed, in_turn, seat_of, week_of
from storage import deliveries, follows, pledges, reminders, subscribers
from storage.database import AsyncConnection, Database
from storage.rows import DeliveryKind, Lane, Reminder, SealedId

log = logging.getLogger(__name__)

_BATCH = 25
"""Reminders a transaction, so that the database's writer is soon free for others."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """A pledge: for whom, and whether this press was the one that counted."""

    case: str
    counted: bool


class Letters:
    def __init__(self, database: Database, clock: Clock, registry: Registry) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry

    async def reminder(self, chat: SealedId) -> Reminder | None:
        async with self._database.read() as connection:
            return await reminders.find(connection, chat)

    async def set_reminder(self, chat: SealedId, weekly: times.Weekly) -> Reminder:
        """Remind this subscriber every week from now on, instead of any earlier arrangement.

        A zone in ``weekly`` becomes the subscriber's. Raises LookupError for an unknown chat.
        """
        async with self._database.write() as connection:
            if weekly.zone:
                await subscribers.change(connection, chat, time_zone=weekly.zone)
            return await self._arrange(connection, chat, weekly.weekday, weekly.minute)

    async def clear_reminder(self, chat: SealedId) -> None:
        async with self._database.write() as connection:
            await reminders.clear(connection, chat)

    async def rezone(self, chat: SealedId) -> None:
        """Keep the local time of a reminder after the subscriber changed their zone."""
        async with self._database.write() as connection:
            kept = await reminders.find(connection, chat)
            if kept is not None:
                await self._arrange(connection, chat, kept.weekday, kept.minute)

    async def run_due(self, limit: int = 2000) -> int:
        """Turn reminders that are due into deliveries; how many were looked at.

        Delivery and next due time are written in one transaction: a crash neither loses nor
        doubles a reminder. One that is later than `reminders.LATE` is skipped.
        """
        looked_at = 0
        while looked_at < limit:
            batch = min(_BATCH, limit - looked_at)
            found = await self._run_batch(batch)
            looked_at += found
            if found < batch:
                break
        return looked_at

    async def suggest(self, chat: SealedId, *, after: str = "") -> str | None:
        """The slug of whom this reader should write to this week; the next after ``after``."""
        async with self._database.read() as connection:
            written = await pledges.totals(connection)
            return await self._choose(connection, chat, written, self._clock.now(), after=after)

    async def suggest_people(self, chat: SealedId, number: int) -> tuple[str, ...]:
        """So many people with a usable address, each once: followed ones first."""
        async with self._database.read() as connection:
            written = await pledges.totals(connection)
            topics = await follows.of(connection, chat)
        week, seat = week_of(self._clock.now()), seat_of(chat)
        people: dict[str, None] = {}
        for candidates in (followed(self._registry, topics), followed(self._registry, ())):
            people |= dict.fromkeys(in_turn(candidates, written, week, seat))
        return tuple(people)[:number]

    async def wrote(self, delivery_id: int, chat: SealedId, case: str) -> Wrote | None:
        """Count a letter, once for each reminder. None if this chat got no such reminder."""
        async with self._database.write() as connection:
            delivery = await deliveries.find(connection, delivery_id, chat)
            if delivery is None or delivery.kind is not DeliveryKind.REMINDER:
                return None
            named = case if case in self._registry.cases else delivery.case
            counted = await deliveries.answer(connection, delivery_id, chat)
            if counted:
                month = self._clock.now().date().replace(day=1)
                await pledges.add(connection, named, month)
        return Wrote(named, counted)

    async def written(self, case: str) -> int | None:
        """Letters counted for a person, rounded; None while there are fewer than ten."""
        async with self._database.read() as connection:
            totals = await pledges.totals(connection)
        return rounded(totals.get(case, 0))

    async def _run_batch(self, limit: int) -> int:
        async with self._database.write() as connection:
            now = self._clock.now()
            due = await reminders.due(connection, now, limit)
            written = await pledges.totals(connection) if due else {}
            sent = [await self._remind(connection, reminder, written, now) for reminder in due]
        if due:
            log.info("reminders: %d due, %d on their way", len(due), sum(sent))
        return len(due)

    async def _arrange(
        self, connection: AsyncConnection, chat: SealedId, weekday: int, minute: int
    ) -> Reminder:
        subscriber = await subscribers.find(connection, chat)
        if subscriber is None:
            raise LookupError("a reminder needs a subscriber; welcome the chat first")
        due = times.next_due(weekday, minute, subscriber.time_zone, self._clock.now())
        reminder = Reminder(chat, weekday, minute, due)
        await reminders.set(connection, reminder)
        return reminder

    async def _remind(
        self,
        connection: AsyncConnection,
        reminder: Reminder,
        written: Mapping[str, int],
        now: datetime,
    ) -> bool:
        """Write one reminder's delivery and next due time; whether it will be sent."""
        chat, due = reminder.chat, reminder.next_due
        subscriber = await subscribers.find(connection, chat)
        if subscriber is None:
            return False
        weekday, minute, zone = reminder.weekday, reminder.minute, subscriber.time_zone
        if now - due >= times.LATE:
            # After a long outage a later one may still be in time.
            due = times.next_due(weekday, minute, zone, now - times.LATE)
        following = due if due > now else times.next_due(weekday, minute, zone, now)
        await reminders.advance(connection, chat, following)
        if subscriber.suspended or due > now:
            return False
        case = await self._choose(connection, chat, written, due)
        if case is None:
            return False
        return await deliveries.add(
            connection,
            chat=chat,
            kind=DeliveryKind.REMINDER,
            about=f"reminder:{due:%Y-%m-%dT%H:%MZ}",
            lane=Lane.REMINDER,
            due=due,
            expires=due + times.LATE,
            case=case,
        )

    async def _choose(
        self,
        connection: AsyncConnection,
        chat: SealedId,
        written: Mapping[str, int],
        moment: datetime,
        *,
        after: str = "",
    ) -> str | None:
        """Among those the reader follows; among everybody when none of them can be named."""
        topics = await follows.of(connection, chat)
        week, seat = week_of(moment), seat_of(chat)
        for candidates in (followed(self._registry, topics), followed(self._registry, ())):
            slug = choose(candidates, written, week, seat, after=after)
            if slug is not None:
                return slug
        return None
