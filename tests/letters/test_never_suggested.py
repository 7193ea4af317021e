"""Whatever the registry holds, nobody is suggested to whom a letter could not be sent now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.cases.facts import Day, PolicyKind, WritePolicy
from bot.cases.registry import Case, StatusKind
from bot.i18n import Translations
from bot.letters.advice import Advice
from bot.letters.guide import guidance, writable
from bot.letters.letters import Letters
from bot.letters.reminders import Weekly
from bot.letters.rotation import choose, in_turn
from bot.letters.spans import Span, ahead
from bot.views.letters import reminder
from storage import follows, subscribers
from storage.database import Database
from storage.reminder_rows import Route, Whom
from storage.rows import EVERYTHING, ChatKind, SealedId, Subscriber, Topic, TopicKind
from storage.schema import deliveries
from tests.fixtures.clock import FakeClock
from tests.letters.cases import SOURCE, address, case, registry

ANN = SealedId(b"a" * 24)
TODAY = date(2026, 11, 23)
SAY = Translations()("en")
HELD = (StatusKind.RELEASED, StatusKind.DIED, StatusKind.TRANSIT, StatusKind.HOUSE_ARREST)
STALE = ("2025-11-23", "2025-02-22", "2024")
ADDRESSES = (
    None,
    address(),
    address("2025-11-24"),
    *(address(day) for day in STALE),
    address(doubtful=True),
)


def sent_nowhere(person: Case) -> bool:
    """Said anew, not through the code under test."""
    return (
        person.status.kind in HELD
        or person.address is None
        or bool(person.address.caution)
        or person.write_policy is not None
    )


def stale(person: Case) -> bool:
    return person.address is not None and person.address.confirmed in STALE


def person(number: int, status: StatusKind, at: int, policy: PolicyKind | None) -> Case:
    made = case(f"p{number}", status=status, to=ADDRESSES[at])
    bound = None if policy is None else WritePolicy(policy, "2026-09-01", SOURCE)
    return replace(made, write_policy=bound, birth=Day(date(1980, 12, 20), SOURCE))


kinds = st.tuples(
    # Half of them can be written to as far as their state goes.
    st.sampled_from((*StatusKind, *[StatusKind.IMPRISONED] * 4)),
    st.integers(0, len(ADDRESSES) - 1),
    st.sampled_from((None, None, None, *PolicyKind)),
)
registries = st.lists(kinds, max_size=15).map(
    lambda made: [person(number, *kind) for number, kind in enumerate(made)]
)
slugs = st.sampled_from([f"p{n}" for n in range(15)])
totals = st.dictionaries(slugs, st.integers(0, 500))


@settings(deadline=None, max_examples=80)
@given(registries, totals, st.integers(0, 5000), st.integers(0, 2**64 - 1))
def test_by_turns_or_by_a_reminder_or_with_an_address(
    people: list[Case], written: dict[str, int], turn: int, seat: int
) -> None:
    known = registry(*people)
    barred = {each.slug for each in people if sent_nowhere(each)}
    assert choose(people, written, turn, seat) not in barred
    assert barred.isdisjoint(in_turn(people, written, turn, seat))
    for each in people:
        assert choose(people, written, turn, seat, after=each.slug) not in barred
        shown = reminder(known, each.slug, delivery_id=1, say=SAY, today=TODAY)
        assert (shown is None) is (each.slug in barred)
        assert (guidance(each, TODAY).card is None) is (each.slug in barred)
        assert writable(each) is (each.slug not in barred)
        # What /calendar chooses by.
        unsuggested = each.slug in barred or stale(each)
        assert Advice().suggests(each, TODAY) is not unsuggested


@settings(deadline=None, max_examples=80)
@given(registries)
def test_no_day_ahead_is_told_of_whom_no_letter_reaches(people: list[Case]) -> None:
    span = Span(TODAY, TODAY + timedelta(days=60), Route.ABROAD)
    days = ahead(registry(*people), Advice(), (EVERYTHING,), span, TODAY)
    suggested = {each.slug for each in people if not sent_nowhere(each) and not stale(each)}
    assert {day.case for day in days} == suggested


@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(registries, st.lists(slugs, max_size=4), st.sampled_from(Whom), slugs)
def test_by_the_services_whatever_one_asked_for(
    sqlite_url: str, people: list[Case], following: list[str], whom: Whom, about: str
) -> None:
    unsuggested = {each.slug for each in people if sent_nowhere(each) or stale(each)}
    barred = {each.slug for each in people if sent_nowhere(each)}
    shown, named = asyncio.run(_suggested(sqlite_url, people, following, whom, about))
    # By name an old address is given, with its warning; nobody else with one is ever shown.
    by_name = {about} - barred if whom is Whom.PERSON else set()
    assert shown.isdisjoint(unsuggested - by_name)
    assert set(named).isdisjoint(unsuggested)
    assert set(named) == {each.slug for each in people} - unsuggested


async def _suggested(
    url: str, people: list[Case], following: list[str], whom: Whom, about: str
) -> tuple[set[str], tuple[str, ...]]:
    """Whom reminders and /write name in some weeks; whom /kit with a number does."""
    clock = FakeClock()
    database = Database(url)
    try:
        async with database.write() as connection:
            new = Subscriber(ANN, ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            await subscribers.add(connection, new)
            for slug in following:
                await follows.add(connection, ANN, Topic(TopicKind.CASE, slug))
        letters = Letters(database, clock, registry(*people))
        await letters.set_reminder(ANN, Weekly(0, 13 * 60), whom=whom, about=about)
        first = await letters.suggest(ANN)
        shown = {first, await letters.suggest(ANN, after=first or "")}
        named = await letters.suggest_people(ANN, 20)
        await clock.advance(3600)
        await letters.run_due()
        async with database.write() as connection:
            shown |= set(await connection.scalars(select(deliveries.c.case)))
            await subscribers.forget(connection, ANN)
    finally:
        await database.close()
    return {slug for slug in shown if slug}, named
