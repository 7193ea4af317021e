"""Destroying everything that leads to a person: who asked for it, and that it was done.

Cases, feeds and what they said survive; so do confirmed changes of cases, without their authors.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Table, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Sealed, Wrapped, metadata
from storage.inserting import insert
from storage.panic_rows import PanicRequest
from storage.rows import SealedId
from storage.schema import case_changes, panic_codes, panics, rotations, seals

_ONLY_ROW = 1
_SCRUBBED = (case_changes,)
"""Facts of cases are kept; who said them is not."""
_NOBODY = bytes(24)
_WORK = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
"""Of scrypt: some 50 ms and 16 MB a try."""


async def ask(connection: AsyncConnection, author: SealedId, now: datetime, *, alone: bool) -> None:
    """In place of who asked before."""
    values = {"author": author, "asked": now, "alone": alone}
    await connection.execute(
        insert(connection, panics)
        .values(id=_ONLY_ROW, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


async def asked(connection: AsyncConnection) -> PanicRequest | None:
    """The latest request; None as well where everything is destroyed already."""
    found = await connection.execute(select(panics).where(panics.c.struck.is_(None)))
    row = found.one_or_none()
    return (
        None
        if row is None or row.author is None
        else PanicRequest(SealedId(row.author), row.asked, row.alone)
    )


async def withdraw(connection: AsyncConnection) -> bool:
    """False where nobody had asked."""
    gone = await connection.execute(delete(panics).where(panics.c.struck.is_(None)))
    return bool(gone.rowcount)


async def strike(connection: AsyncConnection, now: datetime) -> None:
    """From now on no bot starts with this database, nor goes on."""
    values = {"author": None, "asked": now, "alone": False, "struck": now}
    await connection.execute(
        insert(connection, panics)
        .values(id=_ONLY_ROW, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


async def struck(connection: AsyncConnection) -> datetime | None:
    return await connection.scalar(select(panics.c.struck))


async def lift(connection: AsyncConnection) -> None:
    """Let a bot start again, with a key of its own."""
    await connection.execute(delete(panics))


async def erase(connection: AsyncConnection) -> None:
    """Empty every table in which anything sealed stands, and forget the keys' known words."""
    emptied = [seals, rotations, panic_codes, *_led_to_people()]
    for table in _SCRUBBED:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                await connection.execute(
                    update(table).values({column: None if column.nullable else _NOBODY})
                )
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in emptied)
        await connection.execute(text(f"TRUNCATE {names} CASCADE"))
        return
    for table in reversed(metadata.sorted_tables):
        if table in emptied:
            await connection.execute(delete(table))


async def keep_code(connection: AsyncConnection, code: str) -> None:
    """Remember a code, of which only the hash is kept, in place of the one before."""
    salt = os.urandom(16)
    values = {"salt": salt, "hash": _hash(code, salt)}
    await connection.execute(
        insert(connection, panic_codes)
        .values(id=_ONLY_ROW, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


async def knows_code(connection: AsyncConnection, code: str) -> bool:
    row = (await connection.execute(select(panic_codes))).one_or_none()
    return row is not None and hmac.compare_digest(row.hash, _hash(code, row.salt))


def _led_to_people() -> Iterator[Table]:
    for table in metadata.sorted_tables:
        sealed = any(isinstance(column.type, Sealed | Wrapped) for column in table.columns)
        if sealed and table is not panics and table not in _SCRUBBED:
            yield table


def _hash(code: str, salt: bytes) -> bytes:
    plain = "".join(code.upper().split()).replace("-", "")
    return hashlib.scrypt(plain.encode("utf-8", "replace"), salt=salt, **_WORK)
