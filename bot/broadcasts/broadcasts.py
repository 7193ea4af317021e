"""A call from organisers: second person, delay, run, pause, stop. Every step is one transaction."""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import Enum

from bot.access import Action
from bot.broadcasts import schedule
from bot.broadcasts.drafts import Drafts
from bot.broadcasts.runs import Runs
from bot.cases.registry import Registry
from bot.chain import Verb
from bot.checklist import BLOCKING, FindsPeople, Preview, check, digest
from bot.clock import Clock
from bot.counts import rounded
from bot.i18n import Translations
from bot.organisers import Organisers
from bot.views.calls import too_long
from storage import broadcasts, called, fan_outs, feeds, hold_notices
from storage.broadcast_rows import OPEN, Broadcast, BroadcastState, HoldNotice
from storage.database import AsyncConnection, Database
from storage.rows import SealedId

log = logging.getLogger(__name__)

MESSAGES_PER_STAR = 10
"""Telegram's price for paid sending: 0.1 Star a message."""


class Answer(Enum):
    """What came of asking for a broadcast to go out."""

    RUNNING = "running"
    APPROVED = "approved"
    """It goes out at its time, or after the delay."""
    WAITING = "waiting"
    """Somebody else has to approve it."""
    CHANGED = "changed"
    """It is no longer what this person saw."""
    EMPTY = "empty"
    BLOCKED = "blocked"
    """The check list found what cannot go out."""
    REFUSED = "refused"
    """Sent back to its author."""
    NOT_ALLOWED = "not-allowed"
    GONE = "gone"
    """Nothing to decide any more: already running, refused, discarded or over."""


