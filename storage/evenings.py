"""Letter evenings and who took which name, until they end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.evening_rows import Evening
from storage.inserting import insert
from storage.rows import SealedId
from storage.schema import evening_names, evenings


async def add(
    connection: AsyncConnection,
    chat: SealedId,
    starts: datetime,
    ends: datetime,
    *,
    zone: str,
    place: str,
    people: Sequence[str],
) -> Evening:
    """Instead of any other evening of this chat."""
    await connection.execute(delete(evenings).where(evenings.c.chat == chat))
    added = await connection.scalar(
        insert(connection, evenings)
        .values(
            chat=chat,
            starts=starts,
            ends=ends,
            zone=zone,
            place=place,
            people=json.dumps(list(people)),
        )
        .returning(evenings.c.id)
    )
    assert isinstance(added, int)
    return Evening(added, chat, starts, ends, zone, place, tuple(people))


async def shown(connection: AsyncConnection, evening_id: int, message_id: int) -> None:
    """The announcement stands under this number in its chat."""
    await connection.execute(
        update(evenings).where(evenings.c.id == evening_id).values(message_id=message_id)
    )


async def find(connection: AsyncConnection, chat: SealedId) -> Evening | None:
    rows = await connection.execute(select(evenings).where(evenings.c.chat == chat))
    row = rows.one_or_none()
    return None if row is None else await _evening(connection, row)


async def over(connection: AsyncConnection, now: datetime, limit: int) -> list[Evening]:
    """Evenings whose end has passed, the oldest first."""
    rows = await connection.execute(
        select(evenings).where(evenings.c.ends <= now).order_by(evenings.c.ends).limit(limit)
    )
    return [await _evening(connection, row) for row in rows.all()]


async def remove(connection: AsyncConnection, evening_id: int) -> bool:
    """Delete all of it; whether it was there."""
    done = await connection.execute(delete(evenings).where(evenings.c.id == evening_id))
    return done.rowcount > 0


async def take(connection: AsyncConnection, evening_id: int, case: str, taker: SealedId) -> bool:
    """Take a name, or give it back if it was taken and not written to; whether it is taken now."""
    mine = (
        (evening_names.c.evening_id == evening_id)
        & (evening_names.c.case == case)
        & (evening_names.c.taker == taker)
    )
    given_back = await connection.execute(
        delete(evening_names).where(mine, evening_names.c.written.is_(False))
    )
    if given_back.rowcount:
        return False
    await connection.execute(
        insert(connection, evening_names)
        .values(evening_id=evening_id, case=case, taker=taker)
        .on_conflict_do_nothing()
    )
    return True


async def write(
    connection: AsyncConnection, evening_id: int, taker: SealedId
) -> tuple[str, ...] | None:
    """Mark the names this person took as written to; those newly so. None: none was ever taken."""
    mine = (evening_names.c.evening_id == evening_id) & (evening_names.c.taker == taker)
    rows = await connection.execute(
        select(evening_names.c.case, evening_names.c.written).where(mine)
    )
    taken = rows.all()
    if not taken:
        return None
    await connection.execute(update(evening_names).where(mine).values(written=True))
    return tuple(row.case for row in taken if not row.written)


async def _evening(connection: AsyncConnection, row: Row[Any]) -> Evening:
    counted = await connection.execute(
        select(evening_names.c.case, evening_names.c.written, func.count())
        .where(evening_names.c.evening_id == row.id)
        .group_by(evening_names.c.case, evening_names.c.written)
    )
    taken: dict[str, int] = {}
    written: dict[str, int] = {}
    for case, wrote, number in counted:
        taken[case] = taken.get(case, 0) + number
        if wrote:
            written[case] = number
    return Evening(
        id=row.id,
        chat=SealedId(row.chat),
        starts=row.starts,
        ends=row.ends,
        zone=row.zone,
        place=row.place,
        people=tuple(json.loads(row.people)),
        message_id=row.message_id,
        taken=taken,
        written=written,
    )
