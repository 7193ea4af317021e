"""Calls to many, from the terminal: which there are, how far they have come, and their end."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.broadcasts.runs import Runs
from bot.clock import SystemClock
from bot.config import ConfigFault, load_config
from commands.console import DEFAULT_CONFIG, ConfigOption, count, database_of, main, out
from storage.broadcast_rows import LIVE, Broadcast
from storage.broadcast_rows import Progress as Counts

commands = typer.Typer(help="Calls to many.", no_args_is_help=True)
LOOK_EVERY = 1.0
Number = Annotated[int, typer.Argument(help="The broadcast's number; `list` shows them.")]


@commands.command("list")
def list_(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """The latest broadcasts, the newest first."""

    async def work() -> None:
        async with database_of(load_config(config)) as database:
            standings = await Runs(database, SystemClock()).recent(20)
        table = Table("number", "state", "to", "started", "sent", "left", box=None)
        for broadcast, counts in standings:
            table.add_row(
                str(broadcast.id),
                broadcast.state,
                _to(broadcast),
                _moment(broadcast.started),
                count(counts.sent),
                count(counts.due),
            )
        out.print(table)

    main(work)


@commands.command("show")
def show(number: Number, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """How far one has come; while it goes out, until it is over."""

    async def work() -> None:
        async with database_of(load_config(config)) as database:
            runs = Runs(database, SystemClock())
            broadcast, counts = await _standing(runs, number)
            with Progress(
                TextColumn("broadcast {task.fields[number]}: {task.fields[state]}"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f} %"),
                TextColumn("sent {task.fields[sent]}, left {task.fields[left]}"),
                TimeRemainingColumn(),
                console=out,
            ) as shown:
                task = shown.add_task("", number=number, state="", sent="", left="")
                while True:
                    shown.update(
                        task,
                        total=counts.total or 1,
                        completed=counts.total - counts.due if counts.complete else 0,
                        state=broadcast.state.value,
                        sent=count(counts.sent),
                        left=count(counts.due),
                    )
                    if broadcast.state not in LIVE:
                        break
                    await asyncio.sleep(LOOK_EVERY)
                    broadcast, counts = await _standing(runs, number)

    main(work)


@commands.command("stop")
def stop(number: Number, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Send nothing more of one. A bot that runs beside this hears of it within a second."""

    async def work() -> None:
        async with database_of(load_config(config)) as database:
            runs = Runs(database, SystemClock())
            await _standing(runs, number)
            stopped = await runs.stop(number)
        out.print("Nothing more of it goes out." if stopped else "It was not going out.")

    main(work)


async def _standing(runs: Runs, number: int) -> tuple[Broadcast, Counts]:
    standing = await runs.standing(number)
    if standing is None:
        raise ConfigFault(f"There is no broadcast {number}; `broadcasts list` shows which are.")
    return standing


def _to(broadcast: Broadcast) -> str:
    """To whom it goes, or which one it changes."""
    if broadcast.revises is not None:
        return f"{broadcast.act} of {broadcast.revises}"
    return broadcast.segment.slug or "everyone"


def _moment(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else ""
