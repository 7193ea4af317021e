"""Language, clock, quiet hours, silence, what is kept, and leaving."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.zones import find_zone
from handlers.settings import read_span
from storage.rows import EVERYTHING, Role, Topic, TopicKind
from storage.schema import metadata
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, OWNER, House

BORIS = Topic(TopicKind.CASE, "boris-kagarlitsky")


async def test_language_by_word_and_button(house: House) -> None:
    assert (await house.say(ANN, "/language русский")).text == "Теперь я говорю здесь по-русски."
    await house.say(ANN, "/language")
    await house.press(ANN, "English")
    assert house.last(ANN).text.startswith("Settings\n\nLanguage: English")
    subscriber = await house.subscriber(ANN)
    assert subscriber is not None
    assert subscriber.language == "en"


async def test_the_clock_by_city_zone_and_offset(house: House) -> None:
    for words, zone in (
        ("Berlin", "Europe/Berlin"),
        ("Берлин", "Europe/Berlin"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("+3", "Etc/GMT-3"),
    ):
        await house.say(ANN, f"/timezone {words}")
        subscriber = await house.subscriber(ANN)
        assert subscriber is not None
        assert subscriber.time_zone == zone
    unknown = await house.say(ANN, "/timezone Atlantis")
    assert "I do not know that place" in unknown.text
    await house.say(ANN, "/timezone")
    assert "17:30" not in house.last(ANN).text
    await house.press(ANN, "set:zone:Asia/Tbilisi")
    assert "Time zone: Tbilisi, now 16:00" in house.last(ANN).text


async def test_a_reminder_keeps_its_local_time_in_another_zone(house: House) -> None:
    await house.say(ANN, "/start")
    await house.press(ANN, "Everyone")
    await house.press(ANN, "Yes, Sundays")
    await house.say(ANN, "/timezone Tbilisi")
    reminder = await house.services.letters.reminder(house.chat(ANN))
    assert reminder is not None
    assert reminder.next_due.isoformat() == "2026-11-29T14:00:00+00:00"


async def test_quiet_hours(house: House) -> None:
    assert (await house.say(ANN, "/quiet 22:00-08:00")).text == "Quiet hours: 22:00–08:00"
    await house.say(ANN, "/quiet")
    await house.press(ANN, "23:00")
    subscriber = await house.subscriber(ANN)
    assert subscriber is not None
    assert (subscriber.quiet_from, subscriber.quiet_until) == (1380, 420)
    assert "Write it like this" in (await house.say(ANN, "/quiet at night")).text
    assert (await house.say(ANN, "/quiet off")).text == "Quiet hours: none"


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("22:00-08:00", (1320, 480)),
        ("22-8", (1320, 480)),
        ("0:30 – 6.15", (30, 375)),
        ("20-24", (1200, 0)),
        ("8-8", None),
        ("25-8", None),
        ("22:60-8", None),
        ("night", None),
        ("22-8-9", None),
    ],
)
def test_spans(words: str, span: tuple[int, int] | None) -> None:
    assert read_span(words) == span


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Питер", "Europe/Moscow"),
        ("Киев", "Europe/Kyiv"),
        ("Київ", "Europe/Kyiv"),
        ("new york", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("UTC-5", "Etc/GMT+5"),
        ("gmt+0", "UTC"),
        ("+15", None),
        ("", None),
        ("Springfield", None),
    ],
)
def test_zones(words: str, zone: str | None) -> None:
    assert find_zone(words) == zone


async def test_silence_ends_in_the_morning(house: House) -> None:
    await house.say(ANN, "/follow all")
    await house.say(ANN, "/timezone Berlin")
    muted = await house.say(ANN, "/mute Kagarlitsky 3")
    assert muted.text == "Nothing about Boris Kagarlitsky until 26 Nov 2026, 08:00."
    await house.say(ANN, "/mute 1")
    mutes = await house.services.subscribers.mutes(house.chat(ANN))
    assert set(mutes) == {BORIS, EVERYTHING}
    assert mutes[EVERYTHING].isoformat() == "2026-11-24T07:00:00+00:00"
    assert "Boris Kagarlitsky: until" in (await house.say(ANN, "/settings")).text
    assert "The silence is over" in (await house.say(ANN, "/unmute all")).text
    assert "Boris" in (await house.say(ANN, "/unmute")).text
    assert "Nothing is muted" in (await house.say(ANN, "/unmute")).text
    assert await house.services.subscribers.mutes(house.chat(ANN)) == {}


@pytest.mark.parametrize("days", ["0", "400"])
async def test_silence_has_a_number_of_days_that_exists(house: House, days: str) -> None:
    for words in (f"/mute Gorinov {days}", f"/mute {days}"):
        assert "From 1 to 365" in (await house.say(ANN, words)).text
    assert await house.subscriber(ANN) is None
    assert (await house.say(ANN, "/unmute")).text == "Nothing is muted."
    assert "not muted" in (await house.say(ANN, "/unmute Gorinov")).text
    unknown = await house.say(ANN, "/mute Beethoven")
    assert "know neither a person" in unknown.text
    assert unknown.buttons == ()


async def test_settings_say_what_is_chosen_of_discretion(house: House) -> None:
    await house.say(OLGA, "/quiet 22-8")
    assert "Осторожность:" not in (await house.say(OLGA, "/settings")).text
    await house.say(OLGA, "/russia вкл")
    await house.say(OLGA, "/links выкл")
    shown = await house.say(OLGA, "/settings")
    assert "Осторожность: без ссылок, читаю из России" in shown.text


async def test_every_button_of_the_settings(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    opened = await house.say(ANN, "/settings")
    for section, choice in (
        ("Language", "English"),
        ("Time zone", "set:zone:Asia/Almaty"),
        ("Quiet hours", "No quiet hours"),
        ("Reminder", "Yes, Sundays"),
        ("Mute", "Till tomorrow"),
    ):
        await house.press(ANN, section, message=opened.id)
        await house.press(ANN, choice, message=opened.id)
        if section == "Reminder":
            await house.press(ANN, "‹ Settings", message=opened.id)
    assert "No alerts until" in house.last(ANN).text
    await house.press(ANN, "Unmute", message=opened.id)
    settled = (await house.say(ANN, "/settings")).text
    assert "Almaty" in settled
    assert "Sunday, 18:00" in settled
    await house.press(ANN, "Reminder")
    await house.press(ANN, "No more reminders")
    assert "Letter reminder: none" in house.last(ANN).text
    await house.press(ANN, "‹ Settings")
    await house.press(ANN, "Following")
    assert house.last(ANN).button("✕ Boris").callback


async def test_forged_settings_change_nothing(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    before = await house.subscriber(ANN)
    for data in (
        "set",
        "set:",
        "set:lang:xx",
        "set:zone:Nowhere/City",
        "set:quiet:1-",
        "set:quiet:0-1440",
        "set:quiet:-1-5",
        "set:quiet:٣-5",
        "set:reminder:maybe",
        "set:unknown:1",
        "forget:",
        "forget:YES",
    ):
        answer = await house.forge(ANN, data)
        assert answer.text.startswith("This button no longer works"), data
    assert await house.subscriber(ANN) == before


async def test_my_data_says_everything_in_words(house: House) -> None:
    assert (await house.say(ANN, "/mydata")).text == "I keep nothing about this chat."
    await house.say(ANN, "/follow Kagarlitsky")
    await house.say(ANN, "/mute 2")
    said = (await house.say(ANN, "/mydata")).text
    for words in (
        "You follow: Boris Kagarlitsky",
        "November 2026",
        "Time zone: UTC",
        "🔕 Everyone",
    ):
        assert words in said
    assert "Your role" not in said
    assert "role among the organisers" in (await house.say(OWNER, "/mydata")).text


async def test_forget_leaves_no_row(house: House) -> None:
    assert (await house.say(OLGA, "/forget")).text.startswith("Забывать нечего")
    await house.say(ANN, "/follow all")
    await house.say(ANN, "/mute Kagarlitsky")
    await house.say(ANN, "/remind weekly Sun 18:00 Europe/Berlin")
    await house.say(ANN, "/forget")
    await house.press(ANN, "Keep it")
    assert "Nothing was deleted" in house.last(ANN).text
    assert await house.subscriber(ANN) is not None
    await house.say(ANN, "/forget")
    await house.press(ANN, "Forget everything")
    assert "Nothing about this chat is left" in house.last(ANN).text
    sealed = house.chat(ANN)
    async with house.database.read() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(table)):
                assert sealed not in tuple(row)


async def test_what_is_pressed_after_forgetting_begins_anew(house: House) -> None:
    await house.say(ANN, "/follow all")
    shown = await house.say(ANN, "/settings")
    await house.say(ANN, "/forget")
    await house.press(ANN, "Forget everything")
    await house.press(ANN, "Quiet hours", message=shown.id)
    assert house.shown(ANN, shown.id).text.startswith("Hello.")
    assert await house.subscriber(ANN) is None


async def test_an_organiser_is_told_that_the_role_stays(house: House) -> None:
    await house.services.organisers.appoint(house.chat(ANN), Role.ORGANISER)
    await house.say(ANN, "/follow all")
    assert "Your role among the organisers: organiser" in (await house.say(ANN, "/mydata")).text
    await house.say(ANN, "/forget")
    await house.press(ANN, "Forget everything")
    assert "except your role" in house.last(ANN).text


async def test_in_a_group_its_administrators_alone_may_forget(house: House) -> None:
    await house.say(ANN, "/follow all", chat=GROUP)
    await house.say(ANN, "/forget", chat=GROUP)
    assert (await house.press(BEN, "Forget everything", chat=GROUP)).alert
    assert await house.subscriber(GROUP) is not None
    await house.press(ANN, "Forget everything", chat=GROUP)
    assert await house.subscriber(GROUP) is None
