"""Documents and servers that mean harm: limits hold, and everything else goes on."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.feeds.answers import Failed, Fetched
from bot.feeds.fetch import Fetcher, Limits
from bot.feeds.parsed import ADDRESS_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT, ParsedEntry
from bot.feeds.parser import ParseFault, Parser, ParserLimits
from storage.rows import FeedKind
from tests.feeds.hostile import BOMBS, ODDITIES, item, rss
from tests.feeds.lying import OK, SERVERS, Speak, say, server
from tests.fixtures.clock import FakeClock
from tests.fixtures.processes import memory

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measures in /proc")

TRICKS = "\u202e\u2066\u2069\u200b\ufeff\x00\x1b"
LIMITS = Limits(seconds=2.0)


async def read(parser: Parser, body: bytes) -> tuple[ParsedEntry, ...]:
    try:
        return await parser.parse(
            body, kind=FeedKind.FEED, url="https://example.org/feed", doubtful=False
        )
    except ParseFault as fault:
        assert str(fault).endswith(".")
        return ()


async def test_odd_documents_become_harmless_entries() -> None:
    assert len(ODDITIES) > 135
    async with Parser() as parser:
        found = await asyncio.gather(*(read(parser, body) for body in ODDITIES.values()))
    entries = [entry for entries in found for entry in entries]
    assert len(entries) > 100
    for entry in entries:
        assert not set(TRICKS) & set(entry.title + entry.summary + entry.link + entry.guid)
        assert len(entry.title) <= TITLE_LIMIT
        assert len(entry.summary) <= SUMMARY_LIMIT
        assert len(entry.link) <= ADDRESS_LIMIT
        assert entry.link == "" or entry.link.startswith(("https://", "http://"))
        assert "@" not in entry.link.partition("//")[2].partition("/")[0]
        assert "passwd" not in entry.title + entry.summary or "../" in entry.title
        (entry.title + entry.summary + entry.link + entry.guid).encode()


async def test_bombs_go_off_in_a_process_of_their_own() -> None:
    """Killed at their limits; meanwhile memory stays, and another body is read."""
    limits = ParserLimits(wall_seconds=2.0, cpu_seconds=1, memory_bytes=128 << 20)
    before = memory()
    async with Parser(limits=limits) as parser:
        for name in ("a billion laughs", "a long tag", "deep elements", "many brackets", "zeros"):
            body = BOMBS[name]()
            began = time.monotonic()
            bomb = asyncio.create_task(parser.parse(body, kind=FeedKind.FEED))
            assert len(await read(parser, rss(item()))) == 1
            await asyncio.wait([bomb])
            assert bomb.exception() is None or isinstance(bomb.exception(), ParseFault)
            assert time.monotonic() - began < 10
    assert memory() - before < 100


async def test_servers_that_lie_end_in_a_sentence_and_hold_up_nobody(clock: FakeClock) -> None:
    """All at once, beside one that is honest."""
    before = memory()
    lag: list[float] = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            lag.append(time.perf_counter() - began - 0.005)

    async def ask(speak: Speak) -> Failed | Fetched:
        async with server(speak) as address:
            fetcher = Fetcher(clock, allowed_private_hosts=frozenset({address}), limits=LIMITS)
            answer = await fetcher.fetch(f"http://{address}/")
            await fetcher.close()
            assert isinstance(answer, Failed | Fetched)
            return answer

    watching = asyncio.create_task(watch())
    answers = await asyncio.gather(
        ask(say(OK + b"Content-Length: 2\r\n\r\nab")),
        *(ask(speak) for speak, _ in SERVERS.values()),
    )
    watching.cancel()
    assert isinstance(answers[0], Fetched)
    for (name, (_, reason)), answer in zip(SERVERS.items(), answers[1:], strict=True):
        assert isinstance(answer, Failed), name
        assert reason in answer.reason, name
        assert "127.0.0.1" not in answer.reason, name
    assert memory() - before < 100
    assert sorted(lag)[int(len(lag) * 0.99)] < 0.5
