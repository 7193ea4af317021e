"""Telegram's limits on messages, for tests and the preview that want them real."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass

from bot.clock import Clock


@dataclass(frozen=True, slots=True)
class Limits:
    """So many messages in any window. Telegram's own figures, with the small burst it lets pass."""

    per_second: int = 30
    chat_burst: int = 3
    """In a private chat within ``chat_seconds``: about one a second."""
    chat_seconds: float = 3.0
    per_group_minute: int = 20


class Meter:
    """Counts messages and names the wait once a limit is reached."""

    def __init__(self, limits: Limits | None, clock: Clock) -> None:
        self.limits = limits
        self._clock = clock
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = defaultdict(deque)

    def wait(self, chat_id: int, *, group: bool) -> int:
        """Seconds to wait before this message may be sent; 0 counts it as sent."""
        if self.limits is None:
            return 0
        now = self._clock.monotonic()
        most, window = (
            (self.limits.per_group_minute, 60.0)
            if group
            else (self.limits.chat_burst, self.limits.chat_seconds)
        )
        chat = self._chats[chat_id]
        wait = max(
            _left(self._all, now, self.limits.per_second, 1.0), _left(chat, now, most, window)
        )
        if wait > 0:
            return math.ceil(wait)
        self._all.append(now)
        chat.append(now)
        return 0


def _left(times: deque[float], now: float, most: int, window: float) -> float:
    while times and times[0] <= now - window:
        times.popleft()
    return times[0] + window - now if len(times) >= most else 0.0
