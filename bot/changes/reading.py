"""Dates, links, places and addresses as organisers write them. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from bot.cases.facts import Case
from bot.feeds.parsed import web_link
from bot.months import month_named
from bot.render import clean

LONGEST_SOURCE = 2000
LONGEST_PLACE = 200
LONGEST_ADDRESS = 400
LONGEST_RECIPIENT = 120
_EARLIEST = 1990

_DAYS_AGO = {"today": 0, "сегодня": 0, "yesterday": 1, "вчера": 1}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_NUMBERS = re.compile(r"(\d{1,2})[./ ](\d{1,2})(?:[./ ](\d{4}|\d{2}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го)? (?:of )?([^\W\d_]{3,})(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,}) (\d{4})")


def read_date(words: str, today: date) -> str:
    """An ISO date as precise as it was written; empty for no date, nonsense or the future.

    The day stands before the month. Without a year it is the last such day.
    """
    text = re.sub(r"\s*(?:года|году|год|г)\b\.?$", "", words.strip().lower())
    text = " ".join(text.replace(",", " ").rstrip(".").split())
    if text in _DAYS_AGO:
        return (today - timedelta(days=_DAYS_AGO[text])).isoformat()
    if found := _ISO.fullmatch(text):
        return _dated(*found.groups(), today=today)
    if found := _NUMBERS.fullmatch(text):
        day, month, year = found.groups()
        return _dated(year, month, day, today=today)
    if found := _DAY_MONTH.fullmatch(text):
        day, name, year = found.groups()
        return _named(year, name, day, today)
    if found := _MONTH_YEAR.fullmatch(text):
        name, year = found.groups()
        return _named(year, name, None, today)
    if found := _MONTH_DAY.fullmatch(text):
        name, day, year = found.groups()
        return _named(year, name, day, today)
    return ""


def read_source(words: str) -> str:
    """The address of a page; empty if it is none."""
    text = words.strip()
    if len(text) > LONGEST_SOURCE or any(mark.isspace() for mark in text):
        return ""
    address = web_link(text if "://" in text else f"https://{text}")
    return address if "." in (urlsplit(address).hostname or "") else ""


def read_place(words: str) -> tuple[str, str]:
    """A place in English and in Russian, a line each; a single line serves both. Empty if it is
    too long or has more lines."""
    lines = [line for line in map(_line, clean(words).splitlines()) if line]
    if not 1 <= len(lines) <= 2 or max(map(len, lines)) > LONGEST_PLACE:
        return "", ""
    return lines[0], lines[-1]


def read_address(words: str) -> str:
    """An address on one line, however many it was written on; empty if it is too long or short."""
    lines = [_line(line).rstrip(",;") for line in clean(words).splitlines()]
    address = ", ".join(line for line in lines if line)
    # A postal address without a number leads nowhere.
    fits = len(address) <= LONGEST_ADDRESS and any(mark.isdigit() for mark in address)
    return address if fits else ""


def read_recipient(words: str, case: Case) -> str:
    """To whom, as on the envelope: in the dative, with the year of birth where it is known.

    Empty where the year is missing or the name stands as in the files, in the nominative.
    """
    recipient = _line(" ".join(clean(words).splitlines()))
    if not recipient or len(recipient) > LONGEST_RECIPIENT:
        return ""
    if case.birth and str(case.birth.on.year) not in recipient:
        return ""
    return "" if case.full_name.text and case.full_name.text in recipient else recipient


def _line(text: str) -> str:
    return " ".join(text.split())


def _named(year: str | None, name: str, day: str | None, today: date) -> str:
    month = month_named(name)
    return _dated(year, str(month), day, today=today) if month else ""


def _dated(year: str | None, month: str | None, day: str | None, *, today: date) -> str:
    if year is None:
        assert month is not None
        this_year = _dated(str(today.year), month, day, today=today)
        return this_year or _dated(str(today.year - 1), month, day, today=today)
    full = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        first = date(full, int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if first > today or first.year < _EARLIEST:
        return ""
    precise = first.isoformat()
    return precise if day else precise[: len("2025-07")] if month else precise[: len("2025")]
