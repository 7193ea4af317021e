"""What the feeds' tests share: a parser, and a poller among real neighbours."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest_asyncio

from bot.feeds.fetch import Fetcher
from bot.feeds.parser import Parser
from bot.feeds.poll import Poller
from storage.database import Database
from storage.sealing import Seal
from tests.feeds.watching import PERIOD, MakeWatch, SurnameMentions, Watch
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer


@pytest_asyncio.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser(workers=1) as parser:
        yield parser


@pytest_asyncio.fixture
async def make_watch(
    seal: Seal, clock: FakeClock, feed_server: FeedServer, parser: Parser
) -> AsyncIterator[MakeWatch]:
    async with AsyncExitStack() as stack:
        port = feed_server.address.rpartition(":")[2]
        allowed = frozenset({feed_server.address, f"localhost:{port}"})

        async def make(
            database: Database,
            patience: float = 60.0,
            quiet_factor: float = 1.0,
            fetcher: Fetcher | None = None,
        ) -> Watch:
            fetcher = fetcher or Fetcher(clock, allowed_private_hosts=allowed)
            stack.push_async_callback(fetcher.close)
            poller = Poller(
                database,
                clock,
                fetcher,
                parser,
                SurnameMentions(),
                poll_seconds=PERIOD,
                chance=random.Random(1),
                patience=patience,
                quiet_factor=quiet_factor,
            )
            stack.push_async_callback(poller.close)
            return Watch(database, seal, clock, feed_server, poller)

        yield make


@pytest_asyncio.fixture
async def watch(make_watch: MakeWatch, sqlite_database: Database) -> Watch:
    """For what does not differ between databases."""
    return await make_watch(sqlite_database)


@pytest_asyncio.fixture
async def watch_on_both(make_watch: MakeWatch, database: Database) -> Watch:
    return await make_watch(database)
