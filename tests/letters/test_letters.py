"""Reminders become deliveries once; letters are counted once and shown rounded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.cases.registry import StatusKind
from bot.letters.letters import Letters
from bot.letters.reminders import Weekly
from storage import deliveries, follows, pledges, reminders, subscribers
from storage.database import Database
from storage.reminder_rows import Whom
from storage.rows import (
    ChatKind,
    Delivery,
    DeliveryKind,
    Lane,
    Reminder,
    SealedId,
    Subscriber,
    Topic,
    TopicKind,
)
from storage.schema import deliveries as delivery_rows
from tests.fixtures.clock import FakeClock
from tests.letters.cases import address, case, registry

ANN, BEN = SealedId(b"a" * 24), SealedId(b"b" * 24)
HELD = registry(
    case("ivanov", to=address()),
    case("petrov", to=address()),
    case("moved", to=address(doubtful=True)),
    case("freed", status=StatusKind.RELEASED),
)
SUNDAY = Weekly(6, 18 * 60, "Europe/Berlin")
# The clock of the tests starts on Monday 23 November 2026, 12:00 UTC.
FIRST = datetime(2026, 11, 29, 17, tzinfo=UTC)
WEEK = timedelta(days=7)


async def welcome(database: Database, chat: SealedId, *topics: Topic) -> None:
    async with database.write() as connection:
        new = Subscriber(chat, ChatKind.PRIVATE, "en", "Europe/Berlin", date(2026, 11, 1))
        await subscribers.add(connection, new)
        for topic in topics:
            await follows.add(connection, chat, topic)


async def written_down(database: Database) -> list[Delivery]:
    async with database.read() as connection:
        found = await connection.execute(
            select(delivery_rows.c.id, delivery_rows.c.chat).order_by(delivery_rows.c.id)
        )
        rows = [await deliveries.find(connection, row.id, row.chat) for row in found]
    return [row for row in rows if row is not None]


@pytest.fixture
def letters(database: Database, clock: FakeClock) -> Letters:
    return Letters(database, clock, HELD)


async def test_a_reminder_comes_at_the_local_minute_once_a_week(
    letters: Letters, database: Database, clock: FakeClock
) -> None:
    await welcome(database, ANN)
    assert await letters.set_reminder(ANN, SUNDAY) == Reminder(ANN, 6, 18 * 60, FIRST)
    await clock.advance_to(FIRST - timedelta(seconds=1))
    assert await letters.run_due() == 0
    await clock.advance_to(FIRST)
    assert await letters.run_due() == 1
    assert await letters.run_due() == 0
    (delivery,) = await written_down(database)
    assert delivery == Delivery(
        id=delivery.id,
        chat=ANN,
        kind=DeliveryKind.REMINDER,
        about="reminder:2026-11-29T17:00Z",
        lane=Lane.REMINDER,
        due=FIRST,
        expires=FIRST + timedelta(hours=24),
        case=delivery.case,
    )
    assert delivery.case in ("ivanov", "petrov")
    for week in (1, 2, 3):
        await clock.advance_to(FIRST + week * WEEK)
        assert await letters.run_due() == 1
    named = [each.case for each in await written_down(database)]
    assert all(a != b for a, b in pairwise(named))


@pytest.mark.parametrize(("hours", "sent"), [(23, 1), (24, 0), (24 * 15, 0)])
async def test_after_an_outage_it_is_sent_within_a_day_or_skipped(
    letters: Letters, database: Database, clock: FakeClock, hours: int, sent: int
) -> None:
    await welcome(database, ANN)
    await letters.set_reminder(ANN, SUNDAY)
    await clock.advance_to(FIRST + timedelta(hours=hours))
    assert await letters.run_due() == 1
    assert await letters.run_due() == 0
    assert len(await written_down(database)) == sent
    kept = await letters.reminder(ANN)
    assert kept is not None
    assert kept.next_due > clock.now()


async def test_a_crash_before_the_commit_changes_nothing(
    letters: Letters, database: Database, clock: FakeClock
) -> None:
    await welcome(database, ANN)
    arranged = await letters.set_reminder(ANN, SUNDAY)
    async with database.write() as connection:
        # A row about the same moment stands for a run whose other half could have been lost.
        await deliveries.add(
            connection,
            chat=ANN,
            kind=DeliveryKind.REMINDER,
            about="reminder:2026-11-29T17:00Z",
            lane=Lane.REMINDER,
            due=FIRST,
            expires=FIRST + WEEK,
        )
    await clock.advance_to(FIRST)
    await letters.run_due()
    assert len(await written_down(database)) == 1
    kept = await letters.reminder(ANN)
    assert kept is not None
    assert kept.next_due == arranged.next_due + WEEK


async def test_a_new_zone_keeps_the_local_time(
    letters: Letters, database: Database, clock: FakeClock
) -> None:
    await welcome(database, ANN)
    await letters.set_reminder(ANN, SUNDAY)
    async with database.write() as connection:
        await subscribers.change(connection, ANN, time_zone="Asia/Tbilisi")
    await letters.rezone(ANN)
    kept = await letters.reminder(ANN)
    assert kept is not None
    assert kept.next_due == datetime(2026, 11, 29, 14, tzinfo=UTC)


async def test_reminders_stop_when_told(
    letters: Letters, database: Database, clock: FakeClock
) -> None:
    await welcome(database, ANN)
    await letters.set_reminder(ANN, SUNDAY)
    await letters.clear_reminder(ANN)
    await clock.advance_to(FIRST + WEEK)
    assert await letters.run_due() == 0
    assert await letters.reminder(ANN) is None


async def test_a_reminder_needs_a_subscriber(letters: Letters) -> None:
    with pytest.raises(LookupError):
        await letters.set_reminder(ANN, SUNDAY)


async def test_whom_one_follows_is_suggested(letters: Letters, database: Database) -> None:
    await welcome(database, ANN, Topic(TopicKind.CASE, "petrov"), Topic(TopicKind.CASE, "freed"))
    await letters.set_reminder(ANN, SUNDAY, whom=Whom.FOLLOWED)
    assert await letters.suggest(ANN) == "petrov"
    # Who wants another one than the only one followed is shown somebody else.
    assert await letters.suggest(ANN, after="petrov") == "ivanov"


async def test_who_follows_only_the_unreachable_is_asked_to_write_to_somebody_else(
    letters: Letters, database: Database
) -> None:
    await welcome(database, ANN, Topic(TopicKind.CASE, "moved"))
    assert await letters.suggest(ANN) in ("ivanov", "petrov")
    await welcome(database, BEN, Topic(TopicKind.CASE, "freed"))
    assert await letters.suggest(BEN) in ("ivanov", "petrov")


async def test_a_letter_counts_once_and_small_counts_stay_hidden(
    letters: Letters, database: Database, clock: FakeClock
) -> None:
    await welcome(database, ANN)
    await welcome(database, BEN)
    await letters.set_reminder(ANN, SUNDAY)
    await clock.advance_to(FIRST)
    await letters.run_due()
    (delivery,) = await written_down(database)
    assert await letters.wrote(delivery.id, BEN, "ivanov") is None
    first = await letters.wrote(delivery.id, ANN, "ivanov")
    again = await letters.wrote(delivery.id, ANN, "petrov")
    assert first is not None
    assert (first.case, first.counted) == ("ivanov", True)
    assert again is not None
    assert not again.counted
    async with database.write() as connection:
        assert await pledges.totals(connection) == {"ivanov": 1}
        await pledges.add(connection, "petrov", date(2026, 11, 1), 27)
    assert await letters.written("ivanov") is None
    assert await letters.written("petrov") == 20


async def test_suspended_chats_are_left_alone(
    letters: Letters, database: Database, clock: FakeClock
) -> None:
    await welcome(database, ANN)
    await letters.set_reminder(ANN, SUNDAY)
    async with database.write() as connection:
        await subscribers.change(connection, ANN, suspended=True)
    await clock.advance_to(FIRST)
    await letters.run_due()
    assert await written_down(database) == []


async def test_due_reminders_are_taken_in_batches(
    letters: Letters, database: Database, clock: FakeClock
) -> None:
    chats = [SealedId(bytes([number]) * 24) for number in range(7)]
    for chat in chats:
        await welcome(database, chat)
        await letters.set_reminder(chat, SUNDAY)
    await clock.advance_to(FIRST)
    assert [await letters.run_due(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert {each.chat for each in await written_down(database)} == set(chats)
    async with database.read() as connection:
        assert await reminders.due(connection, clock.now(), 10) == []
