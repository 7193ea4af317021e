"""Chats that asked for something."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, Final

from sqlalchemy import Row, delete, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import SealedColumn
from storage.inserting import insert
from storage.rows import Calls, ChatKind, SealedId, Subscriber
from storage.schema import (
    deliveries,
    digests,
    evening_names,
    fan_outs,
    follows,
    mutes,
    reminders,
    revisions,
    subscribers,
)


class _Unset(Enum):
    UNSET = "unset"


UNSET: Final = _Unset.UNSET
"""Leave as it is, where None means something."""


async def find(connection: AsyncConnection, chat: SealedId) -> Subscriber | None:
    rows = await connection.execute(select(subscribers).where(subscribers.c.chat == chat))
    row = rows.one_or_none()
    return None if row is None else subscriber(row)


async def add(connection: AsyncConnection, subscriber: Subscriber) -> bool:
    """False, and nothing changes, where the chat is already there."""
    added = await connection.scalar(
        insert(connection, subscribers)
        .values(
            chat=subscriber.chat,
            kind=subscriber.kind,
            language=subscriber.language,
            time_zone=subscriber.time_zone,
            last_contact=subscriber.last_contact,
            quiet_from=subscriber.quiet_from,
            quiet_until=subscriber.quiet_until,
            suspended=subscriber.suspended,
            calls=subscriber.calls,
            follow_ups=subscriber.follow_ups,
            discreet=subscriber.discreet,
            links=subscriber.links,
            russia=subscriber.russia,
        )
        .on_conflict_do_nothing(index_elements=["chat"])
        .returning(subscribers.c.chat)
    )
    return added is not None


async def change(
    connection: AsyncConnection,
    chat: SealedId,
    *,
    language: str | None = None,
    time_zone: str | None = None,
    quiet: tuple[int, int] | _Unset | None = UNSET,
    last_contact: date | None = None,
    suspended: bool | None = None,
    calls: Calls | None = None,
    follow_ups: bool | None = None,
    discreet: bool | None = None,
    links: bool | None = None,
    russia: bool | None = None,
) -> None:
    """Change what is given. `quiet` is (from, until); None ends the quiet hours."""
    given: dict[str, object] = {
        "language": language,
        "time_zone": time_zone,
        "last_contact": last_contact,
        "suspended": suspended,
        "calls": calls,
        "follow_ups": follow_ups,
        "discreet": discreet,
        "links": links,
        "russia": russia,
    }
    values = {column: value for column, value in given.items() if value is not None}
    if suspended is not None or last_contact is not None:
        # It was heard of: what it was asked before does not count any more.
        values["asked"] = None
    if not isinstance(quiet, _Unset):
        values["quiet_from"], values["quiet_until"] = quiet or (None, None)
    if values:
        await connection.execute(
            update(subscribers).where(subscribers.c.chat == chat).values(values)
        )


async def move(connection: AsyncConnection, old: SealedId, new: SealedId) -> None:
    """A group was given another id: everything of `old` is `new`'s from now on.

    Where `new` is known already it keeps its own settings and gains what `old` followed.
    """
    if old == new or await find(connection, old) is None:
        return
    if await find(connection, new) is None:
        await connection.execute(
            update(subscribers).where(subscribers.c.chat == old).values(chat=new)
        )
    else:
        await _merge(connection, old, new)
    # A fan-out between the two ids has passed `new` and would not meet `old` any more: go back.
    before = await _predecessor(connection, new)
    for walk in (fan_outs, revisions):
        await connection.execute(
            update(walk).where(walk.c.after >= new, walk.c.after <= old).values(after=before)
        )
    await _leave_cursors(connection, old)


async def forget(connection: AsyncConnection, chat: SealedId) -> None:
    """Delete all of it. An organiser's rows stay: they belong to the campaign, not to the chat."""
    await _leave_cursors(connection, chat)
    # A private chat has its person's number: what they took at an evening goes as well.
    await connection.execute(delete(evening_names).where(evening_names.c.taker == chat))
    await connection.execute(delete(subscribers).where(subscribers.c.chat == chat))


async def count(connection: AsyncConnection) -> int:
    """How many are active, that is not suspended."""
    active = select(func.count()).where(subscribers.c.suspended.is_(False))
    return await connection.scalar(active) or 0


async def _merge(connection: AsyncConnection, old: SealedId, new: SealedId) -> None:
    for table in (follows, mutes, reminders, digests):
        kept = [column for column in table.c if column.name != "chat"]
        await connection.execute(
            insert(connection, table)
            .from_select(
                ["chat", *(column.name for column in kept)],
                select(literal(new, SealedColumn), *kept).where(table.c.chat == old),
            )
            .on_conflict_do_nothing()
        )
    told = deliveries.alias()
    await connection.execute(
        update(deliveries)
        .where(
            deliveries.c.chat == old,
            ~exists().where(told.c.chat == new, told.c.about == deliveries.c.about),
        )
        .values(chat=new)
    )
    await connection.execute(delete(subscribers).where(subscribers.c.chat == old))


async def _predecessor(connection: AsyncConnection, chat: SealedId) -> bytes:
    """The sealed id before this one; empty where it is the first."""
    found = await connection.scalar(
        select(subscribers.c.chat)
        .where(subscribers.c.chat < chat)
        .order_by(subscribers.c.chat.desc())
        .limit(1)
    )
    return found or b""


async def _leave_cursors(connection: AsyncConnection, chat: SealedId) -> None:
    """A fan-out that stopped at this chat remembers the one before it instead."""
    before = await _predecessor(connection, chat)
    for walk in (fan_outs, revisions):
        await connection.execute(update(walk).where(walk.c.after == chat).values(after=before))


def subscriber(row: Row[Any]) -> Subscriber:
    """The chat in a row that holds the columns of one."""
    return Subscriber(
        chat=SealedId(row.chat),
        kind=ChatKind(row.kind),
        language=row.language,
        time_zone=row.time_zone,
        last_contact=row.last_contact,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        suspended=row.suspended,
        calls=Calls(row.calls),
        follow_ups=row.follow_ups,
        discreet=row.discreet,
        links=row.links,
        russia=row.russia,
    )
