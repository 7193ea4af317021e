"""Our own HTTP, for what goes to many: whole answers, in whatever pieces, or none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.delivery.wire import Broken, Wire, parse

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"
CHUNKED = (
    b"HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    b"2;why=not\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"
)


@pytest.mark.parametrize(
    ("answer", "read"), [(PLAIN, (200, b"body", False)), (CHUNKED, (403, b"body", True))]
)
def test_an_answer_is_read_once_it_is_whole(answer: bytes, read: object) -> None:
    assert all(parse(answer[:end]) is None for end in range(len(answer)))
    assert parse(answer) == read


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        PLAIN + b"more",
        CHUNKED.replace(b"2\r\ndy", b"zz\r\ndy"),
    ],
)
def test_what_has_no_end_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(answer)


@given(st.binary(max_size=200))
def test_whatever_comes_is_an_answer_more_to_come_or_refused(read: bytes) -> None:
    try:
        answer = parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + read)
    except ValueError:
        return
    assert answer is None or answer[0] == 200


@asynccontextmanager
async def serving(*answers: bytes | None) -> AsyncIterator[tuple[URL, list[bytes], list[int]]]:
    """Gives these answers, whoever asks; None ends the connection. What was asked, on which."""
    asked: list[bytes] = []
    lines: list[int] = []
    left = list(answers)
    count = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        mine = count
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
                asked.append(head + await reader.readexactly(length))
                lines.append(mine)
                given = left.pop(0)
                if given is None:
                    return
                for at in range(0, len(given), 7):
                    writer.write(given[at : at + 7])
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield URL(f"http://127.0.0.1:{port}/bot1:x/sendMessage"), asked, lines


@asynccontextmanager
async def wire(read_timeout: float = 2.0) -> AsyncIterator[Wire]:
    opened = Wire(connections=4, connect_timeout=2.0, read_timeout=read_timeout, agent="tests")
    yield opened
    opened.close()
    await asyncio.sleep(0.01)


async def test_a_connection_is_used_again() -> None:
    async with serving(PLAIN, PLAIN) as (url, asked, lines), wire() as ours:
        assert await ours.post(url, b"chat_id=1") == (200, b"body")
        assert await ours.post(url, b"chat_id=2") == (200, b"body")
    assert lines == [1, 1]
    assert asked[0].startswith(b"POST /bot1:x/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert asked[1].endswith(b"\r\n\r\nchat_id=2")


async def test_one_that_the_other_end_closes_is_not() -> None:
    async with serving(CHUNKED, PLAIN) as (url, _, lines), wire() as ours:
        assert (await ours.post(url, b""))[0] == 403
        assert (await ours.post(url, b""))[0] == 200
    assert lines == [1, 2]


async def test_a_connection_that_ends_or_talks_nonsense_is_broken() -> None:
    async with serving(None, b"nonsense\r\n\r\n", PLAIN) as (url, _, _), wire() as ours:
        for _ in range(2):
            with pytest.raises(Broken):
                await ours.post(url, b"")
        assert (await ours.post(url, b""))[0] == 200


async def test_who_does_not_answer_in_time_is_left() -> None:
    async with serving(PLAIN[:-1], PLAIN) as (url, _, lines), wire(read_timeout=0.1) as ours:
        with pytest.raises(TimeoutError):
            await ours.post(url, b"")
        assert (await ours.post(url, b""))[0] == 200
    assert lines == [1, 2]


async def test_a_call_given_up_leaves_no_answer_behind() -> None:
    async with serving(PLAIN[:-1], PLAIN) as (url, _, lines), wire() as ours:
        asking = asyncio.create_task(ours.post(url, b""))
        await asyncio.sleep(0.1)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert (await ours.post(url, b""))[0] == 200
    assert lines == [1, 2]


async def test_nobody_there_is_an_os_error() -> None:
    async with serving() as (url, _, _):
        pass
    async with wire() as ours:
        with pytest.raises(OSError, match=r"\d"):
            await ours.post(url, b"")
