"""Feeds that somebody wants watched, or watched otherwise, waiting for a second person."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import EntriesRule, Feed, FeedKind, FeedRequest, FeedSource, SealedId
from storage.schema import feed_requests


async def add(
    connection: AsyncConnection,
    author: SealedId,
    source: FeedSource,
    asked: datetime,
    *,
    changes: Feed | None = None,
) -> FeedRequest:
    """`changes`: the feed that is to be watched so."""
    written = asdict(source)
    if changes is not None:
        written |= {"changes": changes.id, "was": asdict(changes.source)}
    number = await connection.scalar(
        insert(connection, feed_requests)
        .values(
            author=author, asked=asked, source=json.dumps(written, default=timedelta.total_seconds)
        )
        .returning(feed_requests.c.id)
    )
    assert isinstance(number, int)
    if changes is None:
        return FeedRequest(number, author, asked, source)
    return FeedRequest(number, author, asked, source, changes.id, changes.source)


async def find(connection: AsyncConnection, number: int) -> FeedRequest | None:
    rows = await connection.execute(select(feed_requests).where(feed_requests.c.id == number))
    row = rows.one_or_none()
    if row is None:
        return None
    said = json.loads(row.source)
    changes, was = said.pop("changes", None), said.pop("was", None)
    return FeedRequest(
        row.id, SealedId(row.author), row.asked, _read(said), changes, _read(was) if was else None
    )


async def remove(connection: AsyncConnection, number: int) -> bool:
    """It is decided; False if it was before."""
    removed = await connection.execute(delete(feed_requests).where(feed_requests.c.id == number))
    return removed.rowcount > 0


async def purge(connection: AsyncConnection, before: datetime) -> int:
    """Forget those asked earlier; how many rows went."""
    removed = await connection.execute(delete(feed_requests).where(feed_requests.c.asked < before))
    return removed.rowcount


def _read(said: dict[str, Any]) -> FeedSource:
    for key, meaning in (("kind", FeedKind), ("entries", EntriesRule)):
        said[key] = meaning(said[key])
    for key in ("include", "exclude"):
        said[key] = tuple(said[key])
    for key in ("shortest", "longest"):
        said[key] = None if said[key] is None else timedelta(seconds=said[key])
    return FeedSource(**said)
