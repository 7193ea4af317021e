"""Destroying everything that leads to a person, on the machine itself."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.config import ConfigFault, load_config, load_keys
from bot.keys import destroy
from bot.panic import erase, new_code
from commands.console import DEFAULT_CONFIG, ConfigOption, database_of, main, out
from storage import panics

code_commands = typer.Typer(
    help="The offline code with which one owner is enough.", no_args_is_help=True
)
_WORD = "DESTROY"


def panic(
    config: ConfigOption = DEFAULT_CONFIG,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    over: Annotated[
        bool, typer.Option("--over", help="Let a bot start again, without subscribers.")
    ] = False,
) -> None:
    """Destroy every subscriber, every role, what waits, and the key. Cases and feeds stay.

    A bot that runs beside this ends within seconds. It needs no key.
    """

    async def work() -> None:
        settings = load_config(config)
        if over:
            async with database_of(settings) as database, database.write() as connection:
                await panics.lift(connection)
            out.print("A bot may start here again; the first key that it is given is kept.")
            return
        if not yes and typer.prompt(f"This cannot be undone. Type {_WORD}") != _WORD:
            raise ConfigFault("Nothing was destroyed.")
        clock = SystemClock()
        async with database_of(settings) as database:
            async with database.write() as connection:
                await panics.strike(connection, clock.now())
            _destroy_keys()
            await erase(database, clock)
        out.print("Everything that led to a person is destroyed; cases and feeds are kept.")
        out.print("Left for you: every copy of the key, and backups older than this.")

    main(work)


@code_commands.command("new")
def new(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Print a new offline code, once; one printed before is worth nothing any more.

    Keep it on paper, away from telephones. Only a hash of it is stored.
    """

    async def work() -> None:
        code = new_code()
        async with database_of(load_config(config)) as database, database.write() as connection:
            await panics.keep_code(connection, code)
        print(code)

    main(work)


def _destroy_keys() -> None:
    try:
        files = load_keys(os.environ).key_files
    except ConfigFault:
        # Whoever has panic need not have the key at hand.
        files = ()
    destroyed = destroy(files)
    for file in destroyed.files:
        out.print(f"The key in {file} is destroyed.", soft_wrap=True)
    for file in destroyed.left:
        out.print(f"Left for you: the key in {file} could not be overwritten.", soft_wrap=True)
    if not files:
        out.print("Left for you: the key is in no file that was named here. Delete it by hand.")
