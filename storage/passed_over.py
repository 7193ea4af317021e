"""Entries of which nobody was told, and why. Asked for by link, and not kept for long."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import PassedOver, Reason
from storage.schema import passed_over
from storage.streaming import parts, streamed

_LONGEST_WORDS = 300
_TOGETHER = 100
"""Rows added in one go."""
_PART = 2000
"""Rows removed in one go, so that nobody waits long for the writer."""


async def add(connection: AsyncConnection, entries: Sequence[PassedOver]) -> None:
    for part in parts(entries, _TOGETHER):
        await connection.execute(
            insert(connection, passed_over),
            [
                {
                    "feed_id": each.feed_id,
                    "key": each.key,
                    "seen": each.seen,
                    "reason": each.reason,
                    "words": each.words[:_LONGEST_WORDS],
                    "case": each.case,
                    "story": each.story,
                    "guid": each.guid,
                    "said": each.said,
                }
                for each in part
            ],
        )


async def of(connection: AsyncConnection, key: bytes) -> tuple[PassedOver, ...]:
    """Those with this link, the oldest first."""
    rows = await connection.execute(
        select(passed_over).where(passed_over.c.key == key).order_by(passed_over.c.id)
    )
    return tuple(_passed_over(row) for row in rows)


async def recent(
    connection: AsyncConnection, feed_id: int, since: datetime
) -> tuple[PassedOver, ...]:
    """What a feed brought since then in vain, in the order of coming."""
    query = (
        select(passed_over)
        .where(passed_over.c.feed_id == feed_id, passed_over.c.seen >= since)
        .order_by(passed_over.c.id)
    )
    return tuple([_passed_over(row) async for row in streamed(connection, query)])


async def forget(connection: AsyncConnection, ids: Collection[int]) -> None:
    """They were told after all, or are passed over for another reason."""
    if ids:
        await connection.execute(delete(passed_over).where(passed_over.c.id.in_(ids)))


async def purge(connection: AsyncConnection, before: datetime) -> int:
    """Remove part of those seen earlier; how many rows went."""
    old = select(passed_over.c.id).where(passed_over.c.seen < before).limit(_PART)
    removed = await connection.execute(delete(passed_over).where(passed_over.c.id.in_(old)))
    return removed.rowcount


def _passed_over(row: Row[Any]) -> PassedOver:
    return PassedOver(
        feed_id=row.feed_id,
        key=row.key,
        seen=row.seen,
        reason=Reason(row.reason),
        words=row.words,
        case=row.case,
        story=row.story,
        guid=row.guid,
        said=row.said,
        id=row.id,
    )
