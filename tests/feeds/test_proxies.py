"""Feeds through proxies: real ones, on loopback. Nothing private is asked for, nothing told."""

from __future__ import annotations

import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from bot.feeds.addresses import AddressRefused
from bot.feeds.answers import Failed, Fetched
from bot.feeds.fetch import Fetcher, Limits
from bot.feeds.proxies import BadProxy, Proxy, check_target, read_proxy
from tests.feeds.lying import say, server
from tests.fixtures.certificates import certificate_for, serving_as
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.proxies import ProxyServer, http_proxy, socks_proxy
from tests.fixtures.serving import serving

Opens = Callable[..., AbstractAsyncContextManager[ProxyServer]]
KINDS = [("http", http_proxy), ("socks5", socks_proxy)]
LOGIN = ("mira", "s3cret:word")


NAMES = {"example.com": "93.184.215.14", "rebound.example": "192.168.1.1"}


async def resolve(host: str) -> Sequence[str]:
    """No test asks a real server of names: without a network one keeps silent for long. As the real
    one does, it reads addresses."""
    with contextlib.suppress(ValueError):
        return [str(ip_address(host))]
    if host not in NAMES:
        raise OSError
    return [NAMES[host]]


class Reader:
    """Fetchers that ask through one proxy, which leads every name to the tests' own servers."""

    def __init__(self, clock: FakeClock, stack: AsyncExitStack) -> None:
        self._clock = clock
        self._stack = stack

    async def through(
        self,
        scheme: str,
        opens: Opens,
        names: dict[str, str],
        *,
        login: tuple[str, str] | None = None,
        given: tuple[str, str] = ("", ""),
        **settings: Any,
    ) -> tuple[Fetcher, ProxyServer]:
        server = await self._stack.enter_async_context(opens(names, login))
        proxy = Proxy(scheme, "127.0.0.1", server.port, *given)
        return self.fetcher(proxy, **settings), server

    def fetcher(self, proxy: Proxy, **settings: Any) -> Fetcher:
        fetcher = Fetcher(
            self._clock,
            proxies={"away": proxy},
            resolve=resolve,
            **settings,
        )
        self._stack.push_async_callback(fetcher.close)
        return fetcher


@pytest_asyncio.fixture
async def reader(clock: FakeClock) -> AsyncIterator[Reader]:
    async with AsyncExitStack() as stack:
        yield Reader(clock, stack)


@pytest.mark.parametrize(("scheme", "opens"), KINDS)
async def test_the_proxy_finds_the_name_and_the_body_comes(
    scheme: str, opens: Opens, reader: Reader, feed_server: FeedServer
) -> None:
    feed_server.serve_with_etag(b"<rss/>")
    names = {"blocked.example:80": feed_server.address}
    fetcher, proxy = await reader.through(scheme, opens, names)
    found = await fetcher.fetch("http://blocked.example/feed", proxy="away")
    assert isinstance(found, Fetched)
    assert found.body == b"<rss/>"
    assert proxy.asked == ["blocked.example:80"]
    assert feed_server.requests[-1].headers["Host"] == "blocked.example"


@pytest.mark.parametrize(("scheme", "opens"), KINDS)
async def test_tls_is_verified_with_the_site_itself(
    scheme: str, opens: Opens, reader: Reader, tmp_path: Path
) -> None:
    certificate = certificate_for("blocked.example", tmp_path)
    tls = serving_as(certificate)

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response(body=b"<rss/>")

    async with serving(answer, tls) as port:
        site = f"127.0.0.1:{port}"
        names = {"blocked.example:443": site, "another.example:443": site}
        trust = ssl.create_default_context(cafile=str(certificate))
        knowing, proxy = await reader.through(scheme, opens, names, tls=trust)
        strict, _ = await reader.through(scheme, opens, names)
        unverified = Failed("The site's TLS certificate could not be verified.")
        assert isinstance(await knowing.fetch("https://blocked.example/", proxy="away"), Fetched)
        assert await knowing.fetch("https://another.example/", proxy="away") == unverified
        assert await strict.fetch("https://blocked.example/", proxy="away") == unverified
        assert proxy.asked == ["blocked.example:443", "another.example:443"]


