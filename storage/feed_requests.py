"""Feeds that somebody wants watched, waiting for a second person."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import EntriesRule, FeedKind, FeedRequest, FeedSource, SealedId
from storage.schema import feed_requests


async def add(
    connection: AsyncConnection, author: SealedId, source: FeedSource, asked: datetime
) -> FeedRequest:
    number = await connection.scalar(
        insert(connection, feed_requests)
        .values(author=author, asked=asked, source=_written(source))
        .returning(feed_requests.c.id)
    )
    assert isinstance(number, int)
    return FeedRequest(number, author, asked, source)


async def find(connection: AsyncConnection, number: int) -> FeedRequest | None:
    rows = await connection.execute(select(feed_requests).where(feed_requests.c.id == number))
    row = rows.one_or_none()
    if row is None:
        return None
    return FeedRequest(row.id, SealedId(row.author), row.asked, _read(row.source))


async def remove(connection: AsyncConnection, number: int) -> bool:
    """It is decided; False if it was before."""
    removed = await connection.execute(delete(feed_requests).where(feed_requests.c.id == number))
    return removed.rowcount > 0


async def purge(connection: AsyncConnection, before: datetime) -> int:
    """Forget those asked earlier; how many rows went."""
    removed = await connection.execute(delete(feed_requests).where(feed_requests.c.asked < before))
    return removed.rowcount


def _written(source: FeedSource) -> str:
    return json.dumps(asdict(source), default=timedelta.total_seconds)


def _read(text: str) -> FeedSource:
    said = json.loads(text)
    for key, meaning in (("kind", FeedKind), ("entries", EntriesRule)):
        said[key] = meaning(said[key])
    for key in ("include", "exclude"):
        said[key] = tuple(said[key])
    for key in ("shortest", "longest"):
        said[key] = None if said[key] is None else timedelta(seconds=said[key])
    return FeedSource(**said)
