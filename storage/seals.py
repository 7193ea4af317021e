"""Which key the rows are sealed with."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import rotations
from storage.inserting import insert
from storage.schema import seals
from storage.sealing import BadKey, Seal

_ONLY_ROW = 1


async def keep_or_check(connection: AsyncConnection, seal: Seal) -> None:
    """Remember the first key used; afterwards raise BadKey for any other.

    While rows pass from one key to the next, both are needed.
    """
    await connection.execute(
        insert(connection, seals)
        .values(id=_ONLY_ROW, proof=seal.proof())
        .on_conflict_do_nothing(index_elements=["id"])
    )
    proof = await connection.scalar(select(seals.c.proof).where(seals.c.id == _ONLY_ROW))
    assert proof is not None
    under_way = await rotations.find(connection)
    if under_way is not None and seal.former is None:
        if seal.proves(proof) or seal.proves(under_way.proof):
            raise BadKey(
                "Rows are passing from one key to the next, and both are needed until that is"
                " over: the old one as BOT_SEALING_KEY, the new one as BOT_SEALING_KEY_NEXT."
            )
        raise _another()
    if seal.proves(proof):
        return
    if seal.former is None or not seal.former.proves(proof):
        raise _another()


def _another() -> BadKey:
    return BadKey(
        "This database was made with another BOT_SEALING_KEY, and its subscribers cannot be"
        " reached without it. Set that key again, or name a new database under [storage] url."
    )


async def fits(connection: AsyncConnection, seal: Seal) -> bool:
    """Whether a process with this seal can read all rows there are."""
    proof = await connection.scalar(select(seals.c.proof).where(seals.c.id == _ONLY_ROW))
    under_way = await rotations.find(connection)
    if under_way is not None:
        return seal.former is not None and seal.proves(under_way.proof)
    if proof is None or seal.proves(proof):
        return True
    return seal.former is not None and seal.former.proves(proof)
