"""When a reminder is due and what `/remind` was told. Pure; whom to name stands in `rotation`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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


@dataclass(frozen=True, slots=True)
class Off:
    """No reminders, please."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """What could not be understood: "weekday", "time" or "zone", and the words that stood there."""

    what: str
    words: str


def next_due(weekday: int | None, minute: int, zone: str, after: datetime) -> datetime:
    """The first moment after ``after``, in UTC, that is this weekday and minute in the zone.

    Without a weekday every day counts.

    A minute that a clock change skips is due at the first moment after the gap; one that comes
    twice is due the first time only.
    """
    tz = ZoneInfo(zone)
    at = time(minute // 60, minute % 60)
    today = after.astimezone(tz).date()
    # Two days back: a gap, or a whole skipped day, can move a due moment past midnight.
    day = today - timedelta(days=2)
    step = timedelta(days=1 if weekday is None else 7)
    day += timedelta(days=0 if weekday is None else (weekday - day.weekday()) % 7)
    while (due := _moment(day, at, tz)) <= after:
        day += step
    return due


def parse(words: str, find_zone: Callable[[str], str | None]) -> Weekly | Off | Unclear:
    """`weekly Sun 18:00 Europe/Berlin`, in English or Russian, in any order but the zone last.

    ``find_zone`` knows zones by IANA name and by city.
    """
    tokens = words.replace(",", " ").split()
    if len(tokens) == 1 and tokens[0].casefold() in _OFF:
        return Off()
    weekday: int | None = None
    minute: int | None = None
    rest: list[str] = []
    for token in _joined_halves(tokens):
        word = token.casefold().strip(".")
        if rest or word in _FILLERS:
            rest.extend([token] if rest else [])
        elif weekday is None and word in _WEEKDAYS:
            weekday = _WEEKDAYS[word]
        elif minute is None and (read := _minute(word)) is not None:
            minute = read
        else:
            rest.append(token)
    named = " ".join(rest)
    if weekday is None:
        return Unclear("weekday", named)
    if minute is None:
        return Unclear("time", named)
    zone = find_zone(named) if named else ""
    return Unclear("zone", named) if zone is None else Weekly(weekday, minute, zone)


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


_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?")


def _minute(word: str) -> int | None:
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


_OFF = frozenset(
    {"off", "no", "never", "stop", "none", "выкл", "выключить", "нет", "стоп", "никогда"}
)
_FILLERS = frozenset(
    {"weekly", "every", "week", "each", "on", "at", "in"}
    | {"еженедельно", "каждый", "каждую", "каждое", "неделю", "раз", "в", "во", "по"}
)
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mondays mon mo понедельник понедельникам понедельникам пн пон",
            "tuesday tuesdays tues tue tu вторник вторникам вт втр",
            "wednesday wednesdays wed we среда среду средам ср срд",
            "thursday thursdays thurs thur thu th четверг четвергам чт чет",
            "friday fridays fri fr пятница пятницу пятницам пт пят",
            "saturday saturdays sat sa суббота субботу субботам сб суб",
            "sunday sundays sun su воскресенье воскресеньям воскресеньям вс вск вос",
        )
    )
    for word in words.split()
}
