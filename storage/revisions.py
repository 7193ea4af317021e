"""From a story that changed to the edits of what was told of it, a chunk at a time.

As a fan-out does, a revision walks the followers in the order of their sealed ids and remembers
where it stopped. Only messages that were delivered become due again; what still waits is rendered
as the story stands when its turn comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, exists, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.fan_outs import Followers
from storage.inserting import insert
from storage.rows import Act, DeliveryState, Lane, Topic
from storage.schema import deliveries, revisions

_LOOK_AGAIN = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Patience:
    """How soon a message is edited."""

    in_flight: timedelta
    """So long a message that was composed before the change may still be on its way."""
    apart: timedelta
    """Between two edits of one message at least."""


async def ask(connection: AsyncConnection, story: str, now: datetime) -> None:
    """Messages about this story are to be edited; one under way begins anew."""
    anew = {"after": b"", "begun": None, "due": now}
    await connection.execute(
        insert(connection, revisions)
        .values(story=story, **anew)
        .on_conflict_do_update(index_elements=["story"], set_=anew)
    )


async def next_story(connection: AsyncConnection, now: datetime) -> str | None:
    """The story whose revision has waited longest; None where none may go on now."""
    return await connection.scalar(
        select(revisions.c.story)
        .where(revisions.c.due <= now)
        .order_by(revisions.c.due, revisions.c.story)
        .limit(1)
    )


async def close(connection: AsyncConnection, story: str) -> None:
    await connection.execute(delete(revisions).where(revisions.c.story == story))


async def advance(
    connection: AsyncConnection,
    story: str,
    *,
    topics: Sequence[Topic],
    now: datetime,
    patience: Patience,
    chunk: int = 2000,
) -> None:
    """Make the next chunk's delivered messages due to be edited, or wait for what is in flight.

    What is claimed after the revision has begun is read after the change. What was claimed before
    may leave with the old words, and only once it is marked can it be edited: until then, or until
    its lease is over, its chunk waits.
    """
    found = await connection.execute(
        select(revisions).where(revisions.c.story == story).with_for_update()
    )
    revision = found.one_or_none()
    if revision is None:
        return
    begun = revision.begun or now
    walk = Followers(topics)
    last = await connection.scalar(walk.last_of_chunk(revision.after, chunk))
    old = begun + patience.in_flight
    told = and_(
        deliveries.c.about == f"story:{story}",
        deliveries.c.chat.in_(walk.chats(revision.after, last)),
    )
    on_its_way = await connection.scalar(
        select(exists().where(told, deliveries.c.state == DeliveryState.DUE, _leased(now, old)))
    )
    this = update(revisions).where(revisions.c.story == story)
    if on_its_way:
        await connection.execute(this.values(begun=begun, due=now + _LOOK_AGAIN))
        return
    ended_with_old = or_(deliveries.c.ended.is_(None), deliveries.c.ended <= old)
    await connection.execute(
        update(deliveries)
        .where(
            told,
            deliveries.c.state == DeliveryState.SENT,
            deliveries.c.message_id.is_not(None),
            ended_with_old,
        )
        .values(
            state=DeliveryState.DUE,
            act=Act.EDIT,
            lane=Lane.EDIT,
            due=_due(now, patience.apart),
            lease=None,
            attempts=0,
            ended=None,
        )
    )
    if last is None:
        await close(connection, story)
    else:
        await connection.execute(this.values(begun=begun, after=last))


def _leased(after: datetime, until: datetime) -> ColumnElement[bool]:
    """Claimed, for a time that ends between these."""
    return and_(deliveries.c.lease > after, deliveries.c.lease <= until)


def _due(now: datetime, apart: timedelta) -> ColumnElement[datetime]:
    """At once, or later where the message was edited just before."""
    moment = deliveries.c.due.type
    edited_lately = and_(deliveries.c.act == Act.EDIT, deliveries.c.ended > now - apart)
    return case((edited_lately, literal(now + apart, moment)), else_=literal(now, moment))
