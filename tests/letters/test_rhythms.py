"""Every second week and every month, at the local minute, whatever the clocks do."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.letters.reminders import Monthly, Rule, Weekly, next_turn, rule_for, turn_of
from storage.reminder_rows import Every
from tests.letters.times import END, START, ZONES, minutes, moments, weekdays

MIDDAY = 12 * 60
rules = st.one_of(
    st.builds(Weekly, weekdays, minutes, fortnightly=st.booleans()),
    st.builds(Monthly, st.integers(1, 31), minutes),
)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minute", [0, 2 * 60 + 30, 18 * 60])
def test_three_years_have_one_reminder_a_month(zone: str, minute: int) -> None:
    """29 February 2028 among them; the 31st is the last day of any month."""
    rule = rule_for(Monthly(31, minute), zone, START)
    due, days = START + timedelta(days=1), []
    while (due := next_turn(rule, zone, due)) < END - timedelta(days=2):
        days.append(due.astimezone(ZoneInfo(zone)).date())
    months = [(year, month) for year in (2026, 2027, 2028) for month in range(1, 13)]
    assert [(day.year, day.month) for day in days] == months[:35]
    assert all(day.day == monthrange(day.year, day.month)[1] for day in days)
    assert date(2028, 2, 29) in days


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(ZONES), rules, moments)
def test_the_first_is_the_next_possible_and_turns_are_numbered_without_a_break(
    zone: str, wanted: Weekly | Monthly, now: datetime
) -> None:
    rule = rule_for(wanted, zone, now)
    dues = [now]
    for _ in range(5):
        dues.append(next_turn(rule, zone, dues[-1]))
    first = dues[1] - now
    assert first <= timedelta(days=31 if rule.every is Every.MONTH else 7, hours=3)
    days = [due.astimezone(ZoneInfo(zone)).date() for due in dues[1:]]
    turns = [turn_of(rule.every, day) for day in days]
    assert all(b == a + 1 for a, b in pairwise(turns))
    weeks = {Every.WEEK: 7, Every.FORTNIGHT: 14}
    if rule.every in weeks:
        assert {(b - a).days for a, b in pairwise(days)} == {weeks[rule.every]}
        assert {day.weekday() for day in days} == {rule.weekday}


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(ZONES), rules, moments, st.lists(st.integers(0, 40 * 86_400), max_size=10))
def test_whenever_one_asks_the_same_moments_come(
    zone: str, wanted: Weekly | Monthly, after: datetime, waits: list[int]
) -> None:
    rule = rule_for(wanted, zone, after)
    for wait in waits:
        due = next_turn(rule, zone, after)
        later = after + timedelta(seconds=wait)
        if later < due:
            assert next_turn(rule, zone, later) == due
        after = later


def test_a_fortnight_keeps_its_weeks_in_another_zone() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    rule = rule_for(Weekly(6, MIDDAY, fortnightly=True), "Europe/Berlin", now)
    first = next_turn(rule, "Europe/Berlin", now)
    there = next_turn(rule, "Pacific/Auckland", now).astimezone(ZoneInfo("Pacific/Auckland"))
    assert first.date() == there.date() == date(2026, 11, 29)
    assert next_turn(rule, "Asia/Tbilisi", first).date() == date(2026, 12, 13)


def test_the_31st_of_april_is_the_30th() -> None:
    rule = Rule(Every.MONTH, MIDDAY, day=31)
    assert next_turn(rule, "UTC", datetime(2027, 4, 1, tzinfo=UTC)).date() == date(2027, 4, 30)
