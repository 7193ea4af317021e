"""A call from organisers: draft, second person, run, stop. Every step is one transaction."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from enum import Enum

from bot.access import Action, may, may_approve
from bot.cases.registry import Registry
from bot.checklist import FindsPeople, Preview, check, digest, tidy
from bot.clock import Clock
from bot.counts import rounded
from bot.i18n import LANGUAGES
from bot.organisers import Organisers
from storage import broadcasts, deliveries, feeds, subscribers
from storage.calls import Broadcast, BroadcastState, Progress
from storage.database import AsyncConnection, Database
from storage.rows import SealedId, Topic

log = logging.getLogger(__name__)

_OPEN = (BroadcastState.DRAFT, BroadcastState.PENDING)
_PUBLIC = (
    BroadcastState.PENDING,
    BroadcastState.RUNNING,
    BroadcastState.STOPPED,
    BroadcastState.DONE,
)
_LOOK_BACK = 50
"""Broadcasts looked through for those that run; the newest are far fewer."""


class Answer(Enum):
    """What came of asking for a broadcast to go out."""

    RUNNING = "running"
    WAITING = "waiting"
    """Somebody else has to approve it."""
    CHANGED = "changed"
    """It is no longer what this person saw."""
    EMPTY = "empty"
    REFUSED = "refused"
    """Sent back to its author."""
    NOT_ALLOWED = "not-allowed"
    GONE = "gone"
    """Nothing to decide any more: already running, refused, discarded or over."""


class Broadcasts:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        registry: Registry,
        people: FindsPeople,
        organisers: Organisers,
    ) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry
        self._people = people
        self._organisers = organisers

    async def begin(self, author: SealedId, segment: Topic) -> Broadcast:
        """A draft for this segment whose first text is asked for.

        A draft of the same author that still waits for its first text is taken up again; one that
        was left half written is discarded.
        """
        async with self._database.write() as connection:
            draft = await broadcasts.of_author_asking(connection, author)
            if draft is not None and not draft.texts:
                await broadcasts.set_segment(connection, draft.id, segment)
                return await _known(connection, draft.id)
            if draft is not None:
                await self._change(connection, draft.id, _OPEN, BroadcastState.DISCARDED)
            broadcast_id = await broadcasts.create(
                connection,
                author=author,
                segment=segment,
                created=self._clock.now(),
                asking=LANGUAGES[0],
            )
            return await _known(connection, broadcast_id)

    async def asking(self, author: SealedId) -> Broadcast | None:
        """The draft that waits for this author's next message, if any."""
        async with self._database.read() as connection:
            return await broadcasts.of_author_asking(connection, author)

    async def find(self, broadcast_id: int) -> Broadcast | None:
        async with self._database.read() as connection:
            return await broadcasts.find(connection, broadcast_id)

    async def give_text(self, author: SealedId, html: str) -> Broadcast | None:
        """Keep the text that was asked for and ask for the next one; None if none was asked for."""
        async with self._database.write() as connection:
            draft = await broadcasts.of_author_asking(connection, author)
            if draft is None:
                return None
            await broadcasts.set_text(connection, draft.id, draft.asking, tidy(html))
            await broadcasts.set_asking(connection, draft.id, _after(draft.asking))
            return await _known(connection, draft.id)

    async def skip_text(
        self, broadcast_id: int, author: SealedId, language: str
    ) -> Broadcast | None:
        """Leave a language as it is; None if its text is not being asked for (any more)."""
        async with self._database.write() as connection:
            draft = await broadcasts.of_author_asking(connection, author)
            if draft is None or (draft.id, draft.asking) != (broadcast_id, language):
                return None
            following = _after(language)
            if not following and not draft.texts:
                return None
            await broadcasts.set_asking(connection, draft.id, following)
            return await _known(connection, draft.id)

    async def rewrite(self, broadcast_id: int, author: SealedId) -> Broadcast | None:
        """Ask for the texts anew, also while others are looking; None once it cannot be changed."""
        async with self._database.write() as connection:
            draft = await broadcasts.find(connection, broadcast_id)
            if draft is None or draft.author != author or draft.state not in _OPEN:
                return None
            other = await broadcasts.of_author_asking(connection, author)
            if other is not None and other.id != broadcast_id:
                await broadcasts.set_asking(connection, other.id, "")
            await self._change(connection, draft.id, _OPEN, BroadcastState.DRAFT)
            await broadcasts.set_asking(connection, draft.id, LANGUAGES[0])
            return await _known(connection, draft.id)

    async def discard(self, broadcast_id: int, author: SealedId) -> bool:
        async with self._database.write() as connection:
            draft = await broadcasts.find(connection, broadcast_id)
            if draft is None or draft.author != author:
                return False
            await broadcasts.set_asking(connection, broadcast_id, "")
            return await self._change(connection, broadcast_id, _OPEN, BroadcastState.DISCARDED)

    async def preview(self, broadcast_id: int) -> Preview | None:
        """What the author and the second person are shown."""
        async with self._database.read() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            if broadcast is None:
                return None
            watched = await feeds.all(connection)
            recipients = await subscribers.count_following(connection, broadcast.segment)
        undesirable = [feed.source.url for feed in watched if feed.source.undesirable]
        findings = check(dict(broadcast.texts), self._registry, self._people, undesirable)
        return Preview(broadcast, rounded(recipients), findings, digest(broadcast))

    async def confirm(self, broadcast_id: int, user: SealedId, seen: str) -> Answer:
        """The author wants it out: it runs, or waits for the second person.

        ``seen`` is the digest of what the author was shown.
        """
        role = await self._organisers.role_of(user)
        alone = await self._organisers.may_approve(user, author=user)
        async with self._database.write() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
                return Answer.GONE
            if broadcast.author != user or not may(role, Action.COMPOSE):
                return Answer.NOT_ALLOWED
            if not broadcast.texts:
                return Answer.EMPTY
            if digest(broadcast) != seen:
                return Answer.CHANGED
            await broadcasts.set_asking(connection, broadcast_id, "")
            if alone:
                return await self._start(connection, broadcast)
            await self._change(
                connection, broadcast_id, (BroadcastState.DRAFT,), BroadcastState.PENDING
            )
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

    async def stop(self, broadcast_id: int) -> bool:
        """Send nothing more of it. True if it was running."""
        async with self._database.write() as connection:
            return await self._stop(connection, broadcast_id)

    async def stop_all(self) -> tuple[int, ...]:
        """Stop everything that runs; the ids of what was stopped."""
        async with self._database.write() as connection:
            running = await _running(connection)
            return tuple([b.id for b in running if await self._stop(connection, b.id)])

    async def recent(self, limit: int = 8) -> tuple[tuple[Broadcast, Progress], ...]:
        """The newest first; drafts and discarded ones are their authors' own."""
        async with self._database.read() as connection:
            found = await broadcasts.recent(connection, _LOOK_BACK)
            shown = [each for each in found if each.state in _PUBLIC][:limit]
            return tuple([await _standing(connection, each) for each in shown])

    async def standing(self, broadcast_id: int) -> tuple[Broadcast, Progress] | None:
        async with self._database.read() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            return None if broadcast is None else await _standing(connection, broadcast)

    async def active(
        self, since: datetime, reported: Collection[int]
    ) -> tuple[tuple[Broadcast, Progress], ...]:
        """What is going out, or was over after ``since`` and is not ``reported`` yet."""
        async with self._database.read() as connection:
            found = [
                each
                for each in await broadcasts.recent(connection, _LOOK_BACK)
                if each.id not in reported and _is_active(each, since)
            ]
            return tuple([await _standing(connection, each) for each in found])

    async def _decide(self, broadcast_id: int, user: SealedId, seen: str, *, run: bool) -> Answer:
        role = await self._organisers.role_of(user)
        async with self._database.write() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            if broadcast is None or broadcast.state is not BroadcastState.PENDING:
                return Answer.GONE
            if not may_approve(role, author=broadcast.author, user=user, solo=False):
                return Answer.NOT_ALLOWED
            if digest(broadcast) != seen:
                return Answer.CHANGED
            if run:
                return await self._start(connection, broadcast)
            await self._change(
                connection, broadcast_id, (BroadcastState.PENDING,), BroadcastState.DRAFT
            )
            return Answer.REFUSED

    async def _start(self, connection: AsyncConnection, broadcast: Broadcast) -> Answer:
        started = await self._change(connection, broadcast.id, _OPEN, BroadcastState.RUNNING)
        if not started:
            return Answer.GONE
        await deliveries.open_fan_out(connection, broadcast_id=broadcast.id)
        log.info("broadcast %d: started", broadcast.id)
        return Answer.RUNNING

    async def _stop(self, connection: AsyncConnection, broadcast_id: int) -> bool:
        stopped = await self._change(
            connection, broadcast_id, (BroadcastState.RUNNING,), BroadcastState.STOPPED
        )
        if stopped:
            dropped = await deliveries.stop_broadcast(connection, broadcast_id, self._clock.now())
            log.info("broadcast %d: stopped, %d deliveries dropped", broadcast_id, dropped)
        return stopped

    async def _change(
        self,
        connection: AsyncConnection,
        broadcast_id: int,
        before: tuple[BroadcastState, ...],
        after: BroadcastState,
    ) -> bool:
        return await broadcasts.change_state(
            connection, broadcast_id, before, after, self._clock.now()
        )


async def _known(connection: AsyncConnection, broadcast_id: int) -> Broadcast:
    found = await broadcasts.find(connection, broadcast_id)
    if found is None:
        raise LookupError(f"broadcast {broadcast_id} vanished within its own transaction")
    return found


async def _standing(
    connection: AsyncConnection, broadcast: Broadcast
) -> tuple[Broadcast, Progress]:
    return broadcast, await deliveries.progress(connection, broadcast.id)


def _is_active(broadcast: Broadcast, since: datetime) -> bool:
    if broadcast.started is None:
        return False
    return broadcast.ended is None or broadcast.ended >= since


async def _running(connection: AsyncConnection) -> list[Broadcast]:
    found = await broadcasts.recent(connection, _LOOK_BACK)
    return [each for each in found if each.state is BroadcastState.RUNNING]


def _after(language: str) -> str:
    """The language asked for next; empty after the last."""
    following = LANGUAGES.index(language) + 1 if language in LANGUAGES else len(LANGUAGES)
    return LANGUAGES[following] if following < len(LANGUAGES) else ""
