"""The address, how old it is, or why there is none."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cases.registry import Address, StatusKind
from bot.letters.guide import Refusal, guidance, months_since, writable
from tests.letters.cases import address, case

TODAY = date(2026, 11, 23)


def test_a_card_says_where_and_how_old() -> None:
    card = guidance(case("ivanov", to=address("2026-09-01")), TODAY).card
    assert card is not None
    assert (card.place[:6], card.months, card.old) == ("123456", 2, False)


@pytest.mark.parametrize(
    ("confirmed", "old"),
    [
        ("2026-05-24", False),
        ("2026-05-23", False),
        ("2026-05-22", True),
        ("2026-05", True),
        ("2026-06", False),
        ("2026", True),
        ("2025-02-22", True),
    ],
)
def test_past_six_months_an_address_is_old(confirmed: str, old: bool) -> None:
    card = guidance(case("ivanov", to=address(confirmed)), TODAY).card
    assert card is not None
    assert card.old is old


@pytest.mark.parametrize(
    ("start", "today", "months"),
    [
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2026, 8, 31), date(2027, 2, 27), 5),
        (date(2026, 11, 24), TODAY, 0),
    ],
)
def test_months(start: date, today: date, months: int) -> None:
    assert months_since(start, today) == months


@pytest.mark.parametrize(
    ("status", "to", "refusal"),
    [
        (StatusKind.RELEASED, address(), Refusal.RELEASED),
        (StatusKind.DIED, address(), Refusal.DIED),
        (StatusKind.HOUSE_ARREST, address(), Refusal.HOUSE_ARREST),
        (StatusKind.IMPRISONED, None, Refusal.NO_ADDRESS),
        (StatusKind.IMPRISONED, address(doubtful=True), Refusal.OUTDATED),
        (StatusKind.RELEASED, None, Refusal.RELEASED),
    ],
)
def test_no_address_is_given(status: StatusKind, to: Address | None, refusal: Refusal) -> None:
    person = case("ivanov", status=status, to=to)
    guide = guidance(person, TODAY)
    assert (guide.card, guide.refusal) == (None, refusal)
    assert bool(guide.caution) is (refusal is Refusal.OUTDATED)
    assert guide.support == person.support
    assert not writable(person)


def test_released_or_dead() -> None:
    assert StatusKind.DIED.over
    assert not StatusKind.UNKNOWN.over
