"""Servers that lie about what they send, drip, or never end."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

MEGABYTE = 1 << 20
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
