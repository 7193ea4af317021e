"""How well and how fast a typed name is answered, beside generic fuzzy ratios.

    python -m benchmarks.lookup [--quick]

Queries are generated (tests/cases/queries.py): every kind people type, for the eleven cases, with
typing mistakes from a fixed seed; then surnames of nobody in the registry. The same is asked of
registries of 10,000 and 100,000 made-up people (tests/cases/crowds.py). rapidfuzz's WRatio, over
all names of the registry, counts as sure above the score at which its wrong answers stay within one
in a hundred of the queries.
"""

from __future__ import annotations

import gc
import random
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from bot.cases.declension import forms
from bot.cases.lookup import Found, Lookup, Several
from bot.cases.registry import Case, Registry, load
from tests.cases.crowds import crowd
from tests.cases.people import ELEVEN, registry
from tests.cases.queries import FAR, clear, guesses, mistyped
from tests.cases.surnames import PLAUSIBLE
from tests.cases.transliteration import SCHEMES, latin

_CASES = Path(__file__).parents[1] / "data" / "cases"
_GIVEN = ("Борис", "Азат", "Алексей", "Владимир", "Дмитрий", "Андрей", "Илья", "Александр", "Артём")
_COMPARED = 20_000
"""Names up to which the slow ratios are measured, too."""

_SLOW = 20
"""Queries of each kind asked of a slow ratio."""

Asked = tuple[str, frozenset[str]]
"""A query, and whoever is right to be shown first; nobody, for a stranger's name."""
Guess = tuple[tuple[str, ...], bool]
"""Whom an engine shows, and whether it is sure."""


@dataclass(slots=True)
class Tally:
    asked: int = 0
    first: int = 0
    listed: int = 0
    card: int = 0
    shown: int = 0
    sure_wrong: int = 0
    times: list[float] = field(default_factory=list)

    def count(self, shown: tuple[str, ...], sure: bool, right: frozenset[str]) -> None:
        first = bool(shown) and shown[0] in right
        self.asked += 1
        self.first += first
        self.listed += bool(right.intersection(shown))
        self.card += sure and first
        self.sure_wrong += sure and not first
        self.shown += bool(shown)

    def row(self) -> tuple[str, ...]:
        parts = (self.first, self.listed, self.card, self.shown)
        slow = sorted(self.times)[int(len(self.times) * 0.99)] * 1000
        shares = (f"{100 * part / self.asked:.1f}" for part in parts)
        return f"{self.asked}", *shares, f"{self.sure_wrong}", f"{slow:.2f}"


def main(quick: bool = False) -> None:
    """Print a table for the eleven cases and one for each crowd."""
    console = Console(width=110)
    eleven = load(_CASES)
    sets = {
        "written by some rule": [(query, frozenset((slug,))) for _, query, slug in clear()],
        "to be guessed": [
            (query, frozenset((slug,))) for _, query, slug in guesses(random.Random(1))
        ],
        "two typos in a lone surname": list(_two_typos(2 if quick else 20)),
        "far scripts": [
            (query, frozenset((slug,))) for slug, row in FAR.items() for query in row.split()
        ],
        "nobody's surname": [(name, frozenset[str]()) for name in _strangers(10 if quick else 1)],
    }
    _compare(console, "eleven cases", eleven, sets)
    for count in (300,) if quick else (10_000, 100_000):
        people = registry([*eleven.cases.values(), *crowd(count)])
        asked = _of_a_crowd(list(people.cases.values()), 30 if quick else 400)
        _compare(console, f"{count:,} cases", people, asked)


def _compare(console: Console, title: str, people: Registry, sets: dict[str, list[Asked]]) -> None:
    gc.collect()
    gc.freeze()
    started = time.process_time()
    lookup = Lookup(people)
    built = time.process_time() - started
    del lookup
    tracemalloc.start()
    lookup = Lookup(people)
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    gc.collect()
    gc.freeze()
    table = Table(title=f"{title}: index built in {built:.2f} s of CPU, {size:.1f} MB")
    for column in ("queries", "by", "asked", "first %", "listed %", "card %", "shown %"):
        table.add_column(column, no_wrap=True)
    table.add_column("wrong card")
    table.add_column("p99 CPU ms")
    engines: dict[str, Callable[[str], Guess]] = {"lookup": _ours(lookup)}
    if len(people.cases) <= _COMPARED:
        engines |= dict(_others(people, sets))
    for name, asked in sets.items():
        for engine, guess in engines.items():
            some = asked if engine == "lookup" or title == "eleven cases" else asked[:_SLOW]
            table.add_row(name, engine, *_measure(guess, some).row())
    console.print(table)


