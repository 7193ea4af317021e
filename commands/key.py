"""The sealing key."""

from __future__ import annotations

import typer
from rich.progress import BarColumn, Progress, TextColumn

from bot.backups import new_key
from bot.clock import SystemClock
from bot.config import ConfigFault, load_config
from bot.keys import NEXT_KEY_VARIABLE
from bot.rotating import GRACE
from bot.rotating import rotate as pass_on
from commands.console import DEFAULT_CONFIG, ConfigOption, main, out, sealed_database_of
from storage import rotations, subscribers
from storage.sealing import Seal

commands = typer.Typer(help="The keys of rows and of backups.", no_args_is_help=True)


@commands.callback()
def key() -> None:
    """The keys of rows and of backups."""


@commands.command("new")
def new() -> None:
    """Print a new sealing key. Keep it apart from the database, and never lose it."""
    print(Seal.new_key())


@commands.command("check")
def check(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Say whether the key that is set is the one that this database is sealed with."""

    async def work() -> None:
        async with (
            sealed_database_of(load_config(config)) as (database, seal),
            database.read() as connection,
        ):
            under_way = await rotations.find(connection) is not None
        if under_way:
            out.print("Rows are passing to the next key. Both keys fit; keep both set.")
        elif seal.former is not None:
            out.print("The keys fit. To pass the rows to the next one: start the bot with both.")
        else:
            out.print("The key fits.")

    main(work)


@commands.command("rotate")
def rotate(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Seal every row anew, from BOT_SEALING_KEY to BOT_SEALING_KEY_NEXT.

    A bot that runs with both keys does it by itself, and may run beside this. Broken off, either
    goes on where it was.
    """

    async def work() -> None:
        clock = SystemClock()
        async with sealed_database_of(load_config(config)) as (database, seal):
            if seal.former is None:
                raise ConfigFault(
                    f"{NEXT_KEY_VARIABLE} is not set. Make a new key with `python run_bot.py key"
                    " new`, set it beside the old one, and start the bot with both."
                )
            async with database.write() as connection:
                await rotations.announce(connection, seal, clock.now())
                under_way = await rotations.find(connection)
                steps = await subscribers.count(connection) // rotations.CHUNK + 2
            if under_way is not None:
                wait = (under_way.since + GRACE - clock.now()).total_seconds()
                if wait > 0:
                    out.print("Waiting for bots that have one key only to end.")
                await clock.sleep(wait)
                with Progress(
                    TextColumn("sealing anew"), BarColumn(), TextColumn("{task.percentage:>3.0f} %")
                ) as bar:
                    task = bar.add_task("", total=steps)
                    await pass_on(database, clock, seal, moved=lambda: bar.advance(task))
                    bar.update(task, completed=steps)
        out.print(
            "Every row is under the new key. Set it as BOT_SEALING_KEY, take BOT_SEALING_KEY_NEXT"
            " away, start the bot, and destroy the old key with every copy of it."
        )

    main(work)


@commands.command("backup")
def backup() -> None:
    """Print a new pair of keys for backups. Keep the secret one on paper or a stick, not here."""
    pair = new_key()
    print(f"public, for [storage] backup_key:  {pair.recipient}")
    print(f"secret, needed to restore:         {pair.identity}")
