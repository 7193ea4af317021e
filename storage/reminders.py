"""When subscribers want to be reminded to write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import Reminder, SealedId
from storage.schema import reminders, subscribers


async def set(connection: AsyncConnection, reminder: Reminder) -> None:  # noqa: A001 - read as reminders.set
    """In place of the one before, if any."""
    values = {
        "weekday": reminder.weekday,
        "minute": reminder.minute,
        "next_due": reminder.next_due,
    }
    await connection.execute(
        insert(connection, reminders)
        .values(chat=reminder.chat, **values)
        .on_conflict_do_update(index_elements=["chat"], set_=values)
    )


async def clear(connection: AsyncConnection, chat: SealedId) -> None:
    await connection.execute(delete(reminders).where(reminders.c.chat == chat))


async def find(connection: AsyncConnection, chat: SealedId) -> Reminder | None:
    rows = await connection.execute(select(reminders).where(reminders.c.chat == chat))
    row = rows.one_or_none()
    return None if row is None else _reminder(row)


async def due(connection: AsyncConnection, now: datetime, limit: int) -> list[Reminder]:
    """Those of active subscribers whose time has come, the longest due first."""
    rows = await connection.execute(
        select(reminders)
        .join(subscribers, subscribers.c.chat == reminders.c.chat)
        .where(reminders.c.next_due <= now, subscribers.c.suspended.is_(False))
        .order_by(reminders.c.next_due)
        .limit(limit)
    )
    return [_reminder(row) for row in rows]


async def advance(connection: AsyncConnection, chat: SealedId, next_due: datetime) -> None:
    await connection.execute(
        update(reminders).where(reminders.c.chat == chat).values(next_due=next_due)
    )


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        chat=SealedId(row.chat), weekday=row.weekday, minute=row.minute, next_due=row.next_due
    )
