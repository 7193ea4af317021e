"""Who is meant by what somebody typed? `Found` only when sure, else "did you mean", else nothing.

Sure means: the surname is written by the rules of some standard, in some case form; every other
word is this person's given name, patronymic or initial, a word of the question, or explained by the
person's own file; nobody else fits. A full name typed in the wrong keyboard layout, or without its
space, is as sure: there is no other way to read it. Whatever needs a guess (a typo, a prefix, a
lone word in the wrong layout, a far script) only ever suggests. A given name of somebody else means
somebody else. Nothing is kept.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, pairwise, repeat

from bot.cases.bigrams import MOST_FOUND
from bot.cases.given_names import given_ids
from bot.cases.guesses import guesses
from bot.cases.index import MOST_SUGGESTED, Index, Judged
from bot.cases.keyboard import retyped
from bot.cases.names import fold, words
from bot.cases.persons import PersonName, is_patronymic, is_relatives
from bot.cases.question import ASKING, Asked, parted, read, renamed, unspaced
from bot.cases.registry import Case, Registry
from bot.cases.size import size_of
from bot.cases.text import listed
from bot.cases.told import Told, is_office
from bot.cases.verdict import spelled

LONGEST_QUERY = 600
"""Characters. A longer message is no question about a name."""

_SURNAME = re.compile(
    "(?!.*[vwвнn][oо]$)(?:[оеё]в|[иы]н|[сц]ь?к|енк|[ую]к|дз|швил|ян)[а-яіїєё]{0,3}$|(?:[oe][vw]|in|sk|enk|uk)[a-z]{0,3}$"
)
"""How many surnames end: beside a given name such a word is likelier one than a place."""

_SHORTEST_HALF = 3
"""Letters of a name that is run together with another."""


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
        self._index = Index(most_compared)
        self._told = Told()
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
        self._index.remove(slug)
        self._told.remove(slug)

    def _add(self, cases: Iterable[Case]) -> None:
        cases = tuple(cases)
        self._told.add(cases)
        self._index.add(cases)

    def find(self, query: str) -> Answer:
        """Never raises, whatever the query holds."""
        query = query.strip()
        if len(query) > LONGEST_QUERY:
            return Nothing()
        asked = read(query)
        if not asked.words:
            together = unspaced(query)
            slugs = _first(self._index.close(read(together))) if together else ()
            return Several(slugs) if slugs else Nothing()
        judged = self._index.judged(asked)
        sure = self._sure(asked, judged) or self._explained(asked, judged)
        if sure:
            return Several(sure) if sure[1:] or _of_old(asked) else Found(sure[0])
        if _of_relatives(asked, judged):
            return Nothing()
        other_keys = () if any(map(given_ids, asked.words)) else tuple(map(read, retyped(query)))
        rewritten = (*_named_twice(asked, other_keys), *_halved(asked)) if not judged else ()
        if slug := self._only(rewritten):
            return Found(slug)
        if slug := self._of_two_names(query):
            return Found(slug)
        for likely in guesses(self._index, query, asked, judged, other_keys):
            slugs = _first(self._of_no_other_office(likely, asked, judged))
            if slugs:
                return Several(slugs)
        slugs = self._each_of(query) or self._called_so(asked) or self._among_others(asked)
        return Several(slugs) if slugs else Nothing()

    def _among_others(self, asked: Asked) -> tuple[str, ...]:
        """Whom a given name and a surname beside it mean, though other words name somebody else:
        "Artem Kamardin, a letter of Olya". Not with the name of another's father."""
        fathers = tuple(filter(is_patronymic, asked.words))
        rest = [word for word in asked.words if word not in fathers]
        pairs = (pair for pair in pairwise(rest) if len(rest) > 2 and any(map(given_ids, pair)))
        named = (replace(asked, words=(*pair, *fathers)) for pair in pairs)
        return _first(chain.from_iterable(map(self._index.close, named)))

    def _of_two_names(self, query: str) -> str:
        """Who is named twice, by a name of now and a former one; empty if nobody."""
        parts = renamed(query)
        answers = [self.find(part) for part in parts]
        slugs = {_slugs(answer) for answer in answers}
        if len(slugs) == 1 and any(isinstance(answer, Found) for answer in answers):
            return slugs.pop()[0]
        return ""

    def _called_so(self, asked: Asked) -> tuple[str, ...]:
        """Those of a given name or patronymic who are told by the other words: "Azat from MSU"."""
        called = tuple(word for word in asked.words if given_ids(word) or is_patronymic(word))
        others = [word for word in asked.words if word not in called]
        if not (called and others) or any(map(self._may_be_surname, others, repeat(asked.typed))):
            return ()
        return _first(
            case
            for case in self._index.called.find(called)
            if all(self._told.explains(case, word) for word in others)
            and any(self._told.tells(case, word) for word in others if not listed(word, "beside"))
        )

    def _only(self, ways: Iterable[Asked]) -> str:
        """Who alone is surely meant in one way to read the query or another; empty if nobody."""
        found = {self._sure(way, self._index.judged(way)) for way in ways} - {()}
        (slug, *more), *others = found or {("",)}
        return "" if more or others else slug

    def _of_no_other_office(
        self, likely: Iterable[str], asked: Asked, judged: Judged
    ) -> Iterable[str]:
        """Without those whose surname is a guess, or a relative's, beside a calling that their file
        does not tell: "the minister Kozyrev" is not she."""
        offices = [word for word in asked.words if is_office(word)]
        if not offices:
            return likely
        written = {name.case for name, verdict in judged if verdict.written}
        return (
            case
            for case in likely
            if case in written or all(self._told.explains(case, word) for word in offices)
        )

    def _each_of(self, query: str) -> tuple[str, ...]:
        """Several people at once, "A and B": nobody unless two parts of the query name somebody."""
        shown = [slugs for part in parted(query) if (slugs := _slugs(self.find(part)))]
        return _first(chain.from_iterable(shown)) if len(shown) > 1 else ()

    def find_campaign(self, query: str) -> str | None:
        """The slug of the campaign whose name, alias or slug this is, in any spelling."""
        return self._campaigns.get(_title(query[:LONGEST_QUERY])) if query.strip() else None

    def _may_be_surname(self, word: str, typed: tuple[str, ...]) -> bool:
        """Whether the word is somebody's, or looks so and no word before it speaks of a place."""
        before = typed[typed.index(word) - 1] if word in typed[1:] else ""
        place = before in ASKING or listed(before, "beside")
        return any(self._index.families.of(word)) or (not place and bool(_SURNAME.search(word)))

    def _sure(self, asked: Asked, judged: Judged) -> tuple[str, ...]:
        """Whom every word fits, and if that is one alone, all whose name is one letter away."""
        sure = _first(name.case for name, verdict in judged if verdict.sure)
        if len(sure) != 1 or not self._wary or _in_full(asked):
            return sure
        return _first((*sure, *self._index.one_letter_away(asked)))

    def _explained(self, asked: Asked, judged: Judged) -> tuple[str, ...]:
        """Who is sure without words that the person's own file explains; namesakes after them."""
        for name, verdict in judged[:MOST_SUGGESTED]:
            beside_it = verdict.left_over
            if beside_it and all(self._may_stand_beside(name, word) for word in beside_it):
                rest = tuple(word for word in asked.words if word not in beside_it)
                of_what = any(listed(word, "beside", ">") for word in beside_it)
                named = replace(asked, words=rest, oblique=asked.oblique or of_what)
                judged_so = self._index.judged(named)
                sure = self._sure(named, judged_so)
                if name.case in sure:
                    return _first((name.case, *sure))
                close = {other.case for other, fits in judged_so if fits.close}
                if close == {name.case} and self._is_own(name.case, beside_it):
                    return (name.case,)
        return ()

    def _is_own(self, slug: str, words: Iterable[str]) -> bool:
        """Whether the words have the surname of now: "aka Domnin" beside a former one."""
        asked = Asked(tuple(words))
        return any(
            name.case == slug and name.own and verdict.written
            for name, verdict in self._index.judged(asked)
        )

    def _may_stand_beside(self, name: PersonName, word: str) -> bool:
        """Whether the person's file explains the word, and it is nobody else's surname."""
        borne = (
            family for family in self._index.families.of(word) if spelled(family, Asked((word,)))
        )
        return self._told.explains(name.case, word) and all(
            any(other.case == name.case for other in family.members) for family in borne
        )


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


