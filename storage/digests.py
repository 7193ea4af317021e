"""When subscribers want their news as one message, and what waits for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.gatherings import Gathering
from storage.inserting import insert
from storage.rows import DeliveryKind, DeliveryState, Digest, SealedId
from storage.schema import deliveries, digests, subscribers


async def keep(connection: AsyncConnection, digest: Digest) -> None:
    """In place of the one before, if any."""
    values = {
        "weekday": digest.weekday,
        "minute": digest.minute,
        "next_due": digest.next_due,
        "ending": False,
    }
    await connection.execute(
        insert(connection, digests)
        .values(chat=digest.chat, **values)
        .on_conflict_do_update(index_elements=["chat"], set_=values)
    )


async def find(connection: AsyncConnection, chat: SealedId) -> Digest | None:
    rows = await connection.execute(
        select(digests).where(digests.c.chat == chat, digests.c.ending.is_(False))
    )
    row = rows.one_or_none()
    return None if row is None else _digest(row)


async def end(connection: AsyncConnection, chat: SealedId, until: datetime) -> None:
    """Alerts come at once from now on.

    A fan-out that began before may still hold some: the row stays until then to be collected for.
    """
    await connection.execute(
        update(digests).where(digests.c.chat == chat).values(ending=True, next_due=until)
    )


async def due(connection: AsyncConnection, now: datetime, limit: int) -> list[tuple[Digest, bool]]:
    """Those of active subscribers whose time has come, the longest due first; True: it ends."""
    rows = await connection.execute(
        select(digests)
        .join(subscribers, subscribers.c.chat == digests.c.chat)
        .where(digests.c.next_due <= now, subscribers.c.suspended.is_(False))
        .order_by(digests.c.next_due)
        .limit(limit)
    )
    return [(_digest(row), row.ending) for row in rows]


async def advance(connection: AsyncConnection, chat: SealedId, next_due: datetime) -> None:
    await connection.execute(
        update(digests).where(digests.c.chat == chat).values(next_due=next_due)
    )


async def remove(connection: AsyncConnection, chat: SealedId) -> None:
    await connection.execute(delete(digests).where(digests.c.chat == chat))


async def anything_held(connection: AsyncConnection, chat: SealedId) -> bool:
    return bool(await connection.scalar(select(exists().where(_held(chat)))))


async def collect(connection: AsyncConnection, chat: SealedId, gathering: Gathering) -> None:
    """Everything held for this chat's digest belongs to this gathering."""
    await connection.execute(update(deliveries).where(_held(chat)).values(gathering=gathering.id))


def _held(chat: SealedId) -> ColumnElement[bool]:
    return and_(
        deliveries.c.chat == chat,
        deliveries.c.state == DeliveryState.HELD,
        deliveries.c.kind == DeliveryKind.ALERT,
        deliveries.c.gathering.is_(None),
    )


def _digest(row: Row[Any]) -> Digest:
    return Digest(
        chat=SealedId(row.chat), weekday=row.weekday, minute=row.minute, next_due=row.next_due
    )
