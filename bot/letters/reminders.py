"""When a reminder is due and what `/remind` was told. Pure; whom to name stands in `rotation`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.days import WEEKDAYS
from storage.reminder_rows import Every

LATE = timedelta(hours=24)
"""A reminder that fell due while the bot was down is still sent within this time, then skipped."""

DEFAULT_WEEKDAY, DEFAULT_MINUTE = 6, 18 * 60
"""Sunday at 18:00: what is set when somebody only says yes."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week at a local time. An empty zone means: the one the subscriber has."""

    weekday: int
    """Monday is 0."""
    minute: int
    """From local midnight."""
    zone: str = ""
    fortnightly: bool = False
    """Every second week instead."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """Every month at a local time. An empty zone means: the one the subscriber has."""

    day: int
    """1 to 31; in a shorter month its last day."""
    minute: int
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which local days a reminder comes on, and at which minute of them."""

    every: Every
    minute: int
    weekday: int = 0
    day: int = 0
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Off:
    """No reminders, please."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """What could not be understood ("weekday", "day", "time", "zone" or "date"), and the words that
    stood there."""

    what: str
    words: str


def next_due(weekday: int | None, minute: int, zone: str, after: datetime) -> datetime:
    """The first moment after ``after``, in UTC, that is this weekday and minute in the zone.

    Without a weekday every day counts.

    A minute that a clock change skips is due at the first moment after the gap; one that comes
    twice is due the first time only.
    """
    step = timedelta(days=1 if weekday is None else 7)

    def days(start: date) -> Iterator[date]:
        first = start + timedelta(days=0 if weekday is None else (weekday - start.weekday()) % 7)
        return (first + step * number for number in count())

    return _first(days, minute, zone, after)


def next_turn(rule: Rule, zone: str, after: datetime) -> datetime:
    """The first moment after ``after``, in UTC, on which this rule falls; clocks as `next_due`."""

    def days(start: date) -> Iterator[date]:
        if rule.every is Every.MONTH:
            months = count(start.year * 12 + start.month - 1)
            return (_in_month(month, rule.day) for month in months)
        first = start + timedelta(days=(rule.weekday - start.weekday()) % 7)
        weeks = 1
        if rule.every is Every.FORTNIGHT:
            weeks = 2
            first += timedelta(weeks=(rule.phase - phase_of(first)) % 2)
        return (first + timedelta(weeks=weeks * number) for number in count())

    return _first(days, rule.minute, zone, after)


def next_day(minute: int, zone: str, after: datetime) -> datetime:
    """The first moment after ``after``, in UTC, that is this minute of any local day."""
    return next_due(None, minute, zone, after)


def rule_for(wanted: Weekly | Monthly, zone: str, now: datetime) -> Rule:
    """The rule that makes ``wanted`` come at its next possible moment from now on."""
    if isinstance(wanted, Monthly):
        return Rule(Every.MONTH, wanted.minute, day=wanted.day)
    if not wanted.fortnightly:
        return Rule(Every.WEEK, wanted.minute, wanted.weekday)
    first = next_due(wanted.weekday, wanted.minute, zone, now)
    # A gap in the clocks can move a moment, by no more than a day, past the day that is meant.
    day = first.astimezone(ZoneInfo(zone)).date()
    day -= timedelta(days=(day.weekday() - wanted.weekday) % 7)
    return Rule(Every.FORTNIGHT, wanted.minute, wanted.weekday, phase=phase_of(day))


def turn_of(every: Every, day: date) -> int:
    """Numbers the turns of a rhythm without a break, by the local day one falls on."""
    if every is Every.MONTH:
        return day.year * 12 + day.month
    return _week(day) // (2 if every is Every.FORTNIGHT else 1)


def phase_of(day: date) -> int:
    """In which of two weeks this day lies: 0 or 1."""
    return _week(day) % 2


def _week(day: date) -> int:
    # The first of January of year 1 was a Monday.
    return (day.toordinal() - 1) // 7


def _in_month(month: int, day: int) -> date:
    """The day of this month, counted from January of year 0, or its last one."""
    year, number = divmod(month, 12)
    return date(year, number + 1, min(day, monthrange(year, number + 1)[1]))


def _first(
    days: Callable[[date], Iterator[date]], minute: int, zone: str, after: datetime
) -> datetime:
    """The first moment after ``after`` that is this minute of one of the days from a start on."""
    tz = ZoneInfo(zone)
    at = time(minute // 60, minute % 60)
    # Two days back: a gap, or a whole skipped day, can move a due moment past midnight.
    start = after.astimezone(tz).date() - timedelta(days=2)
    return next(due for day in days(start) if (due := _moment(day, at, tz)) > after)


def parse(words: str, find_zone: Callable[[str], str | None]) -> Weekly | Off | Unclear:
    """`weekly Sun 18:00 Europe/Berlin`, in English or Russian, in any order but the zone last.

    ``find_zone`` knows zones by IANA name and by city.
    """
    if words.replace(",", " ").strip().casefold() in OFF:
        return Off()
    read = read_turn(words, find_zone, what="weekday", read_day=WEEKDAYS.get, fillers=FILLERS)
    return read if isinstance(read, Unclear) else Weekly(*read)


def read_turn(
    words: str,
    find_zone: Callable[[str], str | None],
    *,
    what: str,
    read_day: Callable[[str], int | None],
    fillers: Container[str],
    day: int | None = None,
) -> tuple[int, int, str] | Unclear:
    """A day, a minute and a zone, which is empty where none is named.

    ``what``: which day is missed where none is found; ``day``: one that is known already.
    """
    minute: int | None = None
    rest: list[str] = []
    for token in _joined_halves(words.replace(",", " ").split()):
        word = token.casefold().strip(".")
        if rest:
            rest.append(token)
        elif word in fillers:
            continue
        elif day is None and (read := read_day(word)) is not None:
            day = read
        elif minute is None and (read := _read_minute(word)) is not None:
            minute = read
        elif minute is None and _CLOCK.fullmatch(word):
            # 25:00 stands where a time should, and is none.
            return Unclear("time", token)
        else:
            rest.append(token)
    named = " ".join(rest)
    if day is None:
        return Unclear(what, named)
    if minute is None:
        return Unclear("time", named)
    zone = find_zone(named) if named else ""
    return Unclear("zone", named) if zone is None else (day, minute, zone)


def _moment(day: date, at: time, tz: ZoneInfo) -> datetime:
    local = datetime.combine(day, at, tz)
    due = local.astimezone(UTC)
    if due.astimezone(tz).replace(tzinfo=None) == local.replace(tzinfo=None):
        return due
    # The minute does not exist: fold=1 reads it by the clock after the change, which is before it.
    return _change(local.replace(fold=1).astimezone(UTC), due, tz)


def _change(before: datetime, after: datetime, tz: ZoneInfo) -> datetime:
    """The second of the clock change between two moments."""
    old = before.astimezone(tz).utcoffset()
    seconds = int((after - before).total_seconds())
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        changed = (before + timedelta(seconds=middle)).astimezone(tz).utcoffset() != old
        low, high = (low, middle) if changed else (middle, high)
    return before + timedelta(seconds=high)


_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?")


def _read_minute(word: str) -> int | None:
    found = _TIME.fullmatch(word)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _joined_halves(tokens: list[str]) -> list[str]:
    """ "6 pm" as one token."""
    joined: list[str] = []
    for token in tokens:
        if joined and token.casefold() in ("am", "pm") and joined[-1][-1].isdigit():
            joined[-1] += token
        else:
            joined.append(token)
    return joined


OFF = frozenset(
    {"off", "no", "never", "stop", "none", "выкл", "выключить", "нет", "стоп", "никогда"}
)
FILLERS = frozenset(
    {"weekly", "every", "week", "each", "once", "a", "the", "on", "at", "in"}
    | {"еженедельно", "каждый", "каждую", "каждое", "неделю", "раз", "в", "во", "по"}
)
