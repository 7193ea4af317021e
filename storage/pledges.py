"""Letters people said they wrote, counted by case and month and never by person."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.schema import pledges


async def add(connection: AsyncConnection, case: str, month: date, letters: int = 1) -> None:
    """`month` is any day of it."""
    await connection.execute(
        insert(connection, pledges)
        .values(case=case, month=month.replace(day=1), letters=letters)
        .on_conflict_do_update(
            index_elements=["case", "month"], set_={"letters": pledges.c.letters + letters}
        )
    )


async def totals(connection: AsyncConnection) -> dict[str, int]:
    """All letters ever, by case."""
    rows = await connection.execute(
        select(pledges.c.case, func.sum(pledges.c.letters)).group_by(pledges.c.case)
    )
    return {case: int(letters) for case, letters in rows}
