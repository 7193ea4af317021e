"""Claiming deliveries under a lease, and giving them back.

A row is nobody else's until its lease ends; a row whose sender died comes back when it does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    bindparam,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy import case as choice
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from storage.buckets import among
from storage.rows import Act, Delivery, DeliveryKind, Lane, SealedId
from storage.schema import deliveries

# Literally as in the partial index: with a bound value the planner would not see that it fits.
DUE = deliveries.c.state == literal_column("'due'")
_NOW = bindparam("now", type_=deliveries.c.due.type)
_UNLEASED = or_(deliveries.c.lease.is_(None), deliveries.c.lease <= _NOW)
_CLAIMABLE = (DUE, deliveries.c.due <= _NOW, _UNLEASED)


def _claiming(*also: ColumnElement[bool]) -> ReturningUpdate[Any]:
    # Not a subquery in the WHERE: PostgreSQL may run that more than once and lock too many.
    free = (
        select(deliveries.c.id)
        .where(*_CLAIMABLE, deliveries.c.lane == bindparam("of_lane"), *also)
        .order_by(deliveries.c.due, deliveries.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
        .cte("free")
    )
    return (
        update(deliveries)
        .where(deliveries.c.id.in_(select(free.c.id)))
        .values(
            lease=bindparam("until"),
            # A claim whose holder died was no try that Telegram refused.
            attempts=deliveries.c.attempts + choice((deliveries.c.lease.is_(None), 1), else_=0),
            # Whoever held it died, and may have sent it.
            doubtful=or_(deliveries.c.doubtful, deliveries.c.lease.is_not(None)),
        )
        .returning(*deliveries.c)
    )


# Written once: to write one takes longer than to run it, and a thousand a second need many.
_CLAIM = _claiming()
_CLAIM_AMONG = _claiming(*among(deliveries.c.chat, bindparam("buckets", expanding=True)))


async def claim(
    connection: AsyncConnection,
    now: datetime,
    lease_until: datetime,
    limit: int,
    *,
    buckets: Collection[int] | None = None,
) -> list[Delivery]:
    """Lease the next deliveries: by lane, then the longest due.

    With ``buckets`` only those of chats in these: a chat's go out of one process.
    Each lane is asked by itself, so that deliveries held for later in one lane are not walked
    through to reach the next.
    """
    claiming: ReturningUpdate[Any] = _CLAIM
    asked: dict[str, object] = {"now": now, "until": lease_until}
    if buckets is not None:
        claiming, asked = _CLAIM_AMONG, {**asked, "buckets": list(buckets)}
    claimed: list[Delivery] = []
    for lane in Lane:
        if len(claimed) == limit:
            break
        given = {**asked, "of_lane": lane, "most": limit - len(claimed)}
        rows = await connection.execute(claiming, given)
        claimed += sorted((delivery(row) for row in rows), key=lambda d: (d.due, d.id))
    return claimed


async def release(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Give back what was claimed and not tried."""
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(ids), DUE, deliveries.c.lease.is_not(None))
        .values(lease=None, attempts=deliveries.c.attempts - 1)
    )


async def release_all(connection: AsyncConnection) -> None:
    """End every lease: for a single process that starts after another one died."""
    await connection.execute(
        update(deliveries)
        .where(DUE, deliveries.c.lease.is_not(None))
        .values(lease=None, doubtful=True, attempts=deliveries.c.attempts - 1)
    )


def delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        chat=SealedId(row.chat),
        kind=DeliveryKind(row.kind),
        about=row.about,
        lane=Lane(row.lane),
        due=row.due,
        expires=row.expires,
        attempts=row.attempts,
        entry_id=row.entry_id,
        broadcast_id=row.broadcast_id,
        case=row.case,
        change_id=row.change_id,
        gathering=row.gathering,
        act=Act(row.act),
        message_id=row.message_id,
        revision=row.revision,
    )
