"""Moving house: every row from one database into another, resumed where it was broken off."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storage import copying
from storage.database import AsyncConnection, Database

Progress = Callable[[str, int], None]
"""Told of a table's name and how many of its rows have just been written, or read again."""


class MoveFault(Exception):
    """The move cannot be done or did not come out right; the message says what to do."""


async def move(
    source: Database,
    target: Database,
    wrote: Progress,
    compares: Progress,
    *,
    page: int = copying.PAGE,
) -> int:
    """Copy everything, then compare row by row; the number of rows.

    The source is held still meanwhile: a bot that still runs on it can read but not write. The
    target must be empty, or hold the beginning of the same move. Raises MoveFault or StorageError.
    """
    await target.upgrade()
    passed: dict[str, copying.Content] = {}
    async with source.write() as old:
        for table in copying.TABLES:
            after = await _written(old, target, table.name)
            tally = copying.Tally()
            names = [column.name for column in table.columns]
            async for part in copying.pages(old, table, after=after, page=page):
                tally.add(part)
                async with target.write() as new:
                    await copying.fill(new, table, names, part)
                wrote(table.name, len(part))
            if after is None:
                passed[table.name] = tally.content
        async with target.write() as new:
            await copying.count_on(new)
        return await _compare(old, passed, target, compares)


async def _written(old: AsyncConnection, target: Database, name: str) -> copying.Row | None:
    """The last key of this table that has been written already. Raises MoveFault."""
    table = copying.table(name)
    async with target.read() as new:
        after = await copying.last_key(new, table)
        if after is None:
            return None
        there = await copying.count(new, table, until=after)
    if await copying.count(old, table, until=after) != there:
        raise MoveFault(
            f"The new database holds {name} that are not from this one. Name an empty database."
        )
    return after


async def _compare(
    old: AsyncConnection,
    passed: Mapping[str, copying.Content],
    target: Database,
    compares: Progress,
) -> int:
    """``passed``: tables that went by whole, which need not be read again."""
    rows = 0
    for table in copying.TABLES:
        before = passed.get(table.name) or await copying.content(old, table)
        compares(table.name, before.rows)
        # Not open while the old one is read: PostgreSQL ends what does nothing for seconds.
        async with target.read() as new:
            after = await copying.content(new, table)
        if before != after:
            raise MoveFault(
                f"The table {table.name} is not the same in both databases ({before.rows} and"
                f" {after.rows} rows). Nothing was changed in the old one: empty the new one"
                " and begin again."
            )
        rows += after.rows
    return rows
