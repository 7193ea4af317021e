"""Which cases an entry names."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.rows import Mention
from storage.schema import mentions
from storage.streaming import parts

_TOGETHER = 100
"""Rows added in one go."""


async def add(connection: AsyncConnection, entry_id: int, named: Sequence[Mention]) -> None:
    """Words beyond the column's 300 characters are cut: they only show why a message came."""
    await add_all(connection, [(entry_id, mention) for mention in named])


async def add_all(connection: AsyncConnection, named: Sequence[tuple[int, Mention]]) -> None:
    """As `add`, of several entries."""
    for part in parts(named, _TOGETHER):
        await connection.execute(
            insert(connection, mentions).on_conflict_do_nothing(),
            [{"entry_id": entry, "case": m.case, "words": m.words[:300]} for entry, m in part],
        )


async def of(connection: AsyncConnection, entry_id: int) -> tuple[Mention, ...]:
    """By the cases' slugs."""
    rows = await connection.execute(
        select(mentions.c.case, mentions.c.words)
        .where(mentions.c.entry_id == entry_id)
        .order_by(mentions.c.case)
    )
    return tuple(Mention(case, words) for case, words in rows)
