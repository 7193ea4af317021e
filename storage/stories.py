"""What became of one story: who brought it, and how many messages it made."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import DeliveryState
from storage.schema import deliveries, entries, entry_keys, feeds


async def entries_of(connection: AsyncConnection, story: str, link: str) -> list[int]:
    """Ids of the entries with this story, or with exactly this link, in the order of coming."""
    found = await connection.scalars(
        select(entries.c.id)
        .where(or_(entries.c.story == story, entries.c.link == link))
        .order_by(entries.c.id)
    )
    return list(found)


async def feeds_that_know(connection: AsyncConnection, keys: Sequence[bytes]) -> list[int]:
    """Ids of the feeds that have shown an entry with any of these keys, told or not."""
    found = await connection.scalars(
        select(entry_keys.c.feed_id)
        .where(entry_keys.c.feed_id.in_(select(feeds.c.id)), entry_keys.c.key.in_(keys))
        .distinct()
    )
    return sorted(found)


async def messages(
    connection: AsyncConnection, entry_ids: Sequence[int]
) -> dict[tuple[DeliveryState, str], int]:
    """How many deliveries of these entries are kept, by state and reason."""
    rows = await connection.execute(
        select(deliveries.c.state, deliveries.c.reason, func.count())
        .where(deliveries.c.entry_id.in_(entry_ids))
        .group_by(deliveries.c.state, deliveries.c.reason)
    )
    return {(DeliveryState(state), reason): count for state, reason, count in rows}
