"""Alerts that are told together: rows that are held until all are there, then one digest a reader.

A gathering exists until every row in it is settled: whoever has fewer than its `least` gets them as
alerts, everybody else one digest row, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import DeliveryKind, DeliveryState, Lane, SealedId
from storage.schema import deliveries, fan_outs, gatherings


@dataclass(frozen=True, slots=True)
class Gathering:
    id: int
    least: int
    """So many alerts make a digest."""
    due: datetime


async def begin(connection: AsyncConnection, *, least: int, due: datetime) -> Gathering:
    added = await connection.scalar(
        insert(connection, gatherings).values(least=least, due=due).returning(gatherings.c.id)
    )
    assert isinstance(added, int)
    return Gathering(added, least, due)


async def complete(connection: AsyncConnection) -> Gathering | None:
    """The oldest whose fan-outs are all done; None where there is none."""
    rows = await connection.execute(
        select(gatherings)
        .where(~exists().where(fan_outs.c.gathering == gatherings.c.id))
        .order_by(gatherings.c.id)
        .limit(1)
    )
    row = rows.one_or_none()
    return None if row is None else Gathering(row.id, row.least, row.due)


async def settle(
    connection: AsyncConnection,
    gathering: Gathering,
    now: datetime,
    expires: datetime,
    chunk: int = 500,
) -> bool:
    """Settle it for the next chats; True, and it is gone, when there are no more."""
    waits = and_(deliveries.c.gathering == gathering.id, deliveries.c.state == DeliveryState.HELD)
    rows = await connection.execute(
        select(deliveries.c.chat, func.count())
        .where(waits)
        .group_by(deliveries.c.chat)
        .order_by(deliveries.c.chat)
        .limit(chunk)
    )
    held = {SealedId(chat): number for chat, number in rows}
    few = [chat for chat, number in held.items() if number < gathering.least]
    many = [chat for chat, number in held.items() if number >= gathering.least]
    if few:
        await connection.execute(
            update(deliveries)
            .where(waits, deliveries.c.chat.in_(few))
            .values(state=DeliveryState.DUE, gathering=None)
        )
    if many:
        await connection.execute(
            insert(connection, deliveries).on_conflict_do_nothing(index_elements=["chat", "about"]),
            [_digest(chat, gathering, expires) for chat in many],
        )
        await connection.execute(
            update(deliveries)
            .where(waits, deliveries.c.chat.in_(many))
            .values(state=DeliveryState.GATHERED, ended=now)
        )
    if len(held) == chunk:
        return False
    await connection.execute(delete(gatherings).where(gatherings.c.id == gathering.id))
    return True


async def entries_of(
    connection: AsyncConnection, gathering: int, chat: SealedId
) -> tuple[int, ...]:
    """What a chat's digest tells, in the order of coming."""
    found = await connection.scalars(
        select(deliveries.c.entry_id)
        .where(
            deliveries.c.gathering == gathering,
            deliveries.c.chat == chat,
            deliveries.c.state == DeliveryState.GATHERED,
            deliveries.c.entry_id.is_not(None),
        )
        .order_by(deliveries.c.entry_id)
    )
    return tuple(found)


def _digest(chat: SealedId, gathering: Gathering, expires: datetime) -> dict[str, object]:
    return {
        "chat": chat,
        "kind": DeliveryKind.DIGEST,
        "about": f"digest:{gathering.id}",
        "lane": Lane.DIGEST,
        "state": DeliveryState.DUE,
        "due": gathering.due,
        "expires": expires,
        "gathering": gathering.id,
    }
