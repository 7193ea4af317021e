"""What the crash test kills: a poller with its parser processes, in a process of its own."""

from __future__ import annotations

import asyncio
import random
import signal
from datetime import datetime, timedelta

from bot.clock import SystemClock
from bot.delivery.fan_out import FanOut
from bot.feeds.fetch import Fetcher
from bot.feeds.parser import Parser
from bot.feeds.poll import Poller
from storage.database import Database
from tests.feeds.watching import SurnameMentions


class Later(SystemClock):
    """So much later than it is."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return super().now() + self._ahead


def poll(database_url: str, hosts: tuple[str, ...], poll_seconds: float, ahead: timedelta) -> None:
    """Poll what is due `ahead` of now, again and again, until SIGTERM."""
    asyncio.run(_poll(database_url, hosts, poll_seconds, Later(ahead)))


async def _poll(
    database_url: str, hosts: tuple[str, ...], poll_seconds: float, clock: SystemClock
) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    database = Database(database_url)
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset(hosts))
    async with Parser() as parser:
        poller = Poller(
            database,
            clock,
            fetcher,
            parser,
            SurnameMentions(),
            poll_seconds=poll_seconds,
            chance=random.Random(),
            patience=0.1,
        )
        fan_out = FanOut(database, clock)
        while not stop.is_set():
            await poller.poll_due()
            await fan_out.advance(100)
            await asyncio.sleep(0.01)
        await poller.close()
    await fetcher.close()
    await database.close()
