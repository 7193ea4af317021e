"""Who may call people, by sealed user id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import Organiser, Role, SealedId
from storage.schema import organisers


async def find(connection: AsyncConnection, user: SealedId) -> Organiser | None:
    rows = await connection.execute(select(organisers).where(organisers.c.user == user))
    row = rows.one_or_none()
    return None if row is None else Organiser(SealedId(row.user), Role(row.role), row.since)


async def role_of(connection: AsyncConnection, user: SealedId) -> Role | None:
    found = await find(connection, user)
    return None if found is None else found.role


async def appoint(
    connection: AsyncConnection, user: SealedId, role: Role, since: datetime | None = None
) -> None:
    """In place of the role before, if any. Without ``since`` it counts at once."""
    await connection.execute(
        insert(connection, organisers)
        .values(user=user, role=role, since=since)
        .on_conflict_do_update(index_elements=["user"], set_={"role": role, "since": since})
    )


async def remove(connection: AsyncConnection, user: SealedId) -> bool:
    """False if there was no role."""
    result = await connection.execute(delete(organisers).where(organisers.c.user == user))
    return result.rowcount == 1


async def all_users(connection: AsyncConnection) -> list[Organiser]:
    """By role, then in the arbitrary order of sealed ids."""
    rows = await connection.execute(
        select(organisers).order_by(organisers.c.role, organisers.c.user)
    )
    return [Organiser(SealedId(row.user), Role(row.role), row.since) for row in rows]
