"""A change of a case as it is being said: asked step by step, and taken back while it may be."""

from __future__ import annotations

from datetime import date

from bot.cases.cases import Cases
from bot.changes.steps import MAY_BE_UNKNOWN, Step, following, kinds, read
from bot.checklist import designated
from bot.clock import Clock
from storage import changes, claims, entries, feeds
from storage.change_rows import CaseChange, ChangeKind, ChangeState
from storage.database import AsyncConnection, Database
from storage.rows import SealedId

_OPEN = (ChangeState.DRAFT, ChangeState.PENDING)


class Drafts:
    def __init__(self, database: Database, clock: Clock, cases: Cases) -> None:
        self._database = database
        self._clock = clock
        self._cases = cases

    async def begin(
        self, author: SealedId, case: str, kind: ChangeKind, *, source: str = ""
    ) -> CaseChange | None:
        """A draft whose first step is asked for, in place of what its author left unfinished.

        None where this cannot be said of the case as it stands.
        """
        known = self._cases.registry.cases.get(case)
        if known is None or kind not in kinds(known) or kind is ChangeKind.FROZEN:
            return None
        async with self._database.write() as connection:
            await changes.discard_drafts(connection, author)
            draft = await changes.create(
                connection,
                case=case,
                kind=kind,
                author=author,
                created=self._today(),
                source=source,
                undesirable=await _undesirable(connection, source),
            )
            return await _ask(connection, draft, None)

    async def begin_from_claim(self, author: SealedId, claim_id: int) -> CaseChange | None:
        """As `begin`, with what a feed claimed filled in; None for what cannot be said now."""
        async with self._database.read() as connection:
            claim = await claims.find(connection, claim_id)
            entry = await entries.find(connection, claim.entry_id) if claim else None
        if claim is None or entry is None:
            return None
        return await self.begin(author, claim.case, claim.kind, source=entry.link)

    async def asking(self, author: SealedId) -> CaseChange | None:
        """The draft that waits for this author's next message, if any."""
        async with self._database.read() as connection:
            return await changes.of_author_asking(connection, author)

    async def tell(self, author: SealedId, words: str, change_id: int) -> CaseChange | None:
        """Take the answer to what was asked and ask for the next; None if it is not understood, or
        another change is being asked about."""
        async with self._database.write() as connection:
            draft = await changes.of_author_asking(connection, author)
            case = self._cases.registry.cases.get(draft.case) if draft else None
            if draft is None or draft.id != change_id or case is None:
                return None
            step = Step(draft.asking)
            said: dict[str, object] = dict(read(step, words, case, self._today()))
            if not said:
                return None
            if step is Step.SOURCE:
                said["undesirable"] = await _undesirable(connection, str(said["source"]))
            if step is Step.ADDRESS:
                said["recipient"] = self._cases.recipient(draft.case)
            filled = await changes.fill(connection, draft.id, **said)
            return filled and await _ask(connection, filled, step)

    async def leave_out(self, change_id: int, author: SealedId, step: str) -> CaseChange | None:
        """Not known yet; None if this is not being asked, or must be known."""
        async with self._database.write() as connection:
            draft = await changes.of_author_asking(connection, author)
            if draft is None or (draft.id, draft.asking) != (change_id, step):
                return None
            if draft.kind is ChangeKind.ADDRESS or step not in MAY_BE_UNKNOWN:
                return None
            return await _ask(connection, draft, Step(step))

    async def rewrite(self, change_id: int, author: SealedId) -> CaseChange | None:
        """Say it anew from the beginning, instead of what waits; None once it is decided."""
        async with self._database.write() as connection:
            old = await _open(connection, change_id, author)
            if old is None or old.corrects is not None:
                return None
            await _take_back(connection, old, self._today())
        return await self.begin(author, old.case, old.kind)

    async def discard(self, change_id: int, author: SealedId) -> bool:
        """Take back one's own draft or question; True if there was one."""
        async with self._database.write() as connection:
            old = await _open(connection, change_id, author)
            return old is not None and await _take_back(connection, old, self._today())

    async def correct(self, author: SealedId, change_id: int) -> CaseChange | None:
        """A draft that takes a confirmed change back; None if it is none, or none any more."""
        async with self._database.write() as connection:
            wrong = await changes.find(connection, change_id)
            if wrong is None or wrong.state is not ChangeState.CONFIRMED or wrong.corrects:
                return None
            await changes.discard_drafts(connection, author)
            return await changes.create(
                connection,
                case=wrong.case,
                kind=wrong.kind,
                author=author,
                created=self._today(),
                dated=wrong.dated,
                source=wrong.source,
                undesirable=wrong.undesirable,
                place_en=wrong.place_en,
                place_ru=wrong.place_ru,
                address=wrong.address,
                recipient=wrong.recipient,
                corrects=wrong.id,
            )

    def _today(self) -> date:
        return self._clock.now().date()


async def _ask(
    connection: AsyncConnection, draft: CaseChange, after: Step | None
) -> CaseChange | None:
    return await changes.fill(connection, draft.id, asking=following(draft, after) or "")


async def _open(connection: AsyncConnection, change_id: int, author: SealedId) -> CaseChange | None:
    """This author's change that nobody has decided."""
    found = await changes.find(connection, change_id)
    if found is None or found.author != author or found.state not in _OPEN:
        return None
    return found


async def _take_back(connection: AsyncConnection, old: CaseChange, today: date) -> bool:
    if old.state is ChangeState.DRAFT:
        return await changes.discard(connection, old.id, old.author)
    return await changes.decide(
        connection, old.id, ChangeState.PENDING, ChangeState.WITHDRAWN, decided=today
    )


async def _undesirable(connection: AsyncConnection, source: str) -> bool:
    watched = await feeds.watched(connection)
    return designated(source, [f.source.url for f in watched if f.source.undesirable])
