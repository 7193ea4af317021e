"""What ended is deleted after a while; how many of a call ended which way stays with the call."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import DeliveryState
from storage.schema import broadcasts, deliveries

_TOTALS = {
    DeliveryState.SENT: broadcasts.c.past_sent,
    DeliveryState.DROPPED: broadcasts.c.past_dropped,
    DeliveryState.FAILED: broadcasts.c.past_failed,
}


async def purge(connection: AsyncConnection, ended_before: datetime, limit: int = 10_000) -> int:
    """Delete what ended before then, at most so many at once; the number deleted.

    A call that can still be closed or corrected keeps its own, for a week after it is over.
    """
    kept = select(broadcasts.c.id).where(broadcasts.c.keep_until > ended_before)
    old = (
        select(deliveries.c.id)
        .where(
            deliveries.c.ended < ended_before,
            or_(deliveries.c.broadcast_id.is_(None), deliveries.c.broadcast_id.not_in(kept)),
        )
        .limit(limit)
    )
    gone = await connection.execute(
        delete(deliveries)
        .where(deliveries.c.id.in_(old))
        .returning(
            deliveries.c.broadcast_id,
            deliveries.c.state,
            deliveries.c.revision,
            deliveries.c.reason,
        )
    )
    number, past, blocked = 0, Counter[tuple[int, DeliveryState]](), Counter[int]()
    for broadcast_id, state, revision, reason in gone:
        number += 1
        if broadcast_id is None:
            continue
        # What is revised was sent before, whatever became of the revision.
        how = DeliveryState.SENT if revision else DeliveryState(state)
        past[broadcast_id, how] += 1
        blocked[broadcast_id] += how is DeliveryState.DROPPED and reason == "blocked"
    for state, total in _TOTALS.items():
        more = [{"call": call, "more": n} for (call, how), n in past.items() if how is state]
        await _add(connection, total.name, more)
    more = [{"call": call, "more": n} for call, n in blocked.items() if n]
    await _add(connection, broadcasts.c.past_blocked.name, more)
    return number


async def _add(connection: AsyncConnection, total: str, more: list[dict[str, int]]) -> None:
    if more:
        await connection.execute(
            update(broadcasts)
            .where(broadcasts.c.id == bindparam("call"))
            .values({total: broadcasts.c[total] + bindparam("more")}),
            more,
        )
