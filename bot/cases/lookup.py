"""Who is meant by what somebody typed? `Found` only when sure, else "did you mean", else nothing.

Sure means: the surname is written by the rules of some standard, in some case form; every other
word is this person's given name, patronymic or initial, or a word of the question; nobody else
fits. Whatever needs a guess (a typo, a prefix, the wrong keyboard layout, words run together, a far
script) only ever suggests. A given name of somebody else means somebody else. Nothing is kept.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice

from bot.cases.bigrams import MOST_FOUND
from bot.cases.called import Called, beside
from bot.cases.families import Families, Family, rank
from bot.cases.far import FarSurnames
from bot.cases.given_names import Fit, given_fit, given_ids, is_slip, resembles
from bot.cases.keyboard import retyped
from bot.cases.misspelt import Surnames, allowed
from bot.cases.names import fold, is_far, words
from bot.cases.persons import (
    PersonName,
    initial_fit,
    is_patronymic,
    names_of,
)
from bot.cases.question import ASKING, Asked, in_one_alphabet, parted, read, unspaced
from bot.cases.registry import Case, Registry
from bot.cases.size import size_of
from bot.cases.spelling import Spelling
from bot.cases.told import Told, is_office
from bot.cases.verdict import Verdict, judge, spelled

MOST_SUGGESTED = 10
MOST_FAMILIES = 50
"""Surnames with one beginning that are looked at."""
_FEW = 9
"""Namesakes of whom it is cheaper to look at each than to read the surname they share."""
_LONG = 7
"""Letters. Three mistakes in a shorter surname leave too little of it."""
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

    def __init__(
        self,
        registry: Registry,
        *,
        wary: bool = True,
        most_compared: int = MOST_FOUND,
        stopwatch: Callable[[], float] = time.process_time,
    ) -> None:
        """Not ``wary``: a card even if another's name is one letter away, to measure the price; so
        with ``most_compared``, how many surnames a misspelt word is held against."""
        started = stopwatch()
        self._wary = wary
        self._names: dict[str, tuple[PersonName, ...]] = {}
        self._families = Families()
        self._surnames = Surnames(most_compared)
        self._called = Called()
        self._told = Told()
        self._far: FarSurnames | None = None
        with _nothing_collected():
            self._add(registry.cases[slug] for slug in sorted(registry.cases))
        self._campaigns: dict[str, str] = {}
        for campaign in registry.campaigns.values():
            for title in (campaign.slug, *campaign.name.values(), *campaign.aliases):
                self._campaigns.setdefault(_title(title), campaign.slug)
        self.built_in = stopwatch() - started
        """Seconds of the stopwatch that building took."""

    def size(self) -> int:
        """Bytes of everything the index holds, counted one by one: seconds for a large one."""
        return size_of(self, Case)

    def replace(self, case: Case) -> None:
        """Know a new case, or a changed one by its names of now."""
        self.remove(case.slug)
        self._add((case,))

    def remove(self, slug: str) -> None:
        """Know this case no more; nothing happens if it never was known."""
        names = self._names.pop(slug, ())
        self._called.remove(names)
        self._told.remove(slug)
        self._surnames.remove(self._families.remove(names))
        self._far = None

    def _add(self, cases: Iterable[Case]) -> None:
        cases = tuple(cases)
        self._told.add(cases)
        added = {case.slug: names_of(case) for case in cases}
        self._names |= added
        names = list(chain.from_iterable(added.values()))
        self._called.add(names)
        self._surnames.add(self._families.add(names))
        self._far = None

    def find(self, query: str) -> Answer:
        """Never raises, whatever the query holds."""
        query = query.strip()
        if len(query) > LONGEST_QUERY:
            return Nothing()
        asked = read(query)
        if not asked.words:
            together = unspaced(query)
            slugs = _first(self._close(read(together))) if together else ()
            return Several(slugs) if slugs else Nothing()
        judged = self._judged(asked)
        sure = self._sure(asked, judged) or self._explained(asked, judged)
        if sure:
            return Several(sure) if sure[1:] else Found(sure[0])
        for guesses in self._guesses(query, asked, judged):
            slugs = _first(self._of_no_other_office(guesses, asked, judged))
            if slugs:
                return Several(slugs)
        slugs = self._each_of(query)
        return Several(slugs) if slugs else Nothing()

    def _of_no_other_office(
        self, guesses: Iterable[str], asked: Asked, judged: list[tuple[PersonName, Verdict]]
    ) -> Iterable[str]:
        """Without those whose surname is a guess, or a relative's, beside a calling that their file
        does not tell: "the minister Kozyrev" is not she."""
        offices = [word for word in asked.words if is_office(word)]
        if not offices:
            return guesses
        written = {name.case for name, verdict in judged if verdict.written}
        return (
            case
            for case in guesses
            if case in written or all(self._told.explains(case, word) for word in offices)
        )

    def _each_of(self, query: str) -> tuple[str, ...]:
        """Several people at once, "A and B": nobody unless two parts of the query name somebody."""
        shown = [slugs for part in parted(query) if (slugs := _slugs(self.find(part)))]
        return _first(chain.from_iterable(shown)) if len(shown) > 1 else ()

    def find_campaign(self, query: str) -> str | None:
        """The slug of the campaign whose name, alias or slug this is, in any spelling."""
        return self._campaigns.get(_title(query[:LONGEST_QUERY])) if query.strip() else None

    def _judged(self, asked: Asked) -> list[tuple[PersonName, Verdict]]:
        """Everyone who may be meant by their surname, the likeliest first."""
        families = dict.fromkeys(
            family
            for word in asked.words
            for family in self._families.of(word)
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

    def _sure(self, asked: Asked, judged: list[tuple[PersonName, Verdict]]) -> tuple[str, ...]:
        """Whom every word fits, and if that is one alone, all whose name is one letter away."""
        sure = _first(name.case for name, verdict in judged if verdict.sure)
        if len(sure) != 1 or not self._wary or _in_full(asked):
            return sure
        return _first((*sure, *self._one_letter_away(asked)))

    def _explained(self, asked: Asked, judged: list[tuple[PersonName, Verdict]]) -> tuple[str, ...]:
        """Who is sure without words that the person's own file explains; namesakes after them."""
        for name, verdict in judged[:MOST_SUGGESTED]:
            beside_it = verdict.left_over
            if beside_it and all(self._may_stand_beside(name, word) for word in beside_it):
                rest = tuple(word for word in asked.words if word not in beside_it)
                named = replace(asked, words=rest)
                sure = self._sure(named, self._judged(named))
                if name.case in sure:
                    return _first((name.case, *sure))
        return ()

    def _may_stand_beside(self, name: PersonName, word: str) -> bool:
        """Whether the person's file explains the word, and it is nobody else's surname."""
        borne = (family for family in self._families.of(word) if spelled(family, Asked((word,))))
        return self._told.explains(name.case, word) and all(
            any(other.case == name.case for other in family.members) for family in borne
        )

    def _guesses(
        self, query: str, asked: Asked, judged: list[tuple[PersonName, Verdict]]
    ) -> Iterator[Iterable[str]]:
        """Ways to guess, the likeliest first; each gives slugs, the likeliest first."""
        beside_name, unlikely = _by_surname(judged)
        yield [name.case for name, verdict in judged if verdict.close]
        yield self._called.find(asked.words)
        yield self._run_together(asked)
        as_meant = any(map(given_ids, asked.words))
        others = () if as_meant else tuple(map(read, retyped(query)))
        if mixed := in_one_alphabet(query):
            others = (read(mixed), *others)
        yield [case for other in others for case in self._close(other)]
        if any(is_far(word) for word in asked.words):
            yield chain(beside_name, self._like(asked))
        no_surname = [word for word in asked.words if given_ids(word) or is_patronymic(word)]
        likely = [word for word in asked.words if word not in no_surname]
        begun = self._begun(asked, likely or no_surname)
        yield chain(beside_name, begun, self._misspelt(asked, likely))
        yield unlikely
        yield self._misspelt(asked, no_surname)
        yield self._called.find(asked.words, fatherless=True)
        for other in others:
            if set(other.words).isdisjoint(asked.words):
                yield self._misspelt(other, other.words)
        yield from map(self._misheard, (asked,) * len(asked.words), asked.words)

    def _misheard(self, asked: Asked, word: str) -> Iterator[str]:
        """Those whose given name a word is, but for one letter, though by chance it is a form of
        somebody else's."""
        if not is_slip(word):
            return
        rest = replace(asked, words=tuple(other for other in asked.words if other != word))
        for case in (*self._close(rest), *self._misspelt(rest, rest.words)):
            if any(resembles(name.given, name.gender, word) for name in self._names[case]):
                yield case

    def _run_together(self, asked: Asked) -> list[str]:
        """A name split by a space; a given name and a surname, or "free" and one, without one."""
        found: list[str] = []
        for at in range(1, len(asked.typed)):
            joined = "".join(asked.typed[at - 1 : at + 1])
            if any(self._families.of(joined)):
                whole = (*asked.typed[: at - 1], joined, *asked.typed[at + 1 :])
                found += self._close(read(" ".join(whole)))
        called = [word for word in asked.words if given_ids(word)]
        for word in asked.words:
            rest = tuple(other for other in asked.words if other != word)
            for cut in range(3, len(word) - 2):
                halves = (word[:cut], word[cut:])
                if cut > 3 and halves[0] in ASKING:
                    freed = replace(asked, words=(*rest, halves[1]))
                    found += (
                        self._close(freed)
                        or self._run_together(freed)
                        or self._called.find(freed.words)
                    )
                elif not called and any(given_ids(half) for half in halves):
                    found += self._close(replace(asked, words=(*rest, *halves)))
        return found

    def _close(self, asked: Asked) -> list[str]:
        """Those whom the words would mean without a doubt, or nearly."""
        return [name.case for name, verdict in self._judged(asked) if verdict.close]

    def _begun(self, asked: Asked, words: Iterable[str]) -> Iterator[str]:
        """A surname of which only the beginning was typed."""
        wanted = (Fit.YES, Fit.UNKNOWN) if len(asked.words) == 1 else (Fit.YES,)
        for word in words:
            if len(word) >= 4:
                for family in islice(self._surnames.beginning(word), MOST_FAMILIES):
                    yield from (name.case for name, _ in self._fitting(family, asked, word, wanted))

    def _misspelt(self, asked: Asked, words: Iterable[str]) -> Iterator[str]:
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

    def _one_letter_away(self, asked: Asked) -> Iterator[str]:
        """Those who may have been meant if a letter of the surname was mistyped."""
        for word in asked.words:
            if is_far(word) or given_ids(word) or is_patronymic(word):
                continue
            known = {one for one in self._families.of(word) if _written(one, asked)}
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

    def _like(self, asked: Asked) -> list[str]:
        if self._far is None:
            self._far = FarSurnames(self._families)
        return self._far.like(asked.words)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Nothing that is built is garbage: to look for some all the while took a third of the time.

    What was built is walked once at the end, lest the first query wait for that.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
            gc.collect(1)


