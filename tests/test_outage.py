"""What the log says while the database is away: when it begins, each minute, and when it ends."""

from __future__ import annotations

import pytest

from bot.outage import AGAIN, QUIET, Outage
from storage.database import StorageError
from tests.fixtures.clock import FakeClock

AWAY = StorageError("The PostgreSQL server at db cannot be reached.")
FULL = StorageError("The PostgreSQL server at db cannot grow: its disk is full.")


@pytest.fixture
def outage(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> Outage:
    caplog.set_level("INFO", logger="bot")
    return Outage(clock)


async def fail(outage: Outage, clock: FakeClock, seconds: int) -> None:
    """Two rooms try again each second."""
    for _ in range(seconds):
        for room in ("sending", "polling"):
            outage.failed(room, AWAY)
        await clock.advance(1)


async def test_it_is_said_once_and_once_a_minute_and_once_at_the_end(
    outage: Outage, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    await fail(outage, clock, round(2.5 * AGAIN))
    await clock.advance(QUIET)
    for _ in range(3):
        outage.works()
    assert caplog.messages == [
        f"sending waits for the database: {AWAY}",
        f"the database has failed for 60 seconds: {AWAY}",
        f"the database has failed for 120 seconds: {AWAY}",
        "the database works again, after 149 seconds",
    ]


async def test_another_fault_is_said_at_once(
    outage: Outage, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    await fail(outage, clock, 5)
    outage.failed("polling", FULL)
    outage.failed("reminders", FULL)
    assert caplog.messages == [
        f"sending waits for the database: {AWAY}",
        f"polling waits for the database: {FULL}",
    ]


async def test_it_is_not_over_while_something_fails(
    outage: Outage, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        outage.failed("sending", AWAY)
        await clock.advance(1)
        outage.works()
    assert len(caplog.messages) == 1


async def test_the_next_one_is_said_again(
    outage: Outage, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    outage.works()
    for _ in range(2):
        await fail(outage, clock, 1)
        await clock.advance(QUIET)
        outage.works()
    assert [message.partition(" ")[0] for message in caplog.messages] == ["sending", "the"] * 2
