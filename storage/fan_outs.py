"""From one entry, broadcast or change to a delivery row for each recipient, a chunk at a time.

A fan-out walks recipients in the order of their sealed ids and remembers where it stopped, so that
no transaction grows with the number of followers, and a crash continues where the last chunk ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Row,
    Select,
    and_,
    case,
    delete,
    exists,
    literal,
    select,
    union,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.broadcast_rows import Narrowing
from storage.inserting import insert
from storage.rows import EVERYTHING, DeliveryKind, DeliveryState, FanOut, Lane, Topic
from storage.schema import deliveries, digests, fan_outs, follows, subscribers
from storage.streaming import parts

_ALL = Narrowing()
_CHUNK = 2000
"""Recipients of one transaction."""
_TOGETHER = 100
"""Fan-outs begun in one go."""


async def begin(
    connection: AsyncConnection,
    *,
    entry_id: int | None = None,
    broadcast_id: int | None = None,
    change_id: int | None = None,
    gathering: int | None = None,
) -> int:
    """Say that recipients lack their rows. Raises IntegrityError where it was said already.

    With a `gathering` their rows are held until it is settled.
    """
    opened = await connection.scalar(
        insert(connection, fan_outs)
        .values(
            entry_id=entry_id,
            broadcast_id=broadcast_id,
            change_id=change_id,
            gathering=gathering,
            after=b"",
        )
        .returning(fan_outs.c.id)
    )
    assert isinstance(opened, int)
    return opened


async def begin_gathered(
    connection: AsyncConnection, entry_ids: Sequence[int], gathering: int
) -> None:
    """As `begin`, for entries that are told together."""
    for part in parts(entry_ids, _TOGETHER):
        await connection.execute(
            insert(connection, fan_outs),
            [{"entry_id": entry_id, "gathering": gathering, "after": b""} for entry_id in part],
        )


async def rewind(connection: AsyncConnection, entry_id: int) -> bool:
    """Let the entry's fan-out begin anew: there are more topics. False where none is under way."""
    result = await connection.execute(
        update(fan_outs).where(fan_outs.c.entry_id == entry_id).values(after=b"")
    )
    return result.rowcount == 1


async def hold(connection: AsyncConnection, fan_out_id: int) -> None:
    """Until this transaction ends nobody rewinds it: what it is about may be read now."""
    await connection.execute(
        select(fan_outs.c.id).where(fan_outs.c.id == fan_out_id).with_for_update()
    )


