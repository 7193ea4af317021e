"""Everything about many chats that decides whether they get what is due to them, in four reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import SealedId, Subscriber, Topic, TopicKind
from storage.schema import follows, mutes, reminders, subscribers
from storage.subscribers import subscriber


@dataclass(frozen=True, slots=True)
class Reader:
    subscriber: Subscriber
    follows: frozenset[Topic]
    mutes: dict[Topic, datetime]
    """Until when each topic is silent, those included whose time has passed."""
    reminded: bool
    """Wants to be reminded of letters."""
    ahead: bool = False
    """Wants to be told of days ahead."""


# Written once: naming each chat in a statement of its own would cost more than reading it.
_CHATS = bindparam("chats", expanding=True, type_=subscribers.c.chat.type)
_FOLLOWS = select(follows).where(follows.c.chat.in_(_CHATS))
_MUTES = select(mutes).where(mutes.c.chat.in_(_CHATS))
_REMINDED = select(reminders.c.chat, reminders.c.look).where(reminders.c.chat.in_(_CHATS))
_SUBSCRIBERS = select(subscribers).where(subscribers.c.chat.in_(_CHATS))


async def of(connection: AsyncConnection, chats: Sequence[SealedId]) -> dict[SealedId, Reader]:
    """The readers among these chats; who was forgotten is missing."""
    asked = {"chats": list(chats)}
    followed = defaultdict[SealedId, set[Topic]](set)
    for chat, kind, slug in await connection.execute(_FOLLOWS, asked):
        followed[SealedId(chat)].add(Topic(TopicKind(kind), slug))
    muted = defaultdict[SealedId, dict[Topic, datetime]](dict)
    for chat, kind, slug, until in await connection.execute(_MUTES, asked):
        muted[SealedId(chat)][Topic(TopicKind(kind), slug)] = until
    reminded = {row.chat: row.look for row in await connection.execute(_REMINDED, asked)}
    rows = await connection.execute(_SUBSCRIBERS, asked)
    return {
        SealedId(row.chat): Reader(
            subscriber(row),
            frozenset(followed[SealedId(row.chat)]),
            muted[SealedId(row.chat)],
            row.chat in reminded,
            reminded.get(row.chat) is not None,
        )
        for row in rows
    }
