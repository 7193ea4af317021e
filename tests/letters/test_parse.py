"""What people write after /remind."""

from __future__ import annotations

import pytest

from bot.letters.reminders import Off, Unclear, Weekly, parse
from bot.zones import find_zone


@pytest.mark.parametrize(
    ("words", "weekday", "minute", "zone"),
    [
        ("weekly Sun 18:00 Europe/Berlin", 6, 1080, "Europe/Berlin"),
        ("sunday 6pm berlin", 6, 1080, "Europe/Berlin"),
        ("Sundays at 6:30 pm", 6, 1110, ""),
        ("every wed 12am", 2, 0, ""),
        ("fri 12pm New York", 4, 720, "America/New_York"),
        ("18.00 on Monday", 0, 1080, ""),
        ("по воскресеньям в 18:00", 6, 1080, ""),
        ("каждую среду, 9.05, Москва", 2, 545, "Europe/Moscow"),
        ("пт 7 Тбилиси", 4, 420, "Asia/Tbilisi"),
        ("раз в неделю вс 18:00", 6, 1080, ""),
        ("Sat 23:59 europe/london", 5, 1439, "Europe/London"),
    ],
)
def test_understood(words: str, weekday: int, minute: int, zone: str) -> None:
    assert parse(words, find_zone) == Weekly(weekday, minute, zone)


@pytest.mark.parametrize("word", ["off", "OFF", "выкл", "нет", "stop"])
def test_off(word: str) -> None:
    assert parse(word, find_zone) == Off()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("weekly 18:00", Unclear("weekday", "")),
        ("sunday", Unclear("time", "")),
        ("sunday 25:00", Unclear("time", "25:00")),
        ("sunday 13pm", Unclear("time", "13pm")),
        ("sun 18:00 Narnia", Unclear("zone", "Narnia")),
        ("off with their heads", Unclear("weekday", "off with their heads")),
    ],
)
def test_not_understood(words: str, fault: Unclear) -> None:
    assert parse(words, find_zone) == fault
