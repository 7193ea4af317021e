"""How often one chat or person may ask for what costs much: kept in memory alone, and forgotten
with time."""

from __future__ import annotations

from bot.clock import Clock
from storage.rows import SealedId

FILES = (1, 60.0)
"""A chat may have so many files in so many seconds: a kit, or a calendar."""
INLINE = (60, 60.0)
"""So many inline queries a person: as many as somebody types who types fast."""


class Allowance:
    """So many in any so many seconds, for each chat or person by itself."""

    def __init__(self, clock: Clock, count: int, seconds: float) -> None:
        self._clock = clock
        self._count = count
        self._seconds = seconds
        self._taken: dict[SealedId, list[float]] = {}

    def take(self, chat: SealedId) -> bool:
        """Whether this chat may have one more now; if so, it is counted."""
        now = self._clock.monotonic()
        since = now - self._seconds
        self._forget(since)
        taken = [moment for moment in self._taken.pop(chat, []) if moment > since]
        allowed = len(taken) < self._count
        # Whoever asked last stands last, so that the oldest are found without a search.
        self._taken[chat] = [*taken, now] if allowed else taken
        return allowed

    def _forget(self, before: float) -> None:
        while self._taken and self._taken[oldest := next(iter(self._taken))][-1] <= before:
            del self._taken[oldest]
