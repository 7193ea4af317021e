"""What organisers write, read: buttons, moments, events, letters to representatives. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.broadcasts.schedule import PATIENCE
from bot.days import NEAR_DAYS, WEEKDAYS
from bot.i18n import LANGUAGES
from bot.months import month_named
from bot.zones import find_zone
from storage.broadcast_rows import Appeal, Event, Link, Narrowing, Schedule
from storage.rows import ChatKind

MOST_LINKS = 6
LONGEST_LABEL = 40
MOST_APPEALS = 12
LONGEST_SUBJECT = 200
LONGEST_BODY = 3000
LONGEST_PLACE = 200

_BETWEEN = re.compile(r"\s+[—–:|-]+\s+|\s+(?=https?://)")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(\d{4})?\Z")
_YEAR = r"(?: (?P<year>\d{4}))?\Z"
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го)? (?P<month>[^\W\d_]{3,})" + _YEAR)
_MONTH_DAY = re.compile(r"(?P<month>[^\W\d_]{3,}) (?P<day>\d{1,2})(?:st|nd|rd|th)?" + _YEAR)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})\Z")
_UNTIL = re.compile(r"\b(?:not after|until|не позже|до)\b", re.IGNORECASE)
_ON = re.compile(r"^(?:on|во?) ")
_KINDS = {
    "private": ChatKind.PRIVATE, "people": ChatKind.PRIVATE, "личные": ChatKind.PRIVATE,
    "groups": ChatKind.GROUP, "group": ChatKind.GROUP, "группы": ChatKind.GROUP,
    "channels": ChatKind.CHANNEL, "channel": ChatKind.CHANNEL, "каналы": ChatKind.CHANNEL,
}  # fmt: skip


class Misread(StrEnum):
    """Why words are no answer."""

    UNCLEAR = "unclear"
    PAST = "past"
    """They name a time that is over."""


def web_address(text: str) -> str:
    """An https address as it may stand under a button; empty if this is none."""
    address = text.strip()
    if any(c.isspace() for c in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme == "https" and "." in (parts.hostname or "") else ""


def links(text: str) -> tuple[Link, ...] | None:
    """Buttons from lines "Label — https://…"; None if a line is none, or there are too many."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label, _, address = line.rpartition("https://")
        label = _BETWEEN.sub(" ", f"{label} ").strip(" —–:|-")
        url = web_address(f"https://{address}")
        if not url or not label or len(label) > LONGEST_LABEL:
            return None
        found.append(Link(label, url))
    return tuple(found) if 0 < len(found) <= MOST_LINKS else None


def moment(text: str, zone: str, now: datetime) -> tuple[datetime, str] | None:
    """A moment and the zone it is meant in, from "2026-12-01 18:00", "1.12. 18:00", "1 December
    18:00", "Friday 18:00", "tomorrow 18:00" or "18:00", each with or without a city at its end.
    None if it is not to be read, or the clock skips it."""
    words = text.replace(",", " ").split()
    times = [(n, time) for n, word in enumerate(words[:4]) if (time := _TIME.match(word))]
    if not times:
        return None
    clock, time = times[-1]
    after = " ".join(words[clock + 1 :])
    if after:
        found = find_zone(after)
        if found is None:
            return None
        zone = found
    today = now.astimezone(ZoneInfo(zone)).date()
    named = " ".join(words[:clock]).casefold()
    day = _day(named, today) if clock else today
    hour, minute = map(int, time.groups())
    if day is None or hour > 23 or minute > 59:
        return None
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    when = local.astimezone(UTC)
    if when <= now and (not clock or _weekday(named) is not None):
        # An hour alone, or on a day of the week, means the next one.
        local += timedelta(days=7 if clock else 1)
        when = local.astimezone(UTC)
    return (when, zone) if when.astimezone(local.tzinfo) == local else None


