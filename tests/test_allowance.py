from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.allowance import Allowance
from storage.rows import SealedId


class Passing:
    """Time that passes when told, for what never sleeps."""

    seconds = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


CHATS = st.sampled_from([SealedId(bytes([number])) for number in range(3)])


@given(st.lists(st.tuples(CHATS, st.integers(0, 40)), max_size=40))
def test_never_more_than_so_many_in_any_so_many_seconds(asks: list[tuple[SealedId, int]]) -> None:
    clock, allowed = Passing(), dict[SealedId, list[float]]()
    allowance = Allowance(clock, 2, 60.0)
    for chat, wait in asks:
        clock.seconds += wait
        now, taken = clock.monotonic(), allowed.setdefault(chat, [])
        recent = [moment for moment in taken if moment > now - 60]
        assert allowance.take(chat) == (len(recent) < 2)
        if len(recent) < 2:
            taken.append(now)
