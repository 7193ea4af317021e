"""Over changes of the clocks, outages and restarts each due time is sent once or, too late, not."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.letters.letters import Letters
from bot.letters.reminders import LATE, Weekly, next_due
from storage import subscribers
from storage.database import Database
from storage.rows import ChatKind, SealedId, Subscriber
from storage.schema import deliveries
from tests.fixtures.clock import FakeClock
from tests.letters.cases import address, case, registry
from tests.letters.test_next_due import ZONES

ANN = SealedId(b"a" * 24)
HELD = registry(case("ivanov", to=address()), case("petrov", to=address()))
WEEK = 7 * 24
HOURS = st.sampled_from([1, 5, 23, 24, 25, WEEK, WEEK + 1, WEEK + 23, WEEK + 24, 15 * 24, 40 * 24])
STARTS = st.sampled_from(
    [
        datetime(2026, 3, 5, tzinfo=UTC),
        datetime(2026, 10, 1, tzinfo=UTC),
        datetime(2027, 3, 5, tzinfo=UTC),
        datetime(2027, 10, 1, tzinfo=UTC),
        datetime(2028, 2, 20, tzinfo=UTC),
        datetime(2028, 10, 1, tzinfo=UTC),
    ]
)


# One file serves all examples: each forgets its chat when it ends.
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 6),
    st.integers(0, 1439),
    STARTS,
    st.lists(HOURS, min_size=1, max_size=10),
)
def test_each_due_time_once(
    sqlite_url: str, zone: str, weekday: int, minute: int, start: datetime, outages: list[int]
) -> None:
    looked = [start]
    for hours in outages:
        looked.append(looked[-1] + timedelta(hours=hours))
    wanted = []
    due = next_due(weekday, minute, zone, start)
    while due <= looked[-1]:
        seen = min(moment for moment in looked if moment >= due)
        if seen - due < LATE:
            wanted.append(due)
        due = next_due(weekday, minute, zone, due)
    sent = asyncio.run(_walk(sqlite_url, zone, Weekly(weekday, minute), looked))
    assert sent == Counter(wanted)


async def _walk(url: str, zone: str, weekly: Weekly, looked: list[datetime]) -> Counter[datetime]:
    """The bot starts again at each of these moments, with nothing but its rows; what it sent."""
    clock = FakeClock(looked[0])
    database = Database(url)
    try:
        async with database.write() as connection:
            new = Subscriber(ANN, ChatKind.PRIVATE, "en", zone, date(2026, 1, 1))
            await subscribers.add(connection, new)
        await Letters(database, clock, HELD).set_reminder(ANN, weekly)
        for moment in looked[1:]:
            await clock.advance_to(moment)
            restarted = Letters(database, clock, HELD)
            await restarted.run_due()
            await restarted.run_due()
        async with database.write() as connection:
            sent = Counter((await connection.execute(select(deliveries.c.due))).scalars())
            await subscribers.forget(connection, ANN)
    finally:
        await database.close()
    return sent