async def pending(connection: AsyncConnection, limit: int | None = None) -> list[FanOut]:
    """Those not done, the oldest first; an alert is due at once and does not wait behind a call."""
    rows = await connection.execute(
        select(fan_outs).order_by(fan_outs.c.broadcast_id.is_not(None), fan_outs.c.id).limit(limit)
    )
    return [_fan_out(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The next recipients of a fan-out: those after the one at which it stands, up to another."""

    fan_out: FanOut
    recipients: Recipients
    last: bytes | None
    """None: all that remain."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """One message to many: what their deliveries have in common."""

    kind: DeliveryKind
    lane: Lane
    about: str
    due: datetime
    expires: datetime
    narrowing: Narrowing = _ALL
    """Whom of the recipients it leaves out."""


async def next_chunk(
    connection: AsyncConnection, fan_out: FanOut, recipients: Recipients, size: int = _CHUNK
) -> Chunk:
    """The next chunk to `deal_out`.

    Read before the writer is taken, it may be out of date when it is dealt out: then nothing
    happens. Only the recipients must be the same still. Where their topics may grow, `hold` first.
    """
    last = await connection.scalar(recipients.last_of_chunk(fan_out.after, size))
    return Chunk(fan_out, recipients, last)


async def deal_out(connection: AsyncConnection, chunk: Chunk, mailing: Mailing) -> bool:
    """Give this chunk of recipients their rows; True when there are no more.

    Those who are suspended, and those whom the mailing leaves out, get none; each other gets one
    for what it is about, whatever happened before. The fan-out goes when it is done.
    """
    fan_out = chunk.fan_out
    if not await _moves_on(connection, chunk):
        # Somebody else was quicker, or it begins anew.
        return False
    rows = (
        select(
            subscribers.c.chat,
            literal(mailing.kind),
            literal(mailing.about),
            literal(mailing.lane),
            _state(fan_out.entry_id, fan_out.gathering),
            literal(mailing.due, deliveries.c.due.type),
            literal(mailing.expires, deliveries.c.expires.type),
            literal(fan_out.entry_id, deliveries.c.entry_id.type),
            literal(fan_out.broadcast_id, deliveries.c.broadcast_id.type),
            literal(fan_out.change_id, deliveries.c.change_id.type),
            _gathering(fan_out.gathering),
        )
        .where(
            subscribers.c.suspended.is_(False),
            chunk.recipients.between(fan_out.after, chunk.last),
            *left_by(mailing.narrowing),
        )
        # PostgreSQL: who leaves meanwhile must be left out, not break the chunk.
        .with_for_update(read=True, key_share=True)
    )
    columns = ["chat", "kind", "about", "lane", "state", "due", "expires"]
    making = insert(connection, deliveries).from_select(
        [*columns, "entry_id", "broadcast_id", "change_id", "gathering"], rows
    )
    await _make(connection, chunk, mailing.about, making)
    return chunk.last is None


async def _make(
    connection: AsyncConnection,
    chunk: Chunk,
    about: str,
    making: postgresql.Insert | sqlite.Insert,
) -> None:
    careful = making.on_conflict_do_nothing(index_elements=["chat", "about"])
    if (
        connection.dialect.name == "sqlite"
        or chunk.fan_out.broadcast_id is None
        or await connection.scalar(_has_rows(chunk, about))
    ):
        await connection.execute(careful)
        return
    try:
        # PostgreSQL takes a sixth longer where it must expect rows. A call has none before, unless
        # it began anew.
        async with connection.begin_nested():
            await connection.execute(making)
    except IntegrityError:
        # A group has moved in this very moment.
        await connection.execute(careful)


def _has_rows(chunk: Chunk, about: str) -> Select[bool]:
    """Asked first: PostgreSQL's own log would quote the id in a row that cannot be made twice."""
    dealt = _between(deliveries, chunk.fan_out.after, chunk.last)
    return select(exists().where(deliveries.c.about == about, dealt))


async def advance(
    connection: AsyncConnection,
    fan_out_id: int,
    recipients: Recipients,
    mailing: Mailing,
    size: int = _CHUNK,
) -> bool:
    """`deal_out` of the `next_chunk` in one transaction; a fan-out that is gone is done."""
    found = await connection.execute(select(fan_outs).where(fan_outs.c.id == fan_out_id))
    row = found.one_or_none()
    if row is None:
        return True
    chunk = await next_chunk(connection, _fan_out(row), recipients, size)
    return await deal_out(connection, chunk, mailing)


def _fan_out(row: Row[Any]) -> FanOut:
    return FanOut(
        row.id, row.entry_id, row.broadcast_id, row.change_id, row.gathering, bytes(row.after)
    )


async def _moves_on(connection: AsyncConnection, chunk: Chunk) -> bool:
    """Note that the fan-out is past this chunk; False where it no longer stands before it."""
    stands = and_(fan_outs.c.id == chunk.fan_out.id, fan_outs.c.after == chunk.fan_out.after)
    change = (
        delete(fan_outs).where(stands)
        if chunk.last is None
        else update(fan_outs).where(stands).values(after=chunk.last)
    )
    return (await connection.execute(change)).rowcount == 1


def left_by(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    """What holds of the subscribers whom a narrowing leaves."""
    left: list[ColumnElement[bool]] = []
    if narrowing.languages:
        left.append(subscribers.c.language.in_(narrowing.languages))
    if narrowing.kinds:
        left.append(subscribers.c.kind.in_(narrowing.kinds))
    for topic in narrowing.without:
        own = exists().where(follows.c.chat == subscribers.c.chat, _follows(topic))
        left.append(~own)
    return left


_WANTS_DIGEST = exists().where(digests.c.chat == subscribers.c.chat, digests.c.ending.is_(False))


def _state(entry_id: int | None, gathering: int | None) -> ColumnElement[DeliveryState]:
    """An alert is held for its reader's digest, or until what comes with it is there."""
    due, held = literal(DeliveryState.DUE), literal(DeliveryState.HELD)
    if gathering is not None:
        return held
    return due if entry_id is None else case((_WANTS_DIGEST, held), else_=due)


def _gathering(gathering: int | None) -> ColumnElement[int | None]:
    """A digest at its own time gathers what is in no other gathering."""
    of_all = literal(gathering, deliveries.c.gathering.type)
    return of_all if gathering is None else case((_WANTS_DIGEST, None), else_=of_all)


class Everyone:
    """All subscribers, whatever they follow."""

    def last_of_chunk(self, after: bytes, chunk: int) -> Select[bytes]:
        """The id at which this chunk ends; no row where fewer than a chunk remain."""
        return _nth(subscribers, chunk, subscribers.c.chat > after)

    def between(self, after: bytes, last: bytes | None) -> ColumnElement[bool]:
        return _between(subscribers, after, last)


class Followers:
    """Who follows any of the topics, or everything.

    Each topic's followers come from the index, already in order.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(dict.fromkeys((*topics, EVERYTHING)))

    def last_of_chunk(self, after: bytes, chunk: int) -> Select[bytes]:
        heads = union(
            *(
                select(
                    select(follows.c.chat)
                    .where(_follows(topic), follows.c.chat > after)
                    .order_by(follows.c.chat)
                    .limit(chunk)
                    .subquery()
                    .c.chat
                )
                for topic in self._topics
            )
        )
        return _nth(heads.subquery(), chunk)

    def between(self, after: bytes, last: bytes | None) -> ColumnElement[bool]:
        return subscribers.c.chat.in_(self.chats(after, last))

    def chats(self, after: bytes, last: bytes | None) -> CompoundSelect[bytes]:
        """Who follows any of the topics, after one id and up to another."""
        return union(
            *(
                select(follows.c.chat).where(_follows(topic), _between(follows, after, last))
                for topic in self._topics
            )
        )


Recipients = Everyone | Followers


def _nth(chats: FromClause, n: int, *where: ColumnElement[bool]) -> Select[bytes]:
    return select(chats.c.chat).where(*where).order_by(chats.c.chat).offset(n - 1).limit(1)


def _follows(topic: Topic) -> ColumnElement[bool]:
    return and_(follows.c.topic_kind == topic.kind, follows.c.topic == topic.slug)


def _between(chats: FromClause, after: bytes, last: bytes | None) -> ColumnElement[bool]:
    if last is None:
        return chats.c.chat > after
    return and_(chats.c.chat > after, chats.c.chat <= last)
