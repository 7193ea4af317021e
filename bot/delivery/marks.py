"""What became of deliveries, written down together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.decide import Drop, Hold
from bot.delivery.door import (
    UNREACHED,
    Blocked,
    Delivered,
    Migrated,
    Outcome,
    Refused,
    TryAgain,
    Withdrawn,
)
from storage import deliveries, silence, subscribers
from storage.database import AsyncConnection
from storage.rows import Delivery, DeliveryKind, DeliveryState, SealedId
from storage.sealing import Seal

LONGEST_BACKOFF = 300.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One delivery and what became of it. `Withdrawn`: nothing, another may have it at once."""

    delivery: Delivery
    result: Outcome | Drop | Hold


def backoff(attempts: int, spread: int) -> float:
    """Seconds before the next try: 2, 4, 8 … at most 300, less up to half of it.

    ``spread`` is any number of the delivery's own; it keeps those that failed together from coming
    back together.
    """
    fraction = (spread * 2654435761 % 2**32) / 2**32
    return min(2.0 ** min(attempts, 16), LONGEST_BACKOFF) * (1 - fraction / 2)


async def write(
    connection: AsyncConnection, marks: Sequence[Mark], now: datetime, seal: Seal
) -> None:
    """Write all marks in the caller's transaction. Raises StorageError."""
    ended: list[tuple[int, DeliveryState, str]] = []
    delivered: list[tuple[int, int | None]] = []
    again: list[tuple[int, datetime, bool]] = []
    given_back: list[int] = []
    asked: list[SealedId] = []
    for mark in marks:
        delivery, result = mark.delivery, mark.result
        match result:
            case Delivered(message_id):
                delivered.append((delivery.id, message_id or delivery.message_id))
                asked += [delivery.chat] * (delivery.kind is DeliveryKind.SILENCE)
            case Drop(reason) | Refused(reason):
                state = DeliveryState.DROPPED if isinstance(result, Drop) else DeliveryState.FAILED
                ended.append((delivery.id, state, reason))
            case Blocked():
                ended.append((delivery.id, DeliveryState.DROPPED, "blocked"))
                await subscribers.change(connection, delivery.chat, suspended=True)
            case Migrated(chat_id):
                await subscribers.move(connection, delivery.chat, seal.seal(chat_id))
                again.append((delivery.id, now, False))
            case Hold(until):
                again.append((delivery.id, until, False))
            case TryAgain(after, reason):
                wait = after or backoff(delivery.attempts, delivery.id)
                due = now + timedelta(seconds=wait)
                again.append((delivery.id, due, reason in UNREACHED))
            case Withdrawn():
                given_back.append(delivery.id)
    if delivered:
        await deliveries.delivered(connection, delivered, now)
        await silence.asked(connection, asked, now.date())
    if again:
        await deliveries.retry(connection, again)
    if ended:
        await deliveries.finish(connection, ended, now)
    if given_back:
        await deliveries.release(connection, given_back)
