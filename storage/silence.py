"""Chats that have said nothing for half a year: asked once, and then forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import exists, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import DeliveryKind, DeliveryState, Lane, SealedId
from storage.schema import deliveries, subscribers

LASTS = timedelta(days=14)
"""So long the question may wait to be delivered; then it is asked anew."""
_ABOUT = "silence"
_LIMIT = 500


async def ask(connection: AsyncConnection, last_contact: date, now: datetime) -> int:
    """Make the question due to active chats last heard of in this month or before; how many."""
    asked = exists().where(deliveries.c.chat == subscribers.c.chat, deliveries.c.about == _ABOUT)
    silent = (
        select(
            subscribers.c.chat,
            literal(DeliveryKind.SILENCE),
            literal(_ABOUT),
            literal(Lane.REMINDER),
            literal(DeliveryState.DUE),
            literal(now, deliveries.c.due.type),
            literal(now + LASTS, deliveries.c.expires.type),
        )
        .where(
            subscribers.c.suspended.is_(False),
            subscribers.c.asked.is_(None),
            subscribers.c.last_contact <= last_contact,
            ~asked,
        )
        .limit(_LIMIT)
    )
    columns = ["chat", "kind", "about", "lane", "state", "due", "expires"]
    added = await connection.execute(
        insert(connection, deliveries)
        .from_select(columns, silent)
        .on_conflict_do_nothing(index_elements=["chat", "about"])
        .returning(deliveries.c.id)
    )
    return len(added.all())


async def asked(connection: AsyncConnection, chats: Sequence[SealedId], today: date) -> None:
    """The question was delivered to these."""
    if chats:
        await connection.execute(
            update(subscribers)
            .where(subscribers.c.chat.in_(chats), subscribers.c.suspended.is_(False))
            .values(asked=today)
        )


async def note_suspended(connection: AsyncConnection, today: date) -> None:
    """From today on the time of suspended chats runs: they cannot be asked."""
    await connection.execute(
        update(subscribers)
        .where(subscribers.c.suspended, subscribers.c.asked.is_(None))
        .values(asked=today)
    )


async def over(
    connection: AsyncConnection, *, asked_before: date, suspended_before: date
) -> list[SealedId]:
    """Some of those whose time is over: asked, or suspended, on that day or before."""
    rows = await connection.execute(
        select(subscribers.c.chat)
        .where(
            or_(
                subscribers.c.suspended.is_(False) & (subscribers.c.asked <= asked_before),
                subscribers.c.suspended & (subscribers.c.asked <= suspended_before),
            )
        )
        .limit(_LIMIT)
    )
    return [SealedId(chat) for (chat,) in rows]
