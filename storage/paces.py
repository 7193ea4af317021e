"""One rate for all replicas: so many places, each free again when Telegram has stopped counting it.

There are as many places as messages a second are permitted (or a part of them, each for several).
Who takes some holds the one row of `pace` for that moment, so that they are given one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert
from storage.leases import later, present
from storage.replica_tables import pace, places

_ROW = 1


@dataclass(frozen=True, slots=True)
class Taken:
    """A place from ``at`` on."""

    number: int
    taking: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    taken: tuple[Taken, ...]
    now: datetime
    """By the database's clock, as all times here."""
    silent_until: datetime | None
    again: datetime | None
    """When to ask for more at the earliest; None: whenever some are needed."""


async def prepare(connection: AsyncConnection, count: int) -> None:
    """There are at least so many places."""
    await connection.execute(
        insert(connection, pace).values(id=_ROW, beat=later(0)).on_conflict_do_nothing()
    )
    numbers = func.generate_series(0, count - 1).column_valued("number")
    await connection.execute(
        insert(connection, places)
        .from_select(["number", "free"], select(numbers, present()))
        .on_conflict_do_nothing()
    )


async def moment(connection: AsyncConnection) -> datetime:
    """What the database's clock shows."""
    shown = await connection.scalar(select(present()))
    assert isinstance(shown, datetime)
    return shown


async def take(
    connection: AsyncConnection,
    *,
    count: int,
    wanted: int,
    apart: timedelta,
    ahead: timedelta,
    catch_up: timedelta,
    lost: timedelta,
) -> Given:
    """Take up to ``wanted`` of the ``count`` places, ``apart`` from each other, none that begins
    more than ``ahead`` from now.

    A beat that nobody took is made good for as long as ``catch_up``. A place whose holder is never
    heard of again is free after ``lost``. What stands much farther ahead than that was written
    before the database's clock was set back, and waits no longer either.
    """
    # What a crash of the database may forget here, it forgets with the messages' own second.
    await connection.execute(text("SET LOCAL synchronous_commit = off"))
    beat, silent_until = await _hold(connection)
    # One more, to know when to ask again.
    free = (
        await connection.execute(
            select(places.c.number, places.c.taking, places.c.free, present().label("now"))
            .where(places.c.number < count)
            .order_by(places.c.free, places.c.number)
            .limit(wanted + 1)
        )
    ).all()
    now: datetime = free[0].now
    if max(beat, free[0].free) > now + 2 * lost:
        await _set_back(connection, now + lost)
        beat = min(beat, now + lost)
    beat = max(beat, now - catch_up)
    taken: list[Taken] = []
    again: datetime | None = None
    for place in free:
        at = max(beat, place.free)
        if silent_until is not None:
            at = max(at, silent_until)
        if at > now + ahead or len(taken) == wanted:
            # Who has some asks later: whoever has none comes first then.
            again = at - (ahead / 2 if taken else ahead)
            break
        taken.append(Taken(place.number, place.taking + 1, at))
        # The beat goes on where a place is free late: else the latest of each round would hold up
        # all of them. What was late is no reason to go faster than catching up allows.
        beat = max(beat, at - catch_up) + apart
    if taken:
        await connection.execute(
            update(places)
            .where(places.c.number == bindparam("place"))
            .values(free=bindparam("until"), taking=places.c.taking + 1),
            [{"place": one.number, "until": max(one.at, now) + lost} for one in taken],
        )
        await connection.execute(update(pace).where(pace.c.id == _ROW).values(beat=beat))
    return Given(tuple(taken), now, silent_until, again)


async def answered(
    connection: AsyncConnection, ended: Sequence[tuple[Taken, datetime]], *, lost: timedelta
) -> None:
    """Each of these places is free from that moment on, and after ``lost`` in any case."""
    await _hold(connection)
    latest = await moment(connection) + lost
    await connection.execute(
        update(places)
        .where(and_(places.c.number == bindparam("place"), places.c.taking == bindparam("which")))
        .values(free=bindparam("from_then_on")),
        [
            {"place": one.number, "which": one.taking, "from_then_on": min(free, latest)}
            for one, free in sorted(ended, key=lambda each: each[0].number)
        ],
    )


async def _set_back(connection: AsyncConnection, latest: datetime) -> None:
    """Nothing of the pace stands later than that. What Telegram asked for stays as it was."""
    await connection.execute(update(places).where(places.c.free > latest).values(free=latest))
    await connection.execute(
        update(pace).where(pace.c.id == _ROW, pace.c.beat > latest).values(beat=latest)
    )


async def silence(connection: AsyncConnection, seconds: float) -> None:
    """Nobody sends anything for so long; a longer silence stays."""
    await connection.execute(
        update(pace)
        .where(pace.c.id == _ROW)
        .values(silent_until=func.greatest(pace.c.silent_until, later(seconds)))
    )


async def _hold(connection: AsyncConnection) -> tuple[datetime, datetime | None]:
    """Nobody else takes or frees places before this transaction ends."""
    rows = await connection.execute(
        select(pace.c.beat, pace.c.silent_until).where(pace.c.id == _ROW).with_for_update()
    )
    row = rows.one()
    return row.beat, row.silent_until
