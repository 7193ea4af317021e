"""How well and how fast a typed name is answered, beside generic fuzzy ratios.

    python -m benchmarks.lookup [--quick] [--surnames FILE] [--opensanctions PYTHON]

Queries are generated (tests/cases/queries.py and, by tables of its own, tests/cases/hearsay) or
were written one by one (tests/cases/handwritten, tests/cases/askers), or both
(tests/cases/passersby): every kind people type, for the eleven cases, with typing mistakes from a
fixed seed; then their surnames after other people's given names, and surnames of nobody in the
registry, real ones as well if there is a FILE with a Russian or Ukrainian surname a line. The same
is asked of registries of 10,000 and 100,000 made-up people (tests/cases/crowds.py). rapidfuzz's
WRatio, over all names of the registry, counts as sure above the score at which its wrong answers
stay within one in a hundred of the queries; so does OpenSanctions' nomenklatura, where PYTHON is
one that has it installed, over the names of the eleven and some queries of each kind.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.lookup_engines import (
    Engine,
    Guess,
    Opensanctions,
    by_ratio,
    by_score,
    opensanctions,
    ours,
)
from benchmarks.lookup_sets import Asked, of_a_crowd, of_the_eleven, real_strangers
from bot.cases.lookup import Lookup
from bot.cases.registry import Registry, load
from tests.cases.crowds import crowd
from tests.cases.people import registry

_CASES = Path(__file__).parents[1] / "data" / "cases"
_COMPARED = 20_000
"""Names up to which the slow ratios are measured, too."""

_ENTRIES: dict[str, int] = {}
_COMPARISONS = (200, 300, 500, 1000)
_LONE = "lone surname, two typos"
_ALL = 1_000_000
_SLOW = 20
"""Queries of each kind asked of a slow ratio."""

_SOME = 150
"""Queries of each kind asked of one that takes a comparison with every name for each."""


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
        shares = (f"{self.share(part):.1f}" for part in parts)
        return f"{self.asked}", *shares, f"{self.sure_wrong}", f"{self.slow():.2f}"

    def share(self, part: int) -> float:
        return 100 * part / self.asked

    def slow(self) -> float:
        """Milliseconds within which 99 of 100 were answered."""
        return sorted(self.times)[int(len(self.times) * 0.99)] * 1000


def pooled(tallies: Iterable[Tally]) -> Tally:
    """All of these as one."""
    whole = Tally()
    for one in tallies:
        whole.asked += one.asked
        whole.first += one.first
        whole.listed += one.listed
        whole.card += one.card
        whole.shown += one.shown
        whole.sure_wrong += one.sure_wrong
        whole.times += one.times
    return whole


def main(quick: bool = False, surnames: Path | None = None, python: Path | None = None) -> None:
    """Print a table for the eleven cases and one for each crowd; then which targets are met."""
    console = Console(width=120)
    console.print(f"yardstick: {_yardstick():.2f} s of CPU for 200,000 entries of a dictionary")
    eleven = load(_CASES)
    targets = Table(title="targets")
    for column in ("what", "measured", "target", "reached"):
        targets.add_column(column, no_wrap=True)
    asked = {kind: queries[:: 10 if quick else 1] for kind, queries in of_the_eleven(quick).items()}
    if surnames:
        asked["real surnames"] = real_strangers(surnames.read_text("utf-8").split())
    with opensanctions(python, eleven) as theirs:
        _, tallies = _compare(console, "eleven cases", eleven, asked, theirs)
    _judge_the_eleven(targets, tallies)
    for count in (300,) if quick else (10_000, 100_000):
        people = registry([*eleven.cases.values(), *crowd(count)])
        asked = of_a_crowd(list(people.cases.values()), 30 if quick else 400)
        title = f"{count:,} cases"
        lookup, tallies = _compare(console, title, people, asked)
        _judge_a_crowd(targets, title, lookup, tallies, count)
        bold = Lookup(people, wary=False)
        _caution(console, title, (lookup, bold), asked)
        if count <= _COMPARED:
            _curve(console, title, people, asked)
    console.print(targets)


def _compare(
    console: Console,
    title: str,
    people: Registry,
    sets: dict[str, list[Asked]],
    theirs: Opensanctions | None = None,
) -> tuple[Lookup, dict[str, Tally]]:
    gc.collect()
    gc.freeze()
    lookup = Lookup(people)
    size = f"{lookup.size() / 1e6:.1f} MB"
    table = Table(title=f"{title}: index built in {lookup.built_in:.2f} s of CPU, {size}")
    for column in ("queries", "by", "asked", "first %", "listed %", "card %", "shown %"):
        table.add_column(column, no_wrap=True)
    table.add_column("wrong card")
    table.add_column("p99 CPU ms")
    engines = [Engine("lookup", ours(lookup), _ALL)]
    if len(people.cases) <= _COMPARED:
        most = _ALL if title == "eleven cases" else _SLOW
        engines.append(Engine("WRatio", by_score(sets, by_ratio(people)), most))
    if theirs:
        guess = by_score(sets, theirs.best)
        engines.append(Engine("nomenklatura", guess, _SOME, lambda: theirs.spent))
    tallies = {}
    for name, asked in sets.items():
        for engine in engines:
            some = asked[:: -(-len(asked) // engine.most)]
            tally = _measure(engine.guess, some, engine.clock)
            table.add_row(name, engine.name, *tally.row())
            if engine.name == "lookup":
                tallies[name] = tally
    table.add_row("all of these", "lookup", *pooled(tallies.values()).row())
    console.print(table)
    return lookup, tallies


def _judge_the_eleven(targets: Table, tallies: dict[str, Tally]) -> None:
    strangers, far = tallies["nobody's surname"], tallies["far scripts"]
    typos, slips = tallies["two typos in a lone surname"], tallies["hearsay, two slips"]
    real = tallies.get("real surnames", Tally())
    named = [tallies[kind] for kind in ("another's given name", "eight authors' strangers")]
    apart = (strangers, *named, far, typos, slips, real)
    near = pooled(tally for tally in tallies.values() if all(tally is not one for one in apart))
    rows = (
        ("eleven cases: right person first, %", near.share(near.first), 99.9),
        ("far scripts: right person first, %", far.share(far.first), 95.0),
        ("card at once, %", near.share(near.card), 75.0),
        ("two typos in a lone surname: right first, %", typos.share(typos.first), 95.0),
        ("two slips anywhere: right first, %", slips.share(slips.first), 95.0),
    )
    for what, measured, least in rows:
        targets.add_row(what, f"{measured:.2f}", f"{least:g}", _yes(measured >= least))
    shown = strangers.share(strangers.shown)
    wrong = sum(tally.sure_wrong for tally in tallies.values())
    targets.add_row("nobody's surname: somebody shown, %", f"{shown:.2f}", "5", _yes(shown <= 5))
    targets.add_row("wrong cards", f"{wrong}", "0", _yes(wrong == 0))
    if real.asked:
        shown = real.share(real.shown)
        what = f"{real.asked // 5:,} real surnames: somebody shown, %"
        targets.add_row(what, f"{shown:.2f}", "5", _yes(shown <= 5))


def _judge_a_crowd(
    targets: Table, title: str, lookup: Lookup, tallies: dict[str, Tally], count: int
) -> None:
    lone = tallies[_LONE]
    named = pooled(tally for tally in tallies.values() if tally is not lone)
    wrong = sum(tally.sure_wrong for tally in tallies.values())
    slow = pooled(tallies.values()).slow()
    megabytes = lookup.size() / 1e6
    rows = (
        ("right first, %", named.share(named.first), 99.5, True),
        ("listed, %", named.share(named.listed), 99.5, True),
        ("two typos in a lone surname: listed, %", lone.share(lone.listed), 95.0, True),
        ("wrong cards", float(wrong), 0.0, False),
        ("p99, ms of CPU", slow, 1.0 if count <= _COMPARED else 5.0, False),
        ("index built in, s of CPU", lookup.built_in, 5.0, False),
        ("memory, MB", megabytes, 200.0, False),
    )
    for what, measured, target, at_least in rows if count <= _COMPARED else rows[3:]:
        reached = measured >= target if at_least else measured <= target
        targets.add_row(f"{title}: {what}", f"{measured:.2f}", f"{target:g}", _yes(reached))


def _caution(
    console: Console, title: str, lookups: tuple[Lookup, Lookup], sets: dict[str, list[Asked]]
) -> None:
    """What it costs to ask back where another's name is one letter away."""
    table = Table(title=f"{title}: card only if no other name is one letter away")
    for column in ("queries", "card %, careful", "wrong", "card %, else", "wrong"):
        table.add_column(column, no_wrap=True)
    for name, asked in sets.items():
        row: list[str] = []
        for lookup in lookups:
            tally = _measure(ours(lookup), asked)
            row += (f"{tally.share(tally.card):.1f}", f"{tally.sure_wrong}")
        table.add_row(name, *row)
    console.print(table)


