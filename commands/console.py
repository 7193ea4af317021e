"""What every command shares: where it prints, what counts as a fault, how rows are reached."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.backups import BackupFault
from bot.cases.registry import RegistryFault
from bot.config import Config, ConfigFault, load_keys
from bot.counts import rounded
from bot.feeds.sources import SourcesFault
from bot.feeds.trial import TrialFault
from bot.keys import KeyFault, refuse_beside
from bot.moving import MoveFault
from bot.panic import PanicFault
from bot.starting import StartFault
from storage import seals
from storage.database import Database, StorageError
from storage.sealing import BadKey, Seal

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

ConfigOption = Annotated[
    Path, typer.Option("--config", help="The configuration file.", show_default=True)
]
DEFAULT_CONFIG = Path("config.toml")
FAULTS = (
    ConfigFault,
    KeyFault,
    RegistryFault,
    SourcesFault,
    TrialFault,
    StorageError,
    BackupFault,
    MoveFault,
    BadKey,
    StartFault,
    PanicFault,
)


def main(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it; what is at fault becomes sentences on standard error and exit code 1."""
    try:
        asyncio.run(work())
    except FAULTS as fault:
        err.print(str(fault), style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)


@asynccontextmanager
async def database_of(settings: Config) -> AsyncIterator[Database]:
    database = Database(settings.storage.url)
    try:
        await database.upgrade()
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def sealed_database_of(settings: Config) -> AsyncIterator[tuple[Database, Seal]]:
    """The database with the key its rows are sealed with. Raises BadKey for any other."""
    secrets = load_keys(os.environ)
    refuse_beside(secrets.key_files, settings.storage.url)
    seal = secrets.seal
    async with database_of(settings) as database:
        async with database.write() as connection:
            await seals.keep_or_check(connection, seal)
        database.follow(seal)
        yield database, seal


def count(number: int) -> str:
    """As it may be shown: rounded, and hidden while it is small."""
    shown = rounded(number)
    return "under 10" if shown is None else f"about {shown}"


def asked_id(question: str) -> int:
    try:
        return int(typer.prompt(question, hide_input=True))
    except ValueError:
        raise ConfigFault("A Telegram id is a whole number, such as 123456789.") from None
