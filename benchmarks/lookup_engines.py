"""Who else may answer what benchmarks.lookup asks: the lookup, a ratio, OpenSanctions' matcher."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.lookup_sets import Asked
from bot.cases.lookup import Found, Lookup, Several
from bot.cases.registry import Registry

_SAMPLED = 20
"""Queries of each kind by which it is decided what score is sure."""

Guess = tuple[tuple[str, ...], bool]
"""Whom an engine shows, and whether it is sure."""
Best = Callable[[str], list[tuple[str, float]]]
"""Slugs with scores, the best first."""


@dataclass(frozen=True, slots=True)
class Engine:
    name: str
    guess: Callable[[str], Guess]
    most: int
    """Queries of each kind that are asked of it."""
    clock: Callable[[], float] = time.thread_time


def ours(lookup: Lookup) -> Callable[[str], Guess]:
    def guess(query: str) -> Guess:
        answer = lookup.find(query)
        if isinstance(answer, Found):
            return (answer.case_slug,), True
        return (answer.case_slugs, False) if isinstance(answer, Several) else ((), False)

    return guess


def _names(people: Registry) -> dict[str, list[str]]:
    """What each case is called, by slug."""
    return {
        case.slug: [*case.name.values(), case.full_name.text, *(a.text for a in case.aliases)]
        for case in people.cases.values()
    }


def by_ratio(people: Registry) -> Best:
    """A ratio that knows nothing of names."""
    names = {text.lower(): slug for slug, texts in _names(people).items() for text in texts}
    known = list(names)

    def best(query: str) -> list[tuple[str, float]]:
        found = process.extract(query.lower(), known, scorer=fuzz.WRatio, limit=10, score_cutoff=60)
        return [(names[name], score) for name, score, _ in found]

    return best


class Opensanctions:
    """Nomenklatura at work in a Python of its own."""

    def __init__(self, at_work: subprocess.Popen[str], people: Registry) -> None:
        self._at_work = at_work
        self.spent = 0.0
        """Seconds of CPU it has taken for queries."""
        self._write(_names(people))

    def best(self, query: str) -> list[tuple[str, float]]:
        self._write(query)
        assert self._at_work.stdout is not None
        found, seconds = json.loads(self._at_work.stdout.readline())
        self.spent += seconds
        return [(slug, score) for slug, score in found]

    def _write(self, what: object) -> None:
        assert self._at_work.stdin is not None
        self._at_work.stdin.write(f"{json.dumps(what)}\n")
        self._at_work.stdin.flush()


@contextmanager
def opensanctions(python: Path | None, people: Registry) -> Iterator[Opensanctions | None]:
    if python is None:
        yield None
        return
    script = Path(__file__).parent / "opensanctions.py"
    pipe = subprocess.PIPE
    with subprocess.Popen([python, script], stdin=pipe, stdout=pipe, text=True) as at_work:
        yield Opensanctions(at_work, people)


def by_score(sets: dict[str, list[Asked]], best: Best) -> Callable[[str], Guess]:
    """Sure above the score at which its wrong answers stay within one in a hundred."""
    sample = [row for rows in sets.values() for row in rows[:_SAMPLED]]
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
