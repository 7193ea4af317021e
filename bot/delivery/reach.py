"""Whether Telegram can be reached. While it cannot, one message at a time finds out."""

from __future__ import annotations

import logging

from bot.clock import Clock
from bot.delivery.door import UNREACHED, Outcome, TryAgain, Withdrawn

logger = logging.getLogger(__name__)

UNREACHABLE = 10
"""Messages in a row that did not reach Telegram: then one at a time finds out when it is back."""
KNOCK_EVERY = 2.0


class Reach:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._unreached = 0
        self._knocked = float("-inf")

    @property
    def lost(self) -> bool:
        return self._unreached >= UNREACHABLE

    def knock(self) -> bool:
        """While Telegram is away: whether it is time for the next message to find out."""
        now = self._clock.monotonic()
        if now - self._knocked < KNOCK_EVERY:
            return False
        self._knocked = now
        return True

    def heard(self, outcome: Outcome) -> None:
        if isinstance(outcome, TryAgain) and outcome.reason in UNREACHED:
            self._unreached += 1
            if self._unreached == UNREACHABLE:
                logger.error("Telegram cannot be reached: trying one message at a time")
        elif not isinstance(outcome, Withdrawn):
            if self.lost:
                logger.info("Telegram can be reached again")
            self._unreached = 0
