"""Whole tables in the order of their keys: for backups, and for moving to another database."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, collate, exists, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import migrations
from storage.schema import UtcDateTime, metadata

TABLES: tuple[Table, ...] = tuple(metadata.sorted_tables)
"""Each after those it refers to, so that rows can be added in this order."""

PAGE = 5000
"""Rows read or written at once."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: equal for equal rows, on whichever database."""

    rows: int
    digest: str
    """A hash of all rows in the order of their keys, in hexadecimal."""


class Tally:
    """The `Content` of rows that pass by, in the order of their keys, however many at once."""

    def __init__(self) -> None:
        self._rows = 0
        self._digest = hashlib.sha256()

    def add(self, rows: Sequence[Row]) -> None:
        self._rows += len(rows)
        self._digest.update("".join(map(repr, rows)).encode("utf-8", "surrogatepass"))

    @property
    def content(self) -> Content:
        return Content(self._rows, self._digest.hexdigest())


def table(name: str) -> Table:
    """Raises KeyError for a table that this version does not have."""
    return metadata.tables[name]


def kind_of(column: Column[Any]) -> type:
    """What Python makes of this column's values."""
    return datetime if isinstance(column.type, UtcDateTime) else column.type.python_type


async def schema(connection: AsyncConnection) -> str:
    """The step of the migrations that the database is at."""
    return await connection.run_sync(migrations.current) or ""


def is_known(step: str) -> bool:
    """Whether this version knows that step: rows made by it can be read."""
    return migrations.known(step)


async def pages(
    connection: AsyncConnection, table: Table, *, after: Row | None = None, page: int = PAGE
) -> AsyncIterator[list[Row]]:
    """Every row after this key, by key, a page of rows at once."""
    key = _key(connection, table)
    while True:
        query = select(table).order_by(*key).limit(page)
        if after is not None:
            query = query.where(tuple_(*key) > tuple_(*after))
        rows = list(map(tuple, (await connection.execute(query)).all()))
        if rows:
            yield rows
        if len(rows) < page:
            return
        after = key_of(table, rows[-1])


def key_of(table: Table, row: Row) -> Row:
    positions = [list(table.columns).index(column) for column in table.primary_key.columns]
    return tuple(row[position] for position in positions)


async def last_key(connection: AsyncConnection, table: Table) -> Row | None:
    """The greatest key there is; None in an empty table."""
    key = _key(connection, table)
    found = await connection.execute(
        select(*table.primary_key.columns).order_by(*(part.desc() for part in key)).limit(1)
    )
    row = found.one_or_none()
    return None if row is None else tuple(row)


async def count(connection: AsyncConnection, table: Table, *, until: Row) -> int:
    """How many rows there are up to and with this key."""
    upto = tuple_(*_key(connection, table)) <= tuple_(*until)
    return await connection.scalar(select(func.count()).select_from(table).where(upto)) or 0


async def fill(
    connection: AsyncConnection, table: Table, names: Sequence[str], rows: Sequence[Row]
) -> None:
    """Add rows whose values stand in the order of these columns."""
    if connection.dialect.name == "postgresql":
        await _copy_in(connection, table, names, rows)
        return
    await connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])


async def content(connection: AsyncConnection, table: Table) -> Content:
    tally = Tally()
    async for part in pages(connection, table):
        tally.add(part)
    return tally.content


async def in_use(connection: AsyncConnection) -> str | None:
    """The first table that holds anything; None where nothing was ever stored."""
    for table in TABLES:
        if await connection.scalar(select(exists(select(1).select_from(table)))):
            return table.name
    return None


async def count_on(connection: AsyncConnection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does."""
    if connection.dialect.name != "postgresql":
        return
    for table in TABLES:
        column = next(iter(table.primary_key.columns))
        sequence = await connection.scalar(
            select(func.pg_get_serial_sequence(table.name, column.name))
        )
        if sequence is not None:
            await connection.execute(
                select(
                    func.setval(
                        sequence,
                        func.coalesce(select(func.max(column)).scalar_subquery(), 1),
                        select(func.count() > 0).select_from(table).scalar_subquery(),
                    )
                )
            )


async def _copy_in(
    connection: AsyncConnection, table: Table, names: Sequence[str], rows: Sequence[Row]
) -> None:
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert driver is not None
    quoted = ", ".join(f'"{name}"' for name in names)
    async with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy,
    ):
        for row in rows:
            await copy.write_row(row)


def _key(connection: AsyncConnection, table: Table) -> list[ColumnElement[Any]]:
    """The key's columns in an order that is the same on every database: by bytes, not by locale."""
    return [_by_bytes(connection, column) for column in table.primary_key.columns]


def _by_bytes(connection: AsyncConnection, column: Column[Any]) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql" and isinstance(column.type, String):
        return collate(column, "C")
    return column
