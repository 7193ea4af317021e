"""Whoever decides sees exactly what readers will get, however they read themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.preview.emulator.control import Shown
from storage import feeds
from storage.rows import FeedSource, Role
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.house import ANN, OLGA, OWNER, House, HouseOf

CHOICES = ("/links off", "/russia on")
DESIGNATED = FeedSource("https://designated.example/rss", "Designated", undesirable=True)
RSS = (
    "<rss version='2.0'><channel><title>The Site</title><item>"
    "<title>Boris Kagarlitsky in court</title><link>https://news.example/1</link>"
    "</item></channel></rss>"
)


@pytest_asyncio.fixture(params=CHOICES)
async def house(
    request: pytest.FixtureRequest, house_of: HouseOf, clock: FakeClock
) -> AsyncIterator[House]:
    """Vera proposes, Olga approves; both read without links, or in Russia."""
    people = ((OWNER, "Vera", "en"), (OLGA, "Olga", "en"), (ANN, "Ann", "en"))
    async with house_of(*people) as house:
        await house.services.organisers.appoint(house.chat(OLGA), Role.APPROVER)
        async with house.database.write() as connection:
            await feeds.sync(connection, [DESIGNATED], clock.now())
        for user in (OWNER, OLGA):
            await house.say(user, request.param)
        yield house


def text_links(shown: Shown) -> list[str]:
    """The links under words."""
    return [each["url"] for each in shown.payload.get("entities", ()) if "url" in each]


async def test_a_call(house: House) -> None:
    await house.say(OWNER, "/broadcast all")
    await house.say(OWNER, "Write to Boris: designated.example/sign")
    previews = await house.hear(OWNER, "Напишите Борису: designated.example/sign")
    assert "designated.example/sign" in previews[0].text
    asked = await _asked(house, "Ask for approval")
    assert [shown.text for shown in asked[:2]] == [shown.text for shown in previews[:2]]
    opened = await house.after(OLGA, lambda: house.emulator.say(OLGA, OLGA, "/broadcasts"))
    await house.press(OLGA, "b:show", message=opened[-1].id)
    again = [shown.text for shown in house.emulator.messages(OLGA, from_bot=True)]
    assert again.count(previews[0].text) == 2
    # The list decides nothing, and quotes the call as its reader chose to read.
    decided = [text for text in again[1:] if text != opened[-1].text]
    assert "/russia" not in " ".join(decided)


async def test_a_change_and_the_source_to_open(house: House) -> None:
    source = "https://designated.example/boris-free"
    await house.say(OWNER, "/change Kagarlitsky")
    await house.press(OWNER, "Released")
    await house.say(OWNER, "20 November 2026")
    previews = await house.hear(OWNER, source)
    assert source in text_links(previews[1])
    assert source in text_links(previews[-1])
    asked = await _asked(house, "Ask for approval")
    assert source in text_links(asked[1])
    assert source in text_links(asked[-1])
    await house.say(OLGA, "/change")
    known = len(house.emulator.messages(OLGA, from_bot=True))
    await house.press(OLGA, "ch:show")
    again = house.emulator.messages(OLGA, from_bot=True)[known:]
    assert source in text_links(again[1])
    assert source in text_links(again[-1])


async def test_a_feed_and_its_entries(house: House, feed_server: FeedServer) -> None:
    url = feed_server.serve(RSS)
    said = await house.hear(OWNER, f"/feeds add {url} undesirable")
    assert "https://news.example/1" in text_links(said[1])
    assert url in said[2].text
    asked = await _asked(house, "✅ Watch: all its entries")
    assert "https://news.example/1" in text_links(asked[0])
    assert url in asked[-1].text


async def _asked(house: House, button: str) -> list[Shown]:
    """What the second person gets when the first presses this."""
    known = len(house.emulator.messages(OLGA, from_bot=True))
    await house.press(OWNER, button)
    return house.emulator.messages(OLGA, from_bot=True)[known:]
