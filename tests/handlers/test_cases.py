"""Asking about people and campaigns, in words, by buttons, in groups and inline."""

from __future__ import annotations

from sqlalchemy import func, select

from storage.schema import metadata
from tests.fixtures.house import ANN, BEN, CHANNEL, GROUP, OLGA, House


async def rows(house: House) -> dict[str, int]:
    """How many rows each table has, those without any left out."""
    async with house.database.read() as connection:
        counted = {
            table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
    return {name: count for name, count in counted.items() if count}


async def test_a_stranger_is_answered_and_nothing_is_kept(house: House) -> None:
    card = await house.say(OLGA, "кагарлицкого")
    assert card.text.startswith("Борис Кагарлицкий\nBoris Kagarlitsky")
    assert "Под стражей с 13 февраля 2024" in card.text
    assert [[b.text for b in row] for row in card.buttons] == [
        ["🔔 Подписаться", "✉️ Написать"],
        ["Новости", "Источники", "Поделиться"],
    ]
    assert card.button("Поделиться").switch_inline == "Борис Кагарлицкий"
    await house.press(OLGA, "sources:")
    await house.say(OLGA, "/news Kagarlitsky")
    await house.say(OLGA, "/case nobody of that name")
    await house.say(OLGA, "/following")
    await house.say(OLGA, "/settings")
    assert await rows(house) == {}


async def test_following_from_the_card_changes_its_button_in_place(house: House) -> None:
    card = await house.say(ANN, "/case Kagarlitsky")
    first = await house.press(ANN, "Follow")
    assert first.alert
    assert "From now on I keep this chat’s number" in first.text
    assert house.last(ANN).id == card.id
    assert house.last(ANN).button("Unfollow").callback
    await house.press(ANN, "Unfollow")
    assert house.last(ANN).button("🔔 Follow").callback
    assert await house.follows(ANN) == ()


async def test_the_released_come_with_that_first_and_nobody_is_asked_to_write(
    house: House,
) -> None:
    card = await house.say(ANN, "Daria Kozyreva")
    assert card.text.split("\n\n")[1].startswith("🕊 Released, as reported 18 March 2026 (newsme")
    assert not any("Write" in button.text for row in card.buttons for button in row)


async def test_every_source_is_listed(house: House) -> None:
    await house.say(ANN, "/case Kagarlitsky")
    await house.press(ANN, "Sources")
    case = house.registry.cases["boris-kagarlitsky"]
    _, *shown = house.emulator.messages(ANN, from_bot=True)
    links = {e.get("url") for message in shown for e in message.entities}
    for statement in (case.who, *case.charges, *case.sentences, *case.recognised, *case.notes):
        assert statement.source.url in links


async def test_several_are_offered_and_nobody_is_admitted(house: House) -> None:
    several = await house.say(ANN, "Pchelin")
    assert several.text.startswith("I am not sure")
    await house.press(ANN, "Dmitry Pchelintsev")
    assert house.last(ANN).text.startswith("Dmitry Pchelintsev")
    nothing = await house.say(ANN, "Zzyzx Qwfpg")
    assert nothing.text.startswith("I know nobody by that name")
    await house.press(ANN, "All people")
    assert len(house.last(ANN).buttons) >= 5
    assert "looks like a letter" in (await house.say(ANN, "a" * 300)).text


async def test_the_command_alone_lists_people(house: House) -> None:
    listed = await house.say(ANN, "/case")
    assert "I know 11 prisoners" in listed.text
    await house.press(ANN, "Azat Miftakhov")
    assert house.last(ANN).text.startswith("Azat Miftakhov")


async def test_campaigns(house: House) -> None:
    listed = await house.say(ANN, "/campaign")
    slug = next(iter(house.registry.campaigns))
    await house.press(ANN, f"campaign:{slug}")
    card = house.last(ANN)
    assert card.id != listed.id
    assert "Demands" in card.text
    await house.press(ANN, "Follow")
    assert [topic.slug for topic in await house.follows(ANN)] == [slug]
    assert house.last(ANN).button("Unfollow").callback
    named = house.registry.campaigns[slug].name["en"]
    assert (await house.say(ANN, f"/campaign {named}")).text.startswith(named)
    unknown = await house.say(ANN, "/campaign Zzyzx")
    assert unknown.text.startswith("I know no campaign by that name")


async def test_forged_presses_get_a_kind_word(house: House) -> None:
    await house.say(ANN, "/case Kagarlitsky")
    for data in ("case:nobody", "case:", "sources:../x", "campaign:nothing", "news:nobody", "zz:1"):
        answer = await house.forge(ANN, data)
        assert "no" in answer.text or "not" in answer.text
    assert await rows(house) == {}


async def test_in_a_group_only_what_is_said_to_the_bot_is_answered(house: House) -> None:
    name = house.services.bot_name
    card = await house.say(BEN, f"@{name} Kagarlitsky", chat=GROUP)
    assert card.text.startswith("Boris Kagarlitsky")
    assert (await house.say(BEN, f"/case@{name} Miftakhov", chat=GROUP)).text.startswith("Azat")
    answered = await house.hear(BEN, "Gorinov", chat=GROUP, reply_to=card.id)
    assert answered[0].text.startswith("Alexei Gorinov")
    assert await house.hear(BEN, "how terrible", chat=GROUP, reply_to=card.id) == []
    assert await house.hear(BEN, "/case@another_bot Gorinov", chat=GROUP) == []
    assert await house.hear(BEN, "/unknown", chat=GROUP) == []
    unknown = await house.say(BEN, f"@{name}, Zzyzx?", chat=GROUP)
    assert unknown.text.startswith("I know nobody")
    await house.press(BEN, "All people", chat=GROUP)
    assert "I know 11 prisoners" in house.last(GROUP).text
    assert await rows(house) == {}


async def test_in_a_channel_only_commands_are_answered(house: House) -> None:
    assert await house.hear(ANN, "Kagarlitsky", chat=CHANNEL) == []
    card = await house.say(ANN, "/case Kagarlitsky", chat=CHANNEL)
    assert card.text.startswith("Boris Kagarlitsky")


async def test_an_unknown_command_points_to_help(house: House) -> None:
    assert "/help" in (await house.say(ANN, "/frobnicate")).text
    assert "/help" in (await house.say(ANN, "/broadcast all")).text


async def test_inline(house: House) -> None:
    (result,) = await house.inline(OLGA, "Kagarlitskii")
    assert result.title == "Борис Кагарлицкий"
    assert f"https://t.me/{house.services.bot_name}?start=case_boris-kagarlitsky" in str(
        result.message["entities"]
    )
    assert len(await house.inline(ANN, "")) == 11
    (nobody,) = await house.inline(ANN, "Zzyzx Qwfpg")
    assert nobody.title == "Nobody by that name"
    (nobody,) = await house.inline(ANN, "a" * 250)
    assert nobody.id == "nobody"
    assert await rows(house) == {}
