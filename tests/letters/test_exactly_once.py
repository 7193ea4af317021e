"""Over changes of the clocks, outages and restarts each due time is sent once or, too late, not."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.letters.advice import Advice
from bot.letters.letters import Letters
from bot.letters.reminders import LATE, Monthly, Weekly, next_turn, rule_for
from storage import subscribers
from storage.database import Database
from storage.rows import ChatKind, SealedId, Subscriber
from storage.schema import deliveries
from tests.fixtures.clock import FakeClock
from tests.letters.cases import address, case, registry
from tests.letters.times import ZONES

ANN = SealedId(b"a" * 24)
HELD = registry(case("ivanov", to=address()), case("petrov", to=address()))
# These walks go on for years; how old an address may be is another matter.
ADVICE = Advice(confirmed_within=1000)
WEEK = 7 * 24
EXAMPLES = int(os.environ.get("REMINDER_WALKS", "25"))
"""More find rarer faults, at a third of a second each."""
HOURS = st.sampled_from(
    [1, 5, 23, 24, 25, WEEK, WEEK + 1, WEEK + 23, WEEK + 24, 15 * 24, 40 * 24, 70 * 24]
)
STARTS = st.sampled_from(
    [
        datetime(2026, 3, 5, tzinfo=UTC),
        datetime(2026, 10, 1, tzinfo=UTC),
        datetime(2027, 3, 5, tzinfo=UTC),
        datetime(2027, 10, 1, tzinfo=UTC),
        datetime(2028, 1, 30, tzinfo=UTC),
        datetime(2028, 2, 20, tzinfo=UTC),
        datetime(2028, 10, 1, tzinfo=UTC),
    ]
)
MINUTES = st.integers(0, 1439)
RULES = st.one_of(
    st.builds(Weekly, st.integers(0, 6), MINUTES, fortnightly=st.booleans()),
    st.builds(Monthly, st.integers(1, 31), MINUTES),
)
PAUSES = st.none() | st.integers(1, 60)


# One file serves all examples: each forgets its chat when it ends.
@settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(ZONES), RULES, STARTS, PAUSES, st.lists(HOURS, min_size=1, max_size=10))
def test_each_due_time_once(
    sqlite_url: str,
    zone: str,
    wanted: Weekly | Monthly,
    start: datetime,
    pause: int | None,
    outages: list[int],
) -> None:
    looked = [start]
    for hours in outages:
        looked.append(looked[-1] + timedelta(hours=hours))
    rule = rule_for(wanted, zone, start)
    expected = []
    due = next_turn(rule, zone, start)
    until = None if pause is None else start.date() + timedelta(days=pause)
    while due <= looked[-1]:
        seen = min(moment for moment in looked if moment >= due)
        if seen - due < LATE and (until is None or _day(due, zone) >= until):
            expected.append(due)
        due = next_turn(rule, zone, due)
    sent = asyncio.run(_walk(sqlite_url, zone, wanted, looked, until))
    assert sent == Counter(expected)


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


async def _walk(
    url: str, zone: str, wanted: Weekly | Monthly, looked: list[datetime], until: date | None
) -> Counter[datetime]:
    """The bot starts again at each of these moments, with nothing but its rows; what it sent."""
    clock = FakeClock(looked[0])
    database = Database(url)
    try:
        async with database.write() as connection:
            new = Subscriber(ANN, ChatKind.PRIVATE, "en", zone, date(2026, 1, 1))
            await subscribers.add(connection, new)
        letters = Letters(database, clock, HELD, ADVICE)
        await letters.set_reminder(ANN, wanted)
        await letters.pause(ANN, until)
        for moment in looked[1:]:
            await clock.advance_to(moment)
            restarted = Letters(database, clock, HELD, ADVICE)
            await restarted.run_due()
            await restarted.run_due()
        async with database.write() as connection:
            sent = Counter((await connection.execute(select(deliveries.c.due))).scalars())
            await subscribers.forget(connection, ANN)
    finally:
        await database.close()
    return sent
