"""What strangers to the rules would ask about the eleven: never another's card."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cases.lookup import Answer, Found, Lookup, Several
from bot.cases.registry import load
from tests.cases.passersby import LISTED, given_names, queries
from tests.cases.people import ELEVEN
from tests.cases.transliteration import latin

LOOKUP = Lookup(load(Path(__file__).parents[2] / "data" / "cases"))
Answered = tuple[tuple[str, str, str, Answer], ...]


@pytest.fixture(scope="module")
def answered() -> Answered:
    return tuple((kind, query, slug, LOOKUP.find(query)) for kind, query, slug in queries())


def first(answer: Answer) -> str:
    if isinstance(answer, Found):
        return answer.case_slug
    return answer.case_slugs[0] if isinstance(answer, Several) else ""


def test_the_right_person_is_first(answered: Answered) -> None:
    missed = [row for row in answered if first(row[3]) != row[2]]
    assert [row for row in missed if isinstance(row[3], Found)] == []
    assert len(missed) <= len(answered) // 1000, missed


def test_most_of_what_is_no_guess_is_a_card_at_once(answered: Answered) -> None:
    clear = [isinstance(answer, Found) for kind, _, _, answer in answered if kind not in LISTED]
    assert sum(clear) >= 0.85 * len(clear)


@pytest.mark.parametrize(
    "query",
    ["Kagarlitsky'nin", "Gorinova'yı", "Borisa Kagarlického", "Annou Archipovovou", "Sjestoen"],
)
def test_neighbours_endings_and_letters_are_understood(query: str) -> None:
    assert isinstance(LOOKUP.find(query), Found | Several)


OTHERS = """
Yana Arkhipova|Jan Archipowa|Janna Arkhipova|Gayane Arkhipova|Anita Arkhipova|Ella Shakursky
Olesya Shestun|Oleksandra Shestun|олеся шестун|Saniya Shestun|aleh Gorinov|влада домнин
Den Kagarlitsky|Les Gorinov|Sera Trofimov|Дарина Козырева|Влад Домнин
"""


@pytest.mark.parametrize("query", OTHERS.strip().replace("\n", "|").split("|"))
def test_a_given_name_that_only_resembles_is_no_card(query: str) -> None:
    assert not isinstance(LOOKUP.find(query), Found)


@pytest.mark.parametrize(("at", "scheme"), list(enumerate(["bgn", "iso9", "german", "polish"])))
def test_a_surname_after_anothers_given_name_is_no_card(at: int, scheme: str) -> None:
    names = [f"{called} {row[2].split()[1]}" for called in given_names()[at::4] for row in ELEVEN]
    written = [latin(name, scheme) for name in names]
    assert [name for name in written if isinstance(LOOKUP.find(name), Found)] == []
