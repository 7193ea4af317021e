"""Generated feeds on loopback, served by a process of their own for `benchmarks.feeds`.

Half of the answers are 304 to who has the body already, half are the same body again.
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from aiohttp import web

_HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 17))


@contextmanager
def feed_addresses(count: int) -> Iterator[tuple[str, ...]]:
    """URLs of so many feeds, on sixteen hosts, since a host is asked one thing at a time."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    try:
        port = ours.recv()
        yield tuple(
            f"http://{_HOSTS[number % len(_HOSTS)]}:{port}/{number}" for number in range(count)
        )
    finally:
        server.terminate()
        server.join()


def serve(connection: Connection) -> None:
    """Answer for every feed until the process is ended; the port goes into the connection."""
    asyncio.run(_serve(connection))


async def _serve(connection: Connection) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        number = int(request.path[1:])
        body = _feed(number)
        if number % 2:
            return web.Response(body=body)
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        is_known = request.headers.get("If-None-Match") == etag
        return web.Response(
            status=304 if is_known else 200, body=None if is_known else body, headers={"ETag": etag}
        )

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    port = 0
    for host in _HOSTS:
        await web.TCPSite(runner, host, port).start()
        port = runner.addresses[0][1]
    connection.send(port)
    await asyncio.Event().wait()


def _feed(number: int) -> bytes:
    items = "".join(
        f"<item><title>Entry {entry} of feed {number}: bread, weather and a court</title>"
        f"<link>https://example.org/{number}/{entry}</link>"
        f"<guid>https://example.org/{number}/{entry}</guid>"
        f"<pubDate>Mon, 23 Nov 2026 {entry % 24:02}:00:00 +0300</pubDate>"
        f"<description>{'Some words about what happened. ' * 8}</description></item>"
        for entry in range(30)
    )
    return (
        f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()
    )
