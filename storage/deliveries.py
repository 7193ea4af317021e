"""The outbox: every message due to a subscriber is a row until it is sent, dropped or refused.

A sender claims rows under a lease. A row is nobody else's until its lease ends; a row whose sender
died comes back when it does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.broadcast_rows import BroadcastState, Progress
from storage.claiming import DUE, claim, delivery, release, release_all
from storage.inserting import insert
from storage.outcomes import possibly_twice
from storage.past import purge
from storage.rows import Delivery, DeliveryKind, DeliveryState, Lane, SealedId
from storage.schema import broadcasts, deliveries, fan_outs

__all__ = [
    "add",
    "answer",
    "claim",
    "delivered",
    "find",
    "finish",
    "is_over",
    "next_due",
    "progress",
    "purge",
    "release",
    "release_all",
    "retry",
    "stop_broadcast",
    "waiting",
]

CHUNK = 2000
"""Rows changed at once, so that nobody waits for the writer."""
_NOT_BEGUN = (BroadcastState.DRAFT, BroadcastState.PENDING, BroadcastState.APPROVED)


async def add(
    connection: AsyncConnection,
    *,
    chat: SealedId,
    kind: DeliveryKind,
    about: str,
    lane: Lane,
    due: datetime,
    expires: datetime,
    entry_id: int | None = None,
    broadcast_id: int | None = None,
    case: str = "",
) -> bool:
    """False where the chat has, or had, its row about this."""
    added = await connection.scalar(
        insert(connection, deliveries)
        .values(
            chat=chat,
            kind=kind,
            about=about,
            lane=lane,
            state=DeliveryState.DUE,
            due=due,
            expires=expires,
            entry_id=entry_id,
            broadcast_id=broadcast_id,
            case=case,
        )
        .on_conflict_do_nothing(index_elements=["chat", "about"])
        .returning(deliveries.c.id)
    )
    return added is not None


async def finish(
    connection: AsyncConnection,
    results: Sequence[tuple[int, DeliveryState, str]],
    now: datetime,
) -> None:
    """Mark a batch of (id, state, reason). What was sent stays sent, whoever marks it later."""
    alike: defaultdict[tuple[DeliveryState, str], list[int]] = defaultdict(list)
    for delivery_id, state, reason in results:
        alike[state, reason[:64]].append(delivery_id)
    for (state, reason), ids in alike.items():
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(ids), deliveries.c.state != DeliveryState.SENT)
            .values(state=state, reason=reason, lease=None, ended=now)
        )


async def delivered(
    connection: AsyncConnection, messages: Sequence[tuple[int, int | None]], now: datetime
) -> None:
    """Mark as sent a batch of (id, Telegram's number of the message)."""
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.id == bindparam("delivery"))
        .values(
            state=DeliveryState.SENT,
            reason="",
            lease=None,
            ended=now,
            message_id=bindparam("message"),
        ),
        [{"delivery": delivery_id, "message": message} for delivery_id, message in messages],
    )


async def retry(connection: AsyncConnection, again: Sequence[tuple[int, datetime, bool]]) -> None:
    """Not now: each (id, when, whether it may have arrived) is due again then."""
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.id == bindparam("delivery"), DUE)
        .values(
            lease=None,
            due=bindparam("again"),
            doubtful=or_(deliveries.c.doubtful, bindparam("perhaps")),
        ),
        [{"delivery": one, "again": due, "perhaps": perhaps} for one, due, perhaps in again],
    )


async def stop_broadcast(connection: AsyncConnection, broadcast_id: int, now: datetime) -> int:
    """Drop what is still due, at most `CHUNK` at once; add no more recipients. The number dropped:
    where it is `CHUNK` there may be more."""
    await connection.execute(delete(fan_outs).where(fan_outs.c.broadcast_id == broadcast_id))
    waiting = (
        select(deliveries.c.id)
        .where(
            deliveries.c.broadcast_id == broadcast_id,
            deliveries.c.state.in_([DeliveryState.DUE, DeliveryState.HELD]),
            deliveries.c.revision == 0,
        )
        .limit(CHUNK)
    )
    result = await connection.execute(
        update(deliveries)
        # Asked again: what was sent in between stays sent.
        .where(
            deliveries.c.id.in_(waiting),
            deliveries.c.state.in_([DeliveryState.DUE, DeliveryState.HELD]),
        )
        .values(state=DeliveryState.DROPPED, reason="stopped", lease=None, ended=now)
    )
    return result.rowcount


