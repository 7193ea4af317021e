"""The parser's processes: their limits, their replacement, their end."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from bot.feeds.keys import keys_of
from bot.feeds.parse import parse
from bot.feeds.parser import ParseFault, Parser, ParserLimits
from storage.rows import FeedKind

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks at its processes in /proc"
)

GOOD = (
    b"<rss version='2.0'><channel><item><title>A</title><link>https://example.org/a</link>"
    b"<pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate></item></channel></rss>"
)
LONG_WORD = b"<rss><channel><item><author>" + b"a" * 90_000 + b"@</author></item></channel></rss>"
HUGE_TAG = b"<rss><" + b"a" * 9_000_000 + b">"
MANY_ATTRIBUTES = b"<rss " + b" ".join(b'a%d="1"' % n for n in range(40_000)) + b"><item/></rss>"


async def test_entries_come_through_as_they_are(parser: Parser) -> None:
    found = await parser.parse(GOOD, kind=FeedKind.FEED, url="https://example.org/")
    alone = parse(GOOD, kind=FeedKind.FEED, url="https://example.org/")
    assert found == alone
    assert [entry.keys for entry in found] == list(map(keys_of, alone))
    with pytest.raises(ParseFault, match="is a web page, not a feed"):
        await parser.parse(b"<html>", kind=FeedKind.FEED)


@pytest.mark.parametrize(
    "body", [LONG_WORD, HUGE_TAG, MANY_ATTRIBUTES], ids=["long word", "huge tag", "attributes"]
)
async def test_a_hostile_body_costs_its_process_only(body: bytes) -> None:
    limits = ParserLimits(wall_seconds=10, cpu_seconds=1, memory_bytes=64 << 20)
    async with Parser(workers=1, limits=limits) as parser:
        started = time.monotonic()
        with pytest.raises(ParseFault, match=r"more (time or )?memory"):
            await parser.parse(body, kind=FeedKind.FEED)
        assert time.monotonic() - started < 10
        assert len(await parser.parse(GOOD, kind=FeedKind.FEED)) == 1


async def test_the_event_loop_goes_on_and_the_wall_deadline_holds() -> None:
    async with Parser(workers=1, limits=ParserLimits(wall_seconds=3.0)) as parser:
        await parser.parse(GOOD, kind=FeedKind.FEED)
        task = asyncio.create_task(parser.parse(LONG_WORD, kind=FeedKind.FEED))
        turns = 0
        while not task.done():
            turns += 1
            await asyncio.sleep(0.01)
        with pytest.raises(ParseFault, match="longer than 3 s"):
            await task
        assert turns > 20


async def test_a_process_that_died_in_between_is_replaced(parser: Parser) -> None:
    await parser.parse(GOOD, kind=FeedKind.FEED)
    [pid] = _children()
    os.kill(pid, 9)
    await asyncio.sleep(0.2)
    assert len(await parser.parse(GOOD, kind=FeedKind.FEED)) == 1


async def test_several_documents_at_once_and_nothing_left_behind() -> None:
    async with Parser(workers=2) as parser:
        questions = [parser.parse(GOOD, kind=FeedKind.FEED, doubtful=False) for _ in range(6)]
        found = await asyncio.gather(*questions)
        assert [len(entries) for entries in found] == [1] * 6
        assert len(_children()) == 2
    assert _children() == set()


async def test_the_doubtful_do_not_hold_every_process() -> None:
    async with Parser(workers=2, limits=ParserLimits(wall_seconds=3.0)) as parser:
        held = [asyncio.create_task(parser.parse(LONG_WORD, kind=FeedKind.FEED)) for _ in "abc"]
        await asyncio.sleep(0)
        assert len(await parser.parse(GOOD, kind=FeedKind.FEED, doubtful=False)) == 1
        assert not any(task.done() for task in held)
        for task in held:
            task.cancel()
        await asyncio.wait(held)


async def test_a_cancelled_question_leaves_nothing_behind() -> None:
    async with Parser(workers=1) as parser:
        task = asyncio.create_task(parser.parse(LONG_WORD, kind=FeedKind.FEED))
        await asyncio.sleep(0.5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(await parser.parse(GOOD, kind=FeedKind.FEED)) == 1


async def test_a_workers_surroundings_hold_no_secret(parser: Parser) -> None:
    await parser.parse(GOOD, kind=FeedKind.FEED)
    [pid] = _children()
    assert _surroundings(pid) == b"LANG=C.UTF-8\0"


def _surroundings(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def _children() -> set[int]:
    """Processes of ours that parse."""
    found = set()
    for name in (place.name for place in Path("/proc").iterdir() if place.name.isdecimal()):
        try:
            parent = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
            command = Path(f"/proc/{name}/cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"parse_worker" in command:
            found.add(int(name))
    return found
