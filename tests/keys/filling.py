"""A row in every table there is, whatever its columns: what is added later is covered as well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, String, Table

from storage.columns import Sealed, UtcDateTime, Wrapped
from storage.database import AsyncConnection
from storage.rows import SealedId
from storage.schema import metadata
from storage.sealing import Seal

MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FOUND_BY_ITS_OWN = frozenset({"seals", "rotations", "panics", "panic_codes"})
"""What says which key is in use, and whether everything was destroyed."""
WALKED = frozenset({"fan_outs", "revisions"})
"""Where a sealed id says how far a walk has come: none is under way."""


async def fill(connection: AsyncConnection, seal: Seal) -> dict[str, SealedId]:
    """One row in every table. The sealed ids, by table and column; those of subscribers are one."""
    numbers = count(70_000_000_001)
    chat = seal.seal(next(numbers))
    sealed: dict[str, SealedId] = {}
    for table in metadata.sorted_tables:
        if table.name in FOUND_BY_ITS_OWN:
            continue
        row: dict[str, Any] = {}
        for column in table.columns:
            if isinstance(column.type, Sealed) and table.name not in WALKED:
                of_chat = _belongs_to_a_chat(column)
                value = chat if of_chat else seal.seal(next(numbers))
                sealed[f"{table.name}.{column.name}"] = value
                row[column.name] = value
            else:
                row[column.name] = _anything(column, seal)
        await connection.execute(table.insert(), row)
    return sealed


def sealed_columns() -> Iterator[Column[Any]]:
    for table in metadata.sorted_tables:
        if table.name not in FOUND_BY_ITS_OWN | WALKED:
            yield from (column for column in table.columns if isinstance(column.type, Sealed))


def _belongs_to_a_chat(column: Column[Any]) -> bool:
    table = column.table
    assert isinstance(table, Table)
    return table.name == "subscribers" or any(
        key.column.table.name == "subscribers" for key in column.foreign_keys
    )


def _anything(column: Column[Any], seal: Seal) -> Any:
    match column.type:
        case Wrapped() as wrapped:
            return seal.wrap(b"a secret of twenty b", wrapped.purpose)
        case UtcDateTime():
            return MOMENT
        case Date():
            return date(2026, 11, 1)
        case Boolean():
            return False
        case Integer():
            return 1
        case String():
            return "x"
        case _:
            return b""
