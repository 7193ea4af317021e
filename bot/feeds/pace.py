"""When a feed is asked again: its rhythm, what it asks for, and our bounds. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.feeds.waiting import Wishes
from storage.rows import FeedSource

LONGEST_WAIT = timedelta(days=1)
"""However often a feed fails, and whatever it asks for, it is tried once a day."""
_POLLS_A_GAP = 12
_NEWEST_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between these every wait lies that follows a success."""

    shortest: timedelta
    longest: timedelta


def bounds_for(general: Bounds, source: FeedSource, fastest: timedelta) -> Bounds:
    """What organisers set for a source, else the general bounds; nothing under `fastest`.

    Where only the shorter wait is set, the longer keeps its proportion to it.
    """
    if source.shortest is None and source.longest is None:
        return general
    shortest = general.shortest if source.shortest is None else source.shortest
    longest = source.longest or shortest * (general.longest / general.shortest)
    longest = max(min(longest, LONGEST_WAIT), fastest)
    return Bounds(min(max(shortest, fastest), longest), longest)


def wait_after_success(
    bounds: Bounds, *, rhythm: timedelta, wish: timedelta = timedelta(0)
) -> timedelta:
    """``rhythm``: how far apart the feed's entries are. ``wish``: how long it asks to be left."""
    wait = max(rhythm / _POLLS_A_GAP, wish)
    return min(max(wait, bounds.shortest), bounds.longest)


def wait_after_failure(
    shortest: timedelta, failures: int, asked: timedelta | None = None
) -> timedelta:
    """Twice as long with each failure in a row, or as the server asks; never over a day."""
    wait = min(shortest * 2.0 ** min(failures, 20), LONGEST_WAIT)
    return min(max(wait, asked or wait), LONGEST_WAIT)


def not_skipped(moment: datetime, latest: datetime, wishes: Wishes) -> datetime:
    """The first moment, not after ``latest``, outside the hours and days a feed wants skipped."""
    while moment < latest and (
        moment.hour in wishes.skip_hours or moment.weekday() in wishes.skip_days
    ):
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return min(moment, latest)


def usual_gap(before: timedelta | None, gap: timedelta, entries: int) -> timedelta:
    """The gap between entries after `entries` new ones came `gap` after the last; recent ones
    weigh more."""
    newest = gap / entries
    if before is None:
        return newest
    return before + (newest - before) * _NEWEST_WEIGHT
