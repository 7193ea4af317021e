"""From one sealing key to the next, a few rows at a time.

Each step is one transaction and remembers where it stopped, so that a crash anywhere continues
there. Which columns hold what is sealed is asked of the schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Table,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Sealed, Wrapped, metadata
from storage.inserting import insert
from storage.resealing import LOCK
from storage.schema import fan_outs, revisions, rotations, seals, subscribers
from storage.sealing import BadKey, Seal

CHUNK = 200
"""Subscribers whose rows pass to the new key at once: each may have many."""

_ONLY_ROW = 1
_END = b"\xff" * 32
"""After every id."""
_WALKS = (fan_outs, revisions)


class Step(Enum):
    MOVED = auto()
    WAITING = auto()
    """A fan-out walks the ids in their order: they must not change places under it."""
    OVER = auto()
    """Everything is under the new key, and the old one is refused."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation under way."""

    proof: bytes
    """The known word under the next key."""
    after: bytes
    """Ids up to and with this one, under the old key, are under the next one already."""
    since: datetime


async def find(connection: AsyncConnection) -> Rotation | None:
    row = (await connection.execute(select(rotations))).one_or_none()
    return None if row is None else Rotation(row.proof, row.after, row.since)


async def announce(connection: AsyncConnection, seal: Seal, now: datetime) -> None:
    """Say that rows are to pass to this seal's key, where it has a former one that they are under.

    Raises BadKey where rows have begun to pass to yet another key.
    """
    if seal.former is None:
        return
    proof = await connection.scalar(select(seals.c.proof))
    under_way = await find(connection)
    if proof is None or not seal.former.proves(proof):
        return
    if under_way is None:
        await connection.execute(
            insert(connection, rotations)
            .values(id=_ONLY_ROW, proof=seal.proof(), after=b"", since=now)
            .on_conflict_do_nothing(index_elements=["id"])
        )
    elif not seal.proves(under_way.proof):
        if under_way.after:
            raise BadKey(
                "Some rows are under another next key already. Set BOT_SEALING_KEY_NEXT to the key"
                " with which this rotation was begun."
            )
        await connection.execute(update(rotations).values(proof=seal.proof(), since=now))


async def step(
    connection: AsyncConnection, seal: Seal, *, rewind: bool = False, chunk: int = CHUNK
) -> Step:
    """Let the next ids pass to the new key. The connection must leave ids as they are stored.

    ``rewind`` lets walks that are under way begin anew, which repeats work and nothing else.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    rotation = await find(connection)
    if rotation is None or not seal.proves(rotation.proof):
        return Step.OVER
    if rewind:
        for walk in _WALKS:
            await connection.execute(update(walk).values(after=b""))
    elif await _walking(connection):
        return Step.WAITING
    if rotation.after == _END:
        await _finish(connection, seal)
        return Step.OVER
    chat = _stored(subscribers.c.chat)
    last = await connection.scalar(
        select(chat).where(chat > rotation.after).order_by(chat).offset(chunk - 1).limit(1)
    )
    for column in sealed_columns():
        await _pass_on(connection, seal, column, rotation.after, last)
    await connection.execute(update(rotations).values(after=_END if last is None else last))
    return Step.MOVED


def sealed_columns() -> Iterator[Column[Any]]:
    """Every column of sealed ids that does not follow another when that changes."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            follows = any(key.onupdate == "CASCADE" for key in column.foreign_keys)
            if isinstance(column.type, Sealed) and not follows:
                yield column


def wrapped_columns() -> Iterator[Column[Any]]:
    """Every column of secrets wrapped under the key."""
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, Wrapped))


async def _pass_on(
    connection: AsyncConnection, seal: Seal, column: Column[Any], after: bytes, last: bytes | None
) -> None:
    stored = _stored(column)
    query = select(stored).where(stored > after).distinct()
    if last is not None:
        query = query.where(stored <= last)
    found = [row[0] for row in await connection.execute(query)]
    await _replace(connection, column, [(old, seal.current(old)) for old in found])


async def _finish(connection: AsyncConnection, seal: Seal) -> None:
    """Look at all of it once more, and refuse the old key from now on."""
    for column in sealed_columns():
        await _pass_on(connection, seal, column, b"", None)
    for column in wrapped_columns():
        assert isinstance(column.type, Wrapped)
        purpose = column.type.purpose
        found = [row[0] for row in await connection.execute(select(column).distinct())]
        again = [(old, seal.wrap(seal.unwrap(old, purpose), purpose)) for old in found]
        await _replace(connection, column, again)
    await connection.execute(update(seals).values(proof=seal.proof()))
    await connection.execute(delete(rotations))


async def _replace(
    connection: AsyncConnection, column: Column[Any], pairs: list[tuple[bytes, bytes]]
) -> None:
    values = [{"old": old, "new": new} for old, new in pairs if old != new]
    if values:
        table = column.table
        assert isinstance(table, Table)
        await connection.execute(
            update(table)
            .where(_stored(column) == bindparam("old", type_=LargeBinary()))
            .values({column: bindparam("new", type_=LargeBinary())}),
            values,
        )


async def _walking(connection: AsyncConnection) -> bool:
    found = await connection.scalar(
        select(or_(*(exists().where(func.length(_stored(walk.c.after)) > 0) for walk in _WALKS)))
    )
    return bool(found)


def _stored(column: Column[Any]) -> ColumnElement[bytes]:
    """The column as its bytes stand, whichever key they are under."""
    return type_coerce(column, LargeBinary())
