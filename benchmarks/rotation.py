"""Who gets the letters: a year of weekly reminders, by our rotation and by "the famous first".

    python -m benchmarks.rotation [--writers 1000] [--people 200] [--weeks 52]

Each writer is reminded once a week and writes with a fixed chance. Fame is steep, as it is in life:
the n-th best known person comes to mind n times less often than the first.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.cases.registry import Case, load
from bot.letters.rotation import choose

CHANCE = 0.3
"""Of a letter being written after a reminder."""

Choice = Callable[[int, int, Counter[str]], str]
"""Whom a writer is asked to write to, by week, seat and the letters counted so far."""


def year(
    choice: Choice, people: list[str], *, writers: int, weeks: int, chance: random.Random
) -> Counter[str]:
    """Letters each person got. Nobody knows of a letter before the week it was written in ends."""
    seats = [chance.getrandbits(64) for _ in range(writers)]
    letters = Counter(dict.fromkeys(people, 0))
    for week in range(2900, 2900 + weeks):
        known = letters.copy()
        for seat in seats:
            if chance.random() < CHANCE:
                letters[choice(week, seat, known)] += 1
    return letters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=1000)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--weeks", type=int, default=52)
    given = parser.parse_args()
    cases = registry(given.people)
    print(f"{given.writers} writers, {given.people} people, {given.weeks} weeks; target: least at")
    print("least half the average\n")
    print(f"{'':28}{'letters':>9}{'least':>7}{'average':>9}{'most':>7}{'least/average':>15}")
    slugs = [case.slug for case in cases]
    for name, choice in choices(cases, random.Random(1)).items():
        letters = year(
            choice, slugs, writers=given.writers, weeks=given.weeks, chance=random.Random(2)
        )
        average = letters.total() / len(slugs)
        least, most = min(letters.values()), max(letters.values())
        print(
            f"{name:28}{letters.total():>9}{least:>7}{average:>9.1f}{most:>7}"
            f"{least / average:>15.2f}"
        )


def choices(cases: list[Case], chance: random.Random) -> dict[str, Choice]:
    """Ours, and what people do without it."""
    slugs = [case.slug for case in cases]
    fame = [1 / rank for rank in range(1, len(slugs) + 1)]

    def ours(week: int, seat: int, known: Counter[str]) -> str:
        return choose(cases, known, week, seat) or ""

    def partly_followed(week: int, seat: int, known: Counter[str]) -> str:
        """A third of the writers follow the ten best known, and are asked for these alone."""
        return choose(cases[:10] if seat % 3 == 0 else cases, known, week, seat) or ""

    def famous_first(_week: int, _seat: int, _known: Counter[str]) -> str:
        return chance.choices(slugs, fame)[0]

    def most_written(_week: int, _seat: int, known: Counter[str]) -> str:
        return chance.choices(slugs, [known[slug] + 1 for slug in slugs])[0]

    return {
        "our rotation": ours,
        "ours, a third follow ten": partly_followed,
        "the famous first": famous_first,
        "who is already written to": most_written,
    }


def registry(people: int) -> list[Case]:
    """So many people with an address: one real case under many names."""
    known = load(Path(__file__).parents[1] / "data" / "cases")
    case = known.cases["boris-kagarlitsky"]
    return [replace(case, slug=f"person-{number}") for number in range(people)]


if __name__ == "__main__":
    main()
