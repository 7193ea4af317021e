"""Days ahead: told in time, several at once, each one once, whatever is asked for in between."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.cases.facts import Day
from bot.cases.registry import Case, Registry, StatusKind
from bot.i18n import LANGUAGES, Translations
from bot.letters.advice import Advice
from bot.letters.ahead import DaysAhead
from bot.letters.letters import Letters
from bot.letters.occasions import LEAD, OccasionKind, occasions
from bot.letters.reminders import Weekly
from bot.letters.spans import Span, ahead
from bot.views.occasions import MOST_DAYS
from bot.views.occasions import occasions as view
from storage import follows, subscribers
from storage.database import Database
from storage.reminder_rows import Route
from storage.rows import ChatKind, SealedId, Subscriber, Topic, TopicKind
from storage.schema import deliveries
from tests.fixtures.clock import FakeClock
from tests.letters.cases import SOURCE, address, case, registry
from tests.letters.times import ZONES

ANN = SealedId(b"a" * 24)
ADVICE = Advice(confirmed_within=1000)
SAY = Translations()
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


def born(slug: str, month: int, day: int, status: StatusKind = StatusKind.IMPRISONED) -> Case:
    person = case(slug, to=address(), status=status)
    return replace(person, birth=Day(date(1980, month, day), SOURCE))


HELD = registry(
    born("ivanov", 1, 6),
    born("petrov", 1, 11),
    born("sidorov", 2, 20),
    born("freed", 1, 7, StatusKind.RELEASED),
)


async def arrange(database: Database, clock: FakeClock, known: Registry, zone: str) -> Letters:
    async with database.write() as connection:
        new = Subscriber(ANN, ChatKind.PRIVATE, "en", zone, date(2026, 11, 1))
        await subscribers.add(connection, new)
        for slug in known.cases:
            await follows.add(connection, ANN, Topic(TopicKind.CASE, slug))
    letters = Letters(database, clock, known, ADVICE)
    await letters.set_reminder(ANN, Weekly(6, 18 * 60))
    return letters


async def told(database: Database) -> list[tuple[datetime, Span]]:
    query = select(deliveries.c.due, deliveries.c.about).order_by(deliveries.c.id)
    async with database.read() as connection:
        rows = [tuple(row) for row in await connection.execute(query)]
    return [(due, Span.read(about)) for due, about in rows if about.startswith("occasions:")]


def days_of(known: Registry, span: Span, today: date) -> list[tuple[str, OccasionKind, date]]:
    topics = tuple(Topic(TopicKind.CASE, slug) for slug in known.cases)
    return [(day.case, day.kind, day.on) for day in ahead(known, ADVICE, topics, span, today)]


async def test_who_did_not_ask_is_told_nothing(database: Database, clock: FakeClock) -> None:
    await arrange(database, clock, HELD, "Europe/Berlin")
    await clock.advance_to(START + timedelta(days=40))
    assert await DaysAhead(database, clock, HELD, ADVICE).run_due() == 0
    assert await told(database) == []


async def test_one_message_tells_several_days_in_time_for_the_route(
    database: Database, clock: FakeClock
) -> None:
    letters = await arrange(database, clock, HELD, "Europe/Berlin")
    kept = await letters.change_reminder(ANN, occasions=True, route=Route.ABROAD)
    assert kept is not None
    evening = datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert kept.look == evening
    for _ in range(2):
        # Asked again at once, as after a restart: nothing more comes.
        service = DaysAhead(database, clock, HELD, ADVICE)
        await clock.advance_to(evening)
        await service.run_due()
    ((due, span),) = await told(database)
    assert due == evening
    named = days_of(HELD, span, date(2026, 11, 23))
    assert Counter(kind for _, kind, _ in named) == {
        OccasionKind.NEW_YEAR: 3,
        OccasionKind.BIRTHDAY: 1,
    }
    assert span.to == date(2026, 11, 23) + LEAD[Route.ABROAD] + timedelta(days=6)
    # The next one is told on the day on which a letter should leave, at the reader's hour.
    await clock.advance_to(datetime(2026, 11, 30, 17, tzinfo=UTC))
    await DaysAhead(database, clock, HELD, ADVICE).run_due()
    *_, (due, span) = await told(database)
    assert days_of(HELD, span, date(2026, 11, 30)) == [
        ("petrov", OccasionKind.BIRTHDAY, date(2027, 1, 11))
    ]


async def test_a_longer_route_tells_what_is_nearer_now(
    database: Database, clock: FakeClock
) -> None:
    letters = await arrange(database, clock, HELD, "UTC")
    await letters.change_reminder(ANN, occasions=True, route=Route.ELECTRONIC)
    service = DaysAhead(database, clock, HELD, ADVICE)
    await clock.advance_to(datetime(2026, 11, 23, 18, tzinfo=UTC))
    await service.run_due()
    assert await told(database) == []
    await letters.change_reminder(ANN, route=Route.ABROAD)
    await clock.advance_to(datetime(2026, 11, 24, 18, tzinfo=UTC))
    await service.run_due()
    assert len(await told(database)) == 1


async def test_nothing_is_told_during_a_pause(database: Database, clock: FakeClock) -> None:
    letters = await arrange(database, clock, HELD, "UTC")
    await letters.change_reminder(ANN, occasions=True)
    kept = await letters.pause(ANN, date(2026, 12, 1))
    assert kept is not None
    assert kept.look == datetime(2026, 12, 1, 18, tzinfo=UTC)
    await clock.advance_to(datetime(2026, 11, 30, 23, tzinfo=UTC))
    assert await DaysAhead(database, clock, HELD, ADVICE).run_due() == 0


_LOOKS = st.lists(st.integers(1, 12 * 24), min_size=1, max_size=12)


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(ZONES),
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=6),
    st.lists(st.sampled_from(Route), min_size=1, max_size=3),
    _LOOKS,
)
def test_each_day_is_told_once(
    sqlite_url: str,
    zone: str,
    births: list[tuple[int, int]],
    routes: list[Route],
    hours: list[int],
) -> None:
    known = registry(*(born(f"p{n}", *birth) for n, birth in enumerate(births)))
    looked, spans = asyncio.run(_walk(sqlite_url, known, zone, routes, hours))
    named = Counter(
        day
        for (_, span), today in zip(spans, looked, strict=True)
        for day in days_of(known, span, today)
    )
    assert set(named.values()) <= {1}
    # No day lies in two spans.
    ends = [span for _, span in spans]
    assert all(a.to <= b.after for a, b in pairwise(ends))


async def _walk(
    url: str, known: Registry, zone: str, routes: list[Route], hours: list[int]
) -> tuple[list[date], list[tuple[datetime, Span]]]:
    clock = FakeClock(START)
    database = Database(url)
    looked: list[date] = []
    try:
        letters = await arrange(database, clock, known, zone)
        await letters.change_reminder(ANN, occasions=True)
        for number, wait in enumerate(hours):
            await letters.change_reminder(ANN, route=routes[number % len(routes)])
            await clock.advance_to(clock.now() + timedelta(hours=wait))
            before = len(await told(database))
            for _ in range(2):
                await DaysAhead(database, clock, known, ADVICE).run_due()
            looked += [clock.now().date()] * (len(await told(database)) - before)
        spans = await told(database)
        async with database.write() as connection:
            await subscribers.forget(connection, ANN)
    finally:
        await database.close()
    return looked, spans


def test_announced_days_are_occasions() -> None:
    announced = replace(
        case("ivanov", to=address()),
        release=Day(date(2027, 3, 1), SOURCE),
        hearings=(Day(date(2027, 1, 20), SOURCE),),
    )
    found = occasions(announced, date(2026, 11, 23), date(2027, 11, 23))
    assert [(day.kind, day.on, day.source) for day in found] == [
        (OccasionKind.NEW_YEAR, date(2027, 1, 1), None),
        (OccasionKind.HEARING, date(2027, 1, 20), SOURCE),
        (OccasionKind.RELEASE, date(2027, 3, 1), SOURCE),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_decided_as_it_is_sent(language: str) -> None:
    today = date(2026, 11, 23)
    span = Span(today, date(2027, 1, 15), Route.ABROAD)
    say = SAY(language)
    everyone = [Topic(TopicKind.ALL)]
    petrov = Topic(TopicKind.CASE, "petrov")

    def shown(known: Registry, *muted: Topic) -> str:
        message = view(
            known, ADVICE, span.about, follows=everyone, muted=muted, say=say, today=today
        )
        return "" if message is None else message.parts[0]

    both = shown(HELD)
    assert "Ivanov" in both
    assert "Petrov" in both
    assert "Freed" not in both
    assert "Petrov" not in shown(HELD, petrov)
    frozen = replace(HELD.cases["petrov"], address=address(doubtful=True))
    assert "Petrov" not in shown(registry(HELD.cases["ivanov"], frozen))
    assert shown(registry(frozen)) == ""


def test_a_message_keeps_its_length() -> None:
    many = registry(*(born(f"p{number}", 12, 1 + number % 28) for number in range(200)))
    span = Span(date(2026, 11, 23), date(2027, 1, 10), Route.ABROAD)
    message = view(
        many,
        ADVICE,
        span.about,
        follows=[],
        muted=[],
        say=SAY("en"),
        today=date(2026, 11, 23),
    )
    assert message is not None
    (part,) = message.parts
    assert part.count("<b>") == MOST_DAYS + 2
    assert "and 194 more" in part
