"""What became of cases, as organisers say and confirm it. Nothing confirmed is ever deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.change_rows import CaseChange, ChangeKind, ChangeState
from storage.inserting import insert
from storage.rows import SealedId
from storage.schema import case_changes


async def create(
    connection: AsyncConnection,
    *,
    case: str,
    kind: ChangeKind,
    author: SealedId,
    created: date,
    **said: object,
) -> CaseChange:
    """A draft; ``said`` are those of its fields that are known already."""
    rows = await connection.execute(
        insert(connection, case_changes)
        .values(
            case=case,
            kind=kind,
            state=ChangeState.DRAFT,
            author=author,
            created=created,
            **said,
        )
        .returning(*case_changes.c)
    )
    return _change(rows.one())


async def find(connection: AsyncConnection, change_id: int) -> CaseChange | None:
    rows = await connection.execute(select(case_changes).where(case_changes.c.id == change_id))
    row = rows.one_or_none()
    return None if row is None else _change(row)


async def fill(connection: AsyncConnection, change_id: int, **said: object) -> CaseChange | None:
    """Write down more of a draft; None where it is no draft any more: what a second person reads
    must not change."""
    rows = await connection.execute(
        update(case_changes)
        .where(case_changes.c.id == change_id, case_changes.c.state == ChangeState.DRAFT)
        .values(**said)
        .returning(*case_changes.c)
    )
    row = rows.one_or_none()
    return None if row is None else _change(row)


async def decide(
    connection: AsyncConnection,
    change_id: int,
    before: ChangeState,
    after: ChangeState,
    *,
    decided: date | None = None,
    approver: SealedId | None = None,
    campaigns: Collection[str] = (),
) -> bool:
    """False, and nothing changes, where it is in another state: somebody was faster."""
    values: dict[str, object] = {"state": after, "asking": ""}
    if decided is not None:
        values["decided"] = decided
    if after is ChangeState.CONFIRMED:
        values |= {"approver": approver, "campaigns": " ".join(campaigns)}
    result = await connection.execute(
        update(case_changes)
        .where(case_changes.c.id == change_id, case_changes.c.state == before)
        .values(**values)
    )
    return result.rowcount == 1


async def discard(connection: AsyncConnection, change_id: int, author: SealedId) -> bool:
    """Delete a draft of this author; False where there is none."""
    result = await connection.execute(
        delete(case_changes).where(
            case_changes.c.id == change_id,
            case_changes.c.author == author,
            case_changes.c.state == ChangeState.DRAFT,
        )
    )
    return result.rowcount == 1


async def discard_drafts(connection: AsyncConnection, author: SealedId) -> None:
    """Delete whatever this author left unfinished."""
    await connection.execute(
        delete(case_changes).where(
            case_changes.c.author == author, case_changes.c.state == ChangeState.DRAFT
        )
    )


async def of_author_asking(connection: AsyncConnection, author: SealedId) -> CaseChange | None:
    """The newest draft of this author that waits for an answer."""
    rows = await connection.execute(
        select(case_changes)
        .where(
            case_changes.c.author == author,
            case_changes.c.state == ChangeState.DRAFT,
            case_changes.c.asking != "",
        )
        .order_by(case_changes.c.id.desc())
        .limit(1)
    )
    row = rows.one_or_none()
    return None if row is None else _change(row)


async def in_state(connection: AsyncConnection, state: ChangeState) -> tuple[CaseChange, ...]:
    """The oldest first."""
    rows = await connection.execute(
        select(case_changes).where(case_changes.c.state == state).order_by(case_changes.c.id)
    )
    return tuple(_change(row) for row in rows)


async def recent(connection: AsyncConnection, limit: int) -> tuple[CaseChange, ...]:
    """The newest first; drafts are their authors' own."""
    rows = await connection.execute(
        select(case_changes)
        .where(case_changes.c.state != ChangeState.DRAFT)
        .order_by(case_changes.c.id.desc())
        .limit(limit)
    )
    return tuple(_change(row) for row in rows)


def _change(row: Row[Any]) -> CaseChange:
    return CaseChange(
        id=row.id,
        case=row.case,
        kind=ChangeKind(row.kind),
        state=ChangeState(row.state),
        author=SealedId(row.author),
        created=row.created,
        dated=row.dated,
        source=row.source,
        undesirable=row.undesirable,
        place_en=row.place_en,
        place_ru=row.place_ru,
        address=row.address,
        recipient=row.recipient,
        asking=row.asking,
        corrects=row.corrects,
        campaigns=tuple(row.campaigns.split()),
        approver=None if row.approver is None else SealedId(row.approver),
        decided=row.decided,
    )
