"""What `/digest` was told. Pure; when one is due stands in `bot.letters.reminders`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.letters import reminders
from bot.letters.reminders import Off, Unclear

DAILY_MINUTE = 19 * 60
WEEKLY_DAY, WEEKLY_MINUTE = 6, 18 * 60
"""What is set when somebody only says how often: 19:00, or Sunday at 18:00."""

_DAILY = frozenset({"daily", "day", "ежедневно", "день", "сутки"})
_WEEKLY = frozenset({"weekly", "week", "еженедельно", "неделю", "неделя"})
_FILLERS = frozenset(
    {"every", "each", "once", "a", "at", "на", "в", "во", "раз", "каждый", "каждую", "по"}
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A digest every day or every week at a local time."""

    weekday: int | None
    """Monday is 0; None: every day."""
    minute: int
    """From local midnight."""
    zone: str = ""
    """Empty: the one the subscriber has."""


DAILY = Rhythm(None, DAILY_MINUTE)
WEEKLY = Rhythm(WEEKLY_DAY, WEEKLY_MINUTE)


def parse(words: str, find_zone: Callable[[str], str | None]) -> Rhythm | Off | Unclear:
    """`daily 19:00`, `weekly Sun 18:00 Europe/Berlin` or `off`, in English or Russian."""
    tokens = words.replace(",", " ").split()
    folded = [token.casefold() for token in tokens]
    if not set(folded) - _DAILY - _FILLERS:
        return DAILY
    if not set(folded) - _WEEKLY - _FILLERS:
        return WEEKLY
    is_daily = not _DAILY.isdisjoint(folded) and _WEEKLY.isdisjoint(folded)
    kept = [t for t, f in zip(tokens, folded, strict=True) if f not in _DAILY]
    # To a reader of weekly times a day is one on which any weekday will do.
    read = reminders.parse(" ".join(["monday", *kept] if is_daily else tokens), find_zone)
    if isinstance(read, Off | Unclear):
        return read
    return Rhythm(None if is_daily else read.weekday, read.minute, read.zone)
