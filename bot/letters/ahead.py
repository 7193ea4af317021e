"""Days ahead on which a letter means most, told in time for one, several in one message."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cases.registry import Registry
from bot.clock import Clock
from bot.letters.advice import Advice
from bot.letters.reminders import LATE, next_day
from bot.letters.spans import Span, ahead
from storage import deliveries, follows, reminders, subscribers
from storage.database import AsyncConnection, Database
from storage.rows import DeliveryKind, Lane, Reminder

log = logging.getLogger(__name__)

TOGETHER = timedelta(days=6)
"""What has to leave within these days after the first is told along with it."""
KEEP = timedelta(days=7)
"""So long a message may wait to be sent: its days are weeks ahead."""
_BATCH = 25


class DaysAhead:
    def __init__(
        self, database: Database, clock: Clock, registry: Registry, advice: Advice
    ) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry
        self._advice = advice

    async def run_due(self, limit: int = 2000) -> int:
        """Write the messages about days ahead whose time has come; how many readers were looked at.

        A reader is looked at once a local day. The message and the last day it tells of are written
        in one transaction: after a crash or an outage each day is told once.
        """
        looked_at = 0
        while looked_at < limit:
            async with self._database.write() as connection:
                now = self._clock.now()
                found = await reminders.looking(connection, now, min(_BATCH, limit - looked_at))
                told = [await self._look(connection, kept, now) for kept in found]
            if found:
                log.info("days ahead: %d readers, %d to be told", len(found), sum(told))
            looked_at += len(found)
            if len(found) < _BATCH:
                break
        return looked_at

    async def _look(self, connection: AsyncConnection, kept: Reminder, now: datetime) -> bool:
        subscriber = await subscribers.find(connection, kept.chat)
        if subscriber is None or kept.look is None:
            return False
        zone = subscriber.time_zone
        today = now.astimezone(ZoneInfo(zone)).date()
        told = max(kept.told or today, today)
        leaving = today + self._advice.leads[kept.route]
        span = Span(told, leaving + TOGETHER, kept.route)
        topics = await follows.of(connection, kept.chat)
        days = ahead(self._registry, self._advice, topics, span, today)
        urgent = any(day.on <= leaving for day in days)
        await reminders.look_again(
            connection,
            kept.chat,
            next_day(kept.minute, zone, now),
            span.to if urgent else told,
        )
        if not urgent:
            return False
        due = kept.look if now - kept.look < LATE else now
        return await deliveries.add(
            connection,
            chat=kept.chat,
            kind=DeliveryKind.OCCASIONS,
            about=span.about,
            lane=Lane.REMINDER,
            due=due,
            expires=due + KEEP,
        )