def _curve(console: Console, title: str, people: Registry, sets: dict[str, list[Asked]]) -> None:
    """What fewer or more comparisons buy for two typing mistakes, and what they cost."""
    table = Table(title=f"{title}: surnames that a misspelt word is compared with")
    for column in ("at most", "name, first %", "listed %", "surname, first %", "listed %"):
        table.add_column(column, no_wrap=True)
    table.add_column("p99 CPU ms")
    for most in _COMPARISONS:
        guess = ours(Lookup(people, most_compared=most))
        tallies = [_measure(guess, sets[kind]) for kind in ("name, two typos", _LONE)]
        shares = (f"{tally.share(part):.1f}" for tally in tallies for part in _ranks(tally))
        table.add_row(f"{most}", *shares, f"{pooled(tallies).slow():.2f}")
    console.print(table)


def _ranks(tally: Tally) -> tuple[int, int]:
    return tally.first, tally.listed


def _yardstick() -> float:
    """Seconds of CPU that some plain Python takes: what they are worth here and now."""
    started = time.process_time()
    for number in range(200_000):
        _ENTRIES[f"{number}"] = number
    return time.process_time() - started


def _yes(reached: bool) -> str:
    return "yes" if reached else "no"


def _measure(
    guess: Callable[[str], Guess],
    asked: Iterable[Asked],
    clock: Callable[[], float] = time.thread_time,
) -> Tally:
    tally = Tally()
    for query, right in asked:
        started = clock()
        shown, sure = guess(query)
        tally.times.append(clock() - started)
        tally.count(shown, sure, right)
    return tally


if __name__ == "__main__":
    named = {flag: Path(name) for flag, name in pairwise(sys.argv)}
    main("--quick" in sys.argv[1:], named.get("--surnames"), named.get("--opensanctions"))
