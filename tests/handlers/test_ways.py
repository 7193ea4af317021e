"""Ways to send a letter, sentences to copy, and letters sent to the bot by mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.facts import PolicyKind, WritePolicy
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, House

DRAFT = """Здравствуйте, Борис Юльевич!
Меня зовут Анна, я живу в Тбилиси и работаю учительницей музыки.
У нас за окном сейчас туман, а соседский кот сидит на крыше и смотрит на поезда."""


async def test_ways_follow_where_the_writer_is(house: House) -> None:
    abroad = await house.say(ANN, "/ways Kagarlitsky")
    assert "United States, since 11 March 2022" in abroad.text
    assert "Letters Now" in abroad.text
    assert "F-Pismo\n" not in abroad.text
    assert "only for those who write from within Russia: F-Pismo" in abroad.text
    await house.press(ANN, "I am in Russia")
    inside = house.last(ANN)
    assert inside.id == abroad.id
    assert "Named for this place, besides paper: F-Pismo" in inside.text
    assert "Reported stopped" not in inside.text
    # Memorial names two services for this place, and this is neither of them.
    assert "PrisonMail" not in inside.text


async def test_one_s_own_country_is_the_one_that_counts(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    await house.say(ANN, "/timezone Helsinki")
    shown = await house.say(ANN, "/ways")
    assert "Finland, since 11 April 2022" in shown.text
    assert "Malta" not in shown.text
    await house.say(ANN, "/timezone Moscow")
    assert "write from Russia" in (await house.say(ANN, "/ways")).text


async def test_who_has_no_address_is_reached_by_volunteers_alone(house: House) -> None:
    await house.say(OLGA, "/write Мифтахов")
    await house.press(OLGA, "Как отправить")
    shown = house.last(OLGA)
    assert "Solidarité FreeAzat" in shown.text
    assert "Бумажное письмо" not in shown.text
    assert "Solidarité" not in (await house.say(OLGA, "/ways Кагарлицкий")).text
    assert "способа нет" in (await house.say(OLGA, "/ways Козырева")).text


@pytest.mark.parametrize("kind", PolicyKind)
async def test_a_wish_about_letters_is_kept(kind: PolicyKind, house: House) -> None:
    boris = house.registry.cases["boris-kagarlitsky"]
    wish = WritePolicy(kind, "2026-10", boris.status.source)
    house.registry.cases[boris.slug] = replace(boris, write_policy=wish)
    refused = await house.say(ANN, "/write Kagarlitsky")
    assert "Кагарлицкому" not in refused.text
    assert "October 2026" in refused.text
    assert "freeboris.info" in str(refused.payload)
    assert "there is none" in (await house.say(ANN, "/ways Kagarlitsky")).text
    assert "ask not to write" in (await house.say(ANN, "/kit Kagarlitsky")).text
    for _ in range(12):
        assert "Kagarlitsky" not in (await house.say(ANN, "/write")).text
        await house.clock.advance(7 * 86_400)
    if kind is PolicyKind.NO_FOREIGN_ADDRESS:
        await house.say(ANN, "/write Kagarlitsky")
        await house.press(ANN, "I write from Russia")
        assert "Кагарлицкому Борису Юльевичу" in house.last(ANN).text


async def test_a_first_letter_to_copy(house: House) -> None:
    shown = await house.say(ANN, "/phrases Kagarlitsky")
    assert "Здравствуйте, Борис Юльевич!" in shown.text
    assert "You are not forgotten." in shown.text
    copied = "\n".join(
        button.copy_text for row in shown.buttons for button in row if button.copy_text
    )
    assert copied.startswith("Здравствуйте, Борис Юльевич!")
    assert copied.endswith("С теплом и уважением, …")
    russian = await house.say(OLGA, "/phrases")
    assert "Здравствуйте, …!" in russian.text
    assert "forgotten" not in russian.text


async def test_from_the_address_to_the_sentences_and_the_ways(house: House) -> None:
    await house.say(ANN, "/write Kagarlitsky")
    await house.press(ANN, "Sentences to copy")
    assert house.last(ANN).text.startswith("📝 A first letter to Boris")
    await house.press(ANN, "How to send it")
    assert house.last(ANN).text.startswith("📮 How to send a letter to Boris")
    await house.press(ANN, "Address")
    assert "Кагарлицкому" in house.last(ANN).text


@pytest.mark.parametrize("before", ["", "/write ", "/case ", "/ways ", "/phrases "])
async def test_a_letter_sent_by_mistake_is_neither_kept_nor_looked_up(
    before: str, house: House, sqlite_url: str
) -> None:
    await house.say(ANN, "/follow Shestun")
    said = await house.say(ANN, before + DRAFT)
    assert "keep nothing of it" in said.text
    assert "Kagarlitsky" not in said.text
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"alexander-shestun" in kept
    for word in ("Тбилиси", "Юльевич", "соседский"):
        assert word.encode() not in kept


async def test_a_question_of_two_lines_is_still_a_question(house: House) -> None:
    assert "Kagarlitsky" in (await house.say(ANN, "Boris\nKagarlitsky")).text


async def test_a_letter_in_a_group_is_left_alone_unless_said_to_the_bot(house: House) -> None:
    assert await house.hear(BEN, DRAFT, chat=GROUP) == []


async def test_buttons_nobody_made(house: House) -> None:
    await house.say(ANN, "/help")
    for data in ("ways:moon:", "ways::nobody", "phrases:nobody", "ways:abroad:nobody"):
        await house.forge(ANN, data)
    assert "📮" not in house.last(ANN).text


@pytest.mark.parametrize("command", ["write", "ways", "phrases"])
async def test_nobody_by_that_name_leads_to_the_people(house: House, command: str) -> None:
    await house.say(ANN, f"/{command} Beethoven")
    await house.press(ANN, "All people")
    assert "I know 11 prisoners" in house.last(ANN).text
