"""What `/remind` was told, in English or Russian. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.letters import reminders
from bot.letters.reminders import FILLERS, OFF, Monthly, Off, Unclear, Weekly
from bot.months import month_named
from storage.reminder_rows import Route, Whom

LONGEST_PAUSE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class About:
    """Whom to name. ``name`` is as it was written, for `Whom.PERSON` alone."""

    whom: Whom
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """When, for whom, or both; what is None stays as it is."""

    when: Weekly | Monthly | None = None
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing comes before this local day."""

    until: date


@dataclass(frozen=True, slots=True)
class Resume:
    pass


@dataclass(frozen=True, slots=True)
class Occasions:
    """Tell of days ahead, or do not; ``route``, if given: how letters travel."""

    on: bool | None = None
    route: Route | None = None


Asked = Wish | Pause | Resume | Occasions | Off | Unclear

ROUTES = {
    "abroad": Route.ABROAD,
    "paper": Route.PAPER,
    "russia": Route.PAPER,
    "electronic": Route.ELECTRONIC,
    "online": Route.ELECTRONIC,
    "заграница": Route.ABROAD,
    "россия": Route.PAPER,
    "бумага": Route.PAPER,
    "электронно": Route.ELECTRONIC,
    "онлайн": Route.ELECTRONIC,
}


def read(words: str, find_zone: Callable[[str], str | None], today: date) -> Asked:
    """`monthly 1st 10:00 Tbilisi about NAME`, `pause until 15 January`, `occasions on`, `off`.

    ``find_zone`` knows zones by IANA name, city and offset; ``today`` is the reader's.
    """
    text = " ".join(words.split())
    folded = text.casefold().strip(" .!")
    if folded in OFF:
        return Off()
    if folded in _RESUME:
        return Resume()
    if paused := _PAUSE.match(folded):
        until = _until(folded[paused.end() :], today)
        return Unclear("date", text[paused.end() :].strip()) if until is None else Pause(until)
    if occasions := _OCCASIONS.fullmatch(folded):
        return Occasions(on=occasions[1] not in OFF)
    if route := _ROUTE.fullmatch(folded):
        return Occasions(route=ROUTES[route[1]])
    about = None
    if told := _ABOUT.search(text):
        about, text = _about(told[1]), text[: told.start()].strip(" ,;")
    when = _when(text, find_zone) if text else None
    return when if isinstance(when, Off | Unclear) else Wish(when, about)


def _when(text: str, find_zone: Callable[[str], str | None]) -> Weekly | Monthly | Off | Unclear:
    rest, fortnightly = _FORTNIGHT.subn(" ", text)
    if fortnightly:
        read = reminders.parse(rest, find_zone)
        if not isinstance(read, Weekly):
            return read
        return Weekly(read.weekday, read.minute, read.zone, fortnightly=True)
    rest, last = _LAST_DAY.subn(" ", rest)
    rest, monthly = _MONTH.subn(" ", rest)
    if monthly or last or _OF_MONTH.search(rest):
        return _monthly(rest, 31 if last else None, find_zone)
    return reminders.parse(text, find_zone)


def _monthly(
    words: str, day: int | None, find_zone: Callable[[str], str | None]
) -> Monthly | Unclear:
    read = reminders.read_turn(
        words,
        find_zone,
        what="day",
        read_day=_day_of_month,
        fillers=FILLERS | _MONTH_FILLERS,
        day=day,
    )
    return read if isinstance(read, Unclear) else Monthly(*read)


def _day_of_month(word: str) -> int | None:
    found = _DAY.fullmatch(word)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _about(name: str) -> About:
    folded = name.casefold().strip(" .!")
    if folded in _FEWEST:
        return About(Whom.FEWEST)
    return About(Whom.FOLLOWED) if folded in _FOLLOWED else About(Whom.PERSON, name)


