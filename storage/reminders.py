"""When subscribers want to be reminded to write, and of which days ahead."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.reminder_rows import Every, Route, Whom
from storage.rows import Reminder, SealedId
from storage.schema import reminders, subscribers


async def keep(connection: AsyncConnection, reminder: Reminder) -> None:
    """In place of the one before, if any."""
    values = {
        "weekday": reminder.weekday,
        "minute": reminder.minute,
        "next_due": reminder.next_due,
        "every": reminder.every,
        "day": reminder.day,
        "phase": reminder.phase,
        "whom": reminder.whom,
        "about": reminder.about,
        "paused_until": reminder.paused_until,
        "route": reminder.route,
        "told": reminder.told,
        "look": reminder.look,
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
    return await _reached(connection, reminders.c.next_due, now, limit)


async def looking(connection: AsyncConnection, now: datetime, limit: int) -> list[Reminder]:
    """Those of active subscribers for whom it is time to look for occasions ahead."""
    return await _reached(connection, reminders.c.look, now, limit)


async def advance(connection: AsyncConnection, chat: SealedId, next_due: datetime) -> None:
    """The next time it is due; a pause is over once something falls due."""
    await connection.execute(
        update(reminders)
        .where(reminders.c.chat == chat)
        .values(next_due=next_due, paused_until=None)
    )


async def look_again(
    connection: AsyncConnection, chat: SealedId, look: datetime, told: date
) -> None:
    """When to look next for occasions, and up to which day they were told."""
    await connection.execute(
        update(reminders).where(reminders.c.chat == chat).values(look=look, told=told)
    )


async def _reached(
    connection: AsyncConnection, moment: Column[Any], now: datetime, limit: int
) -> list[Reminder]:
    rows = await connection.execute(
        select(reminders)
        .join(subscribers, subscribers.c.chat == reminders.c.chat)
        .where(moment <= now, subscribers.c.suspended.is_(False))
        .order_by(moment)
        .limit(limit)
    )
    return [_reminder(row) for row in rows]


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        chat=SealedId(row.chat),
        weekday=row.weekday,
        minute=row.minute,
        next_due=row.next_due,
        every=Every(row.every),
        day=row.day,
        phase=row.phase,
        whom=Whom(row.whom),
        about=row.about,
        paused_until=row.paused_until,
        route=Route(row.route),
        told=row.told,
        look=row.look,
    )
