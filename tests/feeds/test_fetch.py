"""Fetching: manners, redirects, limits and the walls around private networks."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.feeds.addresses import is_public
from bot.feeds.answers import Failed, Fetched, NotModified
from bot.feeds.fetch import Fetcher, Limits
from bot.feeds.sockets import public_socket
from bot.feeds.turns import Turns
from tests.fixtures.certificates import certificate_for, serving_as
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.serving import serving

LIMITS = Limits(seconds=1.0, body_bytes=20_000, decoded_bytes=50_000, redirects=3)


@pytest_asyncio.fixture
async def fetcher(clock: FakeClock, feed_server: FeedServer) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(
        clock,
        contact="mailto:bot@example.org",
        allowed_private_hosts=frozenset({feed_server.address}),
        limits=LIMITS,
    )
    yield fetcher
    await fetcher.close()


async def test_a_body_and_what_came_with_it(fetcher: Fetcher, feed_server: FeedServer) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}
    url = feed_server.serve("<rss/>", headers=headers)
    assert await fetcher.fetch(url) == Fetched(
        b"<rss/>", "application/rss+xml", '"1"', headers["Last-Modified"], url
    )
    sent = feed_server.requests[0].headers
    assert sent["User-Agent"] == "solidarity-bot (+mailto:bot@example.org)"
    assert sent["Accept-Encoding"] == "gzip, deflate"
    assert "If-None-Match" not in sent


async def test_an_unchanged_body_is_not_sent_again(
    fetcher: Fetcher, feed_server: FeedServer
) -> None:
    url = feed_server.serve_with_etag(b"<rss/>")
    first = await fetcher.fetch(url)
    assert isinstance(first, Fetched)
    assert await fetcher.fetch(url, etag=first.etag) == NotModified()
    await fetcher.fetch(url, last_modified="Mon, 23 Nov 2026 10:00:00 GMT")
    assert feed_server.requests[-1].headers["If-Modified-Since"].startswith("Mon, 23 Nov")


async def test_not_modified_without_a_question_is_a_failure(
    fetcher: Fetcher, feed_server: FeedServer
) -> None:
    assert isinstance(await fetcher.fetch(feed_server.serve("", status=304)), Failed)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Mon, 23 Nov 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Mon, 23 Nov 2020 13:00:00 GMT", None),
        ("soon", None),
        ("-5", None),
        ("9" * 400, timedelta(days=366)),
    ],
)
async def test_a_busy_site_says_when_to_come_back(
    fetcher: Fetcher, feed_server: FeedServer, header: str, wait: timedelta | None
) -> None:
    url = feed_server.serve("", status=503, headers={"Retry-After": header})
    assert await fetcher.fetch(url) == Failed(
        "The site answered 503 (Service Unavailable).", retry_after=wait
    )


async def test_redirects_are_followed(fetcher: Fetcher, feed_server: FeedServer) -> None:
    feed_server.serve("", "/old", status=301, headers={"Location": "/older/../new?a=1"})
    feed_server.serve("<rss/>", "/new")
    found = await fetcher.fetch(feed_server.url("/old"))
    assert isinstance(found, Fetched)
    assert found.final_url == feed_server.url("/new?a=1")


async def test_what_has_moved_for_good_says_where_to(
    fetcher: Fetcher, feed_server: FeedServer
) -> None:
    for path, status, to in (
        ("/a", 301, "/b"),
        ("/b", 308, "/c"),
        ("/c", 302, "/new"),
        ("/d", 301, "/new"),
        ("/e", 307, "/b"),
    ):
        feed_server.serve("", path, status=status, headers={"Location": to})
    feed_server.serve_with_etag(b"<rss/>", "/new")
    url = feed_server.url
    etag = ""
    for asked, moved_to in (("/a", url("/c")), ("/c", ""), ("/d", url("/new")), ("/e", "")):
        found = await fetcher.fetch(url(asked))
        assert isinstance(found, Fetched)
        assert found.moved_to == moved_to
        etag = found.etag
    assert await fetcher.fetch(url("/d"), etag=etag) == NotModified(moved_to=url("/new"))


async def test_how_long_an_answer_is_good_and_what_is_gone(
    fetcher: Fetcher, feed_server: FeedServer
) -> None:
    found = await fetcher.fetch(feed_server.serve("", headers={"Cache-Control": "max-age=60"}))
    assert isinstance(found, Fetched)
    assert found.fresh_for == timedelta(minutes=1)
    assert await fetcher.fetch(feed_server.serve("", status=410)) == Failed(
        "The site answered 410 (Gone).", gone=True
    )


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/feed", "redirects more than 3 times"),
        ("", "without saying where"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:secret@example.org/", "carries a user name"),
        ("http://127.0.0.1:1/", "private network"),
        ("http://2130706433/", "was refused"),
        ("http://0x7f.1/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://localhost/", "private network"),
        ("http://[::1", "cannot be read"),
        ("https:///nowhere", "names no host"),
        ("http://example.org:99999/", "cannot be read"),
    ],
)
async def test_redirects_lead_nowhere_private(
    fetcher: Fetcher, feed_server: FeedServer, location: str, reason: str
) -> None:
    url = feed_server.serve("", status=302, headers={"Location": location})
    failed = await fetcher.fetch(url)
    assert isinstance(failed, Failed)
    assert reason in failed.reason


async def test_only_the_named_port_of_a_private_host_is_allowed(
    clock: FakeClock, feed_server: FeedServer
) -> None:
    port = feed_server.address.rpartition(":")[2]
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset({f"localhost:{port}", "127.0.0.1:1"}))
    refused = await fetcher.fetch(feed_server.serve("<rss/>"))
    assert isinstance(refused, Failed)
    assert "allowed_private_hosts" in refused.reason
    allowed = await fetcher.fetch(f"http://localhost:{port}/feed")
    assert isinstance(allowed, Fetched)
    await fetcher.close()
    assert len(feed_server.requests) == 1


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "0.0.0.0", "169.254.1.1",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:192.168.0.1", "::127.0.0.1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2001::1", "100::1", "192.0.0.192", "192.88.99.1",
        "168.63.129.16", "fec0::1", "3fff::1", "5f00::1", "::ffff:0:7f00:1", "64:ff9b::c000:c0",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(OSError, match="not a public one"):
        public_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, 80)), 1 << 20, Turns())


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


async def test_an_unreachable_site(clock: FakeClock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        address = f"127.0.0.1:{reserved.getsockname()[1]}"
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset({address}))
    assert await fetcher.fetch(f"http://{address}/") == Failed(
        "The site could not be reached: no connection."
    )
    plain = await fetcher.fetch("http://no-such-host.invalid/")
    assert plain == Failed("The site's name could not be found in DNS.")
    await fetcher.close()


COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": lambda body: zlib.compress(body)[2:-4],
    "gzip, identity": lambda body: gzip.compress(body[:10]) + gzip.compress(body[10:]),
    "identity": bytes,
}


@pytest.mark.parametrize("encoding", COMPRESSED)
async def test_compression_is_undone(
    fetcher: Fetcher, feed_server: FeedServer, encoding: str
) -> None:
    body = b"<rss>" + b"abc" * 10_000 + b"</rss>"
    packed = COMPRESSED[encoding](body) if encoding != "identity" else body[:19_000]
    found = await fetcher.fetch(feed_server.serve(packed, headers={"Content-Encoding": encoding}))
    assert isinstance(found, Fetched)
    assert found.body == (body if encoding != "identity" else body[:19_000])


async def test_a_compression_that_was_only_claimed(
    fetcher: Fetcher, feed_server: FeedServer
) -> None:
    found = await fetcher.fetch(feed_server.serve("<rss/>", headers={"Content-Encoding": "gzip"}))
    assert isinstance(found, Fetched)
    assert found.body == b"<rss/>"


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (b"a" * 20_001, "", "longer than 20000 bytes"),
        (gzip.compress(b"a" * 50_001), "gzip", "longer than 50000 bytes"),
        (gzip.compress(bytes(10_000_000)), "gzip", "longer than 50000 bytes"),
        (gzip.compress(gzip.compress(b"a")), "gzip, gzip", "more than once"),
        (b"\x0b\x02\x80a\x03", "br", "in a way that was not asked for"),
        (b"<rss/>", "quantum", "in a way that was not asked for"),
        (gzip.compress(b"a" * 999)[:-9], "gzip", "breaks off"),
        (b"\x1f\x8b" + b"\xff" * 99, "gzip", "is broken"),
        (gzip.compress(b"") * 20, "gzip", "too many pieces"),
    ],
    ids=["long", "long inside", "bomb", "stacked", "brotli", "unknown", "cut", "broken", "pieces"],
)
async def test_refused_bodies(
    fetcher: Fetcher, feed_server: FeedServer, body: bytes, encoding: str, reason: str
) -> None:
    headers = {"Content-Encoding": encoding} if encoding else {}
    failed = await fetcher.fetch(feed_server.serve(body, headers=headers))
    assert isinstance(failed, Failed)
    assert reason in failed.reason


async def _drip(request: web.BaseRequest, *, wait: float, count: int) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(count):
        await response.write(b"a")
        await asyncio.sleep(wait)
    return response


async def test_a_body_that_drips_ends_at_the_deadline(
    fetcher: Fetcher, feed_server: FeedServer
) -> None:
    feed_server.answers["/feed"] = lambda request: _drip(request, wait=0.2, count=20)
    failed = await fetcher.fetch(feed_server.url())
    assert failed == Failed("The site did not finish answering within 1 s.")


async def test_a_body_byte_by_byte(fetcher: Fetcher, feed_server: FeedServer) -> None:
    feed_server.answers["/feed"] = lambda request: _drip(request, wait=0, count=300)
    found = await fetcher.fetch(feed_server.url())
    assert isinstance(found, Fetched)
    assert found.body == b"a" * 300


async def test_an_endless_body_ends_at_the_size(fetcher: Fetcher, feed_server: FeedServer) -> None:
    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"a" * 4096)

    feed_server.answers["/feed"] = endless
    assert await fetcher.fetch(feed_server.url()) == Failed(
        "The answer was refused: it is longer than 20000 bytes."
    )


async def test_certificates_are_verified(clock: FakeClock, tmp_path: Path) -> None:
    certificate = certificate_for("localhost", tmp_path)

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response(body=b"<rss/>")

    async with serving(answer, serving_as(certificate)) as port:
        allowed = frozenset({f"localhost:{port}", f"127.0.0.1:{port}"})
        strict = Fetcher(clock, allowed_private_hosts=allowed)
        knowing = Fetcher(
            clock,
            allowed_private_hosts=allowed,
            tls=ssl.create_default_context(cafile=str(certificate)),
        )
        unverified = Failed("The site's TLS certificate could not be verified.")
        assert await strict.fetch(f"https://localhost:{port}/") == unverified
        assert isinstance(await knowing.fetch(f"https://localhost:{port}/"), Fetched)
        assert await knowing.fetch(f"https://127.0.0.1:{port}/") == unverified
        await strict.close()
        await knowing.close()


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", b"\0" * 99, b"SSH-2.0-x\r\n\r\n"],
    ids=["nothing", "cut short", "zeros", "another protocol"],
)
async def test_what_is_not_http(clock: FakeClock, answer: bytes) -> None:
    async def lie(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(lie, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset({f"127.0.0.1:{port}"}))
    failed = await fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert isinstance(failed, Failed)
    assert "127.0.0.1" not in failed.reason
    await fetcher.close()
    server.close()
    await server.wait_closed()
