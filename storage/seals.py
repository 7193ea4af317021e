"""Which key the rows are sealed with."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.schema import seals
from storage.sealing import BadKey, Seal

_ONLY_ROW = 1


async def keep_or_check(connection: AsyncConnection, seal: Seal) -> None:
    """Remember the first key used; afterwards raise BadKey for any other."""
    await connection.execute(
        insert(connection, seals)
        .values(id=_ONLY_ROW, proof=seal.proof())
        .on_conflict_do_nothing(index_elements=["id"])
    )
    proof = await connection.scalar(select(seals.c.proof).where(seals.c.id == _ONLY_ROW))
    assert proof is not None
    if not seal.proves(proof):
        raise BadKey(
            "This database was made with another BOT_SEALING_KEY, and its subscribers cannot be"
            " reached without it. Set that key again, or name a new database under [storage] url."
        )
