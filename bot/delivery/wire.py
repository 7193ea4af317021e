"""Short HTTP calls at many a second: kept-alive connections that do nothing but post and read.

aiohttp serves every call but this one. At a thousand messages a second its general request, with
its headers, cookies, redirects and traces, costs more than everything else about a message; what a
sendMessage needs of HTTP fits on a page.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import deque
from functools import lru_cache

from yarl import URL

IDLE = 15.0
"""Seconds after which an unused connection is not trusted to be open at the other end."""
MOST = 1024 * 1024
"""Bytes of an answer: the Bot API's to a message have a few thousand."""
_HEAD_END = b"\r\n\r\n"
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})[ \r]")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection:[ \t]*close[ \t]*\r\n", re.IGNORECASE)
_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


class Broken(OSError):
    """The connection ended, or what came is not HTTP. The call may have been heard."""


class Wire:
    """At most ``connections`` at once, to any host; times are in seconds."""

    def __init__(
        self, *, connections: int, connect_timeout: float, read_timeout: float, agent: str
    ) -> None:
        self._places = asyncio.Semaphore(connections)
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._agent = agent
        self._idle: dict[tuple[str, int], deque[_Line]] = {}
        self._lines: set[_Line] = set()
        self._tls: ssl.SSLContext | None = None

    async def post(self, url: URL, form: bytes) -> tuple[int, bytes]:
        """The answer's status and body. Raises TimeoutError, OSError (`Broken` among them)."""
        async with self._places:
            line = self._rested(url) or await self._connect(url)
            whole = False
            try:
                answer = await line.ask(
                    b"%b%d\r\n\r\n%b" % (_head(url, self._agent), len(form), form),
                    self._read_timeout,
                )
                whole = True
            finally:
                # Given up half-way, the next answer on it would be this one's.
                if not whole or line.closed:
                    line.abort()
                else:
                    self._idle[_place(url)].append(line)
            return answer

    def close(self) -> None:
        for line in tuple(self._lines):
            line.abort()
        self._idle.clear()

    def _rested(self, url: URL) -> _Line | None:
        idle = self._idle.setdefault(_place(url), deque())
        now = asyncio.get_running_loop().time()
        while idle:
            # The one used last: what is not needed any more grows old and is left.
            line = idle.pop()
            if not line.closed and now - line.used < IDLE:
                return line
            line.abort()
        return None

    async def _connect(self, url: URL) -> _Line:
        host, port = _place(url)
        secure = url.scheme == "https"
        if secure and self._tls is None:
            self._tls = await asyncio.to_thread(ssl.create_default_context)
        async with asyncio.timeout(self._connect_timeout):
            _, line = await asyncio.get_running_loop().create_connection(
                lambda: _Line(self._lines),
                host,
                port,
                ssl=self._tls if secure else None,
                server_hostname=host if secure else None,
                happy_eyeballs_delay=0.25,
            )
        return line


class _Line(asyncio.Protocol):
    """One connection: a question, its answer, the next question."""

    def __init__(self, lines: set[_Line]) -> None:
        self._lines = lines
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._read = b""
        self.used = 0.0
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._lines.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.closed = True
        self._lines.discard(self)
        self._fail(Broken("the connection ended before the answer"))

    def data_received(self, data: bytes) -> None:
        self._read += data
        if self._answer is None or len(self._read) > MOST:
            self._fail(Broken("more came than was asked for"))
            self.abort()
            return
        try:
            answer = parse(self._read)
        except ValueError as error:
            self._fail(Broken(str(error)))
            self.abort()
            return
        if answer is not None:
            status, body, closes = answer
            self.closed = self.closed or closes
            self._read = b""
            if not self._answer.done():
                self._answer.set_result((status, body))

    async def ask(self, request: bytes, seconds: float) -> tuple[int, bytes]:
        loop = asyncio.get_running_loop()
        if self._transport is None or self.closed:
            raise Broken("the connection ended before the question")
        self._answer = loop.create_future()
        timer = loop.call_later(seconds, self._fail, TimeoutError())
        self._transport.write(request)
        try:
            return await self._answer
        finally:
            timer.cancel()
            self._answer = None
            self.used = loop.time()

    def abort(self) -> None:
        self.closed = True
        if self._transport is not None:
            self._transport.abort()

    def _fail(self, fault: OSError) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(fault)


def parse(read: bytes) -> tuple[int, bytes, bool] | None:
    """Status, body, and whether the connection ends with it; None while more must come.

    Raises ValueError where it is no answer that can be read to its end.
    """
    end = read.find(_HEAD_END)
    if end < 0:
        return None
    head = read[: end + 2]
    status = _STATUS.match(head)
    if status is None:
        raise ValueError("what came is not HTTP")
    if _CHUNKED.search(head) is not None:
        body = _unchunked(read, end + 4)
    else:
        length = _LENGTH.search(head)
        if length is None:
            raise ValueError("an answer names no length")
        whole = end + 4 + int(length[1])
        if len(read) > whole:
            raise ValueError("more came than was announced")
        body = read[end + 4 :] if len(read) == whole else None
    if body is None:
        return None
    return int(status[1]), body, _CLOSES.search(head) is not None


def _unchunked(read: bytes, at: int) -> bytes | None:
    parts: list[bytes] = []
    while (size := _SIZE.match(read, at)) is not None:
        length = int(size[1], 16)
        start = size.end()
        if length == 0:
            # Trailers are not used by Telegram: the last chunk and an empty line.
            return b"".join(parts) if read[start : start + 2] == b"\r\n" else None
        if len(read) < start + length + 2:
            return None
        parts.append(read[start : start + length])
        at = start + length + 2
    if b"\r\n" in read[at:]:
        raise ValueError("a chunk names no length")
    return None


@lru_cache(maxsize=64)
def _place(url: URL) -> tuple[str, int]:
    return url.raw_host or "", url.port or (443 if url.scheme == "https" else 80)


@lru_cache(maxsize=64)
def _head(url: URL, agent: str) -> bytes:
    """All of a request up to its body's length."""
    return (
        f"POST {url.raw_path_qs} HTTP/1.1\r\nHost: {url.raw_authority}\r\nUser-Agent: {agent}\r\n"
        "Accept: */*\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
    ).encode()
