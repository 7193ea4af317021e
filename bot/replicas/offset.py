"""What the database's clock shows more than this process's monotonic one. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

MEMORY = 30.0
"""Seconds for which a near bound is remembered, at least."""
DRIFT = 0.25
"""Seconds by which two clocks can have drifted apart meanwhile. By more, one of them was set."""


class _Bounds(NamedTuple):
    """Seconds; the nearest are the least."""

    apart: float
    least: float
    most: float


_UNKNOWN = _Bounds(float("inf"), float("-inf"), float("inf"))


class Offset:
    """It lies between two bounds, the nearest of the last half minute to minute.

    Times are turned into the latest that they may be: a place used too early would be one too many
    for Telegram. Where a clock was set (a machine was asleep, the database has moved to another),
    what was known before is forgotten. Moments of this process are monotonic seconds.
    """

    def __init__(self) -> None:
        self._lately = _UNKNOWN
        self._before = _UNKNOWN
        self._since = float("-inf")

    def compare(self, asked: float, heard: float, there: datetime) -> None:
        """The database said ``there`` at some moment between these two."""
        said = there.timestamp()
        seen = _Bounds(heard - asked, said - heard, said - asked)
        if any(
            known.most + DRIFT < seen.least or seen.most < known.least - DRIFT
            for known in (self._lately, self._before)
        ):
            self._before = self._lately = _UNKNOWN
        if heard - self._since > MEMORY:
            self._before, self._lately, self._since = self._lately, _UNKNOWN, heard
        self._lately = min(self._lately, seen)

    def here(self, there: datetime) -> float:
        """The latest moment of this process that it may be. Compare at least once before."""
        return there.timestamp() - self._nearest.least

    def there(self, here: float) -> datetime:
        """The latest moment of the database that it may be. Compare at least once before."""
        return datetime.fromtimestamp(here + self._nearest.most, UTC)

    @property
    def _nearest(self) -> _Bounds:
        return min(self._lately, self._before)
