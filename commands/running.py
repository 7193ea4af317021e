"""Running the bot, trying it, and seeing whether it could run."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

import house
from bot.cases.registry import Registry, load
from bot.config import ConfigFault, load_config, load_secrets
from bot.feeds.sources import load_sources
from bot.keys import KEY_VARIABLE, TOKEN_VARIABLE
from bot.logs import start_logging
from commands.console import DEFAULT_CONFIG, FAULTS, ConfigOption, main, out
from commands.previewing import previewed
from storage.database import Database, StorageError


def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Run the bot until SIGTERM or Ctrl-C."""

    async def work() -> None:
        settings, secrets = load_config(config), load_secrets(os.environ)
        start_logging(
            settings.log.level,
            secrets.words,
            written=settings.log.format,
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
            # What was built to stay needs no looking through: each look would hold up replies.
            gc.collect()
            gc.freeze()
            await opened.run(stop)

    main(work)


def preview(
    port: Annotated[int, typer.Option(help="0 takes any free port.", min=0, max=65535)] = 8765,
) -> None:
    """Try the bot in a browser: no token, nothing leaves this machine."""

    async def work() -> None:
        start_logging("warning")
        _on_signals(_cancel_this())
        async with previewed(port) as (page, opened):
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
            if _has_a_screen():
                webbrowser.open(page.address)
            await opened.run(stop)

    main(work)


def check(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Say what is wrong with the configuration, the secrets, the data and the database."""

    async def work() -> None:
        faults: list[str] = []
        settings = load_config(config)
        out.print(f"configuration  {config}: fine")

        @cache
        def registry() -> Registry:
            return load(Path(settings.cases.directory))

        def sources() -> object:
            file, known = Path(settings.feeds.sources), registry()
            return load_sources(file, known.campaigns, known.cases, settings.feeds.proxies)

        checks: tuple[tuple[str, Callable[[], object]], ...] = (
            ("secrets", lambda: load_secrets(os.environ)),
            ("cases", registry),
            ("feeds", sources),
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
            raise ConfigFault("\n".join(dict.fromkeys(faults)))

    main(work)


def _has_a_screen() -> bool:
    """Somebody sits at this terminal who has a browser in a window beside it."""
    windows = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return sys.stdout.isatty() and windows and "SSH_CONNECTION" not in os.environ


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


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    credentials, at, place = rest.rpartition("@")
    user = credentials.partition(":")[0]
    return f"{scheme}://{user}{at}{place}"
