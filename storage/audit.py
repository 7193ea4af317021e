"""The audit log: rows are added at its end, and those of its beginning go after a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit_rows import AuditChain, AuditRow
from storage.inserting import insert
from storage.rows import SealedId
from storage.schema import audit, audit_chain

_ONLY_ROW = 1


async def begin(connection: AsyncConnection, secret: bytes, origin: bytes) -> None:
    """Lay the beginning of a chain, unless there is one."""
    await connection.execute(
        insert(connection, audit_chain)
        .values(id=_ONLY_ROW, secret=secret, number=0, digest=origin)
        .on_conflict_do_nothing(index_elements=["id"])
    )


async def hold_end(connection: AsyncConnection) -> AuditChain | None:
    """The end of the chain, which nobody else can move until this transaction is over."""
    return await _end(connection, hold=True)


async def end(connection: AsyncConnection) -> AuditChain | None:
    """None where nothing was ever written down."""
    return await _end(connection, hold=False)


async def append(connection: AsyncConnection, row: AuditRow) -> None:
    """Add a row, whose place in the chain the caller holds."""
    await connection.execute(
        insert(connection, audit).values(
            number=row.number,
            at=row.at,
            actor=row.actor,
            verb=row.verb,
            about=row.about,
            previous=row.previous,
            digest=row.digest,
        )
    )
    await connection.execute(
        update(audit_chain)
        .where(audit_chain.c.id == _ONLY_ROW)
        .values(number=row.number, digest=row.digest)
    )


async def page(connection: AsyncConnection, after: int, limit: int) -> list[AuditRow]:
    """The rows that follow this number."""
    rows = await connection.execute(
        select(audit).where(audit.c.number > after).order_by(audit.c.number).limit(limit)
    )
    return [_row(row) for row in rows]


async def latest(connection: AsyncConnection, limit: int) -> list[AuditRow]:
    """The newest first."""
    rows = await connection.execute(select(audit).order_by(audit.c.number.desc()).limit(limit))
    return [_row(row) for row in rows]


async def by_nobody(
    connection: AsyncConnection, after: int, verbs: Sequence[str]
) -> list[AuditRow]:
    """What was done after this row in the terminal, or by the bot itself."""
    rows = await connection.execute(
        select(audit)
        .where(audit.c.number > after, audit.c.actor.is_(None), audit.c.verb.in_(verbs))
        .order_by(audit.c.number)
    )
    return [_row(row) for row in rows]


async def heard(connection: AsyncConnection, number: int) -> None:
    """The owners have heard of everything up to this row."""
    await connection.execute(
        update(audit_chain).where(audit_chain.c.id == _ONLY_ROW).values(told=number)
    )


async def last_before(connection: AsyncConnection, moment: datetime) -> AuditRow | None:
    """The newest row that is older than this."""
    number = await connection.scalar(select(func.max(audit.c.number)).where(audit.c.at < moment))
    if number is None:
        return None
    return _row((await connection.execute(select(audit).where(audit.c.number == number))).one())


async def remove_until(connection: AsyncConnection, number: int) -> int:
    """Forget the rows up to and with this one; how many went."""
    return (await connection.execute(delete(audit).where(audit.c.number <= number))).rowcount


async def _end(connection: AsyncConnection, *, hold: bool) -> AuditChain | None:
    query = select(audit_chain).where(audit_chain.c.id == _ONLY_ROW)
    row = (await connection.execute(query.with_for_update() if hold else query)).one_or_none()
    return None if row is None else AuditChain(row.secret, row.number, row.digest, row.told)


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(
        number=row.number,
        at=row.at,
        actor=None if row.actor is None else SealedId(row.actor),
        verb=row.verb,
        about=row.about,
        previous=row.previous,
        digest=row.digest,
    )
