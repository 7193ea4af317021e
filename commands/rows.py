"""The database from outside: its schema, its counts, and one chat's wish to be forgotten."""

from __future__ import annotations

from rich.table import Table

from bot.clock import SystemClock
from bot.config import load_config
from bot.measures import measures
from bot.subscribers import Subscribers
from commands.console import (
    DEFAULT_CONFIG,
    ConfigOption,
    asked_id,
    database_of,
    main,
    out,
    sealed_database_of,
)
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


def stats(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Counts without a person in them: what waits to be sent, feeds, subscribers (rounded)."""

    async def work() -> None:
        async with database_of(load_config(config)) as database:
            table = Table("what", "", "how many", box=None)
            for metric in await measures(database, SystemClock()):
                for label, value in metric.values.items():
                    table.add_row(metric.help, label, f"{value:g}")
            out.print(table)

    main(work)


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
