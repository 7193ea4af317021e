"""From one entry, broadcast or change to a delivery row for each recipient, a chunk at a time.

A fan-out walks recipients in the order of their sealed ids and remembers where it stopped, so that
no transaction grows with the number of followers, and a crash continues where the last chunk ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
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
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.broadcast_rows import Narrowing
from storage.inserting import insert
from storage.rows import EVERYTHING, DeliveryKind, DeliveryState, FanOut, Lane, Topic
from storage.schema import deliveries, digests, fan_outs, follows, subscribers
from storage.streaming import parts

_ALL = Narrowing()
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
        select(fan_outs.c.id, fan_outs.c.entry_id, fan_outs.c.broadcast_id, fan_outs.c.change_id)
        .order_by(fan_outs.c.broadcast_id.is_not(None), fan_outs.c.id)
        .limit(limit)
    )
    return [FanOut(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The next recipients of a fan-out: those after one id and up to another."""

    fan_out: FanOut
    walk: _Walk
    after: bytes
    last: bytes | None
    """None: all that remain."""


async def next_chunk(
    connection: AsyncConnection,
    fan_out_id: int,
    *,
    topics: Sequence[Topic] = (),
    everyone: bool = False,
    chunk: int = 2000,
) -> Chunk | None:
    """The next chunk to `deal_out`; None where the fan-out is gone (done or stopped).

    Read before the writer is taken, it may be out of date when it is dealt out: then nothing
    happens. Only the topics must be the same still. Where they may grow, `hold` first.
    """
    found = await connection.execute(select(fan_outs).where(fan_outs.c.id == fan_out_id))
    row = found.one_or_none()
    if row is None:
        return None
    walk: _Walk = _Everyone() if everyone else Followers(topics)
    last = await connection.scalar(walk.last_of_chunk(row.after, chunk))
    fan_out = FanOut(row.id, row.entry_id, row.broadcast_id, row.change_id, row.gathering)
    return Chunk(fan_out, walk, row.after, last)


async def deal_out(
    connection: AsyncConnection,
    chunk: Chunk,
    *,
    kind: DeliveryKind,
    lane: Lane,
    about: str,
    due: datetime,
    expires: datetime,
    narrowing: Narrowing = _ALL,
) -> bool:
    """Give this chunk of recipients their rows; True when there are no more.

    Recipients are the active subscribers who follow any of the topics or follow everything, or all
    active ones for `everyone`, less those whom ``narrowing`` leaves out; each gets one row for
    `about`, whatever happened before. The fan-out goes when it is done.
    """
    fan_out = chunk.fan_out
    if not await _moves_on(connection, chunk):
        # Somebody else was quicker, or it begins anew.
        return False
    recipients = (
        select(
            subscribers.c.chat,
            literal(kind),
            literal(about),
            literal(lane),
            _state(fan_out.entry_id, fan_out.gathering),
            literal(due, deliveries.c.due.type),
            literal(expires, deliveries.c.expires.type),
            literal(fan_out.entry_id, deliveries.c.entry_id.type),
            literal(fan_out.broadcast_id, deliveries.c.broadcast_id.type),
            literal(fan_out.change_id, deliveries.c.change_id.type),
            _gathering(fan_out.gathering),
        )
        .where(
            subscribers.c.suspended.is_(False),
            chunk.walk.between(chunk.after, chunk.last),
            *left_by(narrowing),
        )
        # PostgreSQL: who leaves meanwhile must be left out, not break the chunk.
        .with_for_update(read=True, key_share=True)
    )
    columns = ["chat", "kind", "about", "lane", "state", "due", "expires"]
    await connection.execute(
        insert(connection, deliveries)
        .from_select([*columns, "entry_id", "broadcast_id", "change_id", "gathering"], recipients)
        .on_conflict_do_nothing(index_elements=["chat", "about"])
    )
    return chunk.last is None


async def advance(
    connection: AsyncConnection,
    fan_out_id: int,
    *,
    topics: Sequence[Topic] = (),
    everyone: bool = False,
    kind: DeliveryKind,
    lane: Lane,
    about: str,
    due: datetime,
    expires: datetime,
    narrowing: Narrowing = _ALL,
    chunk: int = 2000,
) -> bool:
    """`deal_out` of the `next_chunk` in one transaction; a fan-out that is gone is done."""
    following = await next_chunk(
        connection, fan_out_id, topics=topics, everyone=everyone, chunk=chunk
    )
    return following is None or await deal_out(
        connection,
        following,
        kind=kind,
        lane=lane,
        about=about,
        due=due,
        expires=expires,
        narrowing=narrowing,
    )


async def _moves_on(connection: AsyncConnection, chunk: Chunk) -> bool:
    """Note that the fan-out is past this chunk; False where it no longer stands before it."""
    stands = and_(fan_outs.c.id == chunk.fan_out.id, fan_outs.c.after == chunk.after)
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


class _Everyone:
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


_Walk = _Everyone | Followers


def _nth(chats: FromClause, n: int, *where: ColumnElement[bool]) -> Select[bytes]:
    return select(chats.c.chat).where(*where).order_by(chats.c.chat).offset(n - 1).limit(1)


def _follows(topic: Topic) -> ColumnElement[bool]:
    return and_(follows.c.topic_kind == topic.kind, follows.c.topic == topic.slug)


def _between(chats: FromClause, after: bytes, last: bytes | None) -> ColumnElement[bool]:
    if last is None:
        return chats.c.chat > after
    return and_(chats.c.chat > after, chats.c.chat <= last)
