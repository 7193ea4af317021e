"""The codes of second devices: their wrapped secrets, and which codes were taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.role_rows import StepUp
from storage.rows import SealedId
from storage.schema import step_ups


async def find(connection: AsyncConnection, user: SealedId) -> StepUp | None:
    """What is kept of this person; nobody else changes it before this transaction is over."""
    rows = await connection.execute(
        select(step_ups).where(step_ups.c.user == user).with_for_update()
    )
    row = rows.one_or_none()
    if row is None:
        return None
    return StepUp(row.secret, row.confirmed, row.step, row.failures, row.blocked)


async def is_on(connection: AsyncConnection, user: SealedId) -> bool:
    """Whether this person's decisions are bound to a second device."""
    found = await connection.scalar(select(step_ups.c.confirmed).where(step_ups.c.user == user))
    return bool(found)


async def begin(connection: AsyncConnection, user: SealedId, secret: bytes) -> None:
    """Keep a new secret, unless the person's device has shown a code of the one before."""
    await connection.execute(
        insert(connection, step_ups)
        .values(user=user, secret=secret)
        .on_conflict_do_update(
            index_elements=["user"],
            set_={"secret": secret, "step": 0},
            where=step_ups.c.confirmed.is_(False),
        )
    )


async def fail(
    connection: AsyncConnection, user: SealedId, failures: int, blocked: datetime | None
) -> None:
    await connection.execute(
        update(step_ups).where(step_ups.c.user == user).values(failures=failures, blocked=blocked)
    )


async def prove(connection: AsyncConnection, user: SealedId, step: int, proved: datetime) -> None:
    """The code of this time step was right."""
    await connection.execute(
        update(step_ups)
        .where(step_ups.c.user == user)
        .values(confirmed=True, step=step, failures=0, blocked=None, proved=proved)
    )


async def spend(connection: AsyncConnection, user: SealedId, since: datetime) -> bool:
    """Use up a code shown after ``since``; False if there is none."""
    result = await connection.execute(
        update(step_ups)
        .where(step_ups.c.user == user, step_ups.c.proved > since)
        .values(proved=None)
    )
    return result.rowcount == 1


async def remove(connection: AsyncConnection, user: SealedId) -> bool:
    """Bound to no device any more; False if there was none."""
    result = await connection.execute(delete(step_ups).where(step_ups.c.user == user))
    return result.rowcount == 1
