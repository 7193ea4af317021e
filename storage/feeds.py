"""Addresses that are polled, and what polling has taught."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import EntriesRule, Feed, FeedKind, FeedSource, Trouble
from storage.schema import feeds
from storage.streaming import streamed

_LONGEST_ADDRESS = 2048
_LONGEST_DURATION = 2**31 - 1


async def sync(connection: AsyncConnection, sources: Sequence[FeedSource], now: datetime) -> None:
    """Watch these and what was added by hand. What is remembered of any feed stays.

    A feed is known by its address, and by the one it has moved to: written into the list, that
    becomes the address of the same feed.
    """
    urls = {source.url for source in sources}
    rows = await connection.execute(select(feeds.c.url, feeds.c.address, feeds.c.watched))
    known = {row.url: row for row in rows}
    moved = {row.address: row.url for row in known.values() if row.address and row.url not in urls}
    for url in urls & moved.keys() - known.keys():
        await _change_where(connection, feeds.c.url == moved[url], url=url, address="")
    await _change_where(
        connection, feeds.c.url.not_in(urls) & feeds.c.by_hand.is_(False), watched=False
    )
    for source in sources:
        await _watch(connection, source, now, by_hand=False)


async def add(connection: AsyncConnection, source: FeedSource, now: datetime) -> bool:
    """Watch one that no list names, from now on; False if it is watched already."""
    watched = await connection.scalar(
        select(feeds.c.id).where(
            feeds.c.watched.is_(True),
            (feeds.c.url == source.url) | (feeds.c.address == source.url),
        )
    )
    if watched is not None:
        return False
    await _watch(connection, source, now, by_hand=True)
    return True


async def remove(connection: AsyncConnection, feed_id: int) -> bool:
    """Watch it no longer; False if it was not added by hand: then a list names it."""
    removed = await connection.execute(
        update(feeds)
        .where(feeds.c.id == feed_id, feeds.c.by_hand.is_(True), feeds.c.watched.is_(True))
        .values(watched=False, by_hand=False)
    )
    return removed.rowcount > 0


async def change(connection: AsyncConnection, feed_id: int, source: FeedSource) -> bool:
    """Say this of a feed from now on, at the address it has; False if a list names it."""
    changed = await connection.execute(
        update(feeds)
        .where(feeds.c.id == feed_id, feeds.c.by_hand.is_(True), feeds.c.watched.is_(True))
        .values(**_said(source))
    )
    return changed.rowcount > 0


async def pause(connection: AsyncConnection, feed_id: int) -> None:
    """Ask it no more until it is resumed."""
    await _change(connection, feed_id, paused=True)


async def resume(connection: AsyncConnection, feed_id: int, now: datetime) -> None:
    """Ask it again, and at once."""
    await _change(connection, feed_id, paused=False, next_poll=now)


async def move(connection: AsyncConnection, feed_id: int, address: str) -> None:
    """Ask it at this address from now on."""
    await _change(connection, feed_id, address=address, moved_to="", moved_since=None)


async def trouble_told(connection: AsyncConnection, feed_id: int, told: Trouble) -> None:
    """Organisers heard of its failures, or of their end (``NONE``)."""
    await _change(connection, feed_id, trouble_told=told)


async def silence_told(
    connection: AsyncConnection, feed_id: int, last_entry: datetime | None
) -> None:
    """Organisers heard that nothing came after this entry."""
    await _change(connection, feed_id, silence_told=last_entry)


async def watched(connection: AsyncConnection) -> list[Feed]:
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
    query = (
        select(feeds)
        .where(feeds.c.next_poll <= now, feeds.c.watched.is_(True), feeds.c.paused.is_(False))
        .order_by(feeds.c.next_poll)
        .limit(limit)
    )
    return [_feed(row) async for row in streamed(connection, query)]


async def polled(connection: AsyncConnection, *taught: Feed) -> None:
    """Keep what polls taught; what people decided meanwhile (pause, move) stays as it is.

    A validator or address too long for its column is not kept, nor ever cut.
    """
    await connection.execute(
        update(feeds).where(feeds.c.id == bindparam("feed")), [_taught(each) for each in taught]
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
        include=tuple(row.include.splitlines()),
        exclude=tuple(row.exclude.splitlines()),
        proxy=row.proxy,
        shortest=_duration(row.shortest),
        longest=_duration(row.longest),
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
        failing_since=row.failing_since,
        gone=row.gone,
        not_modified=row.not_modified,
        usual_gap=_duration(row.usual_gap),
        ttl=timedelta(seconds=row.ttl),
        skip_hours=row.skip_hours,
        skip_days=row.skip_days,
        address=row.address,
        moved_to=row.moved_to,
        moved_since=row.moved_since,
        paused=row.paused,
        by_hand=row.by_hand,
        trouble_told=Trouble(row.trouble_told),
        silence_told=row.silence_told,
    )


async def _watch(
    connection: AsyncConnection, source: FeedSource, now: datetime, *, by_hand: bool
) -> None:
    values = {**_said(source), "watched": True, "by_hand": by_hand}
    await connection.execute(
        insert(connection, feeds)
        .values(url=source.url, next_poll=now, **values)
        .on_conflict_do_update(index_elements=["url"], set_=values)
    )


def _said(source: FeedSource) -> dict[str, object]:
    """What people say of a feed, but for its address."""
    return {
        "name": source.name,
        "kind": source.kind,
        "language": source.language,
        "campaign": source.campaign,
        "entries": source.entries,
        "undesirable": source.undesirable,
        "case": source.case,
        "include": "\n".join(source.include),
        "exclude": "\n".join(source.exclude),
        "proxy": source.proxy,
        "shortest": _seconds(source.shortest),
        "longest": _seconds(source.longest),
    }


async def _change(connection: AsyncConnection, feed_id: int, **values: object) -> None:
    await _change_where(connection, feeds.c.id == feed_id, **values)


async def _change_where(
    connection: AsyncConnection, where: ColumnElement[bool], **values: object
) -> None:
    await connection.execute(update(feeds).where(where).values(**values))


def _duration(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else min(int(duration.total_seconds()), _LONGEST_DURATION)


def _taught(feed: Feed) -> dict[str, object]:
    is_kept = len(feed.moved_to) <= _LONGEST_ADDRESS
    return {
        "feed": feed.id,
        "next_poll": feed.next_poll,
        "etag": feed.etag if len(feed.etag) <= 1024 else "",
        "last_modified": feed.last_modified if len(feed.last_modified) <= 128 else "",
        "baseline_at": feed.baseline_at,
        "last_success": feed.last_success,
        "last_entry": feed.last_entry,
        "failures": feed.failures,
        "last_error": feed.last_error[:500],
        "failing_since": feed.failing_since,
        "gone": feed.gone,
        "not_modified": feed.not_modified,
        "usual_gap": _seconds(feed.usual_gap),
        "ttl": _seconds(feed.ttl),
        "skip_hours": feed.skip_hours,
        "skip_days": feed.skip_days,
        "moved_to": feed.moved_to if is_kept else "",
        "moved_since": feed.moved_since if is_kept else None,
    }
