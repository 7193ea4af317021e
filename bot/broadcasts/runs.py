"""Broadcasts that go out: seen, paused and stopped, by whoever may, from wherever."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime

from bot.audit import Audit
from bot.broadcasts.revisions import Revisions
from bot.chain import Verb
from bot.clock import Clock
from storage import broadcasts, called, deliveries
from storage.broadcast_rows import LIVE, Broadcast, BroadcastState, CallKind, Progress
from storage.database import AsyncConnection, Database
from storage.rows import Act, SealedId

log = logging.getLogger(__name__)

AHEAD = (BroadcastState.APPROVED, *LIVE)
"""What is going out or will: what `/stop` stops."""
_PRIVATE = (BroadcastState.DRAFT, BroadcastState.DISCARDED)
_LOOK_BACK = 50


class Runs:
    def __init__(self, database: Database, clock: Clock, audit: Audit | None = None) -> None:
        """Without ``audit``, as in a terminal without the sealing key, nothing is written down."""
        self.revisions = Revisions(database, clock, audit)
        self._audit = audit
        self._database = database
        self._clock = clock

    async def find(self, broadcast_id: int) -> Broadcast | None:
        async with self._database.read() as connection:
            return await broadcasts.find(connection, broadcast_id)

    async def to_pass_on(self, call: int) -> Broadcast | None:
        """A call that asks its readers to pass it on. None while it is a draft, and once it was
        stopped, closed or taken back."""
        async with self._database.read() as connection:
            found = await broadcasts.find(connection, call)
            if found is None or found.revises or found.content.kind is not CallKind.SHARE:
                return None
            if found.closed or found.state not in (*LIVE, BroadcastState.DONE):
                return None
            later = await broadcasts.revisions(connection, call)
            return None if any(each.act is Act.DELETE for each in later) else found

    async def pause(self, broadcast_id: int, user: SealedId | None = None) -> bool:
        """Send nothing more of it for now. True if it was running. ``user`` None: the terminal, as
        below."""
        async with self._database.write() as connection:
            paused = await self._change(
                connection, broadcast_id, (BroadcastState.RUNNING,), BroadcastState.PAUSED
            )
            if paused:
                await self._note(connection, user, Verb.PAUSED, broadcast_id)
        if paused:
            log.info("broadcast %d: paused", broadcast_id)
        return paused

    async def resume(self, broadcast_id: int, user: SealedId | None = None) -> bool:
        """Go on. True if it was paused."""
        async with self._database.write() as connection:
            resumed = await self._change(
                connection, broadcast_id, (BroadcastState.PAUSED,), BroadcastState.RUNNING
            )
            if resumed:
                await self._note(connection, user, Verb.RESUMED, broadcast_id)
        if resumed:
            await self.hold_or_let_go()
            log.info("broadcast %d: goes on", broadcast_id)
        return resumed

    async def hold_or_let_go(self) -> None:
        """Keep back what is due of paused broadcasts, and make due again what was kept back of
        others: a part at a time. Raises StorageError."""
        async with self._database.read() as connection:
            live = await broadcasts.in_states(connection, LIVE)
        for each in live:
            turn = called.hold if each.state is BroadcastState.PAUSED else called.let_go
            more = True
            while more:
                async with self._database.write() as connection:
                    more = await turn(connection, each.id)

    async def stop(self, broadcast_id: int, user: SealedId | None = None) -> bool:
        """Send nothing more of it; what was to go out later is a draft again. True if it was going
        out or to go out."""
        async with self._database.write() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            stopped = broadcast is not None and await self._stop(connection, broadcast)
            if stopped:
                await self._note(connection, user, Verb.STOPPED, broadcast_id)
        if stopped:
            await self.revisions.drop(broadcast_id)
        return stopped

    async def stop_all(self, user: SealedId | None = None) -> tuple[int, ...]:
        """Stop everything that goes out or will; the ids of what was stopped."""
        async with self._database.write() as connection:
            ahead = await broadcasts.in_states(connection, AHEAD)
            stopped = tuple([each.id for each in ahead if await self._stop(connection, each)])
            for number in stopped:
                await self._note(connection, user, Verb.STOPPED, number)
        for each in stopped:
            await self.revisions.drop(each)
        return stopped

    async def recent(
        self, limit: int = 8, *, author: SealedId | None = None
    ) -> tuple[tuple[Broadcast, Progress], ...]:
        """The newest first; of drafts that have words those of this author alone."""
        async with self._database.read() as connection:
            found = await broadcasts.recent(connection, _LOOK_BACK)
            shown = [
                each
                for each in found
                if each.state not in _PRIVATE or (_is_written(each) and each.author == author)
            ][:limit]
            return tuple([await self._standing(connection, each) for each in shown])

    async def standing(self, broadcast_id: int) -> tuple[Broadcast, Progress] | None:
        async with self._database.read() as connection:
            broadcast = await broadcasts.find(connection, broadcast_id)
            return None if broadcast is None else await self._standing(connection, broadcast)

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
            return tuple([await self._standing(connection, each) for each in found])

    async def _stop(self, connection: AsyncConnection, broadcast: Broadcast) -> bool:
        if await self._change(
            connection, broadcast.id, (BroadcastState.APPROVED,), BroadcastState.DRAFT
        ):
            log.info("broadcast %d: held back", broadcast.id)
            return True
        stopped = await self._change(connection, broadcast.id, LIVE, BroadcastState.STOPPED)
        if stopped:
            log.info("broadcast %d: stopped", broadcast.id)
        return stopped

    async def _note(
        self, connection: AsyncConnection, user: SealedId | None, verb: Verb, broadcast_id: int
    ) -> None:
        """The last step of a transaction: who holds the end of the log waits for no other row."""
        if self._audit is not None:
            await self._audit.write(connection, user, verb, f"broadcast {broadcast_id}")

    async def _standing(
        self, connection: AsyncConnection, broadcast: Broadcast
    ) -> tuple[Broadcast, Progress]:
        if broadcast.revises is None or broadcast.act is Act.SEND:
            return broadcast, await deliveries.progress(connection, broadcast.id)
        return broadcast, await self.revisions.progress(connection, broadcast)

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


def _is_written(draft: Broadcast) -> bool:
    return draft.state is BroadcastState.DRAFT and bool(draft.texts)


def _is_active(broadcast: Broadcast, since: datetime) -> bool:
    if broadcast.started is None:
        return False
    return broadcast.ended is None or broadcast.ended >= since
