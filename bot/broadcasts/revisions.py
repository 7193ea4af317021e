"""Calls that went out, changed where they stand: corrected, closed, taken back, brought to mind.

Each is a broadcast of its own with `revises`, so that it is approved, watched, paused and stopped
like any other. What was delivered becomes due again, a part at a time.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.audit import Audit
from bot.broadcasts.drafts import known
from bot.broadcasts.schedule import LONGEST, SHORTEST_LEAD, follow_up_due, kept_until
from bot.chain import Verb
from bot.clock import Clock
from storage import broadcasts, called, deliveries
from storage.broadcast_rows import LIVE, Broadcast, BroadcastState, Closing, Progress
from storage.database import AsyncConnection, Database
from storage.rows import Act, DeliveryState, SealedId

log = logging.getLogger(__name__)

LIFETIME = timedelta(days=3)
DELETABLE = timedelta(hours=47)
"""Telegram lets a bot delete what it sent for 48 hours; an hour is left for the way."""
SETTLES = timedelta(seconds=10)
"""What was under way when a revision began is delivered by then, and is revised as well."""
_RUNNING = (BroadcastState.RUNNING,)


class Revisions:
    def __init__(self, database: Database, clock: Clock, audit: Audit | None = None) -> None:
        self._audit = audit
        self._database = database
        self._clock = clock

    async def recall(self, call_id: int, user: SealedId) -> Broadcast | None:
        """Take a call back wherever it was sent, and send it to nobody else. None if it never went
        out or was taken back before. One person is enough: it is a stop."""
        return await self._begin(call_id, user, Act.DELETE, Closing.OPEN)

    async def close(self, call_id: int, user: SealedId, how: Closing) -> Broadcast | None:
        """Tell everywhere it was sent that it is won or over. None if it never went out or is
        closed or taken back."""
        return await self._begin(call_id, user, Act.EDIT, how)

    async def apply(self, connection: AsyncConnection, revision: Broadcast) -> None:
        """A correction runs: the call says the new words from now on."""
        for call in await self._family(connection, revision.call):
            if revision.closed:
                await broadcasts.close(connection, call, revision.closed)
            elif revision.act is Act.EDIT:
                await broadcasts.correct(connection, call, revision.texts, revision.content)
                until = kept_until(revision.content, self._clock.now())
                await broadcasts.keep(connection, call, until)

    async def advance(self) -> None:
        """Go on with every revision and follow-up, begin the follow-ups that are due, and clear up
        where a crash came between a stop and its end. Raises StorageError."""
        await self._remind()
        async with self._database.read() as connection:
            left = await called.left_of_stopped(connection)
            live = await broadcasts.in_states(
                connection,
                (BroadcastState.RUNNING, BroadcastState.STOPPED),
                created_since=self._clock.now() - LONGEST,
            )
        for stopped in left:
            await self.drop(stopped)
        for each in live:
            if each.revises is None:
                continue
            if each.state is BroadcastState.STOPPED:
                await self._leave(each)
            elif each.act is Act.SEND:
                await self._repeat(each)
            else:
                await self._revise(each)

    async def progress(self, connection: AsyncConnection, revision: Broadcast) -> Progress:
        """How far a correction, closing or recall has come."""
        family = await self._family(connection, revision.call)
        counts = await called.revised(connection, family, revision.id)
        left = 0
        if revision.state in LIVE:
            left = await called.unreached(connection, family, revision.id)
        due = left + counts.get(DeliveryState.DUE, 0) + counts.get(DeliveryState.HELD, 0)
        return Progress(
            total=left + sum(counts.values()),
            sent=counts.get(DeliveryState.SENT, 0),
            due=due,
            dropped=counts.get(DeliveryState.DROPPED, 0),
            failed=counts.get(DeliveryState.FAILED, 0),
            complete=True,
        )

    async def drop(self, broadcast_id: int) -> None:
        """Drop what is left of a stopped call, a part at a time: sending stopped with its state,
        and this only clears up. Raises StorageError."""
        more = True
        while more:
            async with self._database.write() as connection:
                found = await broadcasts.find(connection, broadcast_id)
                if (
                    found is None
                    or found.state is not BroadcastState.STOPPED
                    or (found.revises and found.act is not Act.SEND)
                ):
                    return
                moment = self._clock.now()
                dropped = await deliveries.stop_broadcast(connection, broadcast_id, moment)
                more = dropped == deliveries.CHUNK

    async def _begin(
        self, call_id: int, user: SealedId, act: Act, how: Closing
    ) -> Broadcast | None:
        async with self._database.write() as connection:
            call = await broadcasts.find(connection, call_id)
            if call is None or call.started is None or call.revises or (how and call.closed):
                return None
            earlier = await broadcasts.revisions(connection, call_id)
            if any(each.act is Act.DELETE for each in earlier):
                return None
            for each in (call, *earlier):
                await self._end(connection, each)
            revision = await self._started(connection, call, user, act, how)
            begun = await known(connection, revision)
            await self.apply(connection, begun)
            if self._audit is not None:
                verb = Verb.CLOSED if how else Verb.RECALLED
                about = f"broadcast {call_id} by {revision}"
                await self._audit.write(connection, user, verb, about)
        for each in (call, *earlier):
            await self.drop(each.id)
        log.info("broadcast %d: %s by broadcast %d", call_id, act.value, revision)
        return begun

    async def _started(
        self,
        connection: AsyncConnection,
        call: Broadcast,
        author: SealedId,
        act: Act,
        how: Closing = Closing.OPEN,
    ) -> int:
        """Start a broadcast that does this to a call; its id."""
        moment = self._clock.now()
        revision = await broadcasts.create(
            connection,
            author=author,
            segment=call.segment,
            created=moment,
            content=call.content,
            act=act,
            revises=call.id,
            closed=how,
        )
        for language, html in call.texts:
            await broadcasts.set_text(connection, revision, language, html)
        await broadcasts.change_state(
            connection, revision, (BroadcastState.DRAFT,), BroadcastState.RUNNING, moment
        )
        return revision

    async def _end(self, connection: AsyncConnection, call: Broadcast) -> None:
        """Nothing more of it goes out."""
        moment = self._clock.now()
        await broadcasts.change_state(connection, call.id, LIVE, BroadcastState.STOPPED, moment)

    async def _revise(self, revision: Broadcast) -> None:
        moment = self._clock.now()
        async with self._database.read() as connection:
            family = await self._family(connection, revision.call)
        reached = called.CHUNK
        while reached == called.CHUNK:
            async with self._database.write() as connection:
                found = await broadcasts.find(connection, revision.id)
                if found is None or found.state is not BroadcastState.RUNNING:
                    return
                reached = await called.revise(
                    connection,
                    family,
                    revision.id,
                    act=revision.act,
                    due=moment,
                    expires=moment + LIFETIME,
                    deletable_since=moment - DELETABLE,
                )
        await self._settle(revision, family, reached)

    async def _settle(self, revision: Broadcast, family: list[int], reached: int) -> None:
        if reached or self._clock.now() < (revision.started or revision.created) + SETTLES:
            return
        async with self._database.write() as connection:
            counts = await called.revised(connection, family, revision.id)
            if not counts.get(DeliveryState.DUE) and not counts.get(DeliveryState.HELD):
                await broadcasts.change_state(
                    connection, revision.id, _RUNNING, BroadcastState.DONE, self._clock.now()
                )

    async def _leave(self, revision: Broadcast) -> None:
        """It was stopped: what it has not reached stays as it was."""
        if revision.act is Act.SEND or self._over_long_ago(revision):
            return
        async with self._database.read() as connection:
            family = await self._family(connection, revision.call)
        more = True
        while more:
            async with self._database.write() as connection:
                more = await called.leave_as_is(connection, family, revision.id, self._clock.now())

    def _over_long_ago(self, revision: Broadcast) -> bool:
        return revision.ended is not None and revision.ended + LIFETIME < self._clock.now()

    async def _remind(self) -> None:
        """Begin the follow-ups that are due."""
        moment = self._clock.now()
        async with self._database.read() as connection:
            sent = await broadcasts.in_states(
                connection,
                (BroadcastState.RUNNING, BroadcastState.DONE),
                created_since=moment - LONGEST,
            )
        for call in sent:
            if call.revises or not follow_up_due(
                call.content, call.started or call.created, call.closed, moment
            ):
                continue
            async with self._database.write() as connection:
                earlier = await broadcasts.revisions(connection, call.id)
                if any(each.act is not Act.EDIT for each in earlier):
                    # It was brought to mind already, or taken back.
                    continue
                follow_up = await self._started(connection, call, call.author, Act.SEND)
            log.info("broadcast %d: brought to mind by broadcast %d", call.id, follow_up)

    async def _repeat(self, follow_up: Broadcast) -> None:
        """Give the next of those who have not done it their deliveries."""
        deadline = follow_up.content.deadline or follow_up.created
        added = called.CHUNK
        while added == called.CHUNK:
            async with self._database.write() as connection:
                found = await broadcasts.find(connection, follow_up.id)
                if found is None or found.state is not BroadcastState.RUNNING:
                    return
                added = await called.remind(
                    connection,
                    follow_up.call,
                    follow_up.id,
                    due=self._clock.now(),
                    expires=deadline - SHORTEST_LEAD / 2,
                )
        async with self._database.write() as connection:
            if not added and not (await deliveries.progress(connection, follow_up.id)).due:
                await broadcasts.change_state(
                    connection, follow_up.id, _RUNNING, BroadcastState.DONE, self._clock.now()
                )

    async def _family(self, connection: AsyncConnection, call: int) -> list[int]:
        """A call and its follow-ups: all that readers have of it."""
        found = await broadcasts.revisions(connection, call)
        return [call, *(each.id for each in found if each.act is Act.SEND)]
