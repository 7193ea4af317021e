"""Poll histories, version by version through the real poller into the real database.

Every entry in `tell` gets exactly one delivery for its follower, and nothing else gets any. The
histories are of our own making; what a real scraper saw is replayed too where the environment
variable RECORDED_POLLS names a folder of such histories (`histories.py` says how they look).
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.feeds.fetch import Fetcher
from bot.feeds.parser import Parser
from bot.feeds.poll import Poller
from storage import feeds, follows, subscribers
from storage.database import Database
from storage.rows import (
    ChatKind,
    EntriesRule,
    FeedSource,
    Mention,
    Subscriber,
    Topic,
    TopicKind,
)
from storage.schema import deliveries, entries
from storage.sealing import Seal
from tests.feeds.histories import STYLES, write_history
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer

PERIOD = 3600.0
RECORDED = Path(os.environ.get("RECORDED_POLLS", ""))


class NamesNobody:
    def find(self, text: str) -> tuple[Mention, ...]:
        return ()


@dataclass
class Replay:
    database: Database
    clock: FakeClock
    server: FeedServer
    poller: Poller

    async def run(self, folder: Path) -> tuple[Counter[str], Counter[str]]:
        """Deliveries by entry: those due, and those that stand."""
        header, *polls = [
            json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()
        ]
        url = self.server.url()
        source = FeedSource(url, "Feed", campaign="letter", entries=EntriesRule.ALL)
        async with self.database.write() as connection:
            await feeds.sync(connection, [source], self.clock.now())
        due: Counter[str] = Counter()
        for poll in polls:
            self.server.serve_with_etag((folder / poll["file"]).read_bytes())
            assert await self.poller.poll_due() == 1
            due.update(poll["tell"])
            await self.clock.advance(PERIOD * 1.2)
        async with self.database.read() as connection:
            [feed] = await feeds.all(connection)
        assert feed.last_error == ""
        return due, await self._standing(header["key"])

    async def _standing(self, key: str) -> Counter[str]:
        async with self.database.read() as connection:
            rows = await connection.execute(
                select(entries.c[key], func.count())
                .join(deliveries, deliveries.c.entry_id == entries.c.id)
                .group_by(entries.c[key])
            )
            return Counter({row[0]: row[1] for row in rows})


@pytest_asyncio.fixture
async def replay(
    database: Database, seal: Seal, clock: FakeClock, feed_server: FeedServer, parser: Parser
) -> AsyncIterator[Replay]:
    chat = seal.seal(7)
    async with database.write() as connection:
        await subscribers.add(
            connection, Subscriber(chat, ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
        )
        await follows.add(connection, chat, Topic(TopicKind.CAMPAIGN, "letter"))
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset({feed_server.address}))
    yield Replay(
        database,
        clock,
        feed_server,
        Poller(
            database,
            clock,
            fetcher,
            parser,
            NamesNobody(),
            poll_seconds=PERIOD,
            chance=random.Random(1),
        ),
    )
    await fetcher.close()


@pytest.mark.parametrize("style", STYLES)
async def test_every_change_of_every_style(replay: Replay, style: str, tmp_path: Path) -> None:
    write_history(tmp_path, STYLES[style], seed=len(style))
    due, standing = await replay.run(tmp_path)
    assert len(due) > 10
    assert standing == due


@pytest.mark.skipif(not RECORDED.parts, reason="RECORDED_POLLS names no folder of recorded polls")
@pytest.mark.parametrize(
    "name", sorted(folder.name for folder in RECORDED.iterdir()) if RECORDED.parts else ["none"]
)
async def test_recorded_polls(replay: Replay, name: str) -> None:
    due, standing = await replay.run(RECORDED / name)
    assert due
    assert standing == due
