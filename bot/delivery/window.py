"""How many messages Telegram may have counted lately, seen from our side of the wire. Pure.

We know when a message left and when its answer came; Telegram counted it somewhere between. Two
messages that leave a second apart can be counted closer together when the first was held up on its
way, so that even spacing alone meets a 429 whenever a machine or a network stutters. Here a place
becomes free again a second after its *answer*, less what the quickest answer of late took: that
much of the way lies behind the next message's own counting. Whatever the stutter, no window of
Telegram's then holds more than its limit.
"""

from __future__ import annotations

import heapq
from collections import OrderedDict
from dataclasses import dataclass

LOST = 3.0
"""Seconds after which a call that was not answered is no longer counted as one that may be."""
MARGIN = 0.004
"""Seconds added to every window for the clocks' own grain."""
ENOUGH = 100
"""Answers after which the quickest of them is taken as the way's own time."""
_MEMORY = 30.0
"""Seconds for which a quick answer is remembered, at least; ways to Telegram change."""


@dataclass(slots=True, eq=False)
class Place:
    """One message that was let go. Times are monotonic seconds."""

    chat_id: int | None
    left: float
    answered: float | None = None
    slot: object = None
    """What it takes up of a rate that is shared."""

    @property
    def at(self) -> float:
        """When Telegram counted it, as late as it may have been."""
        return self.left if self.answered is None else self.answered


class Quickest:
    """The quickest answer of the last half minute to minute."""

    def __init__(self) -> None:
        self._lately = float("inf")
        self._before = float("inf")
        self._since = float("-inf")
        self._heard = 0

    def heard(self, seconds: float, now: float) -> None:
        if now - self._since > _MEMORY:
            self._before, self._lately, self._since = self._lately, float("inf"), now
        self._lately = min(self._lately, seconds)
        self._heard += 1

    @property
    def seconds(self) -> float:
        """0 until enough answers came: the first may all have been slow."""
        return min(self._lately, self._before) if self._heard >= ENOUGH else 0.0


class Window:
    """At most ``count`` messages in any ``seconds``, wherever on their way they are counted."""

    def __init__(self, count: int, seconds: float) -> None:
        self._count = count
        self._seconds = seconds + MARGIN
        self._quickest = Quickest()
        self._under_way: OrderedDict[Place, None] = OrderedDict()
        self._answers: list[float] = []

    def take(self, place: Place) -> None:
        """This message leaves now."""
        self._under_way[place] = None

    def answered(self, place: Place, now: float) -> None:
        """Its answer is there, or it is known that none will come."""
        place.answered = now
        self._under_way.pop(place, None)
        self._quickest.heard(now - place.left, now)
        heapq.heappush(self._answers, now)

    def free_at(self, now: float) -> float:
        """When one more may leave, if no answer comes before then."""
        whole = self._seconds - self._quickest.seconds
        while self._answers and self._answers[0] + whole <= now:
            heapq.heappop(self._answers)
        while self._under_way and (first := next(iter(self._under_way))).left + LOST <= now:
            del self._under_way[first]
        if len(self._under_way) + len(self._answers) < self._count:
            return float("-inf")
        counted = self._answers[0] + whole if self._answers else float("inf")
        lost = next(iter(self._under_way)).left + LOST if self._under_way else float("inf")
        return min(counted, lost)
