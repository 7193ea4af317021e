"""Letters are counted by case and month."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from storage import pledges, schema
from storage.database import Database


async def test_letters_add_up_without_anybody_in_them(database: Database) -> None:
    async with database.write() as c:
        assert await pledges.totals(c) == {}
        await pledges.add(c, "ivan", date(2026, 11, 23))
        await pledges.add(c, "ivan", date(2026, 11, 1), letters=2)
        await pledges.add(c, "ivan", date(2026, 12, 1))
        await pledges.add(c, "olga", date(2026, 12, 31))
        assert await pledges.totals(c) == {"ivan": 4, "olga": 1}
        rows = await c.execute(select(schema.pledges).order_by("case", "month"))
    assert [tuple(row) for row in rows] == [
        ("ivan", date(2026, 11, 1), 3),
        ("ivan", date(2026, 12, 1), 1),
        ("olga", date(2026, 12, 1), 1),
    ]
