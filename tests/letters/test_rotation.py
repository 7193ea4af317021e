"""Everybody's turn comes; the forgotten come first; nobody free is named."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.registry import Address, Case, StatusKind
from bot.letters.guide import writable
from bot.letters.reminders import turn_of
from bot.letters.rotation import FRESH_TURNS, MOST_TURNS, choose, followed, in_turn, seat_of
from storage.reminder_rows import Every
from storage.rows import EVERYTHING, SealedId, Topic, TopicKind
from tests.letters.cases import address, case, registry

addresses: st.SearchStrategy[Address | None] = st.sampled_from(
    [None, address(), address("2024"), address(doubtful=True)]
)
people: st.SearchStrategy[list[Case]] = st.lists(
    st.builds(
        lambda number, status, to, support: case(
            f"p{number}", status=status, to=to, support=support
        ),
        st.integers(0, 30),
        st.sampled_from(StatusKind),
        addresses,
        st.booleans(),
    ),
    unique_by=lambda each: each.slug,
    max_size=12,
)
totals = st.dictionaries(st.sampled_from([f"p{n}" for n in range(31)]), st.integers(0, 500))
weeks, seats = st.integers(0, 5000), st.integers(0, 2**64 - 1)


@settings(deadline=None)
@given(people, totals, weeks, seats)
def test_the_free_and_the_doubtful_are_never_suggested(
    candidates: list[Case], written: dict[str, int], week: int, seat: int
) -> None:
    slug = choose(candidates, written, week, seat)
    usable = [each.slug for each in candidates if writable(each)]
    assert slug in usable if usable else slug is None


@settings(deadline=None)
@given(people, weeks, seats)
def test_equals_take_turns(candidates: list[Case], week: int, seat: int) -> None:
    usable = {each.slug for each in candidates if writable(each)}
    if usable:
        named = [choose(candidates, {}, week + step, seat) for step in range(len(usable))]
        assert set(named) == usable


@settings(deadline=None)
@given(people, totals, seats)
def test_the_least_written_to_come_up_most_and_nobody_is_left_out(
    candidates: list[Case], written: dict[str, int], seat: int
) -> None:
    usable = [each.slug for each in candidates if writable(each)]
    if not usable:
        return
    length = _cycle_length(candidates, written, seat)
    turns = Counter(choose(candidates, written, week, seat) for week in range(length))
    assert set(turns) == set(usable)
    by_need = sorted(usable, key=lambda slug: written.get(slug, 0))
    assert all(turns[a] >= turns[b] for a, b in pairwise(by_need))
    assert max(turns.values()) <= MOST_TURNS * min(turns.values())


@settings(deadline=None)
@given(people, totals, weeks, seats)
def test_another_is_somebody_else_until_there_is_nobody(
    candidates: list[Case], written: dict[str, int], week: int, seat: int
) -> None:
    first = choose(candidates, written, week, seat)
    if first is None:
        return
    following = choose(candidates, written, week, seat, after=first)
    others = {each.slug for each in candidates if writable(each)} - {first}
    assert following in others if others else True


def test_readers_are_spread_over_people() -> None:
    candidates = [case(f"p{n}", to=address()) for n in range(10)]
    written = {"p0": 0, **{f"p{n}": 100 for n in range(1, 10)}}
    readers = [seat_of(SealedId(number.to_bytes(24))) for number in range(2000)]
    week = turn_of(Every.WEEK, date(2026, 11, 29))
    equal = Counter(choose(candidates, {}, week, seat) for seat in readers)
    assert min(equal.values()) > 150
    forgotten = Counter(choose(candidates, written, week, seat) for seat in readers)
    # Three turns of twelve are the forgotten one's; the others share the rest.
    assert 400 < forgotten["p0"] < 600
    assert min(forgotten.values()) > 100


def test_lately_confirmed_addresses_come_up_oftener_and_nobody_is_left_out() -> None:
    candidates = [case(f"p{n}", to=address()) for n in range(10)]
    seats = [seat_of(SealedId(number.to_bytes(24))) for number in range(1100)]
    named = Counter(choose(candidates, {}, 7, seat, fresh={"p0"}) for seat in seats)
    others = [named[f"p{n}"] for n in range(1, 10)]
    assert min(others) > 60
    assert 0.7 * FRESH_TURNS < named["p0"] * 9 / sum(others) < 1.3 * FRESH_TURNS
    everybody = frozenset(each.slug for each in candidates)
    for seat in seats[:50]:
        assert choose(candidates, {}, 7, seat, fresh=everybody) == choose(candidates, {}, 7, seat)
    assert set(in_turn(candidates, {}, 7, seats[0], fresh={"p0"})) == everybody


def test_follows_decide_among_whom() -> None:
    a, b, c = case("a", campaigns=("first",)), case("b"), case("c", campaigns=("first",))
    known = registry(c, b, a)

    def named(*topics: Topic) -> list[str]:
        return [each.slug for each in followed(known, topics)]

    assert named() == named(EVERYTHING) == ["a", "b", "c"]
    assert named(Topic(TopicKind.CASE, "b")) == ["b"]
    assert named(Topic(TopicKind.CAMPAIGN, "first")) == ["a", "c"]
    assert named(Topic(TopicKind.CASE, "b"), EVERYTHING) == ["a", "b", "c"]
    assert named(Topic(TopicKind.CASE, "gone")) == []


def _cycle_length(candidates: list[Case], written: dict[str, int], seat: int) -> int:
    """How many weeks pass before everything comes again."""
    counts = [written.get(each.slug, 0) for each in candidates if writable(each)]
    least, most = min(counts), max(counts)
    if least == most:
        return len(counts)
    return sum(1 + round((MOST_TURNS - 1) * (most - count) / (most - least)) for count in counts)
