"""Who may write to everyone, besides the owners of the configuration."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bot.access import TRIAL, Action, code_of, may
from bot.audit import Audit
from bot.chain import Verb
from bot.clock import SystemClock
from bot.config import Config, ConfigFault, load_config
from bot.organisers import Organisers
from commands.console import (
    DEFAULT_CONFIG,
    ConfigOption,
    asked_id,
    main,
    out,
    sealed_database_of,
)
from storage import step_ups
from storage.database import Database
from storage.rows import Role
from storage.sealing import Seal

commands = typer.Typer(help="Who may write to everyone.", no_args_is_help=True)


@commands.command("list")
def list_(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Everybody with a role, by the codes that /organisers shows as well. No names are kept."""

    async def work() -> None:
        settings = load_config(config)
        async with sealed_database_of(settings) as (database, seal):
            organisers = _organisers(settings, database, seal)
            table = Table("code", "role", "since", box=None)
            for each in await organisers.everyone():
                given = f"{each.since:%Y-%m-%d %H:%M} UTC" if each.since else ""
                by_configuration = organisers.is_by_configuration(each.user)
                since = "in the configuration" if by_configuration else given
                table.add_row(code_of(each.user), each.role, since)
        out.print(table)

    main(work)


@commands.command("add")
def add(
    role: Annotated[Role, typer.Argument(help="What they may do.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Give a person a role. Their Telegram id is asked for, so that no shell history keeps it.

    Once two people can approve for each other, a new approver or owner counts as a second person
    from the fourth day on, as after /invite.
    """

    async def work() -> None:
        settings = load_config(config)
        async with sealed_database_of(settings) as (database, seal):
            user = seal.seal(asked_id("Telegram id of the person"))
            given = await _organisers(settings, database, seal).appoint(user, role)
        out.print(f"That person is {role.value} now.")
        if may(role, Action.APPROVE) and given.since is not None:
            until = given.since + TRIAL
            out.print(f"They are nobody's second person before {until:%Y-%m-%d %H:%M} UTC.")

    main(work)


@commands.command("remove")
def remove(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Take a person's role away, at once. Owners of the configuration are removed there."""

    async def work() -> None:
        settings = load_config(config)
        async with sealed_database_of(settings) as (database, seal):
            user = seal.seal(asked_id("Telegram id of the person"))
            removed = await _organisers(settings, database, seal).remove(user)
        if not removed:
            raise ConfigFault(
                "That person is the last owner. Give the role to another one first, or name owners"
                " under [organisers] owners."
            )
        out.print("That person has no role in the database any more.")

    main(work)


@commands.command("reset-codes")
def reset_codes(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Let a person who lost the device of their codes decide without, until they set up another."""

    async def work() -> None:
        settings = load_config(config)
        async with sealed_database_of(settings) as (database, seal):
            user = seal.seal(asked_id("Telegram id of the person"))
            audit = Audit(database, SystemClock(), seal)
            async with database.write() as connection:
                reset = await step_ups.remove(connection, user)
                if reset:
                    await audit.write(connection, None, Verb.RESET, code_of(user))
        out.print("No codes are asked of them now." if reset else "They had set up no codes.")

    main(work)


def _organisers(settings: Config, database: Database, seal: Seal) -> Organisers:
    owners = frozenset(seal.seal(owner) for owner in settings.organisers.owners)
    clock = SystemClock()
    return Organisers(database, owners, clock, Audit(database, clock, seal))
