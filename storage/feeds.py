"""Addresses that are polled, and what polling has taught."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import EntriesRule, Feed, FeedKind, FeedSource
from storage.schema import feeds


async def sync(connection: AsyncConnection, sources: Sequence[FeedSource], now: datetime) -> None:
    """Watch exactly these, known by their addresses. What is remembered of any feed stays."""
    urls = {source.url for source in sources}
    watched = await connection.scalars(select(feeds.c.url).where(feeds.c.watched.is_(True)))
    for url in set(watched) - urls:
        await connection.execute(update(feeds).where(feeds.c.url == url).values(watched=False))
    for source in sources:
        values = {
            "name": source.name,
            "kind": source.kind,
            "language": source.language,
            "campaign": source.campaign,
            "entries": source.entries,
            "undesirable": source.undesirable,
            "case": source.case,
            "watched": True,
        }
        await connection.execute(
            insert(connection, feeds)
            .values(url=source.url, next_poll=now, **values)
            .on_conflict_do_update(index_elements=["url"], set_=values)
        )


async def all(connection: AsyncConnection) -> list[Feed]:  # noqa: A001 - read as feeds.all
    """Those watched, by name."""
    rows = await connection.execute(
        select(feeds).where(feeds.c.watched.is_(True)).order_by(feeds.c.name, feeds.c.id)
    )
    return [_feed(row) for row in rows]


async def find(connection: AsyncConnection, feed_id: int) -> Feed | None:
    """A feed, watched or not."""
    rows = await connection.execute(select(feeds).where(feeds.c.id == feed_id))
    row = rows.one_or_none()
    return None if row is None else _feed(row)


async def due(connection: AsyncConnection, now: datetime, limit: int) -> list[Feed]:
    """Those to poll now, the longest due first."""
    rows = await connection.execute(
        select(feeds)
        .where(feeds.c.next_poll <= now, feeds.c.watched.is_(True))
        .order_by(feeds.c.next_poll)
        .limit(limit)
    )
    return [_feed(row) for row in rows]


async def polled(
    connection: AsyncConnection,
    feed_id: int,
    *,
    next_poll: datetime,
    etag: str,
    last_modified: str,
    baseline_at: datetime | None,
    last_success: datetime | None,
    last_entry: datetime | None,
    failures: int,
    last_error: str,
) -> None:
    """Keep what a poll taught. A validator too long for its column is not kept, nor ever cut."""
    await connection.execute(
        update(feeds)
        .where(feeds.c.id == feed_id)
        .values(
            next_poll=next_poll,
            etag=etag if len(etag) <= 1024 else "",
            last_modified=last_modified if len(last_modified) <= 128 else "",
            baseline_at=baseline_at,
            last_success=last_success,
            last_entry=last_entry,
            failures=failures,
            last_error=last_error[:500],
        )
    )


def source(row: Row[Any]) -> FeedSource:
    """The source in a row that holds the columns of a feed."""
    return FeedSource(
        url=row.url,
        name=row.name,
        kind=FeedKind(row.kind),
        language=row.language,
        campaign=row.campaign,
        entries=EntriesRule(row.entries),
        undesirable=row.undesirable,
        case=row.case,
    )


def _feed(row: Row[Any]) -> Feed:
    return Feed(
        id=row.id,
        source=source(row),
        next_poll=row.next_poll,
        etag=row.etag,
        last_modified=row.last_modified,
        baseline_at=row.baseline_at,
        last_success=row.last_success,
        last_entry=row.last_entry,
        failures=row.failures,
        last_error=row.last_error,
    )
