"""What organisers write is read as they mean it, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.broadcasts import reading
from bot.broadcasts.reading import Misread
from storage.broadcast_rows import Appeal, Event, Link, Narrowing, Schedule
from storage.rows import ChatKind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Read — https://example.org/a", (Link("Read", "https://example.org/a"),)),
        ("Read: https://example.org/a", (Link("Read", "https://example.org/a"),)),
        ("Read the letter - https://a.example\n\nSign | https://b.example", (
            Link("Read the letter", "https://a.example"), Link("Sign", "https://b.example"),
        )),
        ("https://example.org/a", None),
        ("Read — http://example.org/a", None),
        ("Read — javascript:alert(1)", None),
        ("Read — https://example.org/a b", None),
        ("Read — https://localhost", None),
        ("x" * 41 + " — https://example.org", None),
        ("\n".join(["a — https://example.org"] * 7), None),
        ("", None),
    ],
)  # fmt: skip
def test_buttons(text: str, links: tuple[Link, ...] | None) -> None:
    assert reading.links(text) == links


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01 18:00", "2026-12-01T17:00Z"),
        ("2026-12-01, 18:00", "2026-12-01T17:00Z"),
        ("1.12. 18:00", "2026-12-01T17:00Z"),
        ("1.12 18.30", "2026-12-01T17:30Z"),
        ("1 December 18:00", "2026-12-01T17:00Z"),
        ("December 1st, 2027 18:00 London", "2027-12-01T18:00Z"),
        ("1 декабря 18:00 Москва", "2026-12-01T15:00Z"),
        ("1 Decembre", None),
        ("31 November 18:00", None),
        ("1 Foobar 18:00", None),
        ("01.12.2026 18:00 Москва", "2026-12-01T15:00Z"),
        ("1.1. 9:00", "2027-01-01T08:00Z"),
        ("tomorrow 18:00 London", "2026-11-24T18:00Z"),
        ("завтра 18:00", "2026-11-24T17:00Z"),
        ("18:00", "2026-11-23T17:00Z"),
        ("9:00", "2026-11-24T08:00Z"),
        # Clocks go forward: this hour is never there.
        ("Friday 18:00", "2026-11-27T17:00Z"),
        ("в пятницу, 18:00", "2026-11-27T17:00Z"),
        ("Mon 18:00", "2026-11-23T17:00Z"),
        ("Monday 9:00", "2026-11-30T08:00Z"),
        ("2027-03-28 02:30", None),
        ("2026-02-30 18:00", None),
        ("31.11. 18:00", None),
        ("25:00", None),
        ("2026-12-01", None),
        ("2026-12-01 18:00 Nowhereville", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments(text: str, moment: str | None) -> None:
    found = reading.moment(text, "Europe/Berlin", NOW)
    assert (found and f"{found[0]:%Y-%m-%dT%H:%MZ}") == moment


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    reading.links(text)
    reading.event(text, "Europe/Berlin", NOW)
    reading.schedule(text, "Europe/Berlin", NOW)
    reading.appeals(text)
    reading.narrowing(text)


def test_schedules_end() -> None:
    plain = reading.schedule("tomorrow 18:00", "Europe/Berlin", NOW)
    assert isinstance(plain, Schedule)
    assert plain.not_after - plain.at == timedelta(hours=6)
    ended = reading.schedule("завтра 18:00 не позже 20:00", "Europe/Berlin", NOW)
    assert isinstance(ended, Schedule)
    assert ended.not_after - ended.at == timedelta(hours=2)
    night = reading.schedule("tomorrow 23:00 not after 01:00", "Europe/Berlin", NOW)
    assert isinstance(night, Schedule)
    assert night.not_after - night.at == timedelta(hours=2)
    assert reading.schedule("2026-11-23 12:00", "UTC", NOW) is Misread.PAST
    assert reading.schedule("yesterday 18:00", "UTC", NOW) is Misread.PAST
    ends_first = reading.schedule("2026-11-24 12:00 not after 2026-11-24 11:00", "UTC", NOW)
    assert ends_first is Misread.UNCLEAR


def test_events_have_a_place_and_a_moment() -> None:
    event = reading.event("Alexanderplatz\nBerlin\n5.12. 18:00", "Europe/Berlin", NOW)
    assert isinstance(event, Event)
    assert event.place == "Alexanderplatz, Berlin"
    assert reading.event("5.12. 18:00", "Europe/Berlin", NOW) is Misread.UNCLEAR
    for line in (", 5.12. 18:00", " — 5 December 18:00"):
        assert reading.event(f"Alexanderplatz, Berlin{line}", "Europe/Berlin", NOW) == event
    assert reading.event("Alexanderplatz, Berlin", "Europe/Berlin", NOW) is Misread.UNCLEAR
    assert reading.event("Berlin\n2026-11-22 18:00", "Europe/Berlin", NOW) is Misread.PAST
    assert reading.event("Berlin 2026-11-22 18:00", "Europe/Berlin", NOW) is Misread.PAST


def test_letters_to_representatives() -> None:
    text = (
        "Germany — a@example.org\nHello\nDear all,\n\nyes\n---\nFrance — https://example.fr\nA\nB"
    )
    assert reading.appeals(text) == (
        Appeal("Germany", "a@example.org", "Hello", "Dear all,\n\nyes"),
        Appeal("France", "https://example.fr", "A", "B"),
    )
    for wrong in ("", "Germany\nA\nB", "Germany — nobody\nA\nB", "Germany — a@example.org\nA"):
        assert reading.appeals(wrong) is None


def test_narrowings() -> None:
    both = Narrowing(("en", "ru"), (ChatKind.GROUP, ChatKind.PRIVATE))
    assert reading.narrowing("private, ru groups EN") == both
    assert reading.narrowing("klingon") is None
