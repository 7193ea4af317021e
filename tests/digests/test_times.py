"""What people write after /digest, and that a digest is due exactly once a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.times import DAILY, WEEKLY, Rhythm, parse
from bot.letters.reminders import Off, Unclear, next_due
from bot.zones import find_zone

ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"]
)


START = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("daily 19:00", Rhythm(None, 19 * 60)),
        ("every day at 7:30 Europe/Berlin", Rhythm(None, 7 * 60 + 30, "Europe/Berlin")),
        ("каждый день в 19:00 Москва", Rhythm(None, 19 * 60, "Europe/Moscow")),
        ("ежедневно, 8:05", Rhythm(None, 8 * 60 + 5)),
        ("daily", DAILY),
        ("раз в день", DAILY),
        ("weekly", WEEKLY),
        ("раз в неделю", WEEKLY),
        ("weekly Sun 18:00", Rhythm(6, 18 * 60)),
        ("Fri 6 pm", Rhythm(4, 18 * 60)),
        ("по пятницам в 9:00", Rhythm(4, 9 * 60)),
        ("off", Off()),
        ("выкл", Off()),
        ("daily soon", Unclear("time", "soon")),
        ("weekly 18:00", Unclear("weekday", "")),
        ("daily 19:00 Nowhereville", Unclear("zone", "Nowhereville")),
    ],
)
def test_what_people_write(words: str, wanted: object) -> None:
    assert parse(words, find_zone) == wanted


@given(st.text(max_size=60))
def test_anything_is_answered(words: str) -> None:
    assert isinstance(parse(words, find_zone), Rhythm | Off | Unclear)


@given(
    st.integers(0, 1439),
    ZONES,
    st.integers(0, 4 * 365 * 24 * 60).map(lambda n: START + timedelta(minutes=n)),
)
def test_every_local_day_has_one_whatever_the_clocks_do(
    minute: int, zone: str, start: datetime
) -> None:
    due = start
    days = []
    for _ in range(200):
        after, due = due, next_due(None, minute, zone, due)
        assert after < due <= after + timedelta(hours=49)
        days.append(due.astimezone(ZoneInfo(zone)).date())
    assert len(set(days)) == 200
    assert (days[-1] - days[0]).days == 199
