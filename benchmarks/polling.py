"""A poller among the rooms that it has in the bot, on a database that is thrown away."""

from __future__ import annotations

import gc
import random
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bot.cases.mentions import Mentions
from bot.cases.registry import Registry
from bot.clock import Clock
from bot.feeds.fetch import Fetcher, Limits
from bot.feeds.parser import Parser
from bot.feeds.poll import Poller
from storage import feeds
from storage.database import Database
from storage.rows import FeedSource

LIMITS = Limits()
PATIENCE = 300.0
"""Seconds that a round waits for its slowest feed: here all are waited for."""


@asynccontextmanager
async def polling(
    registry: Registry,
    clock: Clock,
    sources: Sequence[FeedSource],
    *,
    seconds: float,
    limits: Limits = LIMITS,
) -> AsyncIterator[tuple[Poller, Database]]:
    """Of these sources, each on loopback and asked so many ``seconds`` apart."""
    hosts = frozenset(urlsplit(source.url).netloc for source in sources)
    async with AsyncExitStack() as rooms:
        folder = Path(rooms.enter_context(tempfile.TemporaryDirectory()))
        database = Database(f"sqlite:///{folder / 'bot.db'}")
        rooms.push_async_callback(database.close)
        await database.upgrade()
        async with database.write() as connection:
            await feeds.sync(connection, sources, clock.now())
        fetcher = Fetcher(clock, allowed_private_hosts=hosts, limits=limits)
        rooms.push_async_callback(fetcher.close)
        poller = Poller(
            database,
            clock,
            fetcher,
            await rooms.enter_async_context(Parser()),
            Mentions(registry),
            poll_seconds=seconds,
            chance=random.Random(1),
            patience=PATIENCE,
        )
        rooms.push_async_callback(poller.close)
        # As the bot does when it has loaded everything.
        gc.collect()
        gc.freeze()
        rooms.callback(gc.unfreeze)
        yield poller, database
