"""Messages that told organisers of a broadcast which can still be held back."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.broadcast_rows import BroadcastState, HoldNotice
from storage.inserting import insert
from storage.rows import SealedId
from storage.schema import broadcasts, hold_notices


async def keep(connection: AsyncConnection, notice: HoldNotice) -> None:
    """Know this message, instead of an earlier one to the same organiser."""
    await connection.execute(
        insert(connection, hold_notices)
        .values(broadcast_id=notice.broadcast_id, chat=notice.chat, message_id=notice.message_id)
        .on_conflict_do_update(
            index_elements=["broadcast_id", "chat"], set_={"message_id": notice.message_id}
        )
    )


async def late(connection: AsyncConnection) -> list[HoldNotice]:
    """Of broadcasts that cannot be held back any more, or were."""
    rows = await connection.execute(
        select(hold_notices)
        .join(broadcasts, broadcasts.c.id == hold_notices.c.broadcast_id)
        .where(broadcasts.c.state != BroadcastState.APPROVED)
        .order_by(hold_notices.c.broadcast_id, hold_notices.c.chat)
    )
    return [HoldNotice(row.broadcast_id, SealedId(row.chat), row.message_id) for row in rows]


async def forget(connection: AsyncConnection, notice: HoldNotice) -> None:
    """Nothing, if a later message to the same organiser took its place."""
    await connection.execute(
        delete(hold_notices).where(
            hold_notices.c.broadcast_id == notice.broadcast_id,
            hold_notices.c.chat == notice.chat,
            hold_notices.c.message_id == notice.message_id,
        )
    )
