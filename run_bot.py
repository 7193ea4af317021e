"""The command line. `python run_bot.py --help` lists what it can do."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

import house
from bot.cases.archive import exported, imported
from bot.cases.mentions import Mentions
from bot.cases.registry import RegistryFault, load
from bot.clock import SystemClock
from bot.config import (
    KEY_VARIABLE,
    TOKEN_VARIABLE,
    Config,
    ConfigFault,
    load_config,
    load_secrets,
)
from bot.feeds.sources import SourcesFault, load_sources
from bot.feeds.trial import TrialFault, try_feed
from bot.logs import start_logging
from bot.measures import measures
from bot.render import shorten
from bot.subscribers import Subscribers
from storage import feeds, seals
from storage.database import Database, StorageError
from storage.rows import FeedKind
from storage.sealing import BadKey, Seal

app = typer.Typer(
    help="A Telegram bot for prisoner-solidarity campaigns.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
key_commands = typer.Typer(help="The sealing key.", no_args_is_help=True)
cases_commands = typer.Typer(
    help="The people and campaigns in the data files.", no_args_is_help=True
)
feeds_commands = typer.Typer(help="The feeds that are watched.", no_args_is_help=True)
app.add_typer(key_commands, name="key")
app.add_typer(cases_commands, name="cases")
app.add_typer(feeds_commands, name="feeds")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

ConfigOption = Annotated[
    Path, typer.Option("--config", help="The configuration file.", show_default=True)
]
DEFAULT_CONFIG = Path("config.toml")
FAULTS = (
    ConfigFault,
    RegistryFault,
    SourcesFault,
    TrialFault,
    StorageError,
    BadKey,
    house.StartFault,
)


@app.command()
def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Run the bot until SIGTERM or Ctrl-C."""

    async def work() -> None:
        settings, secrets = load_config(config), load_secrets(os.environ)
        start_logging(
            settings.log.level,
            (secrets.token.get_secret_value(), secrets.sealing_key.get_secret_value()),
        )
        _on_signals(_cancel_this())
        async with house.opened(settings, secrets) as opened:
            stop = asyncio.Event()
            _on_signals(stop.set)
            out.print(f"[bold]@{opened.bot_name}[/bold] is running; Ctrl-C stops it.")
            out.print(f"  cases     {len(opened.registry.cases)} from {settings.cases.directory}")
            out.print(f"  feeds     {len(opened.sources)} from {settings.feeds.sources}")
            out.print(f"  database  {_without_password(settings.storage.url)}")
            out.print(f"  updates   by {settings.telegram.mode}")
            await opened.run(stop)

    _main(work)


@app.command()
def preview(
    port: Annotated[int, typer.Option(help="0 takes any free port.", min=0, max=65535)] = 8765,
) -> None:
    """Try the bot in a browser: no token, nothing leaves this machine."""

    async def work() -> None:
        start_logging("warning")
        _on_signals(_cancel_this())
        async with house.previewed(port) as (page, opened):
            stop = asyncio.Event()
            _on_signals(stop.set)
            out.print("[bold]The preview runs.[/bold] Open this page:\n")
            print(page.address, flush=True)
            out.print(
                "\n  bot       the real bot, against a Telegram of its own on this machine\n"
                "  database  a throw-away SQLite file, gone when you stop\n"
                "  feeds     demo feeds served here; their entries are made up and say so\n"
                f"  real bot  get a token from @BotFather, then: {TOKEN_VARIABLE}=… "
                f"{KEY_VARIABLE}=… make run\n"
                "            (a key: .venv/bin/python run_bot.py key new)\n\n"
                "Ctrl-C stops it."
            )
            await opened.run(stop)

    _main(work)


