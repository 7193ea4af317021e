"""The same story as several feeds tell it, and what an entry said before it was edited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.entries import as_entry
from storage.feeds import source
from storage.rows import Entry, FeedSource
from storage.schema import entries, feeds, mentions
from storage.streaming import parts, streamed

SAME_STORY = timedelta(days=3)
"""Two feeds that tell the same within this time tell one story."""
_LOCK = 9_114_301
_TOGETHER = 50
"""Entries looked for in one go."""


async def recent(connection: AsyncConnection, feed_id: int, since: datetime) -> list[Entry]:
    """What a feed brought since then, in the order of coming."""
    query = (
        select(entries)
        .where(entries.c.feed_id == feed_id, entries.c.seen >= since)
        .order_by(entries.c.id)
    )
    return [as_entry(row) async for row in streamed(connection, query)]


async def told_before(
    connection: AsyncConnection, found: Sequence[tuple[Entry, Collection[str]]]
) -> list[str | None]:
    """Of each entry, the story under which another feed told it within `SAME_STORY`: by the same
    link, or by the same title about one of these cases. They are of one poll and have no rows yet.

    Until this transaction ends nobody else asks: of two at once both would be the first.
    """
    if found and connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    stories: list[str | None] = []
    for part in parts(found, _TOGETHER):
        alike = await _alike(connection, [entry for entry, _ in part])
        named = await cases_of(connection, [other.id for other in alike])
        for entry, cases in part:
            same = (
                other.story
                for other in alike
                if entry.story in (other.own_story, other.story)
                or (
                    entry.title_key is not None
                    and entry.title_key == other.title_key
                    and not set(cases).isdisjoint(named.get(other.id, ()))
                )
            )
            stories.append(next(same, None))
    return stories


async def _alike(connection: AsyncConnection, found: Sequence[Entry]) -> list[Entry]:
    """What other feeds told lately with a link or title of these, in the order of coming."""
    if not found:
        return []
    stories = [entry.story for entry in found]
    titles = [entry.title_key for entry in found if entry.title_key is not None]
    query = (
        select(entries)
        .where(
            or_(
                entries.c.own_story.in_(stories),
                entries.c.story.in_(stories),
                entries.c.title_key.in_(titles),
            ),
            entries.c.feed_id != found[0].feed_id,
            entries.c.seen >= found[0].seen - SAME_STORY,
        )
        .order_by(entries.c.id)
    )
    return [as_entry(row) async for row in streamed(connection, query)]


async def of_story(
    connection: AsyncConnection, story: str, seen: datetime
) -> list[tuple[Entry, FeedSource]]:
    """Who tells this story, within `SAME_STORY` of that moment, in the order of coming."""
    rows = await connection.execute(
        select(*entries.c, *(c for c in feeds.c if c.name != "id"))
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .where(
            entries.c.story == story, entries.c.seen.between(seen - SAME_STORY, seen + SAME_STORY)
        )
        .order_by(entries.c.id)
    )
    return [(as_entry(row), source(row)) for row in rows]


async def latest_of_story(
    connection: AsyncConnection, story: str
) -> list[tuple[Entry, FeedSource]]:
    """Who told this story last, and who else within `SAME_STORY` of that."""
    last = await connection.scalar(
        select(entries.c.seen)
        .where(entries.c.story == story)
        .order_by(entries.c.seen.desc())
        .limit(1)
    )
    return [] if last is None else await of_story(connection, story, last)


async def cases_of(
    connection: AsyncConnection, entry_ids: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """Whom each of these entries names, by slug; those that name nobody are missing."""
    named: dict[int, tuple[str, ...]] = {}
    rows = await connection.execute(
        select(mentions.c.entry_id, mentions.c.case)
        .where(mentions.c.entry_id.in_(entry_ids))
        .order_by(mentions.c.entry_id, mentions.c.case)
    )
    for entry_id, case in rows:
        named[entry_id] = (*named.get(entry_id, ()), case)
    return named


async def rewrite(connection: AsyncConnection, entry: Entry) -> None:
    """The entry says something else now."""
    await connection.execute(
        update(entries)
        .where(entries.c.id == entry.id)
        .values(
            link=entry.link,
            title=entry.title,
            summary=entry.summary,
            title_key=entry.title_key,
        )
    )
