"""Calls from organisers, from draft to done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import Broadcast, BroadcastState, SealedId, Topic, TopicKind
from storage.schema import broadcast_texts, broadcasts

_OVER = (BroadcastState.STOPPED, BroadcastState.DONE, BroadcastState.DISCARDED)


async def create(
    connection: AsyncConnection,
    *,
    author: SealedId,
    segment: Topic,
    created: datetime,
    asking: str = "",
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
    if to is BroadcastState.RUNNING:
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
    return True


async def set_asking(connection: AsyncConnection, broadcast_id: int, language: str) -> bool:
    """Ask the author for the text in this language, or for nothing (""); False if no draft."""
    return await _change_draft(connection, broadcast_id, asking=language)


async def set_segment(connection: AsyncConnection, broadcast_id: int, segment: Topic) -> bool:
    """False where it is no draft any more."""
    return await _change_draft(
        connection, broadcast_id, topic_kind=segment.kind, topic=segment.slug
    )


async def of_author_asking(connection: AsyncConnection, user: SealedId) -> Broadcast | None:
    """The newest draft of this author that waits for a text."""
    rows = await connection.execute(
        select(broadcasts)
        .where(
            broadcasts.c.author == user,
            broadcasts.c.state == BroadcastState.DRAFT,
            broadcasts.c.asking != "",
        )
        .order_by(broadcasts.c.id.desc())
        .limit(1)
    )
    row = rows.one_or_none()
    return None if row is None else (await _with_texts(connection, [row]))[0]


async def recent(connection: AsyncConnection, limit: int) -> list[Broadcast]:
    """Newest first."""
    rows = await connection.execute(
        select(broadcasts).order_by(broadcasts.c.id.desc()).limit(limit)
    )
    return await _with_texts(connection, rows.all())


async def _change_draft(connection: AsyncConnection, broadcast_id: int, **values: object) -> bool:
    result = await connection.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.state == BroadcastState.DRAFT)
        .values(values)
    )
    return result.rowcount == 1


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
        )
        for row in rows
    ]
