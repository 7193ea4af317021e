"""The audit log: read, and looked through for tampering."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bot.access import code_of
from bot.audit import Audit
from bot.chain import Head
from bot.clock import SystemClock
from bot.config import ConfigFault, load_config
from commands.console import DEFAULT_CONFIG, ConfigOption, main, out, sealed_database_of

commands = typer.Typer(help="What was done with the power of roles.", no_args_is_help=True)


@commands.command("verify")
def verify(
    head: Annotated[
        str, typer.Option(help="A head noted before: the log must still hold it.")
    ] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Find any row that was changed, removed or moved, and print the head to note elsewhere.

    Only a head noted before shows that the newest rows were cut off.
    """

    async def work() -> None:
        known = _head(head)
        async with sealed_database_of(load_config(config)) as (database, seal):
            verdict = await Audit(database, SystemClock(), seal).verify(known)
        if verdict.fault:
            raise ConfigFault(
                f"The audit log was tampered with. {verdict.fault} Keep a copy of the database,"
                " and compare with the last backup."
            )
        out.print(f"The audit log is whole: {verdict.rows} rows.")
        out.print(f"head: {verdict.head}")

    main(work)


@commands.command("show")
def show(
    rows: Annotated[int, typer.Option(min=1, max=10_000, help="How many of the newest.")] = 50,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """The newest rows: who, by the codes of `organisers list`, did what, and when."""

    async def work() -> None:
        async with sealed_database_of(load_config(config)) as (database, seal):
            latest = await Audit(database, SystemClock(), seal).latest(rows)
        table = Table("row", "when", "who", "what", "to what", box=None)
        for row in reversed(latest):
            who = code_of(row.actor) if row.actor else "terminal"
            table.add_row(str(row.number), f"{row.at:%Y-%m-%d %H:%M} UTC", who, row.verb, row.about)
        out.print(table)

    main(work)


def _head(text: str) -> Head | None:
    try:
        return Head.read(text) if text else None
    except ValueError as error:
        raise ConfigFault(str(error)) from None
