"""Waits that Telegram named: until when a chat, or the whole bot, must not be written to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import SealedId
from storage.schema import pauses, subscribers


async def keep(connection: AsyncConnection, chat: SealedId | None, until: datetime) -> None:
    """None is the whole bot. Nothing is kept of a chat that is no subscriber."""
    if chat is None:
        latest = await connection.scalar(
            select(func.max(pauses.c.until)).where(pauses.c.chat.is_(None))
        )
        await connection.execute(delete(pauses).where(pauses.c.chat.is_(None)))
        values = {"chat": None, "until": max(until, latest or until)}
        await connection.execute(insert(connection, pauses).values(values))
        return
    known = await connection.scalar(
        select(subscribers.c.chat).where(subscribers.c.chat == chat).with_for_update(key_share=True)
    )
    if known is not None:
        await connection.execute(
            insert(connection, pauses)
            .values(chat=chat, until=until)
            .on_conflict_do_update(index_elements=["chat"], set_={"until": until})
        )


async def lasting(
    connection: AsyncConnection, now: datetime
) -> list[tuple[SealedId | None, datetime]]:
    """Those that are not over."""
    rows = await connection.execute(
        select(pauses.c.chat, pauses.c.until).where(pauses.c.until > now)
    )
    return [(None if chat is None else SealedId(chat), until) for chat, until in rows]


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget those that are over."""
    await connection.execute(delete(pauses).where(pauses.c.until <= now))
