"""When to be reminded, for whom and of which days, as people say it in the chat."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from storage.reminder_rows import Every, Route, Whom
from storage.rows import Reminder
from storage.schema import deliveries
from tests.fixtures.house import ANN, OLGA, House
from tests.letters.cases import confirm_addresses


async def kept(house: House, user: int = ANN) -> Reminder:
    found = await house.services.letters.reminder(house.chat(user))
    assert found is not None
    return found


async def test_every_second_week_and_monthly_by_word(house: House) -> None:
    told = await house.say(OLGA, "/remind раз в две недели по воскресеньям в 18:00, Москва")
    assert "раз в две недели по воскресеньям в 18:00 (Москва)" in told.text
    assert (await kept(house, OLGA)).next_due == datetime(2026, 11, 29, 15, tzinfo=UTC)
    told = await house.say(ANN, "/remind monthly 1st 10:00 Tbilisi")
    assert "every month on the 1st, 10:00 (Tbilisi)" in told.text
    assert (await kept(house)).next_due == datetime(2026, 12, 1, 6, tzinfo=UTC)
    told = await house.say(OLGA, "/remind в последний день месяца в 9:00")
    assert "в последний день каждого месяца в 09:00" in told.text


async def test_every_button_of_the_arrangement(house: House) -> None:
    await house.say(ANN, "/remind weekly Sun 18:00 Europe/Berlin")
    for button, said in (
        ("Every second week", "every second week on Sunday, 18:00"),
        ("Saturday 11:00", "every second week on Saturday, 11:00"),
        ("Sunday 18:00", "every second week on Sunday, 18:00"),
        ("Every month", "every month on the 1st, 18:00"),
        ("Every week", "every week on Sunday, 18:00"),
        ("Those I follow", "those you follow, as long"),
        ("Who gets few letters", "I name people in turn"),
        ("Tell me of days ahead", "by post from abroad, 42 days ahead"),
        ("By post in Russia", "by post within Russia, 21 days ahead"),
        ("Electronically", "electronically, 7 days ahead"),
        ("I write from abroad", "by post from abroad, 42 days ahead"),
        ("No days ahead", "not told"),
        ("Pause for 14 days", "Nothing comes before 7 December 2026"),
        ("Go on now", "every week on "),
        ("Pause for 30 days", "Nothing comes before 23 December 2026"),
        ("No reminders", "No reminders are set"),
    ):
        text = house.last(ANN).button(button).text
        await house.press(ANN, text)
        assert said in house.last(ANN).text, button


async def test_a_pause_ends_on_its_day(house: House) -> None:
    await house.say(ANN, "/remind weekly Sun 18:00 Europe/Berlin")
    await house.say(ANN, "/remind pause until 15 January")
    assert (await kept(house)).paused_until == date(2027, 1, 15)
    assert (await kept(house)).next_due == datetime(2027, 1, 17, 17, tzinfo=UTC)
    await house.clock.advance_to(datetime(2027, 1, 17, 17, tzinfo=UTC))
    assert await house.services.letters.run_due() == 1
    assert (await kept(house)).paused_until is None
    await house.say(ANN, "/remind pause 2 weeks")
    await house.say(ANN, "/remind resume")
    assert (await kept(house)).next_due == datetime(2027, 1, 24, 17, tzinfo=UTC)


async def test_one_person_by_name_even_with_an_old_address(house: House) -> None:
    told = await house.say(ANN, "/remind sun 18:00 Berlin about Shestun")
    assert "I name Alexander Shestun" in told.text
    assert (await kept(house)).about == "alexander-shestun"
    assert await house.services.letters.suggest(house.chat(ANN)) == "alexander-shestun"
    # Only the when is changed by this one.
    await house.say(ANN, "/remind monthly 15th 9:00")
    now = await kept(house)
    assert (now.every, now.whom, now.about) == (Every.MONTH, Whom.PERSON, "alexander-shestun")
    said = await house.hear(ANN, "/remind about Kozyreva")
    assert "cannot be sent just now" in said[-1].text
    assert await house.services.letters.suggest(house.chat(ANN)) == "boris-kagarlitsky"
    assert "I know nobody" in (await house.say(ANN, "/remind about Beethoven")).text
    await house.say(ANN, "/remind about anyone")
    assert (await kept(house)).whom is Whom.FEWEST


@pytest.mark.parametrize(
    "words", ["pause 2 weeks", "resume", "occasions on", "from abroad", "about Shestun"]
)
async def test_there_is_nothing_to_change_yet(house: House, words: str) -> None:
    said = await house.hear(ANN, f"/remind {words}")
    assert "no reminder to change yet" in said[0].text
    assert "No reminders are set" in said[1].text
    assert await house.subscriber(ANN) is None


async def test_a_name_that_is_not_certain_is_chosen_from_buttons(house: House) -> None:
    asked = await house.say(ANN, "/remind sun 18:00 Berlin about Shestunn")
    assert "I am not sure whom you mean" in asked.text
    assert (await kept(house)).minute == 18 * 60
    await house.press(ANN, "Alexander Shestun")
    assert "I name Alexander Shestun" in house.last(ANN).text
    assert (await kept(house)).about == "alexander-shestun"
    said = await house.hear(OLGA, "/remind про Шестунн")
    assert "менять нечего" in said[0].text


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("/timezone Москва", Route.PAPER),
        ("/russia вкл", Route.PAPER),
        ("/timezone Берлин", Route.ABROAD),
    ],
)
async def test_letters_leave_from_where_the_reader_is(
    house: House, words: str, route: Route
) -> None:
    await house.say(OLGA, words)
    await house.say(OLGA, "/remind вс 18:00")
    await house.say(OLGA, "/remind даты вкл")
    assert (await kept(house, OLGA)).route is route
    await house.say(OLGA, "/remind заграница")
    await house.say(OLGA, "/remind даты вкл")
    assert (await kept(house, OLGA)).route is Route.ABROAD


async def test_a_time_that_is_none_is_called_so(house: House) -> None:
    assert (await house.say(ANN, "/remind 25:00 Sun")).text.startswith("At what time?")


async def test_forged_buttons_change_nothing(house: House) -> None:
    await house.say(ANN, "/remind weekly Sun 18:00")
    before = await kept(house)
    for data in (
        "every:year",
        "whom:person",
        "whom:nobody",
        "about:nobody",
        "occasions:maybe",
        "route:pigeon",
        "pause:0",
        "pause:99999",
        "pause:²",
        "7:60",
        "x",
    ):
        await house.forge(ANN, f"remind:{data}")
    assert await kept(house) == before


async def test_settings_lead_there_and_my_data_says_it_all(house: House) -> None:
    await house.say(OLGA, "/remind раз в две недели сб 11:00 Москва")
    await house.say(OLGA, "/remind даты вкл")
    await house.say(OLGA, "/remind россия")
    assert (await kept(house, OLGA)).route is Route.PAPER
    told = await house.say(OLGA, "/mydata")
    assert "раз в две недели по субботам в 11:00" in told.text
    assert "сообщаю заранее" in told.text
    await house.say(OLGA, "/settings")
    await house.press(OLGA, "Напоминание")
    await house.press(OLGA, "Как часто и о ком")
    assert "почтой по России — за 21 день" in house.last(OLGA).text


ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Moscow",
    "Asia/Tbilisi",
    "Asia/Jerusalem",
    "Africa/Cairo",
    "America/New_York",
    "America/Los_Angeles",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Chatham",
    "Asia/Kathmandu",
)
KINDS = {
    "weekly Sun 18:00": (7,),
    "every second week Sun 18:00": (14,),
    "monthly 31st 18:00": (28, 29, 30, 31),
}
"""What is asked for, and the days that may lie between two."""


@pytest.mark.parametrize("words", KINDS)
async def test_at_the_right_local_minute_over_a_year_of_clock_changes(
    house: House, words: str
) -> None:
    """In every zone at 18:00 sharp, summer and winter."""
    confirm_addresses(house.registry, "2035-01-01")
    letters = house.services.letters
    await house.clock.advance_to(datetime(2027, 2, 16, tzinfo=UTC))
    for zone in ZONES:
        await house.say(ANN, f"/remind {words} {zone}")
        last = None
        for _ in range(4):
            due = (await kept(house)).next_due
            local = due.astimezone(ZoneInfo(zone))
            assert (local.hour, local.minute) == (18, 0), zone
            if last is not None:
                assert (local.date() - last).days in KINDS[words]
            last = local.date()
            await house.clock.advance_to(due - timedelta(seconds=1))
            assert await letters.run_due() == 0
            await house.clock.advance_to(due)
            assert await letters.run_due() == 1
            assert await letters.run_due() == 0
            async with house.database.read() as connection:
                rows = list(await connection.scalars(select(deliveries.c.due)))
            assert rows.count(due) == 1
        await house.say(ANN, "/forget")
        await house.press(ANN, "forget:yes")
