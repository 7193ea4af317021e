"""Months as people write them, in the bot's languages: "Dec", "december", "декабря". Pure."""

from __future__ import annotations

_STEMS = (
    "jan янв", "feb фев", "mar мар", "apr апр", "may май мая", "jun июн",
    "jul июл", "aug авг", "sep сен", "oct окт", "nov ноя", "dec дек",
)  # fmt: skip
MONTHS = {stem: number for number, stems in enumerate(_STEMS, start=1) for stem in stems.split()}
"""The number of a month by the first three letters of its name, in small letters."""


def month_named(word: str) -> int | None:
    """The month that a word begins to name; None where it names none."""
    return MONTHS.get(word[:3].casefold())
