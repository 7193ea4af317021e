"""What a preview says of links: opened by itself, remembered for a while, never waited for long."""

from __future__ import annotations

import asyncio
from collections import Counter

from bot.broadcasts.links import KEPT, Links
from bot.checklist import Tried
from bot.feeds.answers import Failed, Fetched
from bot.feeds.fetch import Fetcher
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer


class Sites:
    """Sites by address: where one leads, why it fails, or None for one that never answers."""

    def __init__(self, **sites: Fetched | Failed | None) -> None:
        self._sites = sites
        self.asked = Counter[str]()

    async def fetch(self, url: str) -> Fetched | Failed:
        name = url.removeprefix("https://")
        self.asked[name] += 1
        answer = self._sites[name]
        if answer is None:
            await asyncio.Event().wait()
        assert answer is not None
        return answer


async def test_an_answer_is_believed_for_a_while(clock: FakeClock) -> None:
    sites = Sites(gone=Failed("It is gone."))
    opened = Links(sites, clock)
    for _ in range(3):
        assert await opened.lately(["gone"]) == (Tried("gone", fault="It is gone."),)
    assert sites.asked["gone"] == 1
    await clock.advance(KEPT)
    await opened.lately(["gone"])
    assert sites.asked["gone"] == 2
    # Asked for by a press it is opened anew.
    assert await opened.open(["gone"]) == (Tried("gone", fault="It is gone."),)
    assert sites.asked["gone"] == 3


async def test_a_site_that_does_not_answer_holds_no_preview_up(
    clock: FakeClock,
) -> None:
    opened = Links(Sites(never=None, gone=Failed("It is gone.")), clock, soon=0.05)
    async with asyncio.timeout(5):
        assert await opened.lately(["never", "gone"]) == (Tried("gone", fault="It is gone."),)
    assert len(asyncio.all_tasks()) == 1


async def test_a_preview_that_is_given_up_leaves_nothing_running(clock: FakeClock) -> None:
    looking = asyncio.create_task(Links(Sites(never=None), clock).lately(["never"]))
    await asyncio.sleep(0.01)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) == 1


async def test_a_bot_that_is_to_call_nobody_opens_nothing(clock: FakeClock) -> None:
    sites = Sites()
    closed = Links(sites, clock, opens=False)
    assert await closed.lately(["gone"]) == await closed.open(["gone"]) == ()
    assert not sites.asked


async def test_real_pages(feed_server: FeedServer, clock: FakeClock) -> None:
    fetcher = Fetcher(clock, allowed_private_hosts=frozenset({feed_server.address}))
    feed_server.serve(b"<p>Here</p>", "/here")
    good, missing = feed_server.url("/here"), feed_server.url("/missing")
    tried = await Links(fetcher, clock).lately([good, missing])
    await fetcher.close()
    assert tried[0] == Tried(good)
    assert tried[1].url == missing
    assert tried[1].fault
