"""What each subscriber follows, and what is silent for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import SealedId, Topic, TopicKind
from storage.schema import follows
from storage.schema import mutes as muted


async def add(connection: AsyncConnection, chat: SealedId, topic: Topic) -> bool:
    """False where the chat follows it already."""
    added = await connection.scalar(
        insert(connection, follows)
        .values(chat=chat, topic_kind=topic.kind, topic=topic.slug)
        .on_conflict_do_nothing()
        .returning(follows.c.chat)
    )
    return added is not None


async def remove(connection: AsyncConnection, chat: SealedId, topic: Topic) -> bool:
    """False where the chat did not follow it."""
    result = await connection.execute(delete(follows).where(_this(follows, chat, topic)))
    return result.rowcount == 1


async def clear(connection: AsyncConnection, chat: SealedId) -> None:
    await connection.execute(delete(follows).where(follows.c.chat == chat))


async def of(connection: AsyncConnection, chat: SealedId) -> tuple[Topic, ...]:
    """What the chat follows, by kind and slug."""
    rows = await connection.execute(
        select(follows.c.topic_kind, follows.c.topic)
        .where(follows.c.chat == chat)
        .order_by(follows.c.topic_kind, follows.c.topic)
    )
    return tuple(Topic(TopicKind(kind), slug) for kind, slug in rows)


async def mute(connection: AsyncConnection, chat: SealedId, topic: Topic, until: datetime) -> None:
    """Silent until then, instead of until whatever was said before."""
    await connection.execute(
        insert(connection, muted)
        .values(chat=chat, topic_kind=topic.kind, topic=topic.slug, until=until)
        .on_conflict_do_update(
            index_elements=["chat", "topic_kind", "topic"], set_={"until": until}
        )
    )


async def unmute(connection: AsyncConnection, chat: SealedId, topic: Topic) -> None:
    await connection.execute(delete(muted).where(_this(muted, chat, topic)))


async def mutes(connection: AsyncConnection, chat: SealedId) -> dict[Topic, datetime]:
    """Until when each topic is silent, those included whose time has passed."""
    rows = await connection.execute(
        select(muted.c.topic_kind, muted.c.topic, muted.c.until).where(muted.c.chat == chat)
    )
    return {Topic(TopicKind(kind), slug): until for kind, slug, until in rows}


def _this(table: Table, chat: SealedId, topic: Topic) -> ColumnElement[bool]:
    return and_(table.c.chat == chat, table.c.topic_kind == topic.kind, table.c.topic == topic.slug)