@app.command()
def check(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Say what is wrong with the configuration, the secrets, the data and the database."""

    async def work() -> None:
        faults: list[str] = []
        settings = load_config(config)
        out.print(f"configuration  {config}: fine")
        checks: tuple[tuple[str, Callable[[], object]], ...] = (
            ("secrets", lambda: load_secrets(os.environ)),
            ("cases", lambda: load(Path(settings.cases.directory))),
            ("feeds", lambda: load_sources(Path(settings.feeds.sources))),
        )
        for name, look in checks:
            try:
                look()
                out.print(f"{name:<14} fine")
            except FAULTS as fault:
                faults.append(str(fault))
                out.print(f"{name:<14} [red]not fine[/red]")
        database = Database(settings.storage.url)
        try:
            await database.check()
            out.print(f"{'database':<14} fine")
        except StorageError as fault:
            faults.append(str(fault))
            out.print(f"{'database':<14} [red]not fine[/red]")
        finally:
            await database.close()
        if faults:
            raise ConfigFault("\n".join(faults))

    _main(work)


@app.command()
def migrate(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Bring the database to this version's schema, and end."""

    async def work() -> None:
        database = Database(load_config(config).storage.url)
        try:
            await database.upgrade()
        finally:
            await database.close()
        out.print("The database has this version's schema.")

    _main(work)


@app.command()
def stats(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Counts without a person in them: what waits to be sent, feeds, subscribers (rounded)."""

    async def work() -> None:
        async with _database(load_config(config)) as database:
            table = Table("what", "", "how many", box=None)
            for metric in await measures(database, SystemClock()):
                for label, value in metric.values.items():
                    table.add_row(metric.help, label, f"{value:g}")
            out.print(table)

    _main(work)


@app.command()
def forget(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Remove everything kept about one chat, for someone who can no longer reach the bot.

    The Telegram id is asked for, not given as an argument, so that no shell history keeps it.
    """

    async def work() -> None:
        settings, secrets = load_config(config), load_secrets(os.environ)
        seal = Seal.from_text(secrets.sealing_key.get_secret_value())
        try:
            chat = int(typer.prompt("Telegram id of the chat", hide_input=True))
        except ValueError as fault:
            raise ConfigFault("A Telegram id is a whole number, such as 123456789.") from fault
        async with _database(settings) as database:
            async with database.write() as connection:
                await seals.keep_or_check(connection, seal)
            await Subscribers(database, SystemClock()).forget(seal.seal(chat))
        out.print("Nothing about that chat is kept.")

    _main(work)


@key_commands.command("new")
def key_new() -> None:
    """Print a new sealing key. Keep it apart from the database, and never lose it."""
    print(Seal.new_key())


@cases_commands.command("validate")
def cases_validate(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Check every fact file and list every fault."""

    async def work() -> None:
        registry = load(Path(load_config(config).cases.directory))
        out.print(f"{len(registry.cases)} cases and {len(registry.campaigns)} campaigns: fine")

    _main(work)


@cases_commands.command("export")
def cases_export(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Print every case and campaign with all sources as JSON."""

    async def work() -> None:
        print(exported(Path(load_config(config).cases.directory)))

    _main(work)


@cases_commands.command("import")
def cases_import(file: Path, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Write the cases and campaigns of an export as fact files; all of them or none."""

    async def work() -> None:
        slugs = imported(_text_of(file), Path(load_config(config).cases.directory))
        out.print(f"{len(slugs)} files written: {', '.join(slugs)}. Read them before you use them.")

    _main(work)


@feeds_commands.command("list")
def feeds_list(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """What is watched, and how the last polls went."""

    async def work() -> None:
        async with _database(load_config(config)) as database, database.read() as connection:
            table = Table(
                "feed", "last success", "last new entry", "failures", "next poll", box=None
            )
            for feed in await feeds.all(connection):
                table.add_row(
                    feed.source.name,
                    _moment(feed.last_success),
                    _moment(feed.last_entry),
                    f"{feed.failures} {feed.last_error}" if feed.failures else "",
                    _moment(feed.next_poll),
                )
            out.print(table)

    _main(work)


@feeds_commands.command("try")
def feeds_try(
    url: str,
    kind: FeedKind = FeedKind.FEED,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Fetch an address as the bot would and show the entries it sees."""

    async def work() -> None:
        settings = load_config(config)
        mentions = Mentions(load(Path(settings.cases.directory)))
        async with house.feed_reader(settings, SystemClock()) as (fetcher, parser):
            seen = await try_feed(fetcher, parser, mentions, url, kind)
        table = Table("published", "title", "link", "about", box=None)
        for each in seen:
            table.add_row(
                _moment(each.entry.published),
                Text(shorten(each.entry.title, 80)),
                Text(each.entry.link),
                ", ".join(each.cases),
            )
        out.print(table)

    _main(work)


def _main(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it; what is at fault becomes sentences on standard error and exit code 1."""
    try:
        asyncio.run(work())
    except FAULTS as fault:
        err.print(str(fault), style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)


def _on_signals(act: Callable[[], object]) -> None:
    """From now on SIGTERM and Ctrl-C do this."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, act)


def _cancel_this() -> Callable[[], object]:
    """What gives up opening the house, which may wait for Telegram for long."""
    task = asyncio.current_task()
    assert task is not None
    return task.cancel


@asynccontextmanager
async def _database(settings: Config) -> AsyncIterator[Database]:
    database = Database(settings.storage.url)
    try:
        await database.upgrade()
        yield database
    finally:
        await database.close()


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigFault(f"{file} cannot be read as text; name an export's file.") from fault


def _moment(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else "never"


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    credentials, at, place = rest.rpartition("@")
    user = credentials.partition(":")[0]
    return f"{scheme}://{user}{at}{place}"


if __name__ == "__main__":
    app()
