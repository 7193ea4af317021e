"""Documents and servers that mean harm: limits hold, and everything else goes on."""

from __future__ import annotations

import asyncio
import socket
import time
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.feeds.answers import Failed, Fetched
from bot.feeds.fetch import Fetcher, Limits
from bot.feeds.parsed import ADDRESS_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT, ParsedEntry
from bot.feeds.parser import ParseFault, Parser, ParserLimits
from bot.feeds.sockets import public_socket
from bot.feeds.turns import Turns
from storage.rows import FeedKind
from tests.feeds.hostile import BOMBS, ODDITIES, item, rss
from tests.feeds.lying import MEGABYTE, OK, SERVERS, Speak, say, server
from tests.fixtures.clock import FakeClock
from tests.fixtures.processes import memory
from tests.fixtures.serving import serving

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


class Turncoat(AbstractResolver):
    """A name that stands somewhere else each time it is looked up, never in public."""

    def __init__(self) -> None:
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        address = ("192.0.2.1", "10.0.0.1", "127.0.0.1")[self.asked % 3]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        pass


async def test_a_name_that_changes_its_address_reaches_nothing_private() -> None:
    """The address is looked at where the socket is made, after every question to DNS."""
    asked: list[web.BaseRequest] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        asked.append(request)
        return web.Response()

    resolver = Turncoat()
    connector = aiohttp.TCPConnector(
        resolver=resolver,
        use_dns_cache=False,
        socket_factory=partial(public_socket, most=MEGABYTE, turns=Turns()),
    )
    async with serving(answer) as port, aiohttp.ClientSession(connector=connector) as session:
        for _ in range(3):
            with pytest.raises(aiohttp.ClientConnectorError, match="not a public one"):
                await session.get(f"http://rebound.example.org:{port}/")
    assert resolver.asked == 3
    assert asked == []