@pytest.mark.parametrize(("scheme", "opens"), KINDS)
async def test_user_and_password_are_given_and_never_told(
    scheme: str,
    opens: Opens,
    reader: Reader,
    feed_server: FeedServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    feed_server.serve("<rss/>")
    names = {"blocked.example:80": feed_server.address}
    fetcher, _ = await reader.through(scheme, opens, names, login=LOGIN, given=LOGIN)
    url = "http://blocked.example/feed"
    assert isinstance(await fetcher.fetch(url, proxy="away"), Fetched)
    wrong = ("mira", "wr0ng-word")
    fetcher, _ = await reader.through(scheme, opens, names, login=LOGIN, given=wrong)
    failed = await fetcher.fetch(url, proxy="away")
    assert isinstance(failed, Failed)
    assert failed.reason.startswith("The proxy refused to connect")
    told = failed.reason + caplog.text + repr(Proxy(scheme, "h", 1, *LOGIN))
    assert not [word for word in (*LOGIN, *wrong) if word in told]


@pytest.mark.parametrize(("scheme", "opens"), KINDS)
@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://1.2.3.4.5.6/",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost/",
        "http://sub.localhost/",
        "http://router/",
        "http://nas.local/",
        "http://metadata.google.internal./",
        "http://box.home.arpa/",
    ],
)
async def test_nothing_private_is_asked_for(
    scheme: str, opens: Opens, target: str, reader: Reader, feed_server: FeedServer
) -> None:
    redirect = feed_server.serve("", status=302, headers={"Location": target})
    fetcher, proxy = await reader.through(
        scheme, opens, {"blocked.example:80": feed_server.address}
    )
    for url in (target, "http://blocked.example/feed"):
        failed = await fetcher.fetch(url, proxy="away")
        assert isinstance(failed, Failed), redirect
        assert "private network" in failed.reason
    assert proxy.asked == ["blocked.example:80"]


async def test_an_allowed_host_may_be_private_through_a_proxy_too(
    reader: Reader, feed_server: FeedServer
) -> None:
    url = feed_server.serve("<rss/>")
    names = {feed_server.address: feed_server.address}
    allowed = frozenset({feed_server.address})
    for scheme, opens in KINDS:
        fetcher, proxy = await reader.through(scheme, opens, names, allowed_private_hosts=allowed)
        assert isinstance(await fetcher.fetch(url, proxy="away"), Fetched)
        assert proxy.asked == [feed_server.address]


@pytest.mark.parametrize(
    "host", ["example.com", "example.invalid", "abcdefgh.onion", "8.8.8.8", "2606:4700::1"]
)
async def test_what_is_unknown_or_public_here_is_left_to_the_proxy(host: str) -> None:
    await check_target(host, resolve)


@pytest.mark.parametrize(
    "host", ["10.1.2.3", "localhost.", "LOCALHOST", "fe80::1", "a", "", "rebound.example"]
)
async def test_what_is_private_is_not(host: str) -> None:
    with pytest.raises(AddressRefused):
        await check_target(host, resolve)


@pytest.mark.parametrize(("scheme", "opens"), KINDS)
async def test_what_a_proxy_can_fail_at(
    scheme: str, opens: Opens, reader: Reader, unused_tcp_port: int
) -> None:
    fetcher, _ = await reader.through(scheme, opens, {})
    for url in ("https://blocked.example/", "http://blocked.example/"):
        failed = await fetcher.fetch(url, proxy="away")
        assert isinstance(failed, Failed)
        assert "502" in failed.reason or "proxy refused to connect" in failed.reason
    silent = reader.fetcher(Proxy(scheme, "127.0.0.1", unused_tcp_port))
    assert await silent.fetch("http://blocked.example/", proxy="away") == Failed(
        "The proxy could not be reached: no connection."
    )


@pytest.mark.parametrize(("scheme", "opens"), KINDS)
async def test_a_flood_through_a_proxy_ends_as_one_without(
    scheme: str, opens: Opens, reader: Reader
) -> None:
    """What comes through it is read in small pieces, and not for ever."""
    flood = say(again=b"HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n")
    async with server(flood) as site:
        fetcher, _ = await reader.through(
            scheme, opens, {"blocked.example:80": site}, limits=Limits(body_bytes=20_000)
        )
        failed = await fetcher.fetch("http://blocked.example/", proxy="away")
    assert failed == Failed("The site sent far more than an answer may have.")


async def test_a_feed_is_never_asked_for_without_its_proxy(
    clock: FakeClock, feed_server: FeedServer
) -> None:
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset({feed_server.address}))
    failed = await fetcher.fetch(feed_server.serve("<rss/>"), proxy="tor")
    assert failed == Failed('Its proxy "tor" is not in [feeds.proxies] of the configuration.')
    assert not feed_server.requests
    await fetcher.close()


def test_addresses_of_proxies() -> None:
    proxy = read_proxy("socks5://mira:s3cret%3Aword@[::1]:9050")
    assert proxy == Proxy("socks5", "::1", 9050, *LOGIN)
    assert proxy.url == "socks5://[::1]:9050"
    assert read_proxy("http://proxy.example:3128/") == Proxy("http", "proxy.example", 3128)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "proxy.example:3128",
        "https://u:s3cret@proxy.example:1",
        "socks4://u:s3cret@h:1",
        "socks5://u:s3cret@h",
        "http://u:s3cret@:1",
        "http://u:s3cret@h:99999",
        "http://u:s3cret@h:1/path",
        "http://u:s3cret@[::1:1",
    ],
)
def test_what_is_no_proxy_is_not_quoted(written: str) -> None:
    with pytest.raises(BadProxy) as caught:
        read_proxy(written)
    assert "s3cret" not in str(caught.value)
