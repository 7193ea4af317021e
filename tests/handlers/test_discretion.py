"""Discreet, without links, reading in Russia: chosen by command and button, honoured in replies."""

from __future__ import annotations

from tests.fixtures.house import ANN, BEN, GROUP, House


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
