"""What was delivered of a call, and how it is revised: deliveries seen from their broadcast.

Everything that touches many rows does so a part at a time; each function says whether there may be
more, so that its caller can let others at the database in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, and_, case, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.broadcast_rows import BroadcastState, Narrowing
from storage.fan_outs import left_by
from storage.inserting import insert
from storage.rows import (
    EVERYTHING,
    Act,
    Calls,
    DeliveryKind,
    DeliveryState,
    Lane,
    SealedId,
    Topic,
)
from storage.schema import broadcasts, deliveries, fan_outs, follows, subscribers

CHUNK = 2000
"""Deliveries of one statement: where so many were changed, there may be more."""


async def hold(connection: AsyncConnection, broadcast_id: int) -> bool:
    """Keep back what is due of a paused broadcast; True while there may be more."""
    return await _turn(connection, broadcast_id, DeliveryState.DUE, DeliveryState.HELD)


async def let_go(connection: AsyncConnection, broadcast_id: int) -> bool:
    """Make due again what was held; True while there may be more."""
    return await _turn(connection, broadcast_id, DeliveryState.HELD, DeliveryState.DUE)


async def left_of_stopped(connection: AsyncConnection) -> list[int]:
    """The stopped broadcasts of which something still waits, or is yet to be given rows."""
    waits = exists().where(
        deliveries.c.broadcast_id == broadcasts.c.id,
        deliveries.c.state.in_([DeliveryState.DUE, DeliveryState.HELD]),
        # What is revised was delivered; its revision says what becomes of it.
        deliveries.c.revision == 0,
    )
    spreads = exists().where(fan_outs.c.broadcast_id == broadcasts.c.id)
    found = await connection.scalars(
        select(broadcasts.c.id).where(
            broadcasts.c.state == BroadcastState.STOPPED, or_(waits, spreads)
        )
    )
    return list(found)


async def revise(
    connection: AsyncConnection,
    calls: Sequence[int],
    revision: int,
    *,
    act: Act,
    due: datetime,
    expires: datetime,
    deletable_since: datetime,
) -> int:
    """Make due what these broadcasts delivered and this revision has not reached; how many.

    What was delivered before ``deletable_since`` is edited even where it should be deleted: that is
    Telegram's rule. What was deleted is gone.
    """
    reached = select(deliveries.c.id).where(_to_reach(calls, revision)).limit(CHUNK)
    how = (
        case((deliveries.c.ended >= deletable_since, Act.DELETE), else_=Act.EDIT)
        if act is Act.DELETE
        else literal(act)
    )
    result = await connection.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(reached))
        .values(
            state=DeliveryState.DUE,
            act=how,
            revision=revision,
            due=due,
            expires=expires,
            attempts=0,
            lease=None,
        )
    )
    return result.rowcount


async def leave_as_is(
    connection: AsyncConnection,
    calls: Sequence[int],
    revision: int,
    now: datetime,
) -> bool:
    """A revision was stopped: what it has not reached stays as delivered. True while there may be
    more."""
    waiting = (
        select(deliveries.c.id)
        .where(
            deliveries.c.broadcast_id.in_(calls),
            deliveries.c.state.in_([DeliveryState.DUE, DeliveryState.HELD]),
            deliveries.c.revision == revision,
        )
        .limit(CHUNK)
    )
    result = await connection.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(waiting))
        .values(state=DeliveryState.SENT, act=Act.SEND, lease=None, ended=now)
    )
    return result.rowcount == CHUNK


async def revised(
    connection: AsyncConnection, calls: Sequence[int], revision: int
) -> dict[DeliveryState, int]:
    """How many deliveries are in which state among those that this revision has reached."""
    rows = await connection.execute(
        select(deliveries.c.state, func.count())
        .where(deliveries.c.broadcast_id.in_(calls), deliveries.c.revision == revision)
        .group_by(deliveries.c.state)
    )
    return {DeliveryState(state): number for state, number in rows}


async def unreached(connection: AsyncConnection, calls: Sequence[int], revision: int) -> int:
    """How many delivered messages a revision has still to reach."""
    query = select(func.count()).select_from(deliveries).where(_to_reach(calls, revision))
    return await connection.scalar(query) or 0


async def remind(
    connection: AsyncConnection,
    broadcast_id: int,
    follow_up: int,
    *,
    due: datetime,
    expires: datetime,
) -> int:
    """Deliveries of a follow-up for those who got the call, have not done it and want to be
    reminded; how many were added."""
    told = deliveries.alias()
    about = f"follow-up:{broadcast_id}"
    recipients = (
        select(
            deliveries.c.chat,
            literal(DeliveryKind.BROADCAST),
            literal(about),
            literal(Lane.BROADCAST),
            literal(DeliveryState.DUE),
            literal(due, deliveries.c.due.type),
            literal(expires, deliveries.c.expires.type),
            literal(follow_up, deliveries.c.broadcast_id.type),
        )
        .select_from(deliveries.join(subscribers, subscribers.c.chat == deliveries.c.chat))
        .where(
            deliveries.c.broadcast_id == broadcast_id,
            deliveries.c.state == DeliveryState.SENT,
            deliveries.c.act != Act.DELETE,
            deliveries.c.answered.is_(False),
            subscribers.c.suspended.is_(False),
            subscribers.c.follow_ups.is_(True),
            ~exists().where(told.c.chat == deliveries.c.chat, told.c.about == about),
        )
        .limit(CHUNK)
    )
    result = await connection.execute(
        insert(connection, deliveries)
        .from_select(
            ["chat", "kind", "about", "lane", "state", "due", "expires", "broadcast_id"],
            recipients,
        )
        .on_conflict_do_nothing(index_elements=["chat", "about"])
    )
    return result.rowcount


async def answer(connection: AsyncConnection, broadcast_id: int, chat: SealedId) -> bool:
    """This chat has done what the call asks for: True the first time; False as well where the call
    never reached it."""
    result = await connection.execute(
        update(deliveries)
        .where(
            deliveries.c.chat == chat,
            deliveries.c.about == f"broadcast:{broadcast_id}",
            deliveries.c.answered.is_(False),
        )
        .values(answered=True)
    )
    return result.rowcount == 1


async def calls_since(
    connection: AsyncConnection, chats: Sequence[SealedId], since: datetime
) -> dict[SealedId, int]:
    """How many calls each of these chats was sent since then; who was sent none is missing."""
    rows = await connection.execute(
        select(deliveries.c.chat, func.count())
        .join(broadcasts, broadcasts.c.id == deliveries.c.broadcast_id)
        .where(
            deliveries.c.chat.in_(chats),
            deliveries.c.about.like("broadcast:%"),
            deliveries.c.state == DeliveryState.SENT,
            broadcasts.c.started >= since,
        )
        .group_by(deliveries.c.chat)
    )
    return {SealedId(chat): number for chat, number in rows}


async def reach(
    connection: AsyncConnection, segment: Topic, narrowing: Narrowing, *, urgent: bool
) -> int:
    """How many active subscribers a call would reach, were it sent now to all who want calls."""
    query = select(func.count()).select_from(subscribers).where(subscribers.c.suspended.is_(False))
    wanted = [Calls.ALL, Calls.URGENT] if urgent else [Calls.ALL]
    query = query.where(subscribers.c.calls.in_(wanted))
    if segment != EVERYTHING:
        query = query.where(or_(_follows(segment), _follows(EVERYTHING)))
    query = query.where(*left_by(narrowing))
    return await connection.scalar(query) or 0


def _to_reach(calls: Sequence[int], revision: int) -> ColumnElement[bool]:
    """Of deliveries of these broadcasts: what stands in a chat, and a revision has not reached."""
    return and_(
        deliveries.c.broadcast_id.in_(calls),
        deliveries.c.state == DeliveryState.SENT,
        deliveries.c.revision < revision,
        deliveries.c.act != Act.DELETE,
        deliveries.c.message_id.is_not(None),
    )


def _follows(topic: Topic) -> Exists:
    return exists().where(
        and_(
            follows.c.chat == subscribers.c.chat,
            follows.c.topic_kind == topic.kind,
            follows.c.topic == topic.slug,
        )
    )


async def _turn(
    connection: AsyncConnection,
    broadcast_id: int,
    before: DeliveryState,
    after: DeliveryState,
) -> bool:
    some = (
        select(deliveries.c.id)
        .where(deliveries.c.broadcast_id == broadcast_id, deliveries.c.state == before)
        .limit(CHUNK)
    )
    result = await connection.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(some), deliveries.c.state == before)
        .values(state=after, lease=None)
    )
    return result.rowcount == CHUNK
