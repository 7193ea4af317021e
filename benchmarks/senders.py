"""The processes that `benchmarks.delivery` measures: our bot, and the peers' way of sending."""

from __future__ import annotations

import asyncio
import cProfile
import gc
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import SecretStr
from telegram.ext import AIORateLimiter, ExtBot

import house
from benchmarks.street import TOKEN
from bot.config import (
    CasesSection,
    Config,
    DeliverySection,
    FeedsSection,
    OrganisersSection,
    Secrets,
    StorageSection,
    TelegramSection,
)
from bot.logs import start_logging

OWNER = 9_900_000
CALL = "<b>Write to Boris this week.</b> He answers. " + "Two lines are enough. " * 12
_CASES = Path(__file__).parents[1] / "data" / "cases"


@dataclass(frozen=True, slots=True)
class Bot:
    """What our bot is run with."""

    base_url: str
    database_url: str
    key: str
    per_second: float
    profile: str = ""
    """Where to write its cProfile; nowhere by default."""


def ours(asked: Connection, bot: Bot) -> None:
    """The whole bot, as the command line runs it. Every question is answered with (CPU s, kB)."""
    start_logging("error")
    config = Config(
        telegram=TelegramSection(base_url=bot.base_url),
        storage=StorageSection(url=bot.database_url),
        organisers=OrganisersSection(owners=(OWNER,), solo=True),
        cases=CasesSection(directory=str(_CASES)),
        feeds=FeedsSection(),
        delivery=DeliverySection(messages_per_second=bot.per_second, paid=bot.per_second > 30),
    )
    secrets = Secrets(token=SecretStr(TOKEN), sealing_key=SecretStr(bot.key))

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        thread = threading.Thread(
            target=_report, args=(asked, lambda: loop.call_soon_threadsafe(stop.set)), daemon=True
        )
        async with house.opened(config, secrets, sources=()) as opened:
            thread.start()
            gc.collect()
            gc.freeze()
            await opened.run(stop)

    if bot.profile:
        with cProfile.Profile() as told:
            asyncio.run(run())
        told.dump_stats(bot.profile)
    else:
        asyncio.run(run())


def theirs(asked: Connection, base_url: str, messages: int) -> None:
    """What a peer does: gather over the library's default transport and its own rate limiter."""

    async def run() -> None:
        bot: ExtBot[int] = ExtBot(TOKEN, base_url, rate_limiter=AIORateLimiter(max_retries=5))
        threading.Thread(target=_report, args=(asked, lambda: None), daemon=True).start()
        async with bot:
            await asyncio.gather(
                *(bot.send_message(one, CALL, parse_mode="HTML") for one in range(1, messages + 1))
            )
            await asyncio.sleep(2)

    asyncio.run(run())


def _report(asked: Connection, stop: Callable[[], object]) -> None:
    while asked.recv() != "stop":
        usage = resource.getrusage(resource.RUSAGE_SELF)
        asked.send((time.process_time(), usage.ru_maxrss))
    stop()
