"""Letter evenings of groups: who takes whom is known until the evening ends, then only counts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.cases.registry import Registry
from bot.clock import Clock
from bot.letters.announcing import Announced
from bot.letters.guide import writable
from storage import evenings, pledges
from storage.database import AsyncConnection, Database
from storage.evening_rows import Evening
from storage.rows import SealedId

log = logging.getLogger(__name__)

MOST_NAMES = 8
"""Names at one evening, so that each is taken by several."""
LASTS = timedelta(hours=6)
_BATCH = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """A press on a name: taken by it, or given back."""

    evening: Evening
    now: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A press on "Written": to whom it newly counts; ``taken`` is false if no name was taken."""

    evening: Evening
    newly: tuple[str, ...]
    taken: bool


class Evenings:
    def __init__(self, database: Database, clock: Clock, registry: Registry) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry

    async def announce(
        self, chat: SealedId, announced: Announced, people: Sequence[str]
    ) -> Evening:
        """Keep an evening on which these are written to, instead of any earlier one of this group.
        The chat must be a subscriber."""
        async with self._database.write() as connection:
            return await evenings.add(
                connection,
                chat,
                announced.starts,
                announced.starts + LASTS,
                zone=announced.zone,
                place=announced.place,
                people=people,
            )

    async def shown(self, evening: Evening, message_id: int) -> None:
        """The announcement stands in the group under this number."""
        async with self._database.write() as connection:
            await evenings.shown(connection, evening.id, message_id)

    async def of(self, chat: SealedId) -> Evening | None:
        """The group's evening, unless it is over."""
        async with self._database.read() as connection:
            found = await evenings.find(connection, chat)
        return found if found and found.ends > self._clock.now() else None

    async def take(self, evening: Evening, case: str, taker: SealedId) -> Taken | None:
        """Take a name or give it back; None for one that is not, or no longer, to be written to."""
        person = self._registry.cases.get(case)
        if case not in evening.people or person is None or not writable(person):
            return None
        async with self._database.write() as connection:
            if not await self._stands(connection, evening):
                return None
            now = await evenings.take(connection, evening.id, case, taker)
            found = await evenings.find(connection, evening.chat)
        return Taken(found or evening, now)

    async def wrote(self, evening: Evening, taker: SealedId) -> Written | None:
        """Count one letter to each name this person took and had not written to."""
        async with self._database.write() as connection:
            if not await self._stands(connection, evening):
                return None
            newly = await evenings.write(connection, evening.id, taker)
            for case in newly or ():
                await pledges.add(connection, case, self._clock.now().date())
            found = await evenings.find(connection, evening.chat)
        return Written(found or evening, newly or (), newly is not None)

    async def over(self) -> list[Evening]:
        """Evenings that are over and still stand in rows."""
        async with self._database.read() as connection:
            return await evenings.over(connection, self._clock.now(), _BATCH)

    async def end(self, evening: Evening) -> bool:
        """Forget the evening and who took which name; whether it was still there."""
        async with self._database.write() as connection:
            ended = await evenings.remove(connection, evening.id)
        if ended:
            log.info("a letter evening is over: %d letters", sum(evening.written.values()))
        return ended

    async def _stands(self, connection: AsyncConnection, evening: Evening) -> bool:
        found = await evenings.find(connection, evening.chat)
        return found is not None and found.id == evening.id
