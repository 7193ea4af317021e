"""Months as people write them, in the bot's languages: "Dec", "december", "декабря". Pure."""

from __future__ import annotations

_NAMES = (
    "january января", "february февраля", "march марта", "april апреля", "may май мая",
    "june июня", "july июля", "august августа", "september sept сентября сент",
    "october октября", "november ноября", "december декабря",
)  # fmt: skip
MONTHS = {
    name[:3]: number for number, names in enumerate(_NAMES, start=1) for name in names.split()
}
"""The number of a month by the first three letters of its name, in small letters."""

NAMED = "|".join(rf"{name[:3]}(?:{name[3:]})?" for names in _NAMES for name in names.split())
"""A regular expression for a month's whole name or its first letters, in small letters."""


def month_named(word: str) -> int | None:
    """The month that a word begins to name; None where it names none."""
    return MONTHS.get(word[:3].casefold())
