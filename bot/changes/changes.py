"""A change of a case: said by one organiser, checked by a second, known everywhere at once.

Every decision is one transaction. The confirmation and the intent to tell each follower are the
same one; what this process shows is read anew from the rows after it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from bot.access import Action
from bot.cases.cases import Cases
from bot.chain import Verb
from bot.changes.steps import Preview, digest, kinds
from bot.clock import Clock
from bot.organisers import Organisers
from storage import changes, fan_outs
from storage.change_rows import CaseChange, ChangeKind, ChangeState
from storage.database import AsyncConnection, Database
from storage.rows import SealedId

log = logging.getLogger(__name__)

SECONDS = 15.0
"""Between two looks for what another process confirmed."""
RECENT = 8


class Answer(Enum):
    """What came of a decision."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    """Somebody else has to approve it."""
    CHANGED = "changed"
    """It is no longer what this person saw, or the card is not."""
    NOTHING = "nothing"
    """The card says so already."""
    UNFINISHED = "unfinished"
    REFUSED = "refused"
    NOT_ALLOWED = "not-allowed"
    GONE = "gone"
    """Nothing to decide any more: confirmed, refused, withdrawn or discarded."""


class Changes:
    def __init__(
        self, database: Database, clock: Clock, cases: Cases, organisers: Organisers
    ) -> None:
        self._database = database
        self._clock = clock
        self._cases = cases
        self._organisers = organisers

    async def refresh(self) -> None:
        """Let everything in this process know what is confirmed by now, here or elsewhere."""
        async with self._database.read() as connection:
            confirmed = await changes.in_state(connection, ChangeState.CONFIRMED)
        shown = self._cases.show(confirmed)
        if shown:
            log.info("cases read otherwise now: %s", ", ".join(shown))

    async def find(self, change_id: int) -> CaseChange | None:
        async with self._database.read() as connection:
            return await changes.find(connection, change_id)

    async def recent(self) -> tuple[CaseChange, ...]:
        """Those that wait, the oldest first, then the latest decided."""
        async with self._database.read() as connection:
            pending = await changes.in_state(connection, ChangeState.PENDING)
            latest = await changes.recent(connection, RECENT + len(pending))
        decided = [each for each in latest if each.state is not ChangeState.PENDING]
        return (*pending, *decided[:RECENT])

    async def preview(self, change_id: int) -> Preview | None:
        """What the author and the second person are shown."""
        async with self._database.read() as connection:
            change = await changes.find(connection, change_id)
            return None if change is None else await self._preview(connection, change)

    async def freeze(self, user: SealedId, case: str) -> CaseChange | None:
        """Give this address to nobody from now on: one person is enough to stop letters.

        None where there is no address to freeze, or the role does not allow it.
        """
        known = self._cases.registry.cases.get(case)
        if known is None or ChangeKind.FROZEN not in kinds(known):
            return None
        today = self._today()
        async with self._database.write() as connection:
            if not await self._organisers.may_do(connection, user, Action.FREEZE):
                return None
            frozen = await changes.create(
                connection,
                case=case,
                kind=ChangeKind.FROZEN,
                author=user,
                created=today,
                dated=today.isoformat(),
            )
            await changes.decide(
                connection, frozen.id, ChangeState.DRAFT, ChangeState.CONFIRMED, decided=today
            )
            await self._note(connection, user, Verb.FROZE, frozen)
        log.info("change %d: the address of %s is frozen", frozen.id, case)
        await self.refresh()
        return frozen

    async def confirm(self, change_id: int, user: SealedId, seen: str) -> Answer:
        """The author says it is so: it is, or waits for the second person.

        ``seen`` is the digest of what the author was shown.
        """
        async with self._database.write() as connection:
            draft = await changes.find(connection, change_id)
            if draft is None or draft.state is not ChangeState.DRAFT:
                return Answer.GONE
            reports = await self._organisers.may_do(connection, user, Action.REPORT)
            if draft.author != user or not reports:
                return Answer.NOT_ALLOWED
            fault = await self._fault(connection, draft, seen)
            if fault is not None:
                return fault
            if not await self._organisers.decides_alone(connection, user):
                await changes.decide(connection, draft.id, draft.state, ChangeState.PENDING)
                await self._note(connection, user, Verb.ASKED, draft)
                return Answer.WAITING
            answer = await self._confirm(connection, draft, user)
        await self.refresh()
        return answer

    async def approve(self, change_id: int, user: SealedId, seen: str) -> Answer:
        """A second person has checked it: it is so."""
        async with self._database.write() as connection:
            pending = await self._pending(connection, change_id, user)
            if isinstance(pending, Answer):
                return pending
            fault = await self._fault(connection, pending, seen)
            if fault is not None:
                return fault
            answer = await self._confirm(connection, pending, user)
        await self.refresh()
        return answer

    async def refuse(self, change_id: int, user: SealedId, seen: str) -> Answer:
        """A second person says no: it is over, and can be said anew."""
        async with self._database.write() as connection:
            pending = await self._pending(connection, change_id, user)
            if isinstance(pending, Answer):
                return pending
            fault = await self._fault(connection, pending, seen)
            if fault not in (None, Answer.NOTHING):
                return fault
            await changes.decide(
                connection,
                change_id,
                pending.state,
                ChangeState.REFUSED,
                decided=self._today(),
            )
            await self._note(connection, user, Verb.REFUSED, pending)
        return Answer.REFUSED

    async def reopen(self, change_id: int) -> None:
        """Nobody could be asked: what waited is its author's draft again."""
        async with self._database.write() as connection:
            await changes.decide(connection, change_id, ChangeState.PENDING, ChangeState.DRAFT)

    async def _pending(
        self, connection: AsyncConnection, change_id: int, user: SealedId
    ) -> CaseChange | Answer:
        """What waits for this second person, or why there is nothing for them to decide."""
        pending = await changes.find(connection, change_id)
        if pending is None or pending.state is not ChangeState.PENDING:
            return Answer.GONE
        if not await self._organisers.is_second(connection, user, pending.author):
            return Answer.NOT_ALLOWED
        return pending

    async def _fault(
        self, connection: AsyncConnection, change: CaseChange, seen: str
    ) -> Answer | None:
        """Why it cannot be decided as it was seen; None if it can."""
        preview = await self._preview(connection, change)
        if preview is None or await self._is_taken_back(connection, change):
            return Answer.GONE
        if change.asking:
            return Answer.UNFINISHED
        if preview.digest != seen:
            return Answer.CHANGED
        return Answer.NOTHING if preview.changes_nothing else None

    async def _is_taken_back(self, connection: AsyncConnection, correction: CaseChange) -> bool:
        if correction.corrects is None:
            return False
        wrong = await changes.find(connection, correction.corrects)
        return wrong is None or wrong.state is not ChangeState.CONFIRMED

    async def _preview(self, connection: AsyncConnection, change: CaseChange) -> Preview | None:
        """From the rows, not from what this process shows: another one may know more."""
        if change.case not in self._cases.registry.cases:
            return None
        confirmed = await changes.in_state(connection, ChangeState.CONFIRMED)
        told = [each for each in confirmed if each.case == change.case and each.id != change.id]
        before = self._cases.with_changes(change.case, told)
        after = self._cases.with_changes(change.case, _with(told, change))
        return Preview(change, before, after, digest(change, before, after))

    async def _confirm(
        self, connection: AsyncConnection, change: CaseChange, approver: SealedId
    ) -> Answer:
        first = await changes.decide(
            connection,
            change.id,
            change.state,
            ChangeState.CONFIRMED,
            decided=self._today(),
            approver=approver,
            campaigns=self._cases.registry.cases[change.case].campaigns,
        )
        if not first:
            return Answer.GONE
        if change.corrects is not None:
            await changes.decide(
                connection, change.corrects, ChangeState.CONFIRMED, ChangeState.WITHDRAWN
            )
        # A freeze tells readers nothing, so neither does its end.
        if change.kind is not ChangeKind.FROZEN:
            await fan_outs.begin(connection, change_id=change.id)
        await self._note(connection, approver, Verb.APPROVED, change)
        log.info("change %d of %s: confirmed (%s)", change.id, change.case, change.kind)
        return Answer.CONFIRMED

    async def _note(
        self, connection: AsyncConnection, user: SealedId, verb: Verb, change: CaseChange
    ) -> None:
        about = f"change {change.id} {change.kind} {change.case}"
        await self._organisers.audit.write(connection, user, verb, about)

    def _today(self) -> date:
        return self._clock.now().date()


def _with(confirmed: Sequence[CaseChange], change: CaseChange) -> list[CaseChange]:
    """The confirmed changes as they will be once this one is among them."""
    if change.corrects is not None:
        return [each for each in confirmed if each.id != change.corrects]
    return [*confirmed, replace(change, state=ChangeState.CONFIRMED)]
