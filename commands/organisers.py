"""Who may write to everyone, besides the owners of the configuration."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.config import load_config
from bot.organisers import Organisers
from commands.console import (
    DEFAULT_CONFIG,
    ConfigOption,
    asked_id,
    main,
    out,
    sealed_database_of,
)
from storage.rows import Role

commands = typer.Typer(help="Who may write to everyone.", no_args_is_help=True)


@commands.command("add")
def add(
    role: Annotated[Role, typer.Argument(help="What they may do.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Give a person a role. Their Telegram id is asked for, so that no shell history keeps it."""

    async def work() -> None:
        async with sealed_database_of(load_config(config)) as (database, seal):
            user = seal.seal(asked_id("Telegram id of the person"))
            await Organisers(database, frozenset()).set(user, role)
        out.print(f"That person is {role.value} now.")

    main(work)


@commands.command("remove")
def remove(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Take a person's role away, at once. Owners of the configuration are removed there."""

    async def work() -> None:
        async with sealed_database_of(load_config(config)) as (database, seal):
            user = seal.seal(asked_id("Telegram id of the person"))
            await Organisers(database, frozenset()).remove(user)
        out.print("That person has no role in the database any more.")

    main(work)
