"""What the crash journey kills: the whole bot, as the command line runs it."""

from __future__ import annotations

import asyncio
import signal

from pydantic import SecretStr

import house
from bot.clock import SystemClock
from bot.config import (
    CasesSection,
    Config,
    DeliverySection,
    FeedsSection,
    Secrets,
    StorageSection,
    TelegramSection,
)
from bot.logs import start_logging
from storage.rows import EntriesRule, FeedSource
from tests.fixtures.running import ROOT


def run(database_url: str, base_url: str, token: str, key: str, feed: str) -> None:
    """Run the bot on one feed until SIGTERM."""
    asyncio.run(_run(database_url, base_url, token, key, feed))


async def _run(database_url: str, base_url: str, token: str, key: str, feed: str) -> None:
    start_logging("error")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    config = Config(
        telegram=TelegramSection(base_url=base_url),
        storage=StorageSection(url=database_url),
        cases=CasesSection(directory=str(ROOT / "data" / "cases")),
        feeds=FeedsSection(poll_seconds=0.1, allowed_private_hosts=(feed.split("/")[2],)),
        delivery=DeliverySection(messages_per_second=200.0),
    )
    secrets = Secrets(token=SecretStr(token), sealing_key=SecretStr(key))
    source = FeedSource(feed, "The Feed", entries=EntriesRule.MENTIONS)
    async with house.opened(config, secrets, SystemClock(), (source,)) as opened:
        await opened.run(stop)
