"""Documents and servers that mean harm: limits hold, and everything else goes on."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
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
from tests.fixtures.clock import FakeClock
from tests.fixtures.serving import serving

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measures in /proc")

TRICKS = "\u202e\u2066\u2069\u200b\ufeff\x00\x1b"
MEGABYTE = 1 << 20
LIMITS = Limits(seconds=2.0)


def memory() -> int:
    """Megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // MEGABYTE


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


Speak = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(speak: Speak) -> AsyncIterator[str]:
    """Whatever it says, byte by byte; its ``host:port``."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await speak(reader, writer)
        except ConnectionError:
            pass  # who was spoken to has hung up
        finally:
            writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    host, port = listening.sockets[0].getsockname()
    async with listening:
        yield f"{host}:{port}"


def say(*pieces: bytes, again: bytes = b"", pause: float = 0.0) -> Speak:
    """These pieces, then one again and again, for as long as anybody listens."""

    async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        while again:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return speak


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GZIPPED = OK + b"Content-Encoding: gzip\r\n\r\n"
ZEROS = bytes(64 << 10)


SERVERS: dict[str, tuple[Speak, str]] = {
    "200 MB, announced": (
        say(OK + b"Content-Length: 209715200\r\n\r\n", again=ZEROS), "is longer than"
    ),
    "endless": (say(OK + b"\r\n", again=ZEROS), "is longer than"),
    "endless in chunks": (say(CHUNKED, again=b"10000\r\n" + ZEROS + b"\r\n"), "is longer than"),
    "a long chunk": (say(CHUNKED + b"7fffffff\r\n", again=ZEROS), "is longer than"),
    "a chunk below zero": (say(CHUNKED + b"-1\r\na\r\n0\r\n\r\n"), ""),
    "a chunk without a size": (say(CHUNKED + b"zz\r\na\r\n"), ""),
    "a size without end": (say(CHUNKED, again=b"0" * 4096), ""),
    "two lengths": (say(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), ""),
    "a length below zero": (say(OK + b"Content-Length: -1\r\n\r\nab"), ""),
    "a length and chunks": (
        say(OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), ""
    ),
    "too short": (say(OK + b"Content-Length: 99\r\n\r\nshort"), "broke off"),
    "drips": (say(OK + b"\r\n", again=b"a", pause=0.05), "did not finish"),
    "drips headers": (say(OK, again=b"A: b\r\n", pause=0.05), "did not finish"),
    "silent": (say(again=b"", pause=0.05), ""),
    "a flood of headers": (say(OK, again=b"A: b\r\n" * 1000), ""),
    "one long header": (say(OK + b"A: ", again=ZEROS.replace(b"\0", b"a")), ""),
    "one long status": (say(b"HTTP/1.1 200 ", again=b"a" * 4096), ""),
    "informs without end": (say(again=b"HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n"), ""),
    "another protocol": (say(b"220 mail ESMTP\r\n", again=b"500 what?\r\n", pause=0.01), ""),
    "header splitting": (say(b"HTTP/1.1 302 F\r\nLocation: http://a/\rX: b\r\n\r\n"), ""),
    "a gzip bomb": (say(GZIPPED + gzip.compress(bytes(200 * MEGABYTE), 9)), "is longer than"),
    "a bomb in many members": (
        say(GZIPPED + gzip.compress(bytes(MEGABYTE)) * 200), "too many pieces"
    ),
    "a bare deflate bomb": (
        say(
            OK + b"Content-Encoding: deflate\r\n\r\n",
            zlib.compress(bytes(100 * MEGABYTE), wbits=-15),
        ),
        "is longer than",
    ),
    "twice compressed": (
        say(OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(b"a"))),
        "more than once",
    ),
    "twice compressed, two headers": (
        say(OK + b"Content-Encoding: gzip\r\nContent-Encoding: deflate\r\n\r\nab"),
        "more than once",
    ),
    **{
        f"compressed by {name}": (
            say(OK + b"Content-Encoding: " + name.encode() + b"\r\n\r\nab"), "not asked for"
        )
        for name in ("br", "zstd", "compress", "xz", "aes128gcm", "GZIP2")
    },
}  # fmt: skip


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