class Broadcasts(Runs):
    def __init__(
        self,
        database: Database,
        clock: Clock,
        registry: Registry,
        people: FindsPeople,
        organisers: Organisers,
        *,
        translations: Translations,
        delay: timedelta = timedelta(0),
        calls_a_week: int = 0,
        paid: bool = False,
    ) -> None:
        """``delay`` passes between the approval and the first message, so that anybody can stop;
        more than ``calls_a_week`` (0: any number) need a reason; ``paid`` sending may be used."""
        self.calls_a_week = calls_a_week
        self.paid = paid
        super().__init__(database, clock, organisers.audit)
        self.drafts = Drafts(database, clock)
        self.delay = delay
        self._registry = registry
        self._people = people
        self._organisers = organisers
        self._translations = translations

    async def preview(self, broadcast_id: int) -> Preview | None:
        """What the author and the second person are shown."""
        async with self._database.read() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            return None if broadcast is None else await self._preview(connection, broadcast)

    async def price(self, draft: Broadcast) -> int:
        """What it may cost in Stars, were its sending paid."""
        async with self._database.read() as connection:
            return _stars(await self._reach(connection, draft))

    async def confirm(self, broadcast_id: int, user: SealedId, seen: str) -> Answer:
        """The author wants it out: it goes, or waits for the second person.

        ``seen`` is the digest of what the author was shown.
        """
        async with self._database.write() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
                return Answer.GONE
            composes = await self._organisers.may_do(connection, user, Action.COMPOSE)
            if broadcast.author != user or not composes:
                return Answer.NOT_ALLOWED
            if not broadcast.texts:
                return Answer.EMPTY
            if digest(broadcast) != seen:
                return Answer.CHANGED
            if await self._blocked(connection, broadcast):
                return Answer.BLOCKED
            await broadcasts.set_asking(connection, broadcast_id, "")
            # To go beyond what readers can bear takes two, whatever the configuration says.
            alone = await self._organisers.decides_alone(connection, user)
            if alone and not broadcast.content.beyond_cap:
                return await self._let_out(connection, broadcast, user)
            await self._change(
                connection, broadcast_id, (BroadcastState.DRAFT,), BroadcastState.PENDING
            )
            await self._note(connection, user, Verb.ASKED, broadcast_id)
            return Answer.WAITING

    async def withdraw(self, broadcast_id: int, author: SealedId) -> bool:
        """Take the question back: what waited for a second person is a draft again."""
        async with self._database.write() as connection:
            pending = await broadcasts.find(connection, broadcast_id)
            if pending is None or pending.author != author:
                return False
            return await self._change(
                connection, broadcast_id, (BroadcastState.PENDING,), BroadcastState.DRAFT
            )

    async def approve(self, broadcast_id: int, user: SealedId, seen: str) -> Answer:
        """A second person lets it go out."""
        return await self._decide(broadcast_id, user, seen, run=True)

    async def refuse(self, broadcast_id: int, user: SealedId, seen: str) -> Answer:
        """A second person sends it back to its author: it is a draft again."""
        return await self._decide(broadcast_id, user, seen, run=False)

    async def release_due(self) -> tuple[Broadcast, ...]:
        """Let out what was approved and whose time has come; those whose time is over, which go
        nowhere. Raises StorageError."""
        moment = self._clock.now()
        async with self._database.read() as connection:
            waiting = await broadcasts.in_states(connection, (BroadcastState.APPROVED,))
        expired = []
        for each in waiting:
            what = schedule.now(each.content.schedule, each.release or moment, moment)
            if what is schedule.Now.WAIT:
                continue
            async with self._database.write() as connection:
                if what is schedule.Now.GO:
                    await self._run(connection, each, (BroadcastState.APPROVED,))
                elif await self._change(
                    connection, each.id, (BroadcastState.APPROVED,), BroadcastState.EXPIRED
                ):
                    expired.append(each)
        return tuple(expired)

    async def told(self, notice: HoldNotice) -> None:
        """An organiser was told that it can be held back."""
        async with self._database.write() as connection:
            await hold_notices.keep(connection, notice)

    async def late_notices(self) -> list[HoldNotice]:
        """Whose button does nothing any more. Raises StorageError."""
        async with self._database.read() as connection:
            return await hold_notices.late(connection)

    async def forget_notice(self, notice: HoldNotice) -> None:
        async with self._database.write() as connection:
            await hold_notices.forget(connection, notice)

    async def answer(self, call: int, chat: SealedId) -> tuple[bool, int | None]:
        """A reader has done what a call asks for: whether this is news, and how many have by now,
        rounded, None while fewer than ten."""
        async with self._database.write() as connection:
            first = await called.answer(connection, call, chat)
            if first:
                done = await broadcasts.count_done(connection, call)
            else:
                found = await broadcasts.find(connection, call)
                done = found.done if found else 0
            return first, rounded(done)

    async def _preview(self, connection: AsyncConnection, broadcast: Broadcast) -> Preview:
        watched = await feeds.watched(connection)
        content = broadcast.content
        recipients = await self._reach(connection, broadcast)
        findings = check(
            broadcast,
            self._registry,
            self._people,
            [feed.source.url for feed in watched if feed.source.undesirable],
            now=self._clock.now(),
            too_long=too_long(broadcast, self._registry, self._translations),
        )
        stars = _stars(recipients) if content.paid else 0
        return Preview(broadcast, rounded(recipients), findings, digest(broadcast), stars)

    async def _reach(self, connection: AsyncConnection, broadcast: Broadcast) -> int:
        content = broadcast.content
        return await called.reach(
            connection, broadcast.segment, content.narrowing, urgent=content.urgent
        )

    async def _blocked(self, connection: AsyncConnection, broadcast: Broadcast) -> bool:
        preview = await self._preview(connection, broadcast)
        return any(finding.doubt in BLOCKING for finding in preview.findings)

    async def _decide(self, broadcast_id: int, user: SealedId, seen: str, *, run: bool) -> Answer:
        async with self._database.write() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            if broadcast is None or broadcast.state is not BroadcastState.PENDING:
                return Answer.GONE
            if not await self._organisers.is_second(connection, user, broadcast.author):
                return Answer.NOT_ALLOWED
            if digest(broadcast) != seen:
                return Answer.CHANGED
            if run:
                if await self._blocked(connection, broadcast):
                    return Answer.BLOCKED
                return await self._let_out(connection, broadcast, user)
            await self._change(
                connection, broadcast_id, (BroadcastState.PENDING,), BroadcastState.DRAFT
            )
            await self._note(connection, user, Verb.REFUSED, broadcast_id)
            return Answer.REFUSED

    async def _let_out(
        self, connection: AsyncConnection, broadcast: Broadcast, user: SealedId
    ) -> Answer:
        moment = self._clock.now()
        release = schedule.release(broadcast.content, moment, self.delay)
        if release <= moment:
            answer = await self._run(connection, broadcast, OPEN)
        elif await self._change(connection, broadcast.id, OPEN, BroadcastState.APPROVED):
            await broadcasts.set_release(connection, broadcast.id, release)
            answer = Answer.APPROVED
        else:
            answer = Answer.GONE
        if answer is not Answer.GONE:
            await self._note(connection, user, Verb.APPROVED, broadcast.id)
        return answer

    async def _run(
        self, connection: AsyncConnection, broadcast: Broadcast, before: tuple[BroadcastState, ...]
    ) -> Answer:
        if not await self._change(connection, broadcast.id, before, BroadcastState.RUNNING):
            return Answer.GONE
        if broadcast.revises is None:
            until = schedule.kept_until(broadcast.content, self._clock.now())
            await broadcasts.keep(connection, broadcast.id, until)
            await fan_outs.begin(connection, broadcast_id=broadcast.id)
        else:
            await self.revisions.apply(connection, broadcast)
        log.info("broadcast %d: started", broadcast.id)
        return Answer.RUNNING


def _stars(messages: int) -> int:
    return -(-messages // MESSAGES_PER_STAR)
