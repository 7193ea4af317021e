"""What is asked of a database, and by which way it would answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, ExecutionContext, event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.ext.asyncio import AsyncConnection


@contextmanager
def statements(c: AsyncConnection) -> Iterator[list[tuple[str, Any]]]:
    """Every statement executed meanwhile, with its parameters."""
    seen: list[tuple[str, Any]] = []
    assert c.sync_connection is not None

    def see(
        connection: Connection,
        cursor: DBAPICursor,
        statement: str,
        parameters: Any,
        context: ExecutionContext,
        executemany: bool,
    ) -> None:
        seen.append((statement, parameters))

    event.listen(c.sync_connection, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(c.sync_connection, "before_cursor_execute", see)


async def plans_of(c: AsyncConnection, statements: list[tuple[str, Any]]) -> list[str]:
    explain = "EXPLAIN QUERY PLAN" if c.dialect.name == "sqlite" else "EXPLAIN"
    plans = []
    for statement, parameters in statements:
        rows = await c.exec_driver_sql(f"{explain} {statement}", parameters)
        plans.append("\n".join(str(row[-1]) for row in rows))
    return plans
