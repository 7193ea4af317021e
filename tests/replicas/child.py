"""One replica in a process of its own: the whole house, as the command line runs it."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import dataclass

from pydantic import SecretStr

import house
from bot.clock import SystemClock
from bot.config import (
    BroadcastsSection,
    CasesSection,
    Config,
    DeliverySection,
    FeedsSection,
    HealthSection,
    OrganisersSection,
    Secrets,
    StorageSection,
    TelegramSection,
)
from bot.logs import start_logging
from storage.rows import EntriesRule, FeedSource
from tests.fixtures.running import OWNER, ROOT


@dataclass(frozen=True, slots=True)
class Replica:
    """What one is started with. ``port`` is where its webhook listens; 0: it polls."""

    database_url: str
    base_url: str
    token: str
    key: str
    feed: str = ""
    per_second: float = 30.0
    poll_seconds: float = 0.3
    port: int = 0
    public: str = ""
    health: int = 0
    log: str = "error"


def run(replica: Replica) -> None:
    """Run it until SIGTERM."""
    asyncio.run(_run(replica))


async def _run(replica: Replica) -> None:
    start_logging(replica.log)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    telegram = TelegramSection(base_url=replica.base_url)
    if replica.port:
        telegram = TelegramSection(
            base_url=replica.base_url,
            mode="webhook",
            webhook_url=replica.public,
            webhook_listen=f"127.0.0.1:{replica.port}",
        )
    sources = (
        (FeedSource(replica.feed, "The Feed", entries=EntriesRule.MENTIONS),)
        if replica.feed
        else ()
    )
    hosts = (replica.feed.split("/")[2],) if replica.feed else ()
    config = Config(
        telegram=telegram,
        storage=StorageSection(url=replica.database_url),
        organisers=OrganisersSection(owners=(OWNER,), solo=True),
        broadcasts=BroadcastsSection(delay_seconds=0.0),
        cases=CasesSection(directory=str(ROOT / "data" / "cases")),
        feeds=FeedsSection(poll_seconds=replica.poll_seconds, allowed_private_hosts=hosts),
        delivery=DeliverySection(messages_per_second=replica.per_second),
        health=HealthSection(port=replica.health),
    )
    secrets = Secrets(token=SecretStr(replica.token), sealing_key=SecretStr(replica.key))
    async with house.opened(config, secrets, SystemClock(), sources) as opened:
        await opened.run(stop)
