"""The event loop's time for feeds: a little of each of its turns, for whoever has waited longest.

However many servers send as fast as they can, a reply has to wait for that little only, each time
that it waits for the loop.
"""

from __future__ import annotations

import asyncio

_SECONDS = 0.001


class Turns:
    """Shared by all that work for feeds on one event loop."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """`seconds`: of one turn of the loop; a step that has begun is not cut short."""
        self._seconds = seconds
        self._ends: float | None = None
        self._owed: dict[object, None] = {}
        self._asked: set[object] = set()

    def may(self, who: object) -> bool:
        """Whether this one may do a step now. If not, it has to ask again in the next turn."""
        loop = asyncio.get_running_loop()
        if not self._asked:
            loop.call_soon(self._over)
        self._asked.add(who)
        is_next = next(iter(self._owed), who) == who
        if is_next and (self._ends is None or loop.time() < self._ends):
            # The first step of a turn begins its time, however late it comes.
            self._ends = self._ends or loop.time() + self._seconds
            self._owed.pop(who, None)
            return True
        self._owed.setdefault(who)
        return False

    async def wait(self, who: object) -> None:
        """Until it may do a step; others go on before it in any case."""
        while True:
            await asyncio.sleep(0)
            if self.may(who):
                return

    def _over(self) -> None:
        # Who did not ask again has gone.
        self._owed = {who: None for who in self._owed if who in self._asked}
        self._asked.clear()
        self._ends = None
