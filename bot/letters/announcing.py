"""When and where a letter evening is, as somebody wrote it, in English or Russian. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.days import CERTAIN_WEEKDAYS, NEAR_DAYS, WEEKDAYS
from bot.months import MONTHS
from bot.zones import find_zone

LONGEST_PLACE = 200
FARTHEST = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Announced:
    starts: datetime
    zone: str
    place: str
    """In the words it was written in; may be empty."""


@dataclass(frozen=True, slots=True)
class CalledOff:
    """There is to be no evening."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """What is missing or wrong: "time", "day", "past", "far" or "place"."""

    what: str


def parse(words: str, zone: str, now: datetime) -> Announced | CalledOff | Unclear:
    """ "Friday 18:30, Café Sibylle, Berlin", in any order. A city among the words sets the clock.

    ``zone`` is the group's own. A day without a year is the next of its kind; no day at all means
    the next time the clock shows that hour.
    """
    if words.casefold().strip(" .!") in _OFF:
        return CalledOff()
    text = " ".join(words.split())
    clock, text = _clock(text, _CLOCKS)
    zone = _zone_in(text) or zone
    today = now.astimezone(ZoneInfo(zone)).date()
    day, text = _day(text, today)
    if isinstance(day, Unclear):
        return day
    if clock is None:
        clock, text = _clock(text, (_DOTTED_CLOCK,))
    if clock is None:
        return Unclear("time")
    place = _tidy(text)
    if len(place) > LONGEST_PLACE:
        return Unclear("place")
    starts = _moment(day or today, clock, zone)
    if day is None and starts <= now:
        starts = _moment(today + timedelta(days=1), clock, zone)
    if starts <= now:
        return Unclear("past")
    return Unclear("far") if starts - now > FARTHEST else Announced(starts, zone, place)


def _moment(day: date, clock: tuple[int, int], zone: str) -> datetime:
    local = datetime(day.year, day.month, day.day, *clock, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def _clock(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[tuple[int, int] | None, str]:
    """The first time of day, and the text without it."""
    for pattern in patterns:
        for found in pattern.finditer(text):
            hour, minute = int(found["hour"]), int(found["minute"] or 0)
            half = (found.groupdict().get("half") or "").casefold()
            if half:
                hour = hour % 12 + (12 if half == "pm" else 0)
            if hour < 24 and minute < 60:
                return (hour, minute), _without(text, found)
    return None, text


def _day(text: str, today: date) -> tuple[date | Unclear | None, str]:
    """The day that is named, and the text without it."""
    for pattern in _DATES:
        found = pattern.search(text)
        if found is None:
            continue
        named = found.groupdict()
        month = MONTHS[named["name"].casefold()[:3]] if "name" in named else int(named["month"])
        year = int(named.get("year") or 0)
        try:
            day = date(year or today.year, month, int(named["day"]))
            if not year and day < today:
                day = day.replace(year=today.year + 1)
        except ValueError:
            return Unclear("day"), text
        return day, _weekday(_without(text, found), today)[1]
    if found := _NEAR.search(text):
        days = NEAR_DAYS[found["name"].casefold()]
        return today + timedelta(days=days), _without(text, found)
    return _weekday(text, today)


def _weekday(text: str, today: date) -> tuple[date | None, str]:
    found = _WEEKDAY.search(text)
    if found is None:
        return None, text
    ahead = (WEEKDAYS[found["name"].casefold()] - today.weekday()) % 7
    return today + timedelta(days=ahead), _without(text, found)


def _zone_in(text: str) -> str | None:
    """The clock of a city that stands between commas, or as the last words."""
    parts = [part.strip(" .!") for part in re.split(r"[,;()]", text)]
    words = text.strip(" .!").split()
    tails = [" ".join(words[-count:]) for count in (1, 2, 3)]
    return next((zone for part in (*reversed(parts), *tails) if (zone := _city(part))), None)


def _city(words: str) -> str | None:
    # Bare offsets and zone names are no places; "+3" or "18" could be anything.
    return find_zone(words) if words and words[0].isalpha() and len(words) > 2 else None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _tidy(text: str) -> str:
    """What is left once day and time are taken out, without the little words around them."""
    text = re.sub(r"\s+([,;.])", r"\1", " ".join(text.split()))
    text = re.sub(r"([,;.])(\s*[,;.])+", r"\1", text).strip(" ,;.—–-")
    while (shorter := _LOOSE.sub("", text).strip(" ,;—–-")) != text:
        text = shorter
    return text


_OFF = frozenset({"off", "cancel", "stop", "no", "отмена", "отменить", "стоп", "нет", "выкл"})
_LOOSE = re.compile(
    r"^(?:at|on|in|from|the|в|во|на|с|по|около)$|^(?:at|on|from|place:?|место:?)\s+", re.I
)
_AT = r"(?:\b(?:at|um|в|с)\s+)?"
_CLOCKS = tuple(
    re.compile(_AT + clock, re.IGNORECASE)
    for clock in (
        r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s?(?P<half>am|pm)\b)?(?!\d)",
        r"(?<!\d)(?P<hour>1[0-2]|0?[1-9])(?P<minute>)\s?(?P<half>am|pm)\b",
        r"(?<!\d)(?P<hour>\d{1,2})(?P<minute>)\s?(?:uhr|h|ч|час(?:ов|а)?)\b",
    )
)
_DOTTED_CLOCK = re.compile(_AT + r"(?<![\d.])(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?![\d.])")
_MONTH = rf"(?P<name>(?:{'|'.join(MONTHS)})[^\W\d_]*)\.?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)(?:\s*г(?:\.|ода)?)?)?"
_DATES = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+{_MONTH}{_YEAR}(?!\w)", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}(?!\w)", re.I),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>0?[1-9]|1[0-2])\.?(?!\d)"),
)
_NEAR = re.compile(rf"\b(?:the )?(?P<name>{'|'.join(NEAR_DAYS)})\b", re.I)
_WEEKDAY = re.compile(
    rf"(?:\b(?:on|в|во|по)\s+)?\b(?P<name>{'|'.join(CERTAIN_WEEKDAYS)})\b\.?", re.I
)