def coming(text: str, zone: str, now: datetime) -> tuple[datetime, str] | Misread:
    """A `moment` that lies ahead."""
    found = moment(text, zone, now)
    if found is None:
        return Misread.UNCLEAR
    return found if found[0] > now else Misread.PAST


def schedule(text: str, zone: str, now: datetime) -> Schedule | Misread:
    """ "2026-12-01 18:00 not after 20:00"; without an end, `PATIENCE` later. Unclear, too, if it
    ends before it begins."""
    begin, *end = _UNTIL.split(text, maxsplit=1)
    start = coming(begin, zone, now)
    if isinstance(start, Misread):
        return start
    at, zone = start
    if not end:
        return Schedule(at, at + PATIENCE, zone)
    last = moment(end[0], zone, at)
    return Schedule(at, last[0], zone) if last and last[0] > at else Misread.UNCLEAR


def event(text: str, zone: str, now: datetime) -> Event | Misread:
    """A place in one or more lines, and its moment in the last; or both in one line, the moment
    behind the place."""
    *place, last = [line.strip() for line in text.strip().splitlines() if line.strip()] or [""]
    before, when = ("", last) if place else _behind(last, zone, now)
    where = ", ".join(place) or before
    if not 0 < len(where) <= LONGEST_PLACE:
        return Misread.UNCLEAR
    found = coming(when, zone, now)
    return found if isinstance(found, Misread) else Event(where, *found)


def appeals(text: str) -> tuple[Appeal, ...] | None:
    """Letters between lines of three hyphens: "Country — address", the subject, the text."""
    found = []
    for block in re.split(r"^\s*(?:-{3,}|—{2,})\s*$", text, flags=re.MULTILINE):
        head, _, rest = block.strip().partition("\n")
        subject, _, body = rest.strip().partition("\n")
        country, _, to = re.sub(r"\s+[—–|-]+\s+", "\n", head, count=1).partition("\n")
        to, subject, body = to.strip(), subject.strip(), body.strip()
        if not (
            0 < len(country.strip()) <= LONGEST_LABEL
            and (_MAIL.match(to) or web_address(to))
            and 0 < len(subject) <= LONGEST_SUBJECT
            and 0 < len(body) <= LONGEST_BODY
        ):
            return None
        found.append(Appeal(country.strip(), to, subject, body))
    return tuple(found) if len(found) <= MOST_APPEALS else None


def narrowing(text: str) -> Narrowing | None:
    """Languages and kinds of chats, in any order: "ru private groups". None for another word."""
    languages, kinds = [], []
    for word in text.casefold().replace(",", " ").split():
        if word in LANGUAGES:
            languages.append(word)
        elif word in _KINDS:
            kinds.append(_KINDS[word])
        else:
            return None
    return Narrowing(tuple(sorted(set(languages))), tuple(sorted(set(kinds))))


def _behind(line: str, zone: str, now: datetime) -> tuple[str, str]:
    """A line parted before the longest end of it that is a moment; two empty texts if none is."""
    words = line.split()
    for begin in range(len(words)):
        when = " ".join(words[begin:])
        if moment(when, zone, now) is not None:
            return " ".join(words[:begin]).rstrip(" ,;:—–-"), when
    return "", ""


def _day(words: str, today: date) -> date | None:
    """A day that is named, in small letters; without a year, the next of its kind."""
    if words in NEAR_DAYS:
        return today + timedelta(days=NEAR_DAYS[words])
    weekday = _weekday(words)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    iso, dotted = _ISO.match(words), _DOTTED.match(words)
    named = _DAY_MONTH.match(words) or _MONTH_DAY.match(words)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if named:
            day, year = int(named["day"]), int(named["year"] or 0)
            month = month_named(named["month"]) or 0
        elif dotted:
            day, month, year = (int(part or 0) for part in dotted.groups())
        else:
            return None
        if year:
            return date(year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _weekday(words: str) -> int | None:
    """Of "friday", "on friday", "в пятницу"; Monday is 0."""
    return WEEKDAYS.get(_ON.sub("", words))
