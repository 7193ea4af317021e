"""Which of several replicas handles an update, so that none is handled twice and a chat's updates
go one after another.

Of an update only its number is kept, and its chat, sealed, until it is handled.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.leases import later, present
from storage.replica_tables import taken_updates
from storage.rows import SealedId

_LINE_LOCKS = 8_117_202


class Arrival(Enum):
    MINE = "mine"
    """Handle it now."""
    WAIT = "wait"
    """It is another's, or an earlier one of its chat is not handled yet."""
    HANDLED = "handled"


async def arrive(
    connection: AsyncConnection, update_id: int, line: SealedId, holder: str, seconds: float
) -> Arrival:
    """Stand in line with this update for so long, and see whose turn it is.

    Of those that have arrived, a line's updates go in the order of their numbers. Ask again before
    the time is over; what its holder left is another's then.
    """
    # One at a time looks at a line: two that look together would both find it empty.
    number = int.from_bytes(line[:4], "big", signed=True)
    await connection.execute(select(func.pg_advisory_xact_lock(_LINE_LOCKS, number)))
    row = taken_updates.c
    mine = await connection.scalar(
        insert(connection, taken_updates)
        .values(id=update_id, line=line, holder=holder, until=later(seconds))
        .on_conflict_do_update(
            index_elements=["id"],
            set_={
                "holder": holder,
                "until": later(seconds),
                "begun": and_(row.begun, row.holder == holder),
            },
            where=and_(row.handled.is_(False), or_(row.holder == holder, row.until <= present())),
        )
        .returning(row.id)
    )
    if mine is None:
        handled = await connection.scalar(select(row.handled).where(row.id == update_id))
        return Arrival.HANDLED if handled else Arrival.WAIT
    others = exists().where(
        row.line == line,
        row.id != update_id,
        row.handled.is_(False),
        row.until > present(),
        or_(row.begun, row.id < update_id),
    )
    if await connection.scalar(select(others)):
        return Arrival.WAIT
    await connection.execute(update(taken_updates).where(row.id == update_id).values(begun=True))
    return Arrival.MINE


async def handled(connection: AsyncConnection, update_id: int, holder: str) -> None:
    """It is over. Whose it was is forgotten."""
    await connection.execute(
        update(taken_updates).where(_own(update_id, holder)).values(handled=True, line=None)
    )


async def give_back(connection: AsyncConnection, update_id: int, holder: str) -> None:
    """It was not handled: whoever gets it next may have it at once."""
    await connection.execute(delete(taken_updates).where(_own(update_id, holder)))


async def renew(
    connection: AsyncConnection, ids: Collection[int], holder: str, seconds: float
) -> None:
    """Those under way stay this holder's for so long."""
    await connection.execute(
        update(taken_updates)
        .where(
            taken_updates.c.id.in_(ids),
            taken_updates.c.holder == holder,
            taken_updates.c.handled.is_(False),
        )
        .values(until=later(seconds))
    )


async def purge(connection: AsyncConnection, before: datetime, limit: int = 10_000) -> int:
    """Forget those that were taken before then, at most so many at once; how many went."""
    old = select(taken_updates.c.id).where(taken_updates.c.until < before).limit(limit)
    gone = await connection.execute(delete(taken_updates).where(taken_updates.c.id.in_(old)))
    return gone.rowcount


def _own(update_id: int, holder: str) -> ColumnElement[bool]:
    return and_(taken_updates.c.id == update_id, taken_updates.c.holder == holder)
