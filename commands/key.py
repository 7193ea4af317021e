"""The sealing key."""

from __future__ import annotations

import typer

from storage.sealing import Seal

commands = typer.Typer(help="The sealing key.", no_args_is_help=True)


@commands.callback()
def key() -> None:
    """The sealing key."""


@commands.command("new")
def new() -> None:
    """Print a new sealing key. Keep it apart from the database, and never lose it."""
    print(Seal.new_key())
