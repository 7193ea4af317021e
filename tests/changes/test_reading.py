"""What organisers write, in the ways people write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.facts import Day, Name
from bot.changes.reading import (
    read_address,
    read_date,
    read_place,
    read_recipient,
    read_source,
)
from bot.tables import is_loose_date
from tests.letters.cases import SOURCE, case

TODAY = date(2026, 11, 23)
IVAN = replace(
    case("ivan"),
    full_name=Name("Иванов Иван Иванович"),
    birth=Day(date(1980, 1, 2), SOURCE),
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("today", "2026-11-23"),
        ("Вчера", "2026-11-22"),
        ("2026-11-20", "2026-11-20"),
        ("2026-11", "2026-11"),
        ("2025", "2025"),
        ("2025 год", "2025"),
        ("20.11.2026", "2026-11-20"),
        ("20.11.2026 г.", "2026-11-20"),
        ("20/11/26", "2026-11-20"),
        ("5.3", "2026-03-05"),
        ("24.12", "2025-12-24"),
        ("20 November 2026", "2026-11-20"),
        ("20 ноября 2026 года", "2026-11-20"),
        ("20 ноября", "2026-11-20"),
        ("1 мая 2026", "2026-05-01"),
        ("Nov 20, 2026", "2026-11-20"),
        ("November 20th", "2026-11-20"),
        ("the 20th", ""),
        ("3rd of March 2026", "2026-03-03"),
        ("ноябрь 2026", "2026-11"),
        ("August 2026", "2026-08"),
        ("24.11.2026", ""),
        ("2027", ""),
        ("31.02.2026", ""),
        ("12 Foo 2026", ""),
        ("1 2 1950", ""),
        ("released", ""),
        ("", ""),
        ("9" * 5000, ""),
    ],
)
def test_dates(written: str, read: str) -> None:
    assert read_date(written, TODAY) == read


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_date_or_nothing(written: str) -> None:
    read = read_date(written, TODAY)
    assert not read or is_loose_date(read)


@given(st.dates(date(1990, 1, 1), TODAY))
def test_every_day_of_our_time_is_read(day: date) -> None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d/%m/%Y", "%b %d, %Y"):
        assert read_date(day.strftime(pattern), TODAY) == day.isoformat()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("example.org/a", "https://example.org/a"),
        (" t.me/channel/12 ", "https://t.me/channel/12"),
        ("javascript:alert(1).x", ""),
        ("a friend told me.", ""),
        ("none", ""),
        ("https://example.org/" + "x" * 3000, ""),
    ],
)
def test_sources(written: str, read: str) -> None:
    assert read_source(written) == read


def test_places_stand_in_both_languages() -> None:
    assert read_place("IK-2 in Drugoi\n\n ИК-2,  Другой ") == ("IK-2 in Drugoi", "ИК-2, Другой")
    assert read_place("ИК-2") == ("ИК-2", "ИК-2")
    assert read_place("a\nb\nc") == ("", "")
    assert read_place("x" * 201) == ("", "")
    assert read_place("") == ("", "")


def test_addresses_become_one_line() -> None:
    written = "123456, Тверская область,\n г. Торжок,  д. 79\n\nФКУ ИК-4"
    assert read_address(written) == "123456, Тверская область, г. Торжок, д. 79, ФКУ ИК-4"
    assert read_address("in the north") == ""
    assert read_address("1" * 401) == ""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Иванову Ивану Ивановичу,\n1980 г. р.", "Иванову Ивану Ивановичу, 1980 г. р."),
        ("Иванову Ивану Ивановичу", ""),
        ("Иванов Иван Иванович, 1980 г. р.", ""),
        ("Иванову, 1980 " + "x" * 120, ""),
    ],
)
def test_recipients_are_as_the_post_wants_them(written: str, read: str) -> None:
    assert read_recipient(written, IVAN) == read
