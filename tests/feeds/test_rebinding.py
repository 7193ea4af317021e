"""A name that stands in public when it is looked at, and in a private network when it is used."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

import aiohttp
import pytest
from aiohttp import AddrInfoType, web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.feeds.fetch import Fetcher
from bot.feeds.sockets import Sipping, public_socket
from bot.feeds.turns import Turns
from storage.database import Database
from storage.rows import FeedSource
from tests.feeds.hostile import item, rss
from tests.feeds.watching import MakeWatch
from tests.fixtures.clock import FakeClock
from tests.fixtures.serving import serving

PUBLIC = "93.184.215.14"
URL = "http://rebound.example/feed"
PRIVATE = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"]


class Rebinding(AbstractResolver):
    """Says something else each time it is asked, and in the end always the same."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        addresses = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        pass


class Outside(Sipping):
    """The public internet: one address, behind which a port of loopback stands."""

    def __init__(self, info: AddrInfoType, most: int, turns: Turns, *, port: int) -> None:
        super().__init__(info, most, turns)
        self._port = port

    def connect(self, address: object, /) -> None:
        assert isinstance(address, tuple)
        super().connect(("127.0.0.1", self._port) if address[0] == PUBLIC else address)


@asynccontextmanager
async def answering(answer: web.Response) -> AsyncIterator[tuple[int, list[web.BaseRequest]]]:
    """The port, and who asked."""
    asked: list[web.BaseRequest] = []

    async def respond(request: web.BaseRequest) -> web.Response:
        asked.append(request)
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    async with serving(respond) as port:
        yield port, asked


@pytest.mark.parametrize("private", PRIVATE)
async def test_public_at_first_and_private_on_the_next_hop(
    private: str, make_watch: MakeWatch, sqlite_database: Database, clock: FakeClock
) -> None:
    inside = web.Response(body=rss(item()))
    async with answering(inside) as (port, reached):
        # Another port is another question, whatever is remembered of the first.
        onwards = web.Response(
            status=301, headers={"Location": f"http://rebound.example:{port}/secret"}
        )
        async with answering(onwards) as (gate, led):
            resolver = Rebinding([PUBLIC], [private])
            fetcher = Fetcher(clock, resolver=resolver, sockets=partial(Outside, port=gate))
            watch = await make_watch(sqlite_database, fetcher=fetcher)
            await watch.sources(FeedSource(URL, "rebound"))
            await watch.poll()
            [feed] = await watch.feeds()
    assert (resolver.asked, len(led), reached) == (2, 1, [])
    assert "private network" in feed.last_error
    assert feed.moved_to == ""


async def test_public_and_private_at_once(
    make_watch: MakeWatch, sqlite_database: Database, clock: FakeClock, unused_tcp_port: int
) -> None:
    """Nobody listens at the public one, so the next is tried."""
    async with answering(web.Response(body=rss(item()))) as (port, reached):
        resolver = Rebinding([PUBLIC, "127.0.0.1"])
        fetcher = Fetcher(clock, resolver=resolver, sockets=partial(Outside, port=unused_tcp_port))
        watch = await make_watch(sqlite_database, fetcher=fetcher)
        await watch.sources(FeedSource(f"http://rebound.example:{port}/", "rebound"))
        await watch.poll()
        [feed] = await watch.feeds()
    assert reached == []
    assert feed.failures == 1


async def test_public_at_one_poll_and_private_at_the_next(
    make_watch: MakeWatch, sqlite_database: Database, clock: FakeClock
) -> None:
    """What was read stays; the name is looked up anew, as after a while it always is."""
    async with answering(web.Response(body=rss(item()))) as (port, reached):
        resolver = Rebinding([PUBLIC], ["127.0.0.1"])
        for failures in (0, 1):
            fetcher = Fetcher(clock, resolver=resolver, sockets=partial(Outside, port=port))
            watch = await make_watch(sqlite_database, fetcher=fetcher)
            await watch.sources(FeedSource(f"http://rebound.example:{port}/", "rebound"))
            await watch.poll()
            [feed] = await watch.feeds()
            assert feed.failures == failures
            assert len(reached) == 1
    assert "private network" in feed.last_error
    assert feed.baseline_at is not None


async def test_never_in_public_reaches_nothing() -> None:
    """The address is looked at where the socket is made, after every question to DNS."""
    resolver = Rebinding(["192.0.2.1"], ["10.0.0.1"], ["127.0.0.1"])
    connector = aiohttp.TCPConnector(
        resolver=resolver,
        use_dns_cache=False,
        socket_factory=partial(public_socket, most=1 << 20, turns=Turns()),
    )
    async with (
        answering(web.Response()) as (port, reached),
        aiohttp.ClientSession(connector=connector) as session,
    ):
        for _ in range(3):
            with pytest.raises(aiohttp.ClientConnectorError, match="not a public one"):
                await session.get(f"http://rebound.example:{port}/")
    assert resolver.asked == 3
    assert reached == []
