"""A letter evening as people announce it: day, time and place in any order, in two languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.letters.announcing import (
    FARTHEST,
    LONGEST_PLACE,
    Announced,
    CalledOff,
    Unclear,
    parse,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("words", "starts", "place"),
    [
        ("Friday 18:30, Café Anna", "2026-11-27T17:30", "Café Anna"),
        ("Café Anna, Friday 18:30", "2026-11-27T17:30", "Café Anna"),
        ("28 November 18:30 at Café Anna", "2026-11-28T17:30", "Café Anna"),
        ("November 28, 6:30 pm, the library", "2026-11-28T17:30", "the library"),
        ("Sat, 28 Nov 2026, 7pm, Library", "2026-11-28T18:00", "Library"),
        ("28.11. 18:30 Library", "2026-11-28T17:30", "Library"),
        ("28.11.2026 18.30 Library", "2026-11-28T17:30", "Library"),
        ("2026-11-28 18:30 Library, room 2", "2026-11-28T17:30", "Library, room 2"),
        ("12.12. 19:00", "2026-12-12T18:00", ""),
        ("3 January 18:00 Library", "2027-01-03T17:00", "Library"),
        ("tomorrow 19:00 Library", "2026-11-24T18:00", "Library"),
        ("tonight 19:00 Library", "2026-11-23T18:00", "Library"),
        ("19 Uhr Bibliothek", "2026-11-23T18:00", "Bibliothek"),
        ("12:30 Library", "2026-11-24T11:30", "Library"),
        ("Monday 12:30 Library", None, "past"),
        ("12:30 we meet in the library", "2026-11-24T11:30", "we meet in the library"),
        ("по пятницам 18:30, библиотека", "2026-11-27T17:30", "библиотека"),
        ("day after tomorrow 19:00 Library", "2026-11-25T18:00", "Library"),
        ("послезавтра 19:00 у нас дома", "2026-11-25T18:00", "у нас дома"),
        ("в пятницу в 18:30, кафе «Анна»", "2026-11-27T17:30", "кафе «Анна»"),
        ("28 ноября в 18:30, ул. Пушкина, 5", "2026-11-28T17:30", "ул. Пушкина, 5"),
        ("28 ноября 2026 г., 19 часов, библиотека", "2026-11-28T18:00", "библиотека"),
        ("завтра 19:00 у нас дома", "2026-11-24T18:00", "у нас дома"),
        ("Friday 18:30, Café Anna, Tbilisi", "2026-11-27T14:30", "Café Anna, Tbilisi"),
        ("пятница 18:30, кафе «Анна», Тбилиси", "2026-11-27T14:30", "кафе «Анна», Тбилиси"),
        ("Friday 18:30 New York", "2026-11-27T23:30", "New York"),
        ("Friday, Café Anna", None, "time"),
        ("31 February 18:00", None, "day"),
        ("2026-11-20 18:00", None, "past"),
        ("yesterday 18:00, Library", None, "past"),
        ("вчера в 18:00, библиотека", None, "past"),
        ("1 July 18:00 Library", None, "far"),
        (f"Friday 18:00 {'x' * (LONGEST_PLACE + 1)}", None, "place"),
    ],
)
def test_what_people_write(words: str, starts: str | None, place: str) -> None:
    found = parse(words, BERLIN, NOW)
    if starts is None:
        assert found == Unclear(place)
        return
    assert isinstance(found, Announced), found
    assert found.starts == datetime.fromisoformat(starts).replace(tzinfo=UTC)
    assert found.place == place


@pytest.mark.parametrize("words", ["off", "Cancel", "отмена", "Стоп."])
def test_calling_off(words: str) -> None:
    assert parse(words, BERLIN, NOW) == CalledOff()


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_whatever_is_written_has_an_answer(words: str) -> None:
    found = parse(words, BERLIN, NOW)
    if isinstance(found, Announced):
        assert NOW < found.starts <= NOW + FARTHEST
