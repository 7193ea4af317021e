"""What the demo feeds serve, read by the bot's own parser."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.feeds.parse import parse
from bot.feeds.parsed import ParsedEntry
from bot.preview.demo_feeds import QUICK_SECONDS, SLOW_SECONDS
from bot.preview.preview import Preview
from tests.fixtures.clock import FakeClock

NAMES = {
    f"person-{letter}": {"en": f"Person {letter.upper()}", "ru": f"Персона {letter.upper()}"}
    for letter in "abcdefghijk"
}


@dataclass(frozen=True, slots=True)
class Served:
    preview: Preview
    session: aiohttp.ClientSession

    async def entries(self) -> list[ParsedEntry]:
        found: list[ParsedEntry] = []
        for source in self.preview.feed_sources():
            async with self.session.get(source.url) as response:
                body = await response.read()
            found += parse(
                body, kind=source.kind, content_type=response.content_type, url=source.url
            )
        return found


@pytest.fixture
async def served(clock: FakeClock) -> AsyncIterator[Served]:
    preview = Preview(NAMES, clock)
    await preview.start()
    async with aiohttp.ClientSession() as session:
        yield Served(preview, session)
    await preview.stop()


async def test_entries_stand_from_the_start_and_say_they_are_made_up(served: Served) -> None:
    entries = await served.entries()
    assert len(entries) == 3
    assert all("(made up)" in e.title or "(вымышлено)" in e.title for e in entries)
    assert all(e.link.startswith(served.preview.address) and e.published for e in entries)


async def test_everybody_is_named_within_45_seconds(served: Served, clock: FakeClock) -> None:
    baseline = {entry.link for entry in await served.entries()}
    await clock.advance(45)
    titles = " ".join(e.title for e in await served.entries() if e.link not in baseline)
    for name in NAMES.values():
        assert name["en"] in titles or name["ru"] in titles


async def test_later_one_a_minute_until_somebody_starts(served: Served, clock: FakeClock) -> None:
    await clock.advance(QUICK_SECONDS * 8 + 1)
    quick = len(await served.entries())
    await clock.advance(SLOW_SECONDS)
    assert len(await served.entries()) == quick + 1
    served.preview.emulator.start(1001)
    await clock.advance(QUICK_SECONDS + 1)
    assert len(await served.entries()) == quick + 2


async def test_paused_feeds_publish_only_on_demand(served: Served, clock: FakeClock) -> None:
    served.preview.feeds.pause(True)
    await clock.advance(120)
    assert len(await served.entries()) == 3
    entry = served.preview.feeds.publish(["person-c"])
    assert "Person C" in entry.title
    with pytest.raises(KeyError):
        served.preview.feeds.publish(["nobody"])


async def test_unchanged_feeds_answer_304(served: Served) -> None:
    url = served.preview.feed_sources()[0].url
    async with served.session.get(url) as response:
        etag = response.headers["ETag"]
    async with served.session.get(url, headers={"If-None-Match": etag}) as response:
        assert response.status == 304
    polls = served.preview.feeds.state()["feeds"][0]["polls"]
    assert [poll["status"] for poll in polls] == [304, 200]


async def test_links_of_entries_open(served: Served) -> None:
    (entry, *_) = await served.entries()
    async with served.session.get(entry.link) as response:
        assert entry.title in await response.text()
    async with served.session.get(f"{served.preview.address}demo/entries/999") as response:
        assert response.status == 404


async def test_other_sites_may_not_use_the_preview(served: Served) -> None:
    url = f"{served.preview.address}control/start"
    for headers in ({"Origin": "https://example.org"}, {"Host": "example.org"}):
        async with served.session.post(url, json={"user_id": 1001}, headers=headers) as response:
            assert response.status == 403
    async with served.session.get(served.preview.address) as response:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_a_page_hears_what_happens(served: Served) -> None:
    async with served.session.get(f"{served.preview.address}preview/events") as stream:
        assert await stream.content.readline() == b'data: {"what": "hello"}\n'
        served.preview.emulator.start(1001)
        await stream.content.readline()
        heard = await asyncio.wait_for(stream.content.readline(), 5)
        assert b'"/start"' in heard
    with contextlib.suppress(aiohttp.ClientError):
        await stream.wait_for_close()