def _named_twice(asked: Asked, other_keys: Iterable[Asked]) -> Iterator[Asked]:
    """The query in other keyboard layouts, where that makes two names or more of letters that are
    none: a lone surname may be there by chance, a full name is not."""
    for other in other_keys:
        if len(other.words) > 1 and set(other.words).isdisjoint(asked.words):
            yield other


def _halved(asked: Asked) -> Iterator[Asked]:
    """A lone word as a given name and what is run together with it, in every way to part them."""
    if len(asked.words) == 1:
        (word,) = asked.words
        for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
            halves = (word[:cut], word[cut:])
            if any(map(given_ids, halves)):
                yield replace(asked, words=halves)


def _of_relatives(asked: Asked, judged: Judged) -> bool:
    """Кагарлицкая alone: no form of his name, and no slip that fingers make."""
    return (
        bool(judged)
        and len(asked.words) == 1
        and all(
            not verdict.written and is_relatives(name, asked.words[0]) for name, verdict in judged
        )
    )


def _of_old(asked: Asked) -> bool:
    """Whether all that is named is a surname in -off: so Trofimov was written abroad once, and so
    others are called now who are no Trofimovs."""
    return len(asked.words) == 1 and asked.words[0].endswith("ff")


def _in_full(asked: Asked) -> bool:
    """Surname, given name and patronymic: one letter amiss makes no other person's name of that."""
    fathers = bool(asked.fathers) or any(is_patronymic(word) for word in asked.words)
    return fathers and len(asked.words) + len(asked.fathers) > 2


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
