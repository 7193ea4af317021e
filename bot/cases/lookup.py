"""Who is meant by what somebody typed? `Found` only when sure, else "did you mean", else nothing.

Sure means: the surname is written by the rules of some standard, in some case form; every other
word is this person's given name, patronymic or initial, or a word of the question; nobody else
fits. Whatever needs a guess (a typo, a prefix, the wrong keyboard layout, words run together, a far
script) only ever suggests. A given name of somebody else means somebody else. Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.cases.called import Called, beside
from bot.cases.families import Families, Family, rank
from bot.cases.far import FarSurnames
from bot.cases.given_names import Fit, given_ids
from bot.cases.keyboard import retyped
from bot.cases.misspelt import Surnames, allowed
from bot.cases.names import fold, is_far, words
from bot.cases.persons import (
    PersonName,
    initial_fit,
    is_patronymic,
    names_of,
)
from bot.cases.question import Asked, read
from bot.cases.registry import Case, Registry
from bot.cases.verdict import Verdict, judge, spelled

MOST_SUGGESTED = 10
MOST_WEIGHED = 1000
"""Guesses of one kind that are looked at before the first ten are shown."""
LONGEST_QUERY = 600
"""Characters. A longer message is no question about a name."""


@dataclass(frozen=True, slots=True)
class Found:
    """Surely this person."""

    case_slug: str


@dataclass(frozen=True, slots=True)
class Several:
    """Perhaps one of these, the likeliest first: one to ten."""

    case_slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nobody we know of."""


Answer = Found | Several | Nothing


class Lookup:
    """An index over the names of a registry."""

    def __init__(self, registry: Registry) -> None:
        self._names: dict[str, tuple[PersonName, ...]] = {}
        self._families = Families()
        self._surnames = Surnames()
        self._called = Called()
        self._far: FarSurnames | None = None
        self._add(registry.cases[slug] for slug in sorted(registry.cases))
        self._campaigns: dict[str, str] = {}
        for campaign in registry.campaigns.values():
            for title in (campaign.slug, *campaign.name.values(), *campaign.aliases):
                self._campaigns.setdefault(_title(title), campaign.slug)

    def replace(self, case: Case) -> None:
        """Know a new case, or a changed one by its names of now."""
        self.remove(case.slug)
        self._add((case,))

    def remove(self, slug: str) -> None:
        """Know this case no more; nothing happens if it never was known."""
        names = self._names.pop(slug, ())
        self._called.remove(names)
        self._surnames.remove(self._families.remove(names))
        self._far = None

    def _add(self, cases: Iterable[Case]) -> None:
        added: list[Family] = []
        for case in cases:
            names = self._names[case.slug] = names_of(case)
            self._called.add(names)
            added += self._families.add(names)
        self._surnames.add(added)
        self._far = None

    def find(self, query: str) -> Answer:
        """Never raises, whatever the query holds."""
        query = query.strip()
        if len(query) > LONGEST_QUERY:
            return Nothing()
        asked = read(query)
        if not asked.words:
            return Nothing()
        judged = self._judged(asked)
        sure = list(dict.fromkeys(name.case for name, verdict in judged if verdict.sure))
        if len(sure) == 1:
            return Found(sure[0])
        if sure:
            return Several(tuple(sure[:MOST_SUGGESTED]))
        for guesses in self._guesses(query, asked, judged):
            slugs = tuple(islice(dict.fromkeys(islice(guesses, MOST_WEIGHED)), MOST_SUGGESTED))
            if slugs:
                return Several(slugs)
        return Nothing()

    def find_campaign(self, query: str) -> str | None:
        """The slug of the campaign whose name, alias or slug this is, in any spelling."""
        return self._campaigns.get(_title(query[:LONGEST_QUERY])) if query.strip() else None

    def _judged(self, asked: Asked) -> list[tuple[PersonName, Verdict]]:
        """Everyone who may be meant by their surname, the likeliest first."""
        families = dict.fromkeys(
            family for word in asked.words for family in self._families.of(word)
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

    def _guesses(
        self, query: str, asked: Asked, judged: list[tuple[PersonName, Verdict]]
    ) -> Iterator[Iterable[str]]:
        """Ways to guess, the likeliest first; each gives slugs, the likeliest first."""
        yield (name.case for name, _ in judged)
        yield self._called.find(asked.words)
        yield self._run_together(asked)
        yield self._other_layout(query)
        if any(is_far(word) for word in asked.words):
            yield self._like(asked)
        yield self._begun(asked)
        yield self._misspelt(asked)

    def _run_together(self, asked: Asked) -> list[str]:
        """A name split by a space, or a given name and a surname without one."""
        found: list[str] = []
        for left, right in zip(asked.words, asked.words[1:], strict=False):
            found += self._close(Asked((left + right,), asked.initials, asked.oblique))
        for word in asked.words:
            for cut in range(3, len(word) - 2):
                halves = (word[:cut], word[cut:])
                if any(given_ids(half) for half in halves):
                    rest = tuple(other for other in asked.words if other != word)
                    found += self._close(Asked((*rest, *halves), asked.initials, asked.oblique))
        return found

    def _other_layout(self, query: str) -> list[str]:
        return [case for other in retyped(query) for case in self._close(read(other))]

    def _close(self, asked: Asked) -> list[str]:
        """Those whom the words would mean without a doubt, or nearly."""
        return [name.case for name, verdict in self._judged(asked) if verdict.close]

    def _begun(self, asked: Asked) -> list[str]:
        """A surname of which only the beginning was typed."""
        wanted = (Fit.YES, Fit.UNKNOWN) if len(asked.words) == 1 else (Fit.YES,)
        return sorted(
            name.case
            for word in asked.words
            if len(word) >= 4
            for family in self._surnames.beginning(word)
            for name in family.members
            if self._may_be(name, asked, word) in wanted
        )

    def _misspelt(self, asked: Asked) -> list[str]:
        """Surnames one or two typing mistakes away, three in a long one beside the given name."""
        found: list[tuple[int, tuple[bool, str, str, str]]] = []
        for word in asked.words:
            if is_far(word) or len(word) < 4 or is_patronymic(word):
                continue
            farthest = 1 if given_ids(word) else 2 + (len(asked.words) > 1 or bool(asked.initials))
            for family, distance, letters in self._surnames.near(word, farthest):
                for name in family.members:
                    fits = self._may_be(name, asked, word)
                    if fits and distance <= allowed(letters, fits is Fit.YES):
                        found.append((distance - (fits is Fit.YES), rank(name)))
        return [case for _, (_, case, *_) in sorted(found)]

    def _may_be(self, name: PersonName, asked: Asked, surname: str) -> Fit | None:
        """How the words beside the supposed surname fit; None when they name somebody else."""
        fits = [beside(name, word) for word in asked.words if word != surname]
        fits += [initial_fit(name, letter) for letter in asked.initials]
        if Fit.OTHER in fits:
            return None
        return Fit.YES if Fit.YES in fits else Fit.UNKNOWN

    def _like(self, asked: Asked) -> list[str]:
        if self._far is None:
            self._far = FarSurnames(self._families)
        return self._far.like(asked.words)


def _title(text: str) -> str:
    return " ".join(fold(word) for word in words(text))
