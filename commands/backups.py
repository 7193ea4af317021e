"""Copies of the database that are safe to carry away, and moving to another database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TextColumn

from bot.backups import BackupFault, back_up
from bot.backups import restore as restored
from bot.clock import SystemClock
from bot.config import load_config
from bot.moving import MoveFault, move
from commands.console import DEFAULT_CONFIG, ConfigOption, database_of, main, out
from storage.database import Database

_FileArgument = Annotated[Path, typer.Argument(help="The backup, by convention named *.age.")]


def backup(
    file: _FileArgument,
    config: ConfigOption = DEFAULT_CONFIG,
    to: Annotated[
        str, typer.Option("--to", help="A public key instead of \\[storage] backup_key.")
    ] = "",
) -> None:
    """Write a backup that only the holder of the secret key can open. The bot may run meanwhile."""

    async def work() -> None:
        settings = load_config(config)
        recipient = to or settings.storage.backup_key
        if not recipient:
            raise BackupFault(
                "No public key is set. Make a pair with `python run_bot.py key backup` and write"
                " the public one under [storage] backup_key."
            )
        async with database_of(settings) as database:
            rows = await back_up(database, recipient, file, SystemClock().now())
        out.print(f"{rows:,} rows are in {file}.")

    main(work)


def restore(file: _FileArgument, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Fill the configured, empty database from a backup.

    The secret key is read from BACKUP_SECRET_KEY or asked for, so that no shell history keeps it.
    """

    async def work() -> None:
        settings = load_config(config)
        identity = os.environ.get("BACKUP_SECRET_KEY") or typer.prompt(
            "Secret key of the backup (AGE-SECRET-KEY-1…)", hide_input=True
        )
        async with database_of(settings) as database:
            rows = await restored(database, identity, file)
        out.print(f"{rows:,} rows are back.")

    main(work)


def migrate_to(
    url: Annotated[str, typer.Argument(help="postgresql://user:password@host/database")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Copy everything into another, empty database and compare. Stop the bot first.

    Broken off, it goes on from where it was.
    """

    async def work() -> None:
        settings = load_config(config)
        if url == settings.storage.url:
            raise MoveFault("That is the database in use. Name a new one to move to.")
        target = Database(url)
        try:
            async with database_of(settings) as source:
                with Progress(
                    TextColumn("{task.description}"), TextColumn("{task.completed:,.0f} rows")
                ) as bar:
                    tasks = {}

                    def say(what: str, rows: int) -> None:
                        if what not in tasks:
                            tasks[what] = bar.add_task(what, total=None)
                        bar.advance(tasks[what], rows)

                    def compares(table: str, rows: int) -> None:
                        say(f"comparing {table}", rows)

                    rows = await move(source, target, say, compares)
        finally:
            await target.close()
        out.print(
            f"{rows:,} rows are the same in both databases. Set the new address under"
            " [storage] url and start the bot again."
        )

    main(work)
