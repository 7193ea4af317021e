"""Every kind of query, by an author of their own: the right person first, never another surely."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from bot.cases.declension import forms
from bot.cases.lookup import Answer, Found, Lookup, Several
from bot.cases.registry import load
from tests.cases.hearsay.queries import Query, queries
from tests.cases.hearsay.schemes import ASKED_FOR, FARTHER, written
from tests.cases.people import ELEVEN

Answered = tuple[tuple[Query, Answer], ...]
ROUGH = ("slip", "two slips", "far script", "Latin of neighbours, surname")
"""Kinds of which a few may be missed."""


def shown(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, Found):
        return (answer.case_slug,)
    return answer.case_slugs if isinstance(answer, Several) else ()


def right(query: Query, answer: Answer) -> bool:
    return bool(query.right.intersection(shown(answer)[:1]))


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    return Lookup(load(Path(__file__).parents[2] / "data" / "cases"))


@pytest.fixture(scope="module")
def answered(lookup: Lookup) -> Answered:
    return tuple((query, lookup.find(query.text)) for query in queries(random.Random(11)))


def test_nobody_is_surely_another(answered: Answered) -> None:
    wrong = [
        (query.text, answer)
        for query, answer in answered
        if isinstance(answer, Found) and not right(query, answer)
    ]
    assert wrong == []


def test_the_right_person_is_first(answered: Answered) -> None:
    missed = [(query.kind, query.text) for query, answer in answered if not right(query, answer)]
    assert [row for row in missed if row[0] not in ROUGH] == []
    asked = Counter(query.kind for query, _ in answered)
    for kind, count in Counter(kind for kind, _ in missed).items():
        assert count <= asked[kind] * 0.05, (kind, missed)


def test_a_name_in_a_question_is_a_card_at_once(answered: Answered) -> None:
    asked = [
        (query.text, answer) for query, answer in answered if query.kind.startswith("question")
    ]
    cards = sum(isinstance(answer, Found) for _, answer in asked)
    assert cards >= len(asked) * 0.95


@pytest.mark.parametrize("scheme", [*ASKED_FOR, *FARTHER])
def test_all_names_of_a_person_are_a_card_in_every_scheme(lookup: Lookup, scheme: str) -> None:
    """In every case, too; nobody declines in Dutch."""
    unsure = []
    for slug, gender, _, full, _ in ELEVEN:
        declined = (forms(word.lower(), gender) for word in full.split())
        for names in list(zip(*declined, strict=False))[: 1 if scheme == "Dutch" else None]:
            query = written(" ".join(names), scheme)
            if lookup.find(query) != Found(slug):
                unsure.append(query)
    assert unsure == []
