"""Who is meant by what somebody typed? `Found` only when sure, else "did you mean", else nothing.

Sure means: the surname is written by the rules of some standard, in some case form; every other
word is this person's given name, patronymic or initial, or a word of the question; nobody else
fits. Whatever needs a guess (a typo, a prefix, the wrong keyboard layout, words run together, a far
script) only ever suggests. A given name of somebody else means somebody else. Nothing is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.cases.far import likeness, skeletons
from bot.cases.given_names import Fit, given_fit, given_ids
from bot.cases.keyboard import retyped
from bot.cases.misspelt import Surnames, allowed
from bot.cases.names import blur, fold, is_far, stem, words
from bot.cases.persons import (
    PersonName,
    initial_fit,
    is_patronymic,
    names_of,
    patronymic_fit,
    surname_index,
    without_possessive,
)
from bot.cases.question import Asked, read
from bot.cases.registry import Registry
from bot.cases.verdict import Verdict, judge

MOST_SUGGESTED = 10
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
        self._names = [
            name for slug in sorted(registry.cases) for name in names_of(registry.cases[slug])
        ]
        self._by_key = surname_index(self._names)
        self._skeletons = [
            (skeletons("".join(name.surname)), skeletons(name.given), name) for name in self._names
        ]
        self._surnames = Surnames(self._names)
        self._by_given: dict[str, list[PersonName]] = defaultdict(list)
        for name in self._names:
            for called in given_ids(name.given):
                self._by_given[called].append(name)
        self._campaigns: dict[str, str] = {}
        for campaign in registry.campaigns.values():
            for title in (campaign.slug, *campaign.name.values(), *campaign.aliases):
                self._campaigns.setdefault(_title(title), campaign.slug)

    def find(self, query: str) -> Answer:
        """Never raises, whatever the query holds."""
        query = query.strip()
        if len(query) > LONGEST_QUERY:
            return Nothing()
        asked = read(query)
        if not asked.words:
            return Nothing()
        judged = self._judged(asked)
        sure = sorted({name.case for name, verdict in judged if verdict.sure})
        if len(sure) == 1:
            return Found(sure[0])
        if sure:
            return Several(tuple(sure[:MOST_SUGGESTED]))
        for guesses in self._guesses(query, asked, judged):
            slugs = tuple(dict.fromkeys(guesses))
            if slugs:
                return Several(slugs[:MOST_SUGGESTED])
        return Nothing()

    def find_campaign(self, query: str) -> str | None:
        """The slug of the campaign whose name, alias or slug this is, in any spelling."""
        return self._campaigns.get(_title(query[:LONGEST_QUERY])) if query.strip() else None

    def _judged(self, asked: Asked) -> list[tuple[PersonName, Verdict]]:
        candidates = {name for word in asked.words for name in self._candidates(word)}
        judged = [(name, judge(name, asked)) for name in candidates]
        return [(name, verdict) for name, verdict in judged if verdict is not None]

    def _candidates(self, word: str) -> Iterator[PersonName]:
        for bare in without_possessive(word):
            yield from self._by_key.get(stem(blur(bare)), ())

    def _guesses(
        self, query: str, asked: Asked, judged: list[tuple[PersonName, Verdict]]
    ) -> Iterator[Iterable[str]]:
        """Ways to guess, the likeliest first; each gives slugs, the likeliest first."""
        judged.sort(key=lambda pair: (pair[1].doubts, pair[0].case))
        yield (name.case for name, _ in judged)
        yield self._called(asked)
        yield self._run_together(asked)
        yield self._other_layout(query)
        if any(is_far(word) for word in asked.words):
            yield self._far(asked)
        yield self._begun(asked)
        yield self._misspelt(asked)

    def _called(self, asked: Asked) -> list[str]:
        """Nobody's surname was typed: everyone of this given name (and patronymic)."""
        if not all(given_ids(word) or is_patronymic(word) for word in asked.words):
            return []
        called = {
            name
            for word in asked.words
            for one in given_ids(word)
            for name in self._by_given.get(one, ())
        }
        fitting = []
        for name in called or self._names:
            fits = [_beside(name, word) for word in asked.words]
            if Fit.OTHER not in fits and Fit.YES in fits:
                fitting.append((-fits.count(Fit.YES), not name.own, name.case))
        return [case for _, _, case in sorted(fitting)]

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
        judged = sorted(
            (verdict.doubts, name.case) for name, verdict in self._judged(asked) if verdict.close
        )
        return [case for _, case in judged]

    def _begun(self, asked: Asked) -> list[str]:
        """A surname of which only the beginning was typed."""
        wanted = (Fit.YES, Fit.UNKNOWN) if len(asked.words) == 1 else (Fit.YES,)
        return sorted(
            name.case
            for word in asked.words
            if len(word) >= 4
            for name in self._surnames.beginning(word)
            if self._may_be(name, asked, word) in wanted
        )

    def _misspelt(self, asked: Asked) -> list[str]:
        """Surnames one or two typing mistakes away, three in a long one beside the given name."""
        found: list[tuple[int, str]] = []
        for word in asked.words:
            if is_far(word) or len(word) < 4 or is_patronymic(word):
                continue
            for name, distance, letters in self._surnames.near(word, 1 if given_ids(word) else 3):
                fits = self._may_be(name, asked, word)
                if fits and distance <= allowed(letters, fits is Fit.YES):
                    found.append((distance - (fits is Fit.YES), name.case))
        return [case for _, case in sorted(found)]

    def _may_be(self, name: PersonName, asked: Asked, surname: str) -> Fit | None:
        """How the words beside the supposed surname fit; None when they name somebody else."""
        fits = [_beside(name, word) for word in asked.words if word != surname]
        fits += [initial_fit(name, letter) for letter in asked.initials]
        if Fit.OTHER in fits:
            return None
        return Fit.YES if Fit.YES in fits else Fit.UNKNOWN

    def _far(self, asked: Asked) -> list[str]:
        read_words = [skeletons(word) for word in asked.words]
        found = []
        for surname, given, name in self._skeletons:
            surname_like = max(likeness(word, surname) for word in read_words)
            given_like = max(likeness(word, given) for word in read_words)
            if surname_like >= 0.7 or (surname_like >= 0.5 and given_like >= 0.7):
                found.append((-surname_like - given_like / 2, name.case))
        return [case for _, case in sorted(found)[:3]]


def _beside(name: PersonName, word: str) -> Fit:
    fit = patronymic_fit(name.patronymic, name.gender, word)
    return given_fit(name.given, name.gender, word) if fit is Fit.UNKNOWN else fit


def _title(text: str) -> str:
    return " ".join(fold(word) for word in words(text))
