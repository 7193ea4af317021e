"""What people write after /remind, beyond a weekly hour."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.letters.asking import About, Asked, Occasions, Pause, Resume, Wish, read
from bot.letters.reminders import Monthly, Off, Unclear, Weekly
from bot.zones import find_zone
from storage.reminder_rows import Route, Whom

TODAY = date(2026, 11, 23)


def fortnightly(weekday: int, minute: int, zone: str = "") -> Wish:
    return Wish(Weekly(weekday, minute, zone, fortnightly=True))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("weekly Sun 18:00 Europe/Berlin", Wish(Weekly(6, 1080, "Europe/Berlin"))),
        ("раз в две недели по воскресеньям в 18:00", fortnightly(6, 1080)),
        ("every second Sunday 18:00", fortnightly(6, 1080)),
        ("every other week on Sat at 6 pm Berlin", fortnightly(5, 1080, "Europe/Berlin")),
        ("fortnightly wed 9:30", fortnightly(2, 570)),
        ("every 2 weeks mon 9:00 +3", fortnightly(0, 540, "Etc/GMT-3")),
        ("каждое второе воскресенье в 12", fortnightly(6, 720)),
        ("через неделю пн 9:00 в Праге", fortnightly(0, 540, "Europe/Prague")),
        ("monthly 1st 10:00 Tbilisi", Wish(Monthly(1, 600, "Asia/Tbilisi"))),
        ("every month on the 5th at 7am Moscow time", Wish(Monthly(5, 420, "Europe/Moscow"))),
        ("monthly 1st 10:00 UTC+3", Wish(Monthly(1, 600, "Etc/GMT-3"))),
        ("monthly on the last day at 20:00", Wish(Monthly(31, 1200))),
        ("в последний день месяца в 20:00", Wish(Monthly(31, 1200))),
        ("ежемесячно 10:00 1-го", Wish(Monthly(1, 600))),
        ("15-го числа каждого месяца в 9:05, Москва", Wish(Monthly(15, 545, "Europe/Moscow"))),
        ("1 числа в 10:00", Wish(Monthly(1, 600))),
        ("раз в месяц 31 18:00 по московскому времени", Wish(Monthly(31, 1080, "Europe/Moscow"))),
        ("sun 18:00 about Gorinov", Wish(Weekly(6, 1080), About(Whom.PERSON, "Gorinov"))),
        (
            "вс 18:00 по Москве о Кагарлицком",
            Wish(Weekly(6, 1080, "Europe/Moscow"), About(Whom.PERSON, "Кагарлицком")),
        ),
        ("about Alexei Gorinov", Wish(None, About(Whom.PERSON, "Alexei Gorinov"))),
        ("про Горинова", Wish(None, About(Whom.PERSON, "Горинова"))),
        ("about anyone", Wish(None, About(Whom.FEWEST))),
        ("about those I follow", Wish(None, About(Whom.FOLLOWED))),
        ("pause until 2027-01-15", Pause(date(2027, 1, 15))),
        ("pause until 15 January", Pause(date(2027, 1, 15))),
        ("пауза до 15 января", Pause(date(2027, 1, 15))),
        ("пауза до 15.01.2027", Pause(date(2027, 1, 15))),
        ("пауза до 24.11", Pause(date(2026, 11, 24))),
        ("pause 2 weeks", Pause(date(2026, 12, 7))),
        ("pause for a week", Pause(date(2026, 11, 30))),
        ("пауза на месяц", Pause(date(2026, 12, 23))),
        ("пауза 10 дней", Pause(date(2026, 12, 3))),
        ("не напоминать до 1 марта", Pause(date(2027, 3, 1))),
        ("resume", Resume()),
        ("Продолжить", Resume()),
        ("occasions on", Occasions(on=True)),
        ("birthdays", Occasions(on=True)),
        ("даты выкл", Occasions(on=False)),
        ("from abroad", Occasions(route=Route.ABROAD)),
        ("электронно", Occasions(route=Route.ELECTRONIC)),
        ("OFF", Off()),
    ],
)
def test_understood(words: str, asked: Asked) -> None:
    assert read(words, find_zone, TODAY) == asked


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("monthly 10:00", "day"),
        ("monthly 32 10:00", "day"),
        ("monthly 1st", "time"),
        ("monthly 1 10:00 Narnia", "zone"),
        ("fortnightly 10:00", "weekday"),
        ("every second Sunday", "time"),
        ("weekly 18:00", "weekday"),
        ("sun 18:00 Narnia", "zone"),
        ("pause", "date"),
        ("pause until yesterday", "date"),
        ("pause until 2026-11-23", "date"),
        ("pause until 2031-01-01", "date"),
        ("pause until 31.02", "date"),
        ("pause 500 days", "date"),
    ],
)
def test_not_understood(words: str, what: str) -> None:
    fault = read(words, find_zone, TODAY)
    assert isinstance(fault, Unclear)
    assert fault.what == what


_SOUP = """
pause until monthly 1st 31 0 99 10:00 25:61 last day every second week Sun about for 2 weeks
раз в две недели пауза до 31.02 29 февраля месяца числа 10 о ИМЯ off occasions Berlin +14 -99
² 2026-13-40 0000-00-00 999 year
"""
_WORDS = st.sampled_from(_SOUP.split())


@settings(deadline=None, max_examples=200)
@given(st.lists(_WORDS, min_size=1, max_size=8).map(" ".join) | st.text(min_size=1, max_size=40))
def test_anything_is_read_without_an_error(words: str) -> None:
    asked = read(words, find_zone, TODAY)
    if isinstance(asked, Pause):
        assert TODAY < asked.until <= date(2027, 11, 25)
    if isinstance(asked, Wish) and asked.when is not None:
        assert 0 <= asked.when.minute < 1440
