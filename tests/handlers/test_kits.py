"""Letter evenings, asked for in the chat."""

from __future__ import annotations

import io

from pypdf import PdfReader

from bot.preview.emulator.control import Shown
from tests.fixtures.house import ANN, OLGA, House
from tests.letters.cases import confirm_addresses


def printed(house: House, shown: Shown) -> str:
    document = shown.payload["document"]
    assert document["mime_type"] == "application/pdf"
    file = house.emulator.world.files[document["file_id"]]
    reader = PdfReader(io.BytesIO(file.content))
    return "\n".join(page.extract_text() for page in reader.pages)


async def test_a_kit_of_those_who_get_few_letters(house: House) -> None:
    confirm_addresses(house.registry)
    shown = await house.say(ANN, "/kit 3")
    assert "3 people" in shown.text
    assert "was confirmed lately enough" not in shown.text
    text = printed(house, shown)
    assert text.count("Address last confirmed") == 3
    assert "Kozyreva" not in text


async def test_whose_address_is_old_stands_in_no_kit_unless_named(house: House) -> None:
    shown = await house.say(ANN, "/kit 3")
    assert "one person" in shown.text
    assert "was confirmed lately enough" in shown.text
    assert printed(house, shown).count("Address last confirmed") == 1


async def test_a_kit_of_named_people_in_the_readers_language(house: House) -> None:
    shown = await house.say(OLGA, "/kit Кагарлицкого, Shestun, letter")
    text = printed(house, shown)
    assert "Кагарлицкому Борису Юльевичу" in text
    assert "Шестуну Александру Вячеславовичу" in text
    assert shown.payload["document"]["file_name"] == "letters-2026-11-23.pdf"


async def test_who_is_left_out_and_why(house: House) -> None:
    said = await house.hear(ANN, "/kit Kozyreva, Nobodyov, Shestun")
    assert "released" in said[0].text
    assert "Nobodyov" in said[0].text
    assert "Шестуну" in printed(house, said[1])
    (only,) = await house.hear(OLGA, "/kit Козырева")
    assert "на свободе" in only.text


async def test_a_name_that_is_not_sure_is_asked_back(house: House) -> None:
    asked = await house.say(ANN, "/kit Kagarlitkys")
    await house.press(ANN, asked.buttons[0][0].text)
    assert "Кагарлицкому" in printed(house, house.last(ANN))


async def test_one_kit_a_minute(house: House) -> None:
    await house.say(ANN, "/kit 1")
    assert "minute" in (await house.say(ANN, "/kit 1")).text
    (only,) = await house.hear(ANN, "/kit Shestun, Nobodyov")
    assert "minute" in only.text
    assert "document" in (await house.say(OLGA, "/kit 1")).payload
    await house.clock.advance(61)
    assert "document" in (await house.say(ANN, "/kit 1")).payload


async def test_a_button_nobody_made(house: House) -> None:
    await house.say(ANN, "/help")
    await house.forge(ANN, "kit:nobody-at-all")
    assert "document" not in house.last(ANN).payload
