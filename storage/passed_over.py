"""Entries of which nobody was told, and why. Asked for by link, and not kept for long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import PassedOver, Reason
from storage.schema import passed_over

_LONGEST_WORDS = 300
_PART = 2000
"""Rows removed in one go, so that nobody waits long for the writer."""


async def add(connection: AsyncConnection, entries: Sequence[PassedOver]) -> None:
    if entries:
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
                }
                for each in entries
            ],
        )


async def of(connection: AsyncConnection, key: bytes) -> tuple[PassedOver, ...]:
    """Those with this link, the oldest first."""
    rows = await connection.execute(
        select(passed_over).where(passed_over.c.key == key).order_by(passed_over.c.id)
    )
    return tuple(
        PassedOver(row.feed_id, row.key, row.seen, Reason(row.reason), row.words, row.case)
        for row in rows
    )


async def purge(connection: AsyncConnection, before: datetime) -> int:
    """Remove part of those seen earlier; how many rows went."""
    old = select(passed_over.c.id).where(passed_over.c.seen < before).limit(_PART)
    removed = await connection.execute(delete(passed_over).where(passed_over.c.id.in_(old)))
    return removed.rowcount
