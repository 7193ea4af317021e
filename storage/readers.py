"""Everything about many chats that decides whether they get what is due to them, in four reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import ChatKind, SealedId, Subscriber, Topic, TopicKind
from storage.schema import follows, mutes, reminders, subscribers


@dataclass(frozen=True, slots=True)
class Reader:
    subscriber: Subscriber
    follows: frozenset[Topic]
    mutes: dict[Topic, datetime]
    """Until when each topic is silent, those included whose time has passed."""
    reminded: bool
    """Wants to be reminded of letters."""


async def of(connection: AsyncConnection, chats: Sequence[SealedId]) -> dict[SealedId, Reader]:
    """The readers among these chats; who was forgotten is missing."""
    followed = defaultdict[SealedId, set[Topic]](set)
    for chat, kind, slug in await connection.execute(
        select(follows).where(follows.c.chat.in_(chats))
    ):
        followed[SealedId(chat)].add(Topic(TopicKind(kind), slug))
    muted = defaultdict[SealedId, dict[Topic, datetime]](dict)
    for chat, kind, slug, until in await connection.execute(
        select(mutes).where(mutes.c.chat.in_(chats))
    ):
        muted[SealedId(chat)][Topic(TopicKind(kind), slug)] = until
    reminded = set(
        await connection.scalars(select(reminders.c.chat).where(reminders.c.chat.in_(chats)))
    )
    rows = await connection.execute(select(subscribers).where(subscribers.c.chat.in_(chats)))
    return {
        SealedId(row.chat): Reader(
            Subscriber(
                chat=SealedId(row.chat),
                kind=ChatKind(row.kind),
                language=row.language,
                time_zone=row.time_zone,
                last_contact=row.last_contact,
                quiet_from=row.quiet_from,
                quiet_until=row.quiet_until,
                suspended=row.suspended,
            ),
            frozenset(followed[SealedId(row.chat)]),
            muted[SealedId(row.chat)],
            row.chat in reminded,
        )
        for row in rows
    }
