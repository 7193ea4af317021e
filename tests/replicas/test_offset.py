"""How one process reads times that another's clock wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.replicas.offset import MEMORY, Offset

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECONDS = st.floats(0.0, 2.0)


def there(here: float, apart: float = 0.0) -> datetime:
    """What the database's clock shows at this moment of ours."""
    return NOON + timedelta(seconds=here + apart)


def asked(offset: Offset, at: float, way: float, back: float, apart: float = 0.0) -> None:
    offset.compare(at, at + way + back, there(at + way, apart))


@given(st.lists(st.tuples(st.floats(0.0, 20.0), SECONDS, SECONDS), min_size=1, max_size=30))
def test_a_moment_is_never_taken_for_an_earlier_one(
    questions: list[tuple[float, float, float]],
) -> None:
    offset, at = Offset(), 100.0
    for gap, way, back in questions:
        asked(offset, at, way, back)
        at += gap + way + back
        assert offset.here(there(at)) >= at - 1e-3
        assert offset.there(at) >= there(at) - timedelta(milliseconds=1)


def test_the_nearest_of_the_last_minute_counts() -> None:
    offset = Offset()
    asked(offset, 100.0, 0.001, 0.001)
    asked(offset, 101.0, 1.0, 1.0)
    assert abs(offset.here(there(110.0)) - 110.0) < 0.01
    for again in range(3):
        asked(offset, 103.0 + again * (MEMORY + 3.0), 0.5, 0.5)
    assert offset.here(there(300.0)) - 300.0 > 0.1


@given(st.floats(5.0, 1e6), st.booleans())
def test_a_clock_that_was_set_is_noticed_at_the_next_question(by: float, back: bool) -> None:
    offset, by = Offset(), -by if back else by
    asked(offset, 100.0, 0.001, 0.001)
    # Less near than what was known: it counts all the same.
    asked(offset, 101.0, 0.5, 0.5, apart=by)
    assert abs(offset.here(there(110.0, apart=by)) - 110.0) < 1.1
    assert abs((offset.there(110.0) - there(110.0, apart=by)).total_seconds()) < 1.1
