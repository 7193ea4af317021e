"""What feeds said, and the keys by which an entry is known again for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.feeds import source
from storage.inserting import insert
from storage.rows import Entry, FeedSource
from storage.schema import entries, entry_keys, feeds, mentions
from storage.streaming import parts

# Well under every database's limit of values in one statement.
_CHUNK = 500
_TOGETHER = 50
"""Rows added in one go."""


async def known_keys(
    connection: AsyncConnection, feed_id: int, keys: Sequence[bytes]
) -> set[bytes]:
    """Which of these keys the feed has shown before."""
    known: set[bytes] = set()
    for chunk in parts(keys, _CHUNK):
        found = await connection.scalars(
            select(entry_keys.c.key).where(
                entry_keys.c.feed_id == feed_id, entry_keys.c.key.in_(chunk)
            )
        )
        known.update(found)
    return known


async def remember(connection: AsyncConnection, feed_id: int, keys: Sequence[bytes]) -> None:
    for chunk in parts(keys, _CHUNK):
        await connection.execute(
            insert(connection, entry_keys).on_conflict_do_nothing(),
            [{"feed_id": feed_id, "key": key} for key in chunk],
        )


async def add(connection: AsyncConnection, made: Sequence[Entry]) -> list[int]:
    """The new rows' ids, in this order; the entries' own are ignored."""
    added: list[int] = []
    for part in parts(made, _TOGETHER):
        added += await connection.scalars(
            insert(connection, entries).returning(entries.c.id, sort_by_parameter_order=True),
            [
                {
                    "feed_id": entry.feed_id,
                    "link": entry.link,
                    "title": entry.title,
                    "summary": entry.summary,
                    "published": entry.published,
                    "seen": entry.seen,
                    "story": entry.story,
                    "own_story": entry.own_story or entry.story,
                    "guid": entry.guid,
                    "title_key": entry.title_key,
                }
                for entry in part
            ],
        )
    return added


async def find(connection: AsyncConnection, entry_id: int) -> Entry | None:
    rows = await connection.execute(select(entries).where(entries.c.id == entry_id))
    row = rows.one_or_none()
    return None if row is None else as_entry(row)


async def latest(
    connection: AsyncConnection, *, case: str | None = None, campaign: str | None = None, limit: int
) -> list[tuple[Entry, str, FeedSource]]:
    """Newest first, each with its feed's name and source: of a case, a campaign's feeds, or all."""
    query = select(*entries.c, *(c for c in feeds.c if c.name != "id")).join(
        feeds, feeds.c.id == entries.c.feed_id
    )
    if case is not None:
        query = query.join(mentions, mentions.c.entry_id == entries.c.id).where(
            mentions.c.case == case
        )
    if campaign is not None:
        query = query.where(feeds.c.campaign == campaign)
    rows = await connection.execute(
        query.order_by(
            func.coalesce(entries.c.published, entries.c.seen).desc(), entries.c.id.desc()
        ).limit(limit)
    )
    return [(as_entry(row), row.name, source(row)) for row in rows]


def as_entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        feed_id=row.feed_id,
        link=row.link,
        title=row.title,
        summary=row.summary,
        published=row.published,
        seen=row.seen,
        story=row.story,
        own_story=row.own_story,
        guid=row.guid,
        title_key=row.title_key,
    )
