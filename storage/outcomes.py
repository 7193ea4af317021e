"""What became of deliveries, asked by what they are about; never by whom they reach."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy import case as choice
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import Act, DeliveryState
from storage.schema import broadcasts, deliveries, entries

_DONE_BEFORE = deliveries.c.act != Act.SEND
"""It is revised, so it was delivered, whatever becomes of the revision."""

# Literally as in the partial index, which has few rows.
_DOUBTFUL: ColumnElement[bool] = literal_column("doubtful")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many deliveries ended, or wait, alike."""

    state: DeliveryState
    reason: str
    """Why it was dropped or refused; empty otherwise."""
    number: int
    possibly_twice: int
    """Of them: sent again although they may have arrived, since their sender died or no answer
    came. Fewer were really doubled."""


async def of_broadcast(connection: AsyncConnection, broadcast_id: int) -> list[Outcome] | None:
    """Of a call or follow-up; of a correction, closing or recall where it changed one. None: there
    is no such broadcast."""
    rows = await connection.execute(
        select(broadcasts.c.revises, broadcasts.c.act).where(broadcasts.c.id == broadcast_id)
    )
    found = rows.one_or_none()
    if found is None:
        return None
    if found.revises is None or found.act == Act.SEND:
        sent = choice((_DONE_BEFORE, DeliveryState.SENT), else_=deliveries.c.state)
        why = choice((_DONE_BEFORE, ""), else_=deliveries.c.reason)
        return await _outcomes(connection, deliveries.c.broadcast_id == broadcast_id, sent, why)
    family = select(broadcasts.c.id).where(
        or_(
            broadcasts.c.id == found.revises,
            and_(broadcasts.c.revises == found.revises, broadcasts.c.act == Act.SEND),
        )
    )
    changed = and_(deliveries.c.broadcast_id.in_(family), deliveries.c.revision == broadcast_id)
    return await _outcomes(connection, changed, deliveries.c.state, deliveries.c.reason)


async def of_entry(connection: AsyncConnection, entry_id: int) -> list[Outcome] | None:
    """Of the entry's story, whichever of its entries told it. None: there is no such entry."""
    story = await connection.scalar(select(entries.c.story).where(entries.c.id == entry_id))
    if story is None:
        return None
    told = select(entries.c.id).where(entries.c.story == story)
    about = deliveries.c.entry_id.in_(told)
    return await _outcomes(connection, about, deliveries.c.state, deliveries.c.reason)


async def possibly_twice(connection: AsyncConnection, broadcast_id: int) -> int:
    """How many of a call's messages, or a follow-up's, may have arrived twice."""
    repeats = await connection.scalar(
        select(broadcasts.c.revises).where(broadcasts.c.id == broadcast_id)
    )
    about = f"follow-up:{repeats}" if repeats else f"broadcast:{broadcast_id}"
    query = (
        select(func.count())
        .select_from(deliveries)
        .where(
            deliveries.c.about == about,
            _DOUBTFUL,
            or_(deliveries.c.state == DeliveryState.SENT, _DONE_BEFORE),
        )
    )
    return await connection.scalar(query) or 0


async def _outcomes(
    connection: AsyncConnection,
    which: ColumnElement[bool],
    state: ColumnElement[str],
    reason: ColumnElement[str],
) -> list[Outcome]:
    arrived = or_(deliveries.c.state == DeliveryState.SENT, _DONE_BEFORE)
    twice = choice((and_(deliveries.c.doubtful, arrived), 1), else_=0)
    rows = await connection.execute(
        select(
            state.label("became"),
            reason.label("why"),
            func.count().label("number"),
            func.sum(twice).label("twice"),
        )
        .where(which)
        .group_by("became", "why")
        .order_by("became", "why")
    )
    return [Outcome(DeliveryState(row.became), row.why, row.number, row.twice) for row in rows]
