"""Days that come every year, and the calendar as a second library reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import vobject
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.facts import Day
from bot.cases.registry import StatusKind, load
from bot.i18n import Translations
from bot.letters.occasions import LEAD, OccasionKind, in_order, occasions
from bot.views.calendars import calendar
from storage.reminder_rows import Route

REGISTRY = load(Path(__file__).parents[2] / "data" / "cases")
BORIS = REGISTRY.cases["boris-kagarlitsky"]
SAY = Translations()
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAYS = st.dates(date(2024, 1, 1), date(2040, 1, 1))


def test_a_year_of_one_person() -> None:
    found = occasions(BORIS, date(2026, 11, 23), date(2027, 11, 23))
    assert [(each.kind, each.on, each.number) for each in found] == [
        (OccasionKind.NEW_YEAR, date(2027, 1, 1), 0),
        (OccasionKind.DETENTION, date(2027, 2, 13), 3),
        (OccasionKind.BIRTHDAY, date(2027, 8, 29), 69),
    ]
    assert found[2].write_by(LEAD[Route.ABROAD]) == date(2027, 7, 18)


def test_the_free_have_no_days() -> None:
    freed = replace(BORIS, status=replace(BORIS.status, kind=StatusKind.RELEASED))
    assert occasions(freed, date(2026, 1, 1), date(2028, 1, 1)) == ()


@given(st.dates(date(1940, 1, 1), date(2005, 12, 31)), DAYS, st.integers(1, 1500))
def test_each_year_has_one_birthday(born: date, start: date, days: int) -> None:
    assert BORIS.birth is not None
    case = replace(BORIS, birth=Day(born, BORIS.birth.source))
    end = start + timedelta(days=days)
    found = occasions(case, start, end)
    birthdays = [each.on for each in found if each.kind is OccasionKind.BIRTHDAY]
    expected = [
        day
        for day in (start + timedelta(days=number) for number in range(days))
        if (day.month, day.day) == (born.month, born.day)
        or (
            (born.month, born.day) == (2, 29) and (day.month, day.day) == (2, 28) and not _leap(day)
        )
    ]
    assert birthdays == expected
    assert list(found) == sorted(found, key=lambda each: each.on)


@given(st.sampled_from(("en", "ru")), st.sampled_from(Route))
def test_another_library_reads_the_same_days(language: str, route: Route) -> None:
    people = [REGISTRY.cases[slug] for slug in ("boris-kagarlitsky", "alexander-shestun")]
    days = in_order(
        day for case in people for day in occasions(case, NOW.date(), date(2027, 11, 23))
    )
    content = calendar(
        days, REGISTRY, SAY(language), lead=LEAD[route], made=NOW, bot_name="solidarity_bot"
    )
    read = vobject.readOne(content.decode())
    events = [(event.dtstart.value, event.uid.value) for event in read.vevent_list]
    assert len({uid for _, uid in events}) == len(events)
    for each in days:
        assert each.on in [day for day, _ in events]
        leave = each.on - LEAD[route]
        assert (leave in [day for day, _ in events]) or leave < NOW.date()
    assert min(day for day, _ in events) >= NOW.date()
    names = " ".join(event.summary.value for event in read.vevent_list)
    assert people[0].name[language] in names
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def _leap(day: date) -> bool:
    return day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
