"""Calls from organisers, from draft to done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.broadcast_rows import (
    Broadcast,
    BroadcastState,
    Closing,
    Content,
    content_from,
    written,
)
from storage.inserting import insert
from storage.rows import Act, SealedId, Topic, TopicKind
from storage.schema import broadcast_texts, broadcasts

_NOTHING = Content()
_OVER = (
    BroadcastState.STOPPED,
    BroadcastState.DONE,
    BroadcastState.DISCARDED,
    BroadcastState.EXPIRED,
)


async def create(
    connection: AsyncConnection,
    *,
    author: SealedId,
    segment: Topic,
    created: datetime,
    asking: str = "",
    content: Content = _NOTHING,
    act: Act = Act.SEND,
    revises: int | None = None,
    closed: Closing = Closing.OPEN,
) -> int:
    """A draft without texts; its id."""
    added = await connection.scalar(
        insert(connection, broadcasts)
        .values(
            author=author,
            state=BroadcastState.DRAFT,
            topic_kind=segment.kind,
            topic=segment.slug,
            created=created,
            asking=asking,
            content=written(content),
            act=act,
            revises=revises,
            closed=closed,
        )
        .returning(broadcasts.c.id)
    )
    assert isinstance(added, int)
    return added


async def find(connection: AsyncConnection, broadcast_id: int) -> Broadcast | None:
    rows = await connection.execute(select(broadcasts).where(broadcasts.c.id == broadcast_id))
    row = rows.one_or_none()
    return None if row is None else (await _with_texts(connection, [row]))[0]


async def change_state(
    connection: AsyncConnection,
    broadcast_id: int,
    from_states: Collection[BroadcastState],
    to: BroadcastState,
    now: datetime,
) -> bool:
    """False, and nothing changes, where it is in none of these states: somebody was faster."""
    values: dict[str, object] = {"state": to}
    if to is BroadcastState.RUNNING and BroadcastState.PAUSED not in from_states:
        values["started"] = now
    elif to in _OVER:
        values["ended"] = now
    result = await connection.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.state.in_(from_states))
        .values(values)
    )
    return result.rowcount == 1


async def set_text(
    connection: AsyncConnection, broadcast_id: int, language: str, html: str
) -> bool:
    """False where it is no draft any more: what a second person reads must not change."""
    if not await _change_draft(connection, broadcast_id, state=BroadcastState.DRAFT):
        return False
    await _write_text(connection, broadcast_id, language, html)
    return True


async def set_asking(connection: AsyncConnection, broadcast_id: int, what: str) -> bool:
    """Ask the author for the text in a language, or for something else; for nothing (""). False if
    it is no draft."""
    return await _change_draft(connection, broadcast_id, asking=what)


async def set_segment(connection: AsyncConnection, broadcast_id: int, segment: Topic) -> bool:
    """False where it is no draft any more."""
    return await _change_draft(
        connection, broadcast_id, topic_kind=segment.kind, topic=segment.slug
    )


async def set_content(connection: AsyncConnection, broadcast_id: int, content: Content) -> bool:
    """False where it is no draft any more."""
    return await _change_draft(connection, broadcast_id, content=written(content))


async def set_release(
    connection: AsyncConnection, broadcast_id: int, release: datetime | None
) -> None:
    """When an approved one goes out."""
    await _change(connection, broadcast_id, release=release)


async def keep(connection: AsyncConnection, broadcast_id: int, until: datetime) -> None:
    """Keep its deliveries so long, to correct, close or take them back."""
    await _change(connection, broadcast_id, keep_until=until)


async def close(connection: AsyncConnection, broadcast_id: int, how: Closing) -> None:
    """It is over for its readers."""
    await _change(connection, broadcast_id, closed=how)


async def correct(
    connection: AsyncConnection,
    broadcast_id: int,
    texts: Sequence[tuple[str, str]],
    content: Content,
) -> None:
    """What it says from now on, whatever its state."""
    await _change(connection, broadcast_id, content=written(content))
    for language, html in texts:
        await _write_text(connection, broadcast_id, language, html)


async def count_done(connection: AsyncConnection, broadcast_id: int) -> int:
    """One more has done it; how many now."""
    counted = await connection.scalar(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id)
        .values(done=broadcasts.c.done + 1)
        .returning(broadcasts.c.done)
    )
    return counted or 0


async def of_author_asking(connection: AsyncConnection, user: SealedId) -> Broadcast | None:
    """The newest draft of this author that waits for a text."""
    return await _newest_draft(connection, user, asking=True)


async def newest_draft(connection: AsyncConnection, user: SealedId) -> Broadcast | None:
    """The draft that this author began last, also while others are looking at it."""
    return await _newest_draft(connection, user, asking=False)


async def recent(connection: AsyncConnection, limit: int) -> list[Broadcast]:
    """Newest first."""
    rows = await connection.execute(
        select(broadcasts).order_by(broadcasts.c.id.desc()).limit(limit)
    )
    return await _with_texts(connection, rows.all())


async def in_states(
    connection: AsyncConnection,
    states: Collection[BroadcastState],
    *,
    created_since: datetime | None = None,
) -> list[Broadcast]:
    """The oldest first."""
    query = select(broadcasts).where(broadcasts.c.state.in_(states))
    if created_since is not None:
        query = query.where(broadcasts.c.created >= created_since)
    rows = await connection.execute(query.order_by(broadcasts.c.id))
    return await _with_texts(connection, rows.all())


async def running(connection: AsyncConnection) -> frozenset[int]:
    """The ids of those that go out now."""
    ids = await connection.scalars(
        select(broadcasts.c.id).where(broadcasts.c.state == BroadcastState.RUNNING)
    )
    return frozenset(ids)


async def revisions(connection: AsyncConnection, broadcast_id: int) -> list[Broadcast]:
    """What corrects, closes, takes back or repeats this call, the oldest first."""
    rows = await connection.execute(
        select(broadcasts).where(broadcasts.c.revises == broadcast_id).order_by(broadcasts.c.id)
    )
    return await _with_texts(connection, rows.all())


async def _newest_draft(
    connection: AsyncConnection, user: SealedId, *, asking: bool
) -> Broadcast | None:
    drafts = select(broadcasts).where(broadcasts.c.author == user)
    if asking:
        drafts = drafts.where(broadcasts.c.state == BroadcastState.DRAFT, broadcasts.c.asking != "")
    else:
        drafts = drafts.where(
            broadcasts.c.state.in_([BroadcastState.DRAFT, BroadcastState.PENDING])
        )
    rows = await connection.execute(drafts.order_by(broadcasts.c.id.desc()).limit(1))
    row = rows.one_or_none()
    return None if row is None else (await _with_texts(connection, [row]))[0]


async def _change(connection: AsyncConnection, broadcast_id: int, **values: object) -> None:
    await connection.execute(
        update(broadcasts).where(broadcasts.c.id == broadcast_id).values(values)
    )


async def _change_draft(connection: AsyncConnection, broadcast_id: int, **values: object) -> bool:
    result = await connection.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.state == BroadcastState.DRAFT)
        .values(values)
    )
    return result.rowcount == 1


async def _write_text(
    connection: AsyncConnection, broadcast_id: int, language: str, html: str
) -> None:
    position = (
        select(func.coalesce(func.max(broadcast_texts.c.position) + 1, 0))
        .where(broadcast_texts.c.broadcast_id == broadcast_id)
        .scalar_subquery()
    )
    await connection.execute(
        insert(connection, broadcast_texts)
        .values(broadcast_id=broadcast_id, language=language, html=html, position=position)
        .on_conflict_do_update(index_elements=["broadcast_id", "language"], set_={"html": html})
    )


async def _with_texts(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> list[Broadcast]:
    found = await connection.execute(
        select(broadcast_texts.c.broadcast_id, broadcast_texts.c.language, broadcast_texts.c.html)
        .where(broadcast_texts.c.broadcast_id.in_([row.id for row in rows]))
        .order_by(broadcast_texts.c.broadcast_id, broadcast_texts.c.position)
    )
    texts: dict[int, list[tuple[str, str]]] = {row.id: [] for row in rows}
    for broadcast_id, language, html in found:
        texts[broadcast_id].append((language, html))
    return [
        Broadcast(
            id=row.id,
            author=SealedId(row.author),
            state=BroadcastState(row.state),
            segment=Topic(TopicKind(row.topic_kind), row.topic),
            created=row.created,
            texts=tuple(texts[row.id]),
            asking=row.asking,
            started=row.started,
            ended=row.ended,
            content=content_from(row.content),
            act=Act(row.act),
            revises=row.revises,
            release=row.release,
            closed=Closing(row.closed),
            done=row.done,
        )
        for row in rows
    ]
