"""The names of a registry, found by what was typed: a surname, right or misspelt, or none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from bot.cases.called import Called, beside
from bot.cases.families import Families, Family, rank
from bot.cases.far import FarSurnames
from bot.cases.given_names import Fit, given_fit, given_ids
from bot.cases.misspelt import Surnames, allowed
from bot.cases.names import is_far
from bot.cases.persons import PersonName, initial_fit, is_patronymic, names_of
from bot.cases.question import Asked
from bot.cases.registry import Case
from bot.cases.spelling import Spelling
from bot.cases.verdict import Verdict, judge, spelled

MOST_SUGGESTED = 10
MOST_FAMILIES = 50
"""Surnames with one beginning that are looked at."""
_FEW = 9
"""Namesakes of whom it is cheaper to look at each than to read the surname they share."""
_LONG = 7
"""Letters. Three mistakes in a shorter surname leave too little of it."""

Judged = list[tuple[PersonName, Verdict]]


class Index:
    def __init__(self, most_compared: int) -> None:
        """``most_compared`` surnames a misspelt word is held against."""
        self.names: dict[str, tuple[PersonName, ...]] = {}
        """By case."""
        self.families = Families()
        self.called = Called()
        self._surnames = Surnames(most_compared)
        self._far: FarSurnames | None = None

    def add(self, cases: Iterable[Case]) -> None:
        """Know these cases, which it does not know yet. Many at once cost least."""
        added = {case.slug: names_of(case) for case in cases}
        self.names |= added
        names = list(chain.from_iterable(added.values()))
        self.called.add(names)
        self._surnames.add(self.families.add(names))
        self._far = None

    def remove(self, slug: str) -> None:
        """Know this case no more; nothing happens if it never was known."""
        names = self.names.pop(slug, ())
        self.called.remove(names)
        self._surnames.remove(self.families.remove(names))
        self._far = None

    def judged(self, asked: Asked) -> Judged:
        """Everyone who may be meant by their surname, the likeliest first."""
        families = dict.fromkeys(
            family
            for word in asked.words
            for family in self.families.of(word)
            if _possible(family, [other for other in asked.words if other != word])
        )
        judged = []
        for family in families:
            surname = spelled(family, asked)
            if surname is not None:
                for name in family.members:
                    verdict = judge(name, surname, asked)
                    if verdict is not None:
                        judged.append((name, verdict))
        return sorted(judged, key=lambda pair: (pair[1].doubts, rank(pair[0])))

    def close(self, asked: Asked) -> list[str]:
        """Those whom the words would mean without a doubt, or nearly."""
        return [name.case for name, verdict in self.judged(asked) if verdict.close]

    def begun(self, asked: Asked, words: Iterable[str]) -> Iterator[str]:
        """A surname of which only the beginning was typed."""
        wanted = (Fit.YES, Fit.UNKNOWN) if len(asked.words) == 1 else (Fit.YES,)
        for word in words:
            if len(word) >= 4:
                for family in islice(self._surnames.beginning(word), MOST_FAMILIES):
                    yield from (name.case for name, _ in self._fitting(family, asked, word, wanted))

    def misspelt(self, asked: Asked, words: Iterable[str]) -> Iterator[str]:
        """Surnames one or two typing mistakes away, three in a long one beside the given name.

        Of equally likely ones each is shown once before the namesakes of any.
        """
        found = []
        for word in words:
            beside_it = [other for other in asked.words if other != word]
            several = bool(beside_it or asked.initials)
            if is_far(word) or len(word) < (3 if beside_it else 4):
                continue
            farthest = 1 if given_ids(word) else 3 if several and len(word) > _LONG else 2
            for near in self._surnames.near(word, farthest, beside_it):
                wanted = tuple(
                    fit
                    for fit in (Fit.YES, Fit.UNKNOWN)
                    if near.mistakes <= allowed(near.letters, fit is Fit.YES)
                )
                fitting = self._fitting(near.family, asked, word, wanted)
                for place, (name, fit) in enumerate(fitting):
                    found.append((near.unlike - 8 * (fit is Fit.YES), place, rank(name)))
        yield from (case for _, _, (_, case, *_) in sorted(found))

    def one_letter_away(self, asked: Asked) -> Iterator[str]:
        """Those who may have been meant if a letter of the surname was mistyped."""
        for word in asked.words:
            if is_far(word) or given_ids(word) or is_patronymic(word):
                continue
            known = {one for one in self.families.of(word) if _written(one, asked)}
            beside_it = [other for other in asked.words if other != word]
            for near in self._surnames.near(word, 1, beside_it):
                if near.family not in known:
                    fits = (Fit.YES,) if beside_it or asked.initials else (Fit.UNKNOWN,)
                    for name, _ in self._fitting(near.family, asked, word, fits):
                        yield name.case

    def _fitting(
        self, family: Family, asked: Asked, surname: str, wanted: tuple[Fit, ...]
    ) -> Iterator[tuple[PersonName, Fit]]:
        """As many as can be shown of those whom the words beside the supposed surname fit so."""
        words = [word for word in asked.words if word != surname]
        shown = 0
        for name in family.members if wanted else ():
            fits = {beside(name, word) for word in words}
            fits |= {initial_fit(name, letter) for letter in asked.initials}
            fits |= {given_fit(name.father, "m", word) for word in asked.fathers}
            fit = Fit.YES if Fit.YES in fits else Fit.UNKNOWN
            if Fit.OTHER not in fits and fit in wanted:
                yield name, fit
                shown += 1
                if shown == MOST_SUGGESTED:
                    return

    def like(self, asked: Asked) -> list[str]:
        if self._far is None:
            self._far = FarSurnames(self.families)
        return self._far.like(asked.words)


def _possible(family: Family, beside_it: list[str]) -> bool:
    """Whether the words beside a surname may be names of one who bears it; quickly found out."""
    if len(family.surname) > 1 or len(family.members) > _FEW:
        return True
    return any(
        all(beside(name, word) is not Fit.OTHER for word in beside_it) for name in family.members
    )


def _written(family: Family, asked: Asked) -> bool:
    surname = spelled(family, asked)
    return surname is not None and surname.surely is not Spelling.NOT
