"""The sealing key."""

from __future__ import annotations

import typer

from bot.backups import new_key
from storage.sealing import Seal

commands = typer.Typer(help="The keys of rows and of backups.", no_args_is_help=True)


@commands.callback()
def key() -> None:
    """The keys of rows and of backups."""


@commands.command("new")
def new() -> None:
    """Print a new sealing key. Keep it apart from the database, and never lose it."""
    print(Seal.new_key())


@commands.command("backup")
def backup() -> None:
    """Print a new pair of keys for backups. Keep the secret one on paper or a stick, not here."""
    pair = new_key()
    print(f"public, for [storage] backup_key:  {pair.recipient}")
    print(f"secret, needed to restore:         {pair.identity}")
