"""Dates as feeds write them. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.months import MONTHS

# Zone words of feeds, in hours east of Greenwich. The standard library knows the American ones
# and takes any other for Greenwich.
_ZONES = {
    "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3,
    "TRT": 3, "MSK": 3, "MSD": 4, "SAMT": 4, "GET": 4, "AMT": 4, "AZT": 4, "YEKT": 5, "UZT": 5,
    "ALMT": 6, "OMST": 6, "BDT": 6, "NOVT": 7, "KRAT": 7, "IRKT": 8, "ULAT": 8, "AWST": 8,
    "HKT": 8, "SGT": 8, "YAKT": 9, "JST": 9, "KST": 9, "VLAT": 10, "AEST": 10, "AEDT": 11,
    "MAGT": 11, "SAKT": 11, "PETT": 12, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_ZONE_WORD = re.compile(r"(?<![A-Za-z])([A-Z]{3,4})\s*$")
_ENGLISH = {number: word for word, number in MONTHS.items() if word.isascii()}
_RUSSIAN_MONTH = re.compile(
    rf"\b({'|'.join(word for word in MONTHS if not word.isascii())})[а-яё]*\.?", re.IGNORECASE
)
_RUSSIAN_DAY = re.compile(r"^(?:пн|вт|ср|чт|пт|сб|вс)[а-яё]*\.?,?\s*", re.IGNORECASE)
# The standard library makes 2001 of the year 0001. A zone such as +0000 is no year.
_ANCIENT = re.compile(r"(?<![\d:+-])0\d{3}(?![\d:])")
# Programs write "no date" as the first day of their calendar; nothing on the web is older.
_EARLIEST, _LATEST = 1971, 2100


def read_date(text: str) -> datetime | None:
    """A date in RFC 822's or ISO 8601's way, in UTC. None if it is neither or is impossible.

    A date without a zone counts as UTC. Russian month names are read too.
    """
    text = " ".join(text.split())[:80]
    text = _RUSSIAN_MONTH.sub(lambda m: _ENGLISH[MONTHS[m[1].lower()]], _RUSSIAN_DAY.sub("", text))
    if _ANCIENT.search(text):
        return None
    word = _ZONE_WORD.search(text)
    if word and word[1] in _ZONES:
        text = f"{text[: word.start()].rstrip()} +{_ZONES[word[1]]:02}00"
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return plausible(read(text))
        except (ValueError, OverflowError):
            continue
    return None


def plausible(moment: datetime) -> datetime | None:
    """The moment in UTC, or None for a year that only a mistake can hold."""
    if not _EARLIEST <= moment.year < _LATEST:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
