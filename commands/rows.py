"""The database from outside: its schema, its counts, and one chat's wish to be forgotten."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bot.clock import SystemClock
from bot.config import ConfigFault, load_config
from bot.measures import measures
from bot.subscribers import Subscribers
from commands.console import (
    DEFAULT_CONFIG,
    ConfigOption,
    asked_id,
    count,
    database_of,
    main,
    out,
    sealed_database_of,
)
from storage import outcomes
from storage.database import Database


def migrate(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Bring the database to this version's schema, and end."""

    async def work() -> None:
        database = Database(load_config(config).storage.url)
        try:
            await database.upgrade()
        finally:
            await database.close()
        out.print("The database has this version's schema.")

    main(work)


def stats(
    config: ConfigOption = DEFAULT_CONFIG,
    broadcast: Annotated[
        int | None, typer.Option(help="What became of this broadcast's messages.", min=1)
    ] = None,
    entry: Annotated[
        int | None, typer.Option(help="What became of this entry's alerts.", min=1)
    ] = None,
) -> None:
    """Counts without a person in them: what waits to be sent, feeds, subscribers (rounded)."""

    async def work() -> None:
        async with database_of(load_config(config)) as database:
            if broadcast is None and entry is None:
                await _measured(database)
            if broadcast is not None:
                async with database.read() as connection:
                    ended = await outcomes.of_broadcast(connection, broadcast)
                _told(f"broadcast {broadcast}", ended)
            if entry is not None:
                async with database.read() as connection:
                    ended = await outcomes.of_entry(connection, entry)
                _told(f"entry {entry}", ended)

    main(work)


async def _measured(database: Database) -> None:
    table = Table("what", "", "how many", box=None)
    for metric in await measures(database, SystemClock()):
        for sample in metric.samples:
            label = " ".join(sample.labels.values())
            table.add_row(metric.documentation, label, f"{sample.value:g}")
    out.print(table)


def _told(about: str, ended: list[outcomes.Outcome] | None) -> None:
    if ended is None:
        raise ConfigFault(f"There is no {about}; `broadcasts list` and `/why LINK` show numbers.")
    table = Table(about, "why", "how many", "possibly twice", box=None)
    for one in ended:
        twice = count(one.possibly_twice) if one.possibly_twice else "none"
        table.add_row(one.state, one.reason, count(one.number), twice)
    out.print(table)


def forget(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Remove everything kept about one chat, for someone who can no longer reach the bot.

    The Telegram id is asked for, not given as an argument, so that no shell history keeps it.
    """

    async def work() -> None:
        async with sealed_database_of(load_config(config)) as (database, seal):
            chat = seal.seal(asked_id("Telegram id of the chat"))
            await Subscribers(database, SystemClock()).forget(chat)
        out.print("Nothing about that chat is kept.")

    main(work)
