"""Once a week, at the local minute, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.letters.reminders import next_due
from tests.letters.times import END, START, ZONES, minutes, moments, weekdays


@settings(deadline=None)
@given(st.sampled_from(ZONES), weekdays, minutes, moments)
def test_it_is_the_local_minute_or_the_first_moment_after_a_gap(
    zone: str, weekday: int, minute: int, after: datetime
) -> None:
    due = next_due(weekday, minute, zone, after)
    tz = ZoneInfo(zone)
    local = due.astimezone(tz)
    assert after < due <= after + timedelta(days=7, hours=2)
    wanted = local.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
    if local.replace(tzinfo=None) == wanted.replace(tzinfo=None):
        assert local.weekday() == weekday
        assert local.fold == 0
    else:
        just_before = (due - timedelta(seconds=1)).astimezone(tz)
        assert just_before.utcoffset() != local.utcoffset()
        assert just_before.replace(tzinfo=None) < wanted.replace(tzinfo=None)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minute", [0, 90, 2 * 60, 2 * 60 + 30, 3 * 60 + 15, 18 * 60, 1439])
def test_three_years_have_one_reminder_a_week(zone: str, minute: int) -> None:
    """Sundays are when most clocks change."""
    due, days = START, []
    while (due := next_due(6, minute, zone, due)) < END:
        days.append(due.astimezone(ZoneInfo(zone)).date())
    assert {(b - a).days for a, b in pairwise(days)} == {7}


@settings(deadline=None)
@given(st.sampled_from(ZONES), weekdays, minutes, moments, st.lists(st.integers(0, 20 * 86_400)))
def test_whenever_one_asks_the_same_moments_come(
    zone: str, weekday: int, minute: int, after: datetime, waits: list[int]
) -> None:
    """Asking again at any moment neither loses nor invents a due time."""
    for wait in waits:
        due = next_due(weekday, minute, zone, after)
        later = after + timedelta(seconds=wait)
        if later < due:
            assert next_due(weekday, minute, zone, later) == due
        after = later


def test_a_minute_that_comes_twice_is_due_the_first_time() -> None:
    # Berlin, 25 October 2026: 02:30 happens at 00:30 and at 01:30 UTC.
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_due(6, 150, "Europe/Berlin", first - timedelta(days=1)) == first
    assert next_due(6, 150, "Europe/Berlin", first) == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


def test_a_skipped_minute_is_due_when_the_gap_ends() -> None:
    # Berlin, 28 March 2027: 02:00 to 03:00 does not happen.
    eve = datetime(2027, 3, 27, tzinfo=UTC)
    assert next_due(6, 150, "Europe/Berlin", eve) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_a_day_that_never_was_is_made_up_for() -> None:
    # Samoa went from Thursday 29 to Saturday 31 December 2011.
    eve = datetime(2011, 12, 29, 12, tzinfo=UTC)
    assert next_due(4, 18 * 60, "Pacific/Apia", eve) == datetime(2011, 12, 30, 10, tzinfo=UTC)