def _possible(family: Family, beside_it: list[str]) -> bool:
    """Whether the words beside a surname may be names of one who bears it; quickly found out."""
    if len(family.surname) > 1 or len(family.members) > _FEW:
        return True
    return any(
        all(beside(name, word) is not Fit.OTHER for word in beside_it) for name in family.members
    )


def _in_full(asked: Asked) -> bool:
    """Surname, given name and patronymic: one letter amiss makes no other person's name of that."""
    fathers = bool(asked.fathers) or any(is_patronymic(word) for word in asked.words)
    return fathers and len(asked.words) + len(asked.fathers) > 2


def _written(family: Family, asked: Asked) -> bool:
    surname = spelled(family, asked)
    return surname is not None and surname.surely is not Spelling.NOT


def _by_surname(judged: list[tuple[PersonName, Verdict]]) -> tuple[list[str], list[str]]:
    """Those whose surname stands among the words; those for whom a given name was taken for it."""
    likely: list[str] = []
    unlikely: list[str] = []
    for name, verdict in judged:
        (unlikely if verdict.far_fetched else likely).append(name.case)
    return likely, unlikely


def _first(slugs: Iterable[str]) -> tuple[str, ...]:
    """The first ten, each once."""
    found: dict[str, None] = {}
    for slug in slugs:
        found[slug] = None
        if len(found) == MOST_SUGGESTED:
            break
    return tuple(found)


def _slugs(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, Found):
        return (answer.case_slug,)
    return answer.case_slugs if isinstance(answer, Several) else ()


def _title(text: str) -> str:
    return " ".join(fold(word) for word in words(text))