async def progress(connection: AsyncConnection, broadcast_id: int) -> Progress:
    # In the order of their index: any other would be sorted, a million rows every two seconds.
    rows = await connection.execute(
        select(deliveries.c.state, deliveries.c.revision, func.count())
        .where(deliveries.c.broadcast_id == broadcast_id)
        .group_by(deliveries.c.state, deliveries.c.revision)
    )
    counts: Counter[DeliveryState] = Counter()
    for state, revision, number in rows:
        # What is revised was sent before, whatever becomes of the revision.
        counts[DeliveryState.SENT if revision else DeliveryState(state)] += number
    blocked = await connection.scalar(
        select(func.count())
        .select_from(deliveries)
        .where(
            deliveries.c.broadcast_id == broadcast_id,
            deliveries.c.state == DeliveryState.DROPPED,
            deliveries.c.revision == 0,
            deliveries.c.reason == "blocked",
        )
    )
    # What was put off is due after the start. The index of what waits finds it.
    started = select(broadcasts.c.started).where(broadcasts.c.id == broadcast_id).scalar_subquery()
    later = await connection.scalar(
        select(func.count())
        .select_from(deliveries)
        .where(
            DUE,
            deliveries.c.lane == Lane.BROADCAST,
            deliveries.c.due > started,
            deliveries.c.broadcast_id == broadcast_id,
        )
    )
    found = await connection.execute(
        select(
            broadcasts.c.state.not_in(_NOT_BEGUN)
            & ~exists().where(fan_outs.c.broadcast_id == broadcast_id),
            # What was purged is counted with its call.
            broadcasts.c.past_sent,
            broadcasts.c.past_dropped,
            broadcasts.c.past_failed,
            broadcasts.c.past_blocked,
        ).where(broadcasts.c.id == broadcast_id)
    )
    row = found.one_or_none() or (False, 0, 0, 0, 0)
    begun, past_sent, past_dropped, past_failed, past_blocked = row
    return Progress(
        total=counts.total() + past_sent + past_dropped + past_failed,
        sent=counts[DeliveryState.SENT] + past_sent,
        due=counts[DeliveryState.DUE] + counts[DeliveryState.HELD],
        dropped=counts[DeliveryState.DROPPED] + past_dropped,
        failed=counts[DeliveryState.FAILED] + past_failed,
        complete=bool(begun),
        blocked=(blocked or 0) + past_blocked,
        later=later or 0,
        possibly_twice=await possibly_twice(connection, broadcast_id),
    )


async def is_over(connection: AsyncConnection, broadcast_id: int) -> bool:
    """Every recipient has a row and none is left to send: asked without counting them."""
    left = await connection.scalar(
        select(
            exists().where(fan_outs.c.broadcast_id == broadcast_id)
            | exists().where(
                deliveries.c.broadcast_id == broadcast_id,
                deliveries.c.state.in_([DeliveryState.DUE, DeliveryState.HELD]),
            )
        )
    )
    return not left


async def answer(connection: AsyncConnection, delivery_id: int, chat: SealedId) -> bool:
    """Somebody pressed a button that counts once: True the first time."""
    result = await connection.execute(
        update(deliveries)
        .where(_of(delivery_id, chat), deliveries.c.answered.is_(False))
        .values(answered=True)
    )
    return result.rowcount == 1


async def find(connection: AsyncConnection, delivery_id: int, chat: SealedId) -> Delivery | None:
    """None as well where it is another chat's: ids in buttons can be made up."""
    rows = await connection.execute(select(deliveries).where(_of(delivery_id, chat)))
    row = rows.one_or_none()
    return None if row is None else delivery(row)


async def count_of(connection: AsyncConnection, chat: SealedId) -> int:
    """How many rows there are for this chat, in whatever state."""
    query = select(func.count()).select_from(deliveries).where(deliveries.c.chat == chat)
    return await connection.scalar(query) or 0


async def waiting(connection: AsyncConnection, now: datetime) -> dict[Lane, tuple[int, datetime]]:
    """What should have gone by now, in each lane that has any: how many, and since when."""
    rows = await connection.execute(
        select(deliveries.c.lane, func.count(), func.min(deliveries.c.due))
        .where(DUE, deliveries.c.due <= now)
        .group_by(deliveries.c.lane)
    )
    return {Lane(lane): (number, oldest) for lane, number, oldest in rows}


async def next_due(connection: AsyncConnection) -> datetime | None:
    """When the next delivery that nobody claimed is due. One under a lease comes back with it."""
    firsts = await connection.execute(
        select(
            *(
                select(func.min(deliveries.c.due))
                .where(DUE, deliveries.c.lane == lane, deliveries.c.lease.is_(None))
                .scalar_subquery()
                for lane in Lane
            )
        )
    )
    return min((due for due in firsts.one() if due is not None), default=None)


def _of(delivery_id: int, chat: SealedId) -> ColumnElement[bool]:
    return and_(deliveries.c.id == delivery_id, deliveries.c.chat == chat)