def _measure(guess: Callable[[str], Guess], asked: Iterable[Asked]) -> Tally:
    tally = Tally()
    for query, right in asked:
        started = time.thread_time()
        shown, sure = guess(query)
        tally.times.append(time.thread_time() - started)
        tally.count(shown, sure, right)
    return tally


def _ours(lookup: Lookup) -> Callable[[str], Guess]:
    def guess(query: str) -> Guess:
        answer = lookup.find(query)
        if isinstance(answer, Found):
            return (answer.case_slug,), True
        return (answer.case_slugs, False) if isinstance(answer, Several) else ((), False)

    return guess


def _others(
    people: Registry, sets: dict[str, list[Asked]]
) -> Iterator[tuple[str, Callable[[str], Guess]]]:
    """Ratios that know nothing of names."""
    yield "WRatio", _by_score(people, sets, fuzz.WRatio)


def _by_score(
    people: Registry, sets: dict[str, list[Asked]], scorer: Callable[..., float]
) -> Callable[[str], Guess]:
    names = {
        text.lower(): case.slug
        for case in people.cases.values()
        for text in (*case.name.values(), case.full_name.text, *(a.text for a in case.aliases))
    }
    known = list(names)

    def best(query: str) -> list[tuple[str, float]]:
        found = process.extract(query.lower(), known, scorer=scorer, limit=10, score_cutoff=60)
        return [(names[name], score) for name, score, _ in found]

    sample = [row for rows in sets.values() for row in rows[:_SLOW]]
    scored = [(best(query)[:1], right) for query, right in sample]
    wrong = sorted(
        (found[0][1] for found, right in scored if found and found[0][0] not in right),
        reverse=True,
    )
    sure_from = wrong[len(sample) // 100] if len(wrong) > len(sample) // 100 else 0.0

    def guess(query: str) -> Guess:
        found = best(query)
        return tuple(slug for slug, _ in found), bool(found) and found[0][1] > sure_from

    return guess


def _strangers(step: int) -> Iterator[str]:
    chance = random.Random(2)
    for name in PLAUSIBLE[::step]:
        if name != "трофимов":
            yield name
            yield f"{chance.choice(_GIVEN)} {name.capitalize()}"
            for scheme in ("bgn", "iso9", "german"):
                yield latin(name, scheme)


def _two_typos(each: int) -> Iterator[Asked]:
    chance = random.Random(4)
    for slug, _, shown, _, _ in ELEVEN:
        surname = shown.split()[1]
        for word in (surname.lower(), latin(surname, "press").lower()):
            for _ in range(each):
                yield mistyped(word, 2, chance), frozenset((slug,))


def _of_a_crowd(people: list[Case], count: int) -> dict[str, list[Asked]]:
    """Any of the namesakes may come first; by a surname alone, anyone of that surname."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for case in people:
        for known in (case.name["ru"], case.name["ru"].split()[1], case.full_name.text):
            bearers[known].add(case.slug)
    chance = random.Random(5)
    sets: dict[str, list[Asked]] = defaultdict(list)
    for case in chance.sample(people, count):
        shown, full = case.name["ru"], case.full_name.text
        given, surname = shown.split()
        oblique = zip(
            forms(given.lower(), case.gender), forms(surname.lower(), case.gender), strict=False
        )
        several = (
            ("name", shown, shown),
            ("name", f"{surname} {given}".lower(), shown),
            ("full name", full, full),
            ("name in any case", " ".join(chance.choice(list(oblique))), shown),
            ("name in Latin", latin(shown, chance.choice(tuple(SCHEMES))), shown),
            ("surname alone", surname, surname),
            ("name, one typo", f"{given} {mistyped(surname.lower(), 1, chance)}", shown),
            ("name, two typos", f"{given} {mistyped(surname.lower(), 2, chance)}", shown),
            ("name without a space", (given + surname).lower(), shown),
        )
        for kind, query, known in several:
            sets[kind].append((query, frozenset(bearers[known])))
    return dict(sets)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
