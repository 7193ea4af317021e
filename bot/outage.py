"""What the log says while the database is away: once as it begins, each minute, once at its end.

Everything that needs the database tries again every few seconds, and would say so each time.
"""

from __future__ import annotations

import logging

from bot.clock import Clock
from storage.database import StorageError

log = logging.getLogger(__name__)

AGAIN = 60.0
"""Seconds until the same fault is said again."""
QUIET = 30.0
"""Seconds without a failure after which it is over: most rounds come sooner, and what waits for a
locked file or a server that does not answer fails sooner."""


class Outage:
    """One for a process, told by all that use the database."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = 0.0
        self._last = 0.0
        """When something failed last. All are monotonic seconds."""
        self._said: dict[str, float] = {}
        """When each fault, in its own words, was last said. Empty: the database works."""

    def failed(self, what: str, fault: StorageError) -> None:
        """``what`` waits for the database, and will try again."""
        now, words = self._clock.monotonic(), str(fault)
        if not self._said:
            self._began = now
        self._last = now
        if words not in self._said:
            self._said[words] = now
            log.error("%s waits for the database: %s", what, words)
        elif now - self._said[words] >= AGAIN:
            self._said[words] = now
            log.error("the database has failed for %.0f seconds: %s", now - self._began, words)

    def works(self) -> None:
        """Something that needs the database was done."""
        if self._said and self._clock.monotonic() - self._last >= QUIET:
            self._said.clear()
            log.info("the database works again, after %.0f seconds", self._last - self._began)
