"""What feeds claim became of a case, as far as organisers were told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.change_rows import ChangeKind, Claim
from storage.inserting import insert
from storage.schema import claims, entries, feeds, mentions


@dataclass(frozen=True, slots=True)
class Named:
    """An entry that names a case."""

    case: str
    entry_id: int
    title: str
    link: str
    feed: str


async def add(
    connection: AsyncConnection, case: str, kind: ChangeKind, entry_id: int, told: datetime
) -> Claim:
    added = await connection.scalar(
        insert(connection, claims)
        .values(case=case, kind=kind, entry_id=entry_id, told=told)
        .returning(claims.c.id)
    )
    assert isinstance(added, int)
    return Claim(added, case, kind, entry_id, told)


async def find(connection: AsyncConnection, claim_id: int) -> Claim | None:
    rows = await connection.execute(select(claims).where(claims.c.id == claim_id))
    row = rows.one_or_none()
    if row is None:
        return None
    return Claim(row.id, row.case, ChangeKind(row.kind), row.entry_id, row.told)


async def told_since(
    connection: AsyncConnection, case: str, kind: ChangeKind, moment: datetime
) -> bool:
    found = await connection.scalar(
        select(
            exists().where(claims.c.case == case, claims.c.kind == kind, claims.c.told >= moment)
        )
    )
    return bool(found)


async def named_since(
    connection: AsyncConnection, moment: datetime, limit: int
) -> tuple[Named, ...]:
    """The newest namings of cases by entries seen since then.

    What stood in a feed at its first poll is left out.
    """
    rows = await connection.execute(
        select(
            mentions.c.case,
            mentions.c.entry_id,
            entries.c.title,
            entries.c.link,
            entries.c.seen,
            feeds.c.name,
            feeds.c.baseline_at,
        )
        .select_from(mentions)
        .join(entries, entries.c.id == mentions.c.entry_id)
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .order_by(mentions.c.entry_id.desc(), mentions.c.case)
        .limit(limit)
    )
    return tuple(
        Named(row.case, row.entry_id, row.title, row.link, row.name)
        for row in rows
        if row.seen >= moment and row.seen != row.baseline_at
    )