def _until(words: str, today: date) -> date | None:
    """The day a pause ends; None for no date, one that is past, or more than a year ahead."""
    text = _UNTIL.sub("", words.strip(" ,.!:"))
    if span := _SPAN.fullmatch(text):
        unit = next(days for stem, days in _UNITS.items() if span[2].startswith(stem))
        day = today + timedelta(days=unit * min(int(span[1] or 1), 400))
    elif iso := _ISO.fullmatch(text):
        found = _date(*(int(part) for part in iso.groups()))
        if found is None:
            return None
        day = found
    elif written := _NUMBERS.fullmatch(text) or _NAMED.fullmatch(text):
        month = _month(written[2])
        if month is None:
            return None
        years = (int(written[3]),) if written[3] else (today.year, today.year + 1)
        days = [_date(year, month, int(written[1])) for year in years]
        coming = next((found for found in days if found and found > today), None)
        if coming is None:
            return None
        day = coming
    else:
        return None
    return day if today < day <= today + LONGEST_PAUSE else None


def _month(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return month_named(word)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_FLAGS = re.IGNORECASE
_RESUME = frozenset(
    {"resume", "continue", "again", "go on", "продолжить", "продолжай", "возобновить", "снова"}
)
_PAUSE = re.compile(r"(?:pause|paused|not|пауза|паузу|приостановить|не напоминать)\b")
_UNTIL = re.compile(r"(?:until|till|for|before|до|на)\s+(?:the\s+)?")
_OCCASIONS = re.compile(
    r"(?:occasions|birthdays|dates|даты|дни|поводы|дни рождения|праздники)"
    r"(?:\s+(on|yes|off|no|вкл|включить|да|выкл|выключить|нет))?"
)
_ROUTE = re.compile(rf"(?:(?:from|route|by|way|путь|из|по)\s+)?({'|'.join(ROUTES)})")
_ABOUT = re.compile(r"(?:^|\s)(?:about|для|про|об|о)\s+(\S.*)$", _FLAGS)
_FEWEST = frozenset(
    {"anyone", "anybody", "everyone", "everybody", "all", "whoever", "fewest", "the fewest"}
    | {"the forgotten", "whoever gets the fewest letters", "тех, кому пишут реже", "всех", "всем"}
    | {"любом", "любого", "забытых", "тех, кому мало пишут", "кого угодно", "всех по очереди"}
)
_FOLLOWED = frozenset(
    {"followed", "those i follow", "people i follow", "mine", "my people", "followed people"}
    | {"моих", "своих", "подписки", "подписках", "тех, за кем слежу"}
    | {"тех, на кого подписан", "тех, на кого подписана"}
)
_FORTNIGHT = re.compile(
    r"\b(?:once\s+)?(?:every|in|each)\s+(?:two|2)\s+weeks\b|\bfortnightly\b|\b(?:every|each|once a)"
    r"\s+fortnight\b|\bbi-?weekly\b|\b(?:every|each)\s+(?:second|other|2nd)\b(?:\s+week\b)?"
    r"|\bраз\s+в\s+(?:две|2)\s+недели\b|\bкажд\w+\s+(?:две|2)\s+недели\b"
    r"|\bкажд\w+\s+(?:втор\w+|2-ю|2-е)\b(?:\s+неделю\b)?|\bчерез\s+неделю\b",
    _FLAGS,
)
_LAST_DAY = re.compile(
    r"\b(?:the\s+)?last\s+day\b|\bпоследн\w+\s+(?:день|числа|число)\b|\bконец\b", _FLAGS
)
_MONTH = re.compile(
    r"\bmonthly\b|\b(?:(?:every|each|once a|once per|of the|of every|of each|of a)\s+)month\b"
    r"|\bежемесячно\b|\b(?:раз\s+в|каждый|каждого)\s+месяца?\b|\bмесяца\b",
    _FLAGS,
)
_OF_MONTH = re.compile(r"\b\d{1,2}(?:-?го)?\s+числа\b", _FLAGS)
_MONTH_FILLERS = frozenset({"of", "the", "числа", "число", "день", "day", "month", "месяц"})
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го|-?е|-?ое|-?числа)?")
_SPAN = re.compile(r"(?:an? |one )?(\d{1,3})?\s*(day|week|month|year|д[не]|недел|месяц|год)\w*")
_UNITS = {
    "day": 1, "week": 7, "month": 30, "year": 365,
    "дн": 1, "де": 1, "недел": 7, "месяц": 30, "год": 365,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?([^\W\d_]{3,})\.?(?:\s+(\d{4}))?(?:\s+г\w*)?"
)
