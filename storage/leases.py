"""Who does what only one of several replicas may do, and until when, by PostgreSQL's own clock.

A session lock would go with a leader that is killed, but stay with one that hangs. A lease ends by
itself, and its epoch tells a process that was asleep that it was not the last to hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Interval, case, delete, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import UtcDateTime
from storage.inserting import insert
from storage.replica_tables import leases


class LeaseLost(Exception):
    """What was about to be committed belongs to another process by now."""


@dataclass(frozen=True, slots=True)
class Held:
    """A lease that has not ended."""

    name: str
    holder: str
    epoch: int


def present() -> ColumnElement[datetime]:
    """The moment by the database's clock, inside a transaction too."""
    return func.clock_timestamp(type_=UtcDateTime())


def later(seconds: float) -> ColumnElement[Any]:
    """So long from now, by the database's clock."""
    return func.clock_timestamp() + literal(timedelta(seconds=seconds), Interval)


async def take(connection: AsyncConnection, name: str, holder: str, seconds: float) -> int | None:
    """Take a lease that is free, or renew one's own; its epoch, or None: another holds it."""
    mine = leases.c.holder == holder
    epoch = await connection.scalar(
        insert(connection, leases)
        .values(name=name, holder=holder, epoch=1, until=later(seconds))
        .on_conflict_do_update(
            index_elements=["name"],
            set_={
                "holder": holder,
                "epoch": case((mine, leases.c.epoch), else_=leases.c.epoch + 1),
                "until": later(seconds),
            },
            where=or_(mine, leases.c.until <= present()),
        )
        .returning(leases.c.epoch)
    )
    return None if epoch is None else int(epoch)


async def release(connection: AsyncConnection, name: str, holder: str) -> None:
    """Let others have it at once."""
    await connection.execute(
        update(leases)
        .where(leases.c.name == name, leases.c.holder == holder)
        .values(holder="", until=present())
    )


async def confirm(connection: AsyncConnection, held: Held) -> None:
    """Raise LeaseLost where another took it. Nobody can take it before this transaction ends."""
    found = await connection.scalar(
        select(leases.c.epoch)
        .where(
            leases.c.name == held.name,
            leases.c.holder == held.holder,
            leases.c.epoch == held.epoch,
        )
        .with_for_update(read=True)
    )
    if found is None:
        raise LeaseLost(f"the lease {held.name} was taken by another process")


async def held(connection: AsyncConnection) -> tuple[list[Held], datetime]:
    """Every lease that has not ended, and the moment by the database's clock."""
    rows = await connection.execute(
        select(leases.c.name, leases.c.holder, leases.c.epoch).where(leases.c.until > present())
    )
    moment = await connection.scalar(select(present()))
    assert moment is not None
    return [Held(row.name, row.holder, row.epoch) for row in rows], moment


async def purge(connection: AsyncConnection, prefix: str) -> None:
    """Forget leases of this kind that ended an hour ago: those of processes that are gone."""
    await connection.execute(
        delete(leases).where(leases.c.name.startswith(prefix), leases.c.until < later(-3600))
    )
