"""Thousands of people: still the right one, still quickly; and changes in place."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.lookup import main as benchmark
from bot.cases.bigrams import MOST_FOUND, Bigrams
from bot.cases.lookup import Found, Lookup, Several
from bot.cases.names import sketch, words
from bot.cases.registry import Case
from tests.cases.crowds import crowd
from tests.cases.people import ELEVEN, eleven, person, registry
from tests.cases.queries import FAR, mistyped
from tests.cases.surnames import surnames
from tests.cases.transliteration import SCHEMES, latin

CROWD = tuple(crowd(1500))
LOOKUP = Lookup(registry([*eleven().cases.values(), *CROWD]))


def shown(query: str) -> tuple[str, ...]:
    answer = LOOKUP.find(query)
    if isinstance(answer, Found):
        return (answer.case_slug,)
    return answer.case_slugs if isinstance(answer, Several) else ()


def test_everyone_is_found_by_the_full_name() -> None:
    asked = [(case.slug, LOOKUP.find(case.full_name.text)) for case in CROWD]
    assert [(slug, answer) for slug, answer in asked if answer != Found(slug)] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_is_listed_by_the_name_in_latin(scheme: str) -> None:
    some = random.Random(2).sample(CROWD, 100)
    missed = [case.slug for case in some if case.slug not in shown(latin(case.name["ru"], scheme))]
    assert len(missed) <= 1


def test_no_namesake_gets_the_card_of_another() -> None:
    for case in random.Random(3).sample(CROWD, 300):
        for query in (case.name["ru"], case.name["ru"].split()[1], case.name["en"]):
            answer = LOOKUP.find(query)
            assert not isinstance(answer, Found) or answer == Found(case.slug), query


def test_a_mistyped_surname_beside_the_given_name_is_listed() -> None:
    chance = random.Random(4)
    missed = []
    for case in chance.sample(CROWD, 200):
        given_name, surname = case.name["ru"].split()
        query = f"{given_name} {mistyped(surname.lower(), 1, chance)}"
        if len(surname) > 5 and case.slug not in shown(query):
            missed.append(query)
    assert len(missed) <= 4, missed


def test_a_mistyped_name_is_sought_in_milliseconds() -> None:
    chance = random.Random(5)
    asked = [mistyped(case.name["ru"].lower(), 2, chance) for case in chance.sample(CROWD, 100)]
    started = time.process_time()
    for query in asked:
        LOOKUP.find(query)
    assert time.process_time() - started < 100 * 0.02


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text("абвг", min_size=1, max_size=6), max_size=30),
    st.text("абвг", min_size=1, max_size=6),
    st.integers(0, 6),
    st.integers(0, 29),
)
def test_words_that_share_pairs_are_all_found(
    known: list[str], word: str, but: int, removed: int
) -> None:
    def pairs(text: str) -> set[frozenset[str]]:
        return {frozenset(pair) for pair in zip("^" + text, text, strict=False)}

    bigrams = Bigrams()
    bigrams.add(enumerate(known))
    left = dict(enumerate(known))
    if removed in left:
        bigrams.remove(removed, left.pop(removed))
    wanted = max(1 if len(pairs(word)) < 4 else 2, len(pairs(word)) - but)
    sharing = {at for at, one in left.items() if len(pairs(one) & pairs(word)) >= wanted}
    assert set(bigrams.sharing((word,), but)) == sharing


def test_of_too_many_words_those_that_share_most_are_found() -> None:
    bigrams = Bigrams()
    bigrams.add((at, "иванов" if at % 2 else "иванин") for at in range(2 * MOST_FOUND))
    found = set(bigrams.sharing(("иванов",), 4))
    assert found == {at for at in range(2 * MOST_FOUND) if at % 2}


@settings(deadline=None)
@given(surnames(), st.sampled_from(("bgn", "press", "iso9")))
def test_a_sketch_is_plain_latin(surname: str, scheme: str) -> None:
    for written in (surname, *words(latin(surname, scheme))):
        assert all("a" <= letter <= "z" for letter in sketch(written))


PEOPLE = (*(person(*row) for row in ELEVEN), *CROWD[:12])
CHANGED = (
    person("alexei-gorinov", "m", "Алексей Горенов", "Горенов Алексей Александрович"),
    person("boris-kagarlitsky", "m", "Борис Трофимов", "Трофимов Борис", ("Тёма Камрад",)),
    person("ivan-gorinov", "m", "Иван Горинов", "Горинов Иван Ильич"),
    person("anna-gorinova", "f", "Анна Горинова", "Горинова Анна Ильинична", ("Анна Салтыкова",)),
    person("ivan-salt", "m", "Иван Салтыков-Белых", "Салтыков-Белых Иван Петрович"),
)
_QUERIES = (
    *(word for case in (*PEOPLE, *CHANGED) for word in case.full_name.text.split()),
    *(case.name["ru"] for case in (*PEOPLE, *CHANGED)),
    *("горинв", "камрд", "rfufhkbwrbq", "алексейгоринов", "Гори", "Борис Юльевич", "Салтыков"),
    *(row.split()[0] for row in FAR.values()),
)


@settings(max_examples=25, deadline=None)
@given(
    st.sets(st.sampled_from(range(len(PEOPLE))), min_size=3),
    st.lists(st.sampled_from((*PEOPLE, *CHANGED, *(case.slug for case in PEOPLE))), max_size=12),
)
def test_changes_in_place_equal_a_fresh_index(start: set[int], changes: list[Case | str]) -> None:
    known = {PEOPLE[at].slug: PEOPLE[at] for at in start}
    lookup = Lookup(registry(known.values()))
    lookup.find("ゴリノフ")
    for change in changes:
        if isinstance(change, str):
            lookup.remove(change)
            known.pop(change, None)
        else:
            lookup.replace(change)
            known[change.slug] = change
    fresh = Lookup(registry(known.values()))
    for query in _QUERIES:
        assert lookup.find(query) == fresh.find(query), query


def test_the_benchmark_runs(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark(quick=True)
    assert "two typos in a lone surname" in capsys.readouterr().out
