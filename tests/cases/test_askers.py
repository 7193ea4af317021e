"""What eight authors asked who knew no rule: never a wrong card, and the right person first."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cases.lookup import Answer, Found, Lookup, Several
from bot.cases.registry import load
from tests.cases.askers import WAVES, Asked, queries

LOOKUP = Lookup(load(Path(__file__).parents[2] / "data" / "cases"))
Answered = list[tuple[Asked, Answer]]


@pytest.fixture(scope="module", params=WAVES)
def answered(request: pytest.FixtureRequest) -> Answered:
    return [(asked, LOOKUP.find(asked[1])) for asked in queries(request.param)]


def shown(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, Found):
        return (answer.case_slug,)
    return answer.case_slugs if isinstance(answer, Several) else ()


def test_nobody_gets_the_card_of_another(answered: Answered) -> None:
    cards = [(asked, answer) for asked, answer in answered if isinstance(answer, Found)]
    assert [row for row in cards if row[0][2] != (row[1].case_slug,)] == []


def test_the_right_person_is_first(answered: Answered) -> None:
    singles = [row for row in answered if row[0][0] in ("sure", "ask", "far")]
    assert [row for row in singles if shown(row[1])[:1] != row[0][2]] == []


def test_several_are_all_listed(answered: Answered) -> None:
    several = [row for row in answered if row[0][0] == "list"]
    assert [row for row in several if not set(row[0][2]) <= set(shown(row[1]))] == []


def test_whoever_is_surely_meant_is_a_card_at_once(answered: Answered) -> None:
    """But for given names and patronymics alone and former names, which always ask back."""
    sure = [isinstance(answer, Found) for (kind, *_), answer in answered if kind == "sure"]
    assert sum(sure) >= 0.94 * len(sure)


def test_few_others_draw_a_suggestion(answered: Answered) -> None:
    others = [bool(shown(answer)) for (kind, *_), answer in answered if kind == "nobody"]
    assert sum(others) <= 0.05 * len(others)
