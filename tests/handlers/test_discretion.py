"""Discreet, without links, reading in Russia: chosen by command and button, honoured in replies."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.preview.emulator.control import Shown
from storage import feeds
from storage.rows import FeedSource
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, OWNER, House
from tests.letters.cases import confirm_addresses

BORIS = "boris-kagarlitsky"


async def designate(house: House, url: str) -> None:
    """A watched publisher is one that Russia calls "undesirable"."""
    async with house.database.write() as connection:
        await feeds.sync(
            connection, [FeedSource(url, "Designated", undesirable=True)], house.clock.now()
        )


async def test_by_command_and_button(house: House) -> None:
    assert "Write it like this" in (await house.say(ANN, "/discreet")).text
    assert "Discreet: on." in (await house.say(ANN, "/discreet on")).text
    await house.say(ANN, "/settings")
    await house.press(ANN, "Discretion")
    await house.press(ANN, "I read in Russia")
    await house.press(ANN, "No links")
    subscriber = await house.subscriber(ANN)
    assert subscriber is not None
    assert (subscriber.discreet, subscriber.links, subscriber.russia) == (True, False, True)
    assert "Discreet: off." in (await house.say(ANN, "/discreet off")).text
    assert "Links: off." in (await house.say(ANN, "/mydata")).text


async def test_without_links_a_card_names_its_sources(house: House) -> None:
    assert "entities" in (await house.say(ANN, "/case Kagarlitsky")).payload
    await house.say(ANN, "/links off")
    card = await house.say(ANN, "/case Kagarlitsky")
    assert not [each for each in card.payload["entities"] if each["type"] == "text_link"]


async def test_forged_choices_change_nothing(house: House) -> None:
    await house.say(ANN, "/links off")
    before = await house.subscriber(ANN)
    for data in ("links-maybe", "chat-on", "-on", "links", "russia-on-off"):
        await house.forge(ANN, f"set:discretion:{data}")
    assert await house.subscriber(ANN) == before


async def test_members_do_not_choose_for_their_group(house: House) -> None:
    for words in ("/discreet on", "/links off", "/russia on"):
        await house.hear(BEN, words, chat=GROUP)
    found = await house.subscriber(GROUP)
    assert found is None or (found.discreet, found.links, found.russia) == (False, True, False)


async def test_a_calendar_for_russia_names_no_such_publisher(house: House) -> None:
    confirm_addresses(house.registry)
    birth = house.registry.cases[BORIS].birth
    assert birth is not None
    host = urlsplit(birth.source.url).hostname or ""
    await designate(house, f"https://{host}/rss")
    calendars = []
    for user in (ANN, OLGA):
        await house.say(user, "/language en")
        await house.say(user, "/follow Kagarlitsky")
    await house.say(OLGA, "/russia on")
    for user in (ANN, OLGA):
        file = (await house.say(user, "/calendar abroad")).payload["document"]["file_id"]
        content = house.emulator.world.files[file].content.decode().replace("\r\n ", "")
        calendars.append(content)
    assert host.removeprefix("www.") in calendars[0]
    assert host.removeprefix("www.") not in calendars[1]
    assert calendars[0].count("BEGIN:VEVENT") == calendars[1].count("BEGIN:VEVENT")


async def test_a_call_passed_on_leads_to_no_such_publisher(house: House) -> None:
    """Nobody knows who reads in the chat that it is passed on to."""
    await designate(house, "https://designated.example/rss")
    await house.say(OWNER, "/broadcast all")
    await house.say(OWNER, "Write to Boris: designated.example/x or good.example/y")
    await house.press(OWNER, "No text")
    await house.say(OWNER, "/broadcast kind share")
    await house.press(OWNER, "b:go")
    (passed_on,) = await house.inline(ANN, "call-1")
    assert "designated.example" not in passed_on.text
    assert "good.example/y" in passed_on.text


async def test_whatever_is_asked_for_in_russia_is_without_them(house: House) -> None:
    """Cards, ways, phrases, news, kits' words, settings: as if all publishers were designated."""
    every = set(re.findall(r"Source\(url='([^']+)'", repr(house.registry)))
    sources = {url for url in every if urlsplit(url).hostname != "t.me"}
    assert len(sources) > 20
    async with house.database.write() as connection:
        listed = [FeedSource(url, url, undesirable=True) for url in sorted(sources)]
        await feeds.sync(connection, listed, house.clock.now())
    hosts = {_host(url) for url in sources}
    await house.say(ANN, "/russia on")
    for words in (
        "/case Kagarlitsky", "/write Kagarlitsky", "/ways", "/ways Kagarlitsky", "/phrases",
        "/phrases Kagarlitsky", "/news", "/campaign", "/help", "/privacy", "/mydata", "/start",
        "/kit Kagarlitsky", "/calendar", "/following", "/settings", "/digest", "/remind",
    ):  # fmt: skip
        for shown in await house.hear(ANN, words):
            assert not hosts & set(_addresses(shown)), words
    await house.say(ANN, "/case Kagarlitsky")
    await house.press(ANN, "sources:")
    assert not hosts & set(_addresses(house.last(ANN)))


def _addresses(shown: Shown) -> list[str]:
    """The hosts of everything that can be tapped."""
    entities = [each["url"] for each in shown.payload.get("entities", ()) if "url" in each]
    buttons = [button.url for row in shown.buttons for button in row if button.url]
    bare = re.findall(r"(?:[\w-]+\.)+[a-z]{2,}", shown.text)
    return [_host(each) for each in (*entities, *buttons, *(f"https://{each}" for each in bare))]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
