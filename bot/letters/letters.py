"""Reminders to write, and a count of the letters people say they wrote. No letter is ever seen."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.cases.registry import Case, Registry
from bot.clock import Clock
from bot.counts import rounded
from bot.letters import reminders as times
from bot.letters.advice import Advice, fresh
from bot.letters.guide import writable
from bot.letters.reminders import Monthly, Rule, Weekly
from bot.letters.rotation import choose, followed, in_turn, seat_of
from storage import deliveries, follows, pledges, reminders, subscribers
from storage.database import AsyncConnection, Database
from storage.reminder_rows import Every, Route, Whom
from storage.rows import DeliveryKind, Lane, Reminder, SealedId, Topic

log = logging.getLogger(__name__)

_BATCH = 25
"""Reminders a transaction, so that the database's writer is soon free for others."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """A pledge: for whom, and whether this press was the one that counted."""

    case: str
    counted: bool


class Letters:
    def __init__(
        self, database: Database, clock: Clock, registry: Registry, advice: Advice | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry
        self.advice = advice or Advice()

    async def reminder(self, chat: SealedId) -> Reminder | None:
        async with self._database.read() as connection:
            return await reminders.find(connection, chat)

    async def set_reminder(
        self, chat: SealedId, wanted: Weekly | Monthly, *, whom: Whom | None = None, about: str = ""
    ) -> Reminder:
        """Remind this subscriber so from now on, instead of anything arranged before.

        A pause ends. A zone in ``wanted`` becomes the subscriber's. Without ``whom`` it stays as it
        was; ``about`` is the slug of the one person meant. Raises LookupError for an unknown chat.
        """
        async with self._database.write() as connection:
            if wanted.zone:
                await subscribers.change(connection, chat, time_zone=wanted.zone)
            zone = await _zone(connection, chat)
            now = self._clock.now()
            rule = times.rule_for(wanted, zone, now)
            kept = await reminders.find(connection, chat)
            kept = kept or Reminder(chat, rule.weekday, rule.minute, now)
            kept = replace(
                kept,
                # A monthly one keeps the weekday for when it is weekly again.
                weekday=kept.weekday if rule.every is Every.MONTH else rule.weekday,
                minute=rule.minute,
                every=rule.every,
                day=rule.day,
                phase=rule.phase,
                paused_until=None,
            )
            if whom is not None:
                kept = replace(kept, whom=whom, about=about)
            return await self._arrange(connection, kept, zone)

    async def change_reminder(
        self,
        chat: SealedId,
        *,
        whom: Whom | None = None,
        about: str = "",
        route: Route | None = None,
        occasions: bool | None = None,
    ) -> Reminder | None:
        """Change what is given of an arrangement; None where there is none."""
        async with self._database.write() as connection:
            kept = await reminders.find(connection, chat)
            if kept is None:
                return None
            if whom is not None:
                kept = replace(kept, whom=whom, about=about)
            if route is not None:
                kept = replace(kept, route=route)
            if occasions is False:
                kept = replace(kept, told=None, look=None)
            elif occasions and kept.look is None:
                zone = await _zone(connection, chat)
                start = self._start(kept, zone)
                today = self._clock.now().astimezone(ZoneInfo(zone)).date()
                kept = replace(kept, told=today, look=times.next_day(kept.minute, zone, start))
            await reminders.keep(connection, kept)
            return kept

    async def pause(self, chat: SealedId, until: date | None) -> Reminder | None:
        """Nothing comes before this local day; None ends a pause. None: nothing is arranged."""
        async with self._database.write() as connection:
            kept = await reminders.find(connection, chat)
            if kept is None:
                return None
            zone = await _zone(connection, chat)
            return await self._arrange(connection, replace(kept, paused_until=until), zone)

    async def clear_reminder(self, chat: SealedId) -> None:
        async with self._database.write() as connection:
            await reminders.clear(connection, chat)

    async def rezone(self, chat: SealedId) -> None:
        """Keep the local time of a reminder after the subscriber changed their zone."""
        async with self._database.write() as connection:
            kept = await reminders.find(connection, chat)
            if kept is not None:
                await self._arrange(connection, kept, await _zone(connection, chat))

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
        """The slug of whom this reader should write to now; the next after ``after``."""
        written, kept, topics = await self._known(chat)
        today = self._clock.now().date()
        return self._choose(chat, kept, topics, written, today, after=after)

    async def suggest_people(self, chat: SealedId, number: int) -> tuple[str, ...]:
        """So many people who may be suggested, each once: the first as `suggest` would."""
        written, kept, topics = await self._known(chat)
        today = self._clock.now().date()
        turn, seat = times.turn_of(Every.WEEK, today), seat_of(chat)
        people: dict[str, None] = {}
        for candidates in self._candidates(kept, topics, today):
            lately = fresh(candidates, today)
            people |= dict.fromkeys(in_turn(candidates, written, turn, seat, fresh=lately))
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

    async def _known(
        self, chat: SealedId
    ) -> tuple[Mapping[str, int], Reminder | None, tuple[Topic, ...]]:
        """How many letters each person got, and what this reader arranged and follows."""
        async with self._database.read() as connection:
            return (
                await pledges.totals(connection),
                await reminders.find(connection, chat),
                await follows.of(connection, chat),
            )

    async def _run_batch(self, limit: int) -> int:
        async with self._database.write() as connection:
            now = self._clock.now()
            due = await reminders.due(connection, now, limit)
            written = await pledges.totals(connection) if due else {}
            sent = [await self._remind(connection, reminder, written, now) for reminder in due]
        if due:
            log.info("reminders: %d due, %d on their way", len(due), sum(sent))
        return len(due)

    async def _arrange(self, connection: AsyncConnection, kept: Reminder, zone: str) -> Reminder:
        """Keep it with the next times it is due, not before its pause ends."""
        start = self._start(kept, zone)
        kept = replace(
            kept,
            paused_until=kept.paused_until if start > self._clock.now() else None,
            next_due=times.next_turn(rule_of(kept), zone, start),
            look=None if kept.look is None else times.next_day(kept.minute, zone, start),
        )
        await reminders.keep(connection, kept)
        return kept

    def _start(self, kept: Reminder, zone: str) -> datetime:
        """The moment after which something may come: now, or when the pause ends."""
        now = self._clock.now()
        if kept.paused_until is None:
            return now
        begin = datetime.combine(kept.paused_until, time(), ZoneInfo(zone))
        # A second before that day: what is due at its midnight comes.
        return max(now, begin.astimezone(now.tzinfo) - timedelta(seconds=1))

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
        rule, zone = rule_of(reminder), subscriber.time_zone
        if now - due >= times.LATE:
            # After a long outage a later one may still be in time.
            due = times.next_turn(rule, zone, now - times.LATE)
        following = due if due > now else times.next_turn(rule, zone, now)
        await reminders.advance(connection, chat, following)
        if subscriber.suspended or due > now:
            return False
        topics = await follows.of(connection, chat)
        day = due.astimezone(ZoneInfo(zone)).date()
        case = self._choose(chat, reminder, topics, written, day)
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

    def _choose(
        self,
        chat: SealedId,
        kept: Reminder | None,
        topics: tuple[Topic, ...],
        written: Mapping[str, int],
        day: date,
        *,
        after: str = "",
    ) -> str | None:
        """Among whom the reader wants; among everybody when none of them can be named."""
        if kept is not None and kept.whom is Whom.PERSON and kept.about != after:
            person = self._registry.cases.get(kept.about)
            # Asked for by name: an old address is given, with its warning.
            if person is not None and writable(person):
                return person.slug
        turn, seat = times.turn_of(kept.every if kept else Every.WEEK, day), seat_of(chat)
        shown = None
        for candidates in self._candidates(kept, topics, day):
            lately = fresh(candidates, day)
            slug = choose(candidates, written, turn, seat, after=after, fresh=lately)
            if slug is not None and slug != after:
                return slug
            shown = shown or slug
        return shown

    def _candidates(
        self, kept: Reminder | None, topics: tuple[Topic, ...], day: date
    ) -> list[list[Case]]:
        """Those who may be suggested: whom the reader wants first, then everybody."""
        wanted = [()] if kept is None or kept.whom is not Whom.FOLLOWED else [topics, ()]
        return [
            [case for case in followed(self._registry, each) if self.advice.suggests(case, day)]
            for each in wanted
        ]


def rule_of(kept: Reminder) -> Rule:
    return Rule(kept.every, kept.minute, kept.weekday, kept.day, kept.phase)


async def _zone(connection: AsyncConnection, chat: SealedId) -> str:
    subscriber = await subscribers.find(connection, chat)
    if subscriber is None:
        raise LookupError("a reminder needs a subscriber; welcome the chat first")
    return subscriber.time_zone
