"""How long a feed is left alone: by its own rhythm and wishes, within bounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.feeds.pace import (
    LONGEST_WAIT,
    Bounds,
    not_skipped,
    usual_gap,
    wait_after_failure,
    wait_after_success,
)
from bot.feeds.waiting import Wishes, fresh_for, retry_after, wishes

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)  # a Monday
QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
BOUNDS = Bounds(QUARTER, HOUR)


@pytest.mark.parametrize(
    ("rhythm", "wish", "wait"),
    [
        (timedelta(0), timedelta(0), QUARTER),
        (HOUR, timedelta(0), QUARTER),
        (6 * HOUR, timedelta(0), 2 * QUARTER),
        (365 * DAY, timedelta(0), HOUR),
        (HOUR, 2 * QUARTER, 2 * QUARTER),
        (HOUR, DAY, HOUR),
    ],
)
def test_who_posts_hourly_is_asked_oftener_than_who_posts_yearly(
    rhythm: timedelta, wish: timedelta, wait: timedelta
) -> None:
    assert wait_after_success(BOUNDS, rhythm=rhythm, wish=wish) == wait


def test_failures_double_the_wait_up_to_a_day() -> None:
    waits = [wait_after_failure(QUARTER, failures) for failures in range(1, 9)]
    assert waits[:3] == [2 * QUARTER, 4 * QUARTER, 8 * QUARTER]
    assert waits[-1] == wait_after_failure(QUARTER, 10**6) == LONGEST_WAIT
    assert wait_after_failure(QUARTER, 1, 5 * HOUR) == 5 * HOUR
    assert wait_after_failure(QUARTER, 1, 5 * DAY) == LONGEST_WAIT
    assert wait_after_failure(QUARTER, 3, QUARTER) == 8 * QUARTER


def test_skipped_hours_and_days_are_waited_for_no_longer_than_bounds_permit() -> None:
    night = Wishes(skip_hours=frozenset({12, 13}))
    assert not_skipped(NOW, NOW + DAY, night) == NOW.replace(hour=14, minute=0)
    assert not_skipped(NOW, NOW + HOUR, night) == NOW + HOUR
    assert not_skipped(NOW, NOW + DAY, Wishes()) == NOW
    mondays = Wishes(skip_days=frozenset({0}))
    assert not_skipped(NOW, NOW + 2 * DAY, mondays) == datetime(2026, 11, 24, tzinfo=UTC)
    never = Wishes(skip_hours=frozenset(range(24)))
    assert not_skipped(NOW, NOW + DAY, never) == NOW + DAY


def test_the_usual_gap_leans_to_what_is_recent() -> None:
    first = usual_gap(None, 2 * HOUR, 2)
    assert first == HOUR
    assert usual_gap(first, HOUR, 1) == HOUR
    assert HOUR < usual_gap(first, DAY, 1) < DAY


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, timedelta(0)),
        ({"Cache-Control": "public, max-age=600"}, timedelta(minutes=10)),
        ({"Cache-Control": 'max-age="600"', "Age": "60"}, timedelta(minutes=9)),
        ({"Cache-Control": "max-age=600", "Age": "900"}, timedelta(0)),
        ({"Cache-Control": "no-cache, max-age=600"}, timedelta(0)),
        ({"Cache-Control": "s-maxage=600"}, timedelta(0)),
        ({"Cache-Control": "max-age=99999999999999"}, timedelta(days=366)),
        ({"Cache-Control": "max-age=-1"}, timedelta(0)),
        ({"Expires": "Mon, 23 Nov 2026 13:30:00 GMT"}, HOUR),
        (
            {
                "Expires": "Mon, 23 Nov 2026 13:30:00 GMT",
                "Date": "Mon, 23 Nov 2026 13:00:00 GMT",
            },
            timedelta(minutes=30),
        ),
        (
            {"Cache-Control": "max-age=0", "Expires": "Mon, 23 Nov 2026 13:30:00 GMT"},
            timedelta(0),
        ),
        ({"Expires": "0"}, timedelta(0)),
        ({"Expires": "Mon, 23 Nov 2020 13:30:00 GMT"}, timedelta(0)),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], fresh: timedelta) -> None:
    assert fresh_for(headers, NOW) == fresh


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Mon, 23 Nov 2026 13:30:00 GMT", HOUR),
        ("Mon, 23 Nov 2020 13:30:00 GMT", None),
        ("soon", None),
        ("", None),
        ("9" * 50, timedelta(days=366)),
    ],
)
def test_retry_after(header: str, wait: timedelta | None) -> None:
    assert retry_after(header, NOW) == wait


def test_what_a_channel_asks_for() -> None:
    head = (
        b"<rss><channel><ttl> 90 </ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour>"
        b"</skipHours><skipDays><day>Sunday</day><day>monday</day><day>Someday</day></skipDays>"
    )
    asked = Wishes(timedelta(minutes=90), frozenset({0, 7}), frozenset({0, 6}))
    assert wishes(head) == wishes(head + b"<item><ttl>5</ttl></item>") == asked
    assert wishes(b"<rss><item><ttl>90</ttl></item></rss>") == Wishes()
    assert wishes(b"") == wishes(b'{"version": "ttl"}') == Wishes()
    assert wishes(b"<ttl>x</ttl><skipHours></skipHours>") == Wishes()


@pytest.mark.parametrize("filler", [b"<ttl>", b"<skipHours>", b"<ttl> ", b"<hour>1", b"<item"])
def test_a_hostile_head_costs_little(filler: bytes) -> None:
    began = datetime.now(UTC)
    wishes(filler * 200_000)
    assert datetime.now(UTC) - began < timedelta(seconds=2)
