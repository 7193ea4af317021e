"""Writing letters, as people do it in the chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.views import letters as view
from storage import deliveries, pledges
from storage.rows import Delivery
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, House
from tests.letters.cases import confirm_addresses

SUNDAY = datetime(2026, 11, 29, 17, tzinfo=UTC)


async def remind(house: House, user: int) -> Delivery:
    """The reminder that fell due, shown in the chat as the sender would."""
    chat = house.chat(user)
    await house.services.letters.run_due()
    async with house.database.write() as connection:
        (delivery,) = await deliveries.claim(
            connection, house.clock.now(), house.clock.now() + timedelta(minutes=1), 10
        )
    assert delivery.chat == chat
    subscriber = await house.subscriber(user)
    assert subscriber is not None
    message = view.reminder(
        house.registry,
        delivery.case,
        delivery_id=delivery.id,
        say=house.services.translations(subscriber.language),
        today=house.clock.now().date(),
    )
    assert message is not None
    await house.services.door.send(user, message)
    return delivery


async def test_the_address_card(house: House) -> None:
    card = await house.say(ANN, "/write Kagarlitsky")
    assert "Кагарлицкому Борису Юльевичу, 1958" in card.text
    assert "last confirmed 9 months ago" in card.text
    assert "freeboris.info" in str(card.payload)
    copied = card.button("Copy").copy_text
    assert copied.endswith("1958 г. р.")
    assert len(copied) <= 256
    assert "do not send me your letter" in card.text


async def test_released_and_unreachable_people(house: House) -> None:
    released = await house.say(ANN, "/write Kozyreva")
    assert "Reported released" in released.text
    unknown = await house.say(ANN, "/write Gorinov")
    assert "no confirmed address" in unknown.text
    assert unknown.buttons[0][0].url == "https://t.me/alexei_gorinov_2022"
    doubtful = await house.say(OLGA, "/write Мифтахов")
    assert "под сомнением" in doubtful.text
    assert "433503" not in doubtful.text


async def test_write_alone_suggests_somebody_who_can_be_written_to(house: House) -> None:
    suggested = await house.say(ANN, "/write")
    assert "Nobody in mind?" in suggested.text
    assert suggested.button("Copy").copy_text


async def test_nobody_by_that_name(house: House) -> None:
    assert "nobody by that name" in (await house.say(ANN, "/write Beethoven")).text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/remind weekly 18:00", "On which day"),
        ("/remind sunday", "At what time"),
        ("/remind sun 18:00 Narnia", "Narnia"),
        ("/remind", "No reminders are set"),
        ("/remind off", "No more reminders"),
    ],
)
async def test_what_remind_answers(house: House, words: str, answer: str) -> None:
    assert answer in (await house.say(ANN, words)).text
    assert await house.subscriber(ANN) is None


async def test_a_reminder_by_command_and_by_button(house: House) -> None:
    told = await house.say(ANN, "/remind weekly Sun 18:00 Europe/Berlin")
    assert "Sunday, 18:00 (Berlin)" in told.text
    kept = await house.services.letters.reminder(house.chat(ANN))
    assert kept is not None
    assert kept.next_due == SUNDAY
    await house.press(ANN, "Monday 09:00")
    assert "Monday, 09:00 (Berlin)" in house.last(ANN).text
    await house.press(ANN, "No reminders")
    assert "No reminders are set" in house.last(ANN).text
    assert await house.services.letters.reminder(house.chat(ANN)) is None


async def test_forged_buttons_change_nothing(house: House) -> None:
    await house.say(ANN, "/remind")
    for data in ("remind:7:60", "remind:1:1440", "remind:²:1", "wrote:1:x", "wrote:²", "write:no"):
        await house.forge(ANN, data)
    assert await house.services.letters.reminder(house.chat(ANN)) is None


async def test_i_wrote_counts_once(house: House) -> None:
    await house.say(OLGA, "/remind weekly вс 20:00 Москва")
    await house.clock.advance_to(SUNDAY)
    delivery = await remind(house, OLGA)
    assert "Пора написать письмо" in house.last(OLGA).text
    reminder = house.last(OLGA)
    thanks = await house.press(OLGA, "Письмо написано")
    assert thanks.text.startswith("Спасибо")
    assert "Письмо написано" in house.last(OLGA).text
    again = await house.forge(OLGA, f"wrote:{delivery.id}:{delivery.case}")
    assert again.text.startswith("Уже отмечено")
    assert house.last(OLGA).id == reminder.id
    async with house.database.read() as connection:
        assert await pledges.totals(connection) == {delivery.case: 1}


async def test_another_person_takes_the_place_and_the_letter_counts_for_them(
    house: House,
) -> None:
    confirm_addresses(house.registry)
    await house.say(ANN, "/remind weekly Sun 18:00 Europe/Berlin")
    await house.clock.advance_to(SUNDAY)
    delivery = await remind(house, ANN)
    shown = house.last(ANN)
    await house.press(ANN, "Another person")
    other = house.last(ANN)
    assert other.id == shown.id
    slug = other.button("wrote:").callback.rpartition(":")[2]
    assert slug != delivery.case
    await house.press(ANN, "I wrote")
    async with house.database.read() as connection:
        assert await pledges.totals(connection) == {slug: 1}


async def test_skip(house: House) -> None:
    await house.say(ANN, "/remind weekly Sun 18:00 Europe/Berlin")
    await house.clock.advance_to(SUNDAY)
    await remind(house, ANN)
    await house.press(ANN, "Skip")
    assert house.last(ANN).text.startswith("Skipped")
    assert house.last(ANN).buttons == ()


async def test_somebody_followed_without_an_address_is_not_suggested(house: House) -> None:
    await house.say(ANN, "/follow Gorinov")
    await house.say(ANN, "/remind weekly Sun 18:00 Europe/Berlin")
    await house.clock.advance_to(SUNDAY)
    await remind(house, ANN)
    last = house.last(ANN)
    assert "Gorinov" not in last.text
    assert last.button("Copy").copy_text


async def test_in_a_group_its_administrators_decide(house: House) -> None:
    assert not await house.services.letters.reminder(house.chat(GROUP))
    await house.say(BEN, "/remind weekly Sun 18:00", chat=GROUP)
    assert await house.services.letters.reminder(house.chat(GROUP)) is None
    await house.say(ANN, "/remind weekly Sun 18:00", chat=GROUP)
    assert await house.services.letters.reminder(house.chat(GROUP)) is not None
