"""Invitations to a role, by the hash of their token, and what waits for a second owner."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.role_rows import RequestKind, RoleRequest
from storage.rows import Role, SealedId
from storage.schema import invitations, role_requests


async def invite(
    connection: AsyncConnection, token: bytes, role: Role, author: SealedId, expires: datetime
) -> None:
    await connection.execute(
        insert(connection, invitations).values(
            token=token, role=role, author=author, expires=expires
        )
    )


async def take(
    connection: AsyncConnection, token: bytes, now: datetime
) -> tuple[Role, SealedId] | None:
    """The role and the owner of an invitation, which is spent by this; None if there is none."""
    rows = await connection.execute(
        delete(invitations)
        .where(invitations.c.token == token, invitations.c.expires > now)
        .returning(invitations.c.role, invitations.c.author)
    )
    row = rows.one_or_none()
    return None if row is None else (Role(row.role), SealedId(row.author))


async def ask(
    connection: AsyncConnection,
    kind: RequestKind,
    *,
    user: SealedId,
    role: Role | None,
    author: SealedId,
    asked: datetime,
) -> RoleRequest:
    """In place of what was asked for this person before."""
    await forget_about(connection, user)
    rows = await connection.execute(
        insert(connection, role_requests)
        .values(kind=kind, user=user, role=role or "", author=author, asked=asked)
        .returning(*role_requests.c)
    )
    return _request(rows.one())


async def find(connection: AsyncConnection, number: int) -> RoleRequest | None:
    rows = await connection.execute(select(role_requests).where(role_requests.c.id == number))
    row = rows.one_or_none()
    return None if row is None else _request(row)


async def remove(connection: AsyncConnection, number: int) -> bool:
    """It is decided; False if it was before."""
    removed = await connection.execute(delete(role_requests).where(role_requests.c.id == number))
    return removed.rowcount == 1


async def forget_about(connection: AsyncConnection, user: SealedId) -> None:
    """Nothing waits for this person any more."""
    await connection.execute(delete(role_requests).where(role_requests.c.user == user))


async def forget_of(connection: AsyncConnection, author: SealedId) -> None:
    """Nothing that this person asked for waits any more, and none of their invitations is good."""
    await connection.execute(delete(role_requests).where(role_requests.c.author == author))
    await connection.execute(delete(invitations).where(invitations.c.author == author))


async def purge(connection: AsyncConnection, before: datetime) -> int:
    """Forget what was asked earlier; how many rows went."""
    result = await connection.execute(delete(role_requests).where(role_requests.c.asked < before))
    return result.rowcount


async def purge_invitations(connection: AsyncConnection, before: datetime) -> int:
    """Forget invitations that expired earlier; how many rows went."""
    result = await connection.execute(delete(invitations).where(invitations.c.expires < before))
    return result.rowcount


def _request(row: Row[Any]) -> RoleRequest:
    return RoleRequest(
        id=row.id,
        kind=RequestKind(row.kind),
        user=SealedId(row.user),
        role=Role(row.role) if row.role else None,
        author=SealedId(row.author),
        asked=row.asked,
    )
