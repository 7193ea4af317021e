"""Who may call people, by sealed user id."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import Organiser, Role, SealedId
from storage.schema import organisers


async def role_of(connection: AsyncConnection, user: SealedId) -> Role | None:
    role = await connection.scalar(select(organisers.c.role).where(organisers.c.user == user))
    return None if role is None else Role(role)


async def set(connection: AsyncConnection, user: SealedId, role: Role) -> None:  # noqa: A001 - read as organisers.set
    """In place of the role before, if any."""
    await connection.execute(
        insert(connection, organisers)
        .values(user=user, role=role)
        .on_conflict_do_update(index_elements=["user"], set_={"role": role})
    )


async def remove(connection: AsyncConnection, user: SealedId) -> None:
    await connection.execute(delete(organisers).where(organisers.c.user == user))


async def all_users(connection: AsyncConnection) -> list[Organiser]:
    """By role, then in the arbitrary order of sealed ids."""
    rows = await connection.execute(
        select(organisers.c.user, organisers.c.role).order_by(organisers.c.role, organisers.c.user)
    )
    return [Organiser(SealedId(user), Role(role)) for user, role in rows]
