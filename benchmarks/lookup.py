"""How well and how fast a typed name is answered, beside a generic fuzzy ratio.

    python -m benchmarks.lookup

Queries are generated (tests/cases/queries.py): every kind people type, for the eleven cases, with
typing mistakes from a fixed seed; then plausible surnames of nobody in the registry. rapidfuzz's
WRatio, over all names of the registry, counts as sure above the score at which its wrong answers
stay within one in a hundred of the queries.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from bot.cases.lookup import Found, Lookup, Several
from bot.cases.registry import Registry, load
from tests.cases.people import person, registry
from tests.cases.queries import FAR, clear, guesses
from tests.cases.surnames import PLAUSIBLE
from tests.cases.transliteration import latin

_CASES = Path(__file__).parents[1] / "data" / "cases"
_GIVEN = ("Борис", "Азат", "Алексей", "Владимир", "Дмитрий", "Андрей", "Илья", "Александр", "Артём")
Guess = tuple[str, bool]
"""Whom an engine shows first ("" for nobody), and whether it is sure."""


@dataclass(slots=True)
class Tally:
    asked: int = 0
    first: int = 0
    sure_wrong: int = 0
    card: int = 0
    shown: int = 0
    times: list[float] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        slow = sorted(self.times)[int(len(self.times) * 0.99)] * 1000
        share = (f"{100 * part / self.asked:.1f}" for part in (self.first, self.card, self.shown))
        first, card, shown = share
        return f"{self.asked}", first, card, shown, f"{self.sure_wrong}", f"{slow:.2f}"


def main() -> None:
    """Print both tables: the eleven cases, and a crowd of a thousand beside them."""
    eleven = load(_CASES)
    console = Console(width=100)
    sets = {
        "written by some rule": [(query, slug) for _, query, slug in clear()],
        "to be guessed": [(query, slug) for _, query, slug in guesses(random.Random(1))],
        "far scripts": [(query, slug) for slug, row in FAR.items() for query in row.split()],
        "nobody's surname": [(name, "") for name in _strangers()],
    }
    crowd = _crowd(eleven)
    for title, people in (("eleven cases", eleven), (f"{len(crowd.cases)} cases", crowd)):
        started = time.thread_time()
        lookup = Lookup(people)
        built = time.thread_time() - started
        table = Table(title=f"{title}, index built in {built * 1000:.0f} ms")
        for column in ("queries", "by", "asked", "first %", "card %", "shown %", "wrong card"):
            table.add_column(column)
        table.add_column("p99 CPU ms")
        engines = {"lookup": _ours(lookup), "WRatio": _wratio(people, sets)}
        for name, asked in sets.items():
            if people is crowd and name == "nobody's surname":
                continue
            for engine, guess in engines.items():
                table.add_row(name, engine, *_measure(guess, asked).row())
        console.print(table)


def _measure(guess: Callable[[str], Guess], asked: Iterable[tuple[str, str]]) -> Tally:
    tally = Tally()
    for query, slug in asked:
        started = time.thread_time()
        first, sure = guess(query)
        tally.times.append(time.thread_time() - started)
        tally.asked += 1
        tally.first += first == slug
        tally.card += sure and first == slug
        tally.sure_wrong += sure and first != slug
        tally.shown += bool(first)
    return tally


def _ours(lookup: Lookup) -> Callable[[str], Guess]:
    def guess(query: str) -> Guess:
        answer = lookup.find(query)
        if isinstance(answer, Found):
            return answer.case_slug, True
        return (answer.case_slugs[0], False) if isinstance(answer, Several) else ("", False)

    return guess


def _wratio(people: Registry, sets: dict[str, list[tuple[str, str]]]) -> Callable[[str], Guess]:
    names = {
        text.lower(): case.slug
        for case in people.cases.values()
        for text in (*case.name.values(), case.full_name.text, *(a.text for a in case.aliases))
    }

    def best(query: str) -> tuple[str, float]:
        found = process.extractOne(query.lower(), names.keys(), scorer=fuzz.WRatio)
        return (names[found[0]], found[1]) if found else ("", 0.0)

    sample = [row for rows in sets.values() for row in rows[:200]]
    scored = sorted(((best(query), slug) for query, slug in sample), key=lambda row: -row[0][1])
    wrong = [score for (first, score), slug in scored if first != slug]
    sure_from = wrong[len(sample) // 100]

    def guess(query: str) -> Guess:
        first, score = best(query)
        return (first, score > sure_from) if score >= 60 else ("", False)

    return guess


def _strangers() -> list[str]:
    names = [name for name in PLAUSIBLE if name != "трофимов"]
    chance = random.Random(2)
    return [
        written
        for name in names
        for written in (name, latin(name, "bgn"), f"{chance.choice(_GIVEN)} {name.capitalize()}")
    ]


def _crowd(eleven: Registry) -> Registry:
    """The eleven among everyone of the plausible surnames."""
    chance = random.Random(3)
    strangers = []
    for number, surname in enumerate(PLAUSIBLE):
        given = chance.choice(_GIVEN)
        shown = f"{given} {surname.capitalize()}"
        full = f"{surname.capitalize()} {given}"
        strangers.append(person(f"stranger-{number}", "m", shown, full))
    return registry([*eleven.cases.values(), *strangers])


if __name__ == "__main__":
    main()
