"""Queries written one by one: the right person first, and nobody's name is anybody's card."""

from __future__ import annotations

from pathlib import Path

from bot.cases.lookup import Answer, Found, Lookup, Several
from bot.cases.registry import load
from tests.cases.handwritten import LISTED, queries

_HERE = Path(__file__).parent / "handwritten"
REGISTRY = load(Path(__file__).parents[2] / "data" / "cases")
LOOKUP = Lookup(REGISTRY)
ASKED = tuple(queries(REGISTRY))


def first(answer: Answer) -> str:
    if isinstance(answer, Found):
        return answer.case_slug
    return answer.case_slugs[0] if isinstance(answer, Several) else ""


def test_the_right_person_is_first() -> None:
    missed = [(kind, query) for kind, query, slug in ASKED if first(LOOKUP.find(query)) != slug]
    assert missed == []


def test_three_in_four_are_a_card_at_once() -> None:
    asked = [query for kind, query, _ in ASKED if kind not in LISTED]
    cards = sum(isinstance(LOOKUP.find(query), Found) for query in asked)
    assert cards >= 0.75 * len(asked)


def test_nobody_elses_name_is_a_card() -> None:
    text = (_HERE / "strangers.txt").read_text("utf-8")
    names = [name for line in text.splitlines()[1:] for name in line.split(" | ")]
    assert [name for name in names if isinstance(LOOKUP.find(name), Found)] == []
