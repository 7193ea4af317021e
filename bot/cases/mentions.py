"""Which cases does a text name? Precise about namesakes: better a missed mention than a wrong one.

A surname counts when the given name, patronymic or initials beside it are the person's own. Without
them it counts only if one case alone bears it, in a text about prison, court or protest, and no
word makes it somebody else's: another given name, a judge's or a player's title, a street. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.cases.bearers import Bearers, bearers_by_key
from bot.cases.crimes import tried_for
from bot.cases.genders import is_of_relative
from bot.cases.introduced import introduced
from bot.cases.likeness import Files
from bot.cases.names import blur, is_cyrillic, stem
from bot.cases.namesakes import introductions, role, was_once, without_former
from bot.cases.persons import names_of, without_possessive
from bot.cases.phrases import TELLING
from bot.cases.registry import Case, Registry
from bot.cases.remembered import Remembered
from bot.cases.sightings import Evidence, Sighting, sight
from bot.cases.text import Text, listed
from bot.cases.things import is_thing
from storage.rows import Mention

LONGEST_TEXT = 20_000
"""Characters that are read; entries are far shorter."""
_CONTEXT = 400
"""Letters from a bare surname within which a word of prison, court or protest must stand."""
_SCENE = 120
"""Letters from a bare surname within which no word of sport may stand."""
_MATCH = 3
"""So many words of sport there outweigh a lone word of prison, court or protest: "offence"."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whom a text names, and whose names stand in it without its meaning them."""

    named: tuple[Mention, ...]
    """In the order of the text, each with the words that show it."""
    refused: tuple[Mention, ...] = ()
    """Namesakes, and bare surnames that nothing confirms, with their words."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sighting, and what speaks for and against it."""

    seen: Sighting
    other: bool
    """Somebody else's, or a thing's."""

    @property
    def certain(self) -> bool:
        """The person's own given name stands beside, and nothing speaks against it."""
        return self.seen.evidence >= Evidence.FULL and not self.other


_CALL = re.compile(
    r"#(?:free|свободу|волю|freiheit|libert[ée]|libertad|libérez)\w*$", re.IGNORECASE
)
"""A hashtag that calls for somebody's freedom: no sport beside it speaks against that."""
_LONGEST_CALL = 30


class Mentions:
    """Finds the cases of a registry in texts."""

    def __init__(self, registry: Registry) -> None:
        self._introduced = {slug: introduced(case) for slug, case in registry.cases.items()}
        self._files = Files(registry.cases.values())
        self._names = {slug: names_of(case) for slug, case in registry.cases.items()}
        self._index()

    def replace(self, case: Case) -> None:
        """Know a new case, or a changed one. Names seldom change: then all are read anew."""
        self._introduced[case.slug] = introduced(case)
        self._files.replace(case)
        names = names_of(case)
        if self._names.get(case.slug) != names:
            self._names[case.slug] = names
            self._index()

    def _index(self) -> None:
        self._bearers = bearers_by_key(
            name for slug in sorted(self._names) for name in self._names[slug]
        )
        self._families = Remembered(self._spelled)

    def find(self, text: str, *, own: str | None = None) -> tuple[Mention, ...]:
        """The cases named, in the order of the text, each with the words that show it.

        ``own`` is the case whose campaign wrote the text: its bare surname needs no context.
        """
        return self.weigh(text, own=own).named

    def weigh(self, text: str, *, own: str | None = None) -> Weighed:
        """As `find`, and whose names were refused."""
        read = Text(text[:LONGEST_TEXT])
        if not read.has_capital_in(self._families):
            return Weighed(())
        seen = self._seen(read, own)
        several = len({one.name.case for one in seen if one.evidence >= Evidence.FULL}) > 1
        rows = self._rows(read, seen)
        judged = [_Judged(one, self._somebody_else(read, one, several, rows)) for one in seen]
        named = {one.seen.name.case for one in judged if one.certain}
        taken = {one.seen.name.surname for one in judged if one.other or one.certain}
        sure = [one.seen for one in judged if one.certain]
        shown: dict[str, Sighting] = {}
        refused: dict[str, Sighting] = {}
        for one in judged:
            case = one.seen.name.case
            if one.certain or not (
                one.other
                or case in named
                or one.seen.name.surname in taken
                or not self._believable(read, one.seen, sure, rows, own)
            ):
                shown.setdefault(case, one.seen)
            else:
                refused.setdefault(case, one.seen)
        return Weighed(
            tuple(Mention(case, _words(read, one)) for case, one in shown.items()),
            tuple(
                Mention(case, _words(read, one))
                for case, one in refused.items()
                if case not in shown
            ),
        )

    def _seen(self, text: Text, own: str | None) -> list[Sighting]:
        """The surnames of the text, each where it is one case's."""
        found = [
            (best, families)
            for place, token in enumerate(text.tokens)
            if token.capital and len(token.word) > 2 and (families := self._families[token.word])
            if (best := _best([one for each in families for one in each.sight(text, place)]))
        ]
        company = frozenset().union(
            *(
                self._files.campaigns(best[0].name.case)
                for best, _ in found
                if len(best) == 1 and best[0].evidence is not Evidence.OTHER
            )
        )
        return [
            one
            for best, families in found
            for one in self._of_one_case(text, best, families, own, company)
        ]

    def _of_one_case(
        self,
        text: Text,
        best: list[Sighting],
        families: tuple[Bearers, ...],
        own: str | None,
        company: frozenset[str],
    ) -> list[Sighting]:
        """The best fitting sightings at one place, if they are one case's or can be told apart."""
        if len(best) < 2 or best[0].evidence is Evidence.OTHER:
            return best
        tied = dict.fromkeys(one.name for one in best)
        if len({name.case for name in tied}) == 1:
            return best
        if best[0].evidence is Evidence.BARE:
            tied = dict.fromkeys(name for one in families for name in one.names if name.own)
        liked = sorted(
            (
                (
                    name.case == own,
                    self._introduced[name.case].is_of_age(text, best[0]) is True,
                    *self._files.likeness(name.case, text, company),
                ),
                at,
            )
            for at, name in enumerate(tied)
        )
        (most, at), (second, _) = liked[-1], liked[-2]
        one = sight(text, best[0].place, list(tied)[at]) if most > second else None
        return [one] if one and one.evidence is best[0].evidence else []

    def _spelled(self, word: str) -> tuple[Bearers, ...]:
        """Whose surname the word writes, in some case and some language's spelling."""
        meant = dict.fromkeys(
            family
            for bare in without_possessive(word)
            for family in self._bearers.get(stem(blur(bare)), ())
        )
        return tuple(family for family in meant if family.are_written(word))

    def _believable(
        self,
        text: Text,
        one: Sighting,
        sure: list[Sighting],
        rows: frozenset[int],
        own: str | None,
    ) -> bool:
        """Whether a bare surname, or one with a single initial, is the person's."""
        start = text.tokens[one.first].start
        if one.name.case == own or _CALL.search(text.text[max(start - _LONGEST_CALL, 0) : start]):
            return True
        context = text.near(one.place, "contexts", _CONTEXT) or text.holds(
            TELLING[is_cyrillic(text.tokens[one.place].word)]
        )
        if text.near(one.place, "elsewhere", _SCENE):
            return context and self._files.is_at_home(one.name.case, text)
        return (
            context
            or one.place in rows
            or self._is_known(text, one)
            or self._files.is_at_home(one.name.case, text)
            or any(text.same_sentence(*sorted((other.last, one.first))) for other in sure)
        )

    def _is_known(self, text: Text, one: Sighting) -> bool:
        """Whether the person's age, a rare or a former calling or a matter of it stands beside."""
        known, before = self._introduced[one.name.case], one.first - 1
        called = before >= 0 and text.spaced(before)
        title = text.tokens[before].word if called else ""
        return (
            known.is_of_age(text, one) is True
            or (known.has_calling(title) and was_once(text, one, title))
            or (called and known.is_known_as(title))
            or self._files.is_in_its_element(one.name.case, text, one.place)
        )

    def _rows(self, text: Text, seen: list[Sighting]) -> frozenset[int]:
        """The places of surnames that stand in a row with another one's of the same campaign."""
        return frozenset(
            place
            for one, other in pairwise(seen)
            if one.name.case != other.name.case
            and not self._files.campaigns(one.name.case).isdisjoint(
                self._files.campaigns(other.name.case)
            )
            and _ROW.fullmatch(text.text, text.tokens[one.last].end, text.tokens[other.first].start)
            for place in (one.place, other.place)
        )

    def _somebody_else(
        self, text: Text, one: Sighting, several: bool, rows: frozenset[int]
    ) -> bool:
        """``several``: the text has the full names of several cases, which no match explains."""
        known = self._introduced[one.name.case]
        full = one.evidence >= Evidence.FULL
        if one.evidence is Evidence.OTHER or is_thing(text, one, full=full):
            return True
        if known.is_of_age(text, one) is False:
            return True
        title = role(text, one, known.has_calling)
        if title and self._is_called(text, one, title):
            title = ""
        if not full:
            return self._is_strangers(text, one, title, in_row=one.place in rows)
        soft = title != "" and (listed(title, "roles", "~") or was_once(text, one, title))
        if title and not soft:
            return True
        if text.near(one.place, "contexts", _CONTEXT, least=2):
            return False
        sport = not several and self._is_at_play(text, one)
        match = sport and text.near(one.place, "elsewhere", _SCENE, least=_MATCH)
        if text.near(one.place, "contexts", _CONTEXT) and not match:
            return False
        return soft or sport or (self._is_introduced(text, one) and not self._is_told_of(text, one))

    def _is_strangers(self, text: Text, one: Sighting, title: str, *, in_row: bool) -> bool:
        """Whether a bare surname is somebody else's by what he is called, or tried for. What he
        once was, and an unknown noun, tell nothing in a text about the person's own matters."""
        if is_of_relative(text, one.place, one.name):
            return True
        own_crimes = self._files.crimes(one.name.case)
        if any(own_crimes.isdisjoint(crimes) for crimes in tried_for(text, one)):
            return True
        if title and not was_once(text, one, title):
            return True
        stranger = title != "" or (not in_row and self._is_introduced(text, one))
        return stranger and not self._files.is_at_home(one.name.case, text)

    def _is_introduced(self, text: Text, one: Sighting) -> bool:
        """Whether the text calls somebody what the person's file does not."""
        return any(
            not any(
                self._is_called(text, one, word)
                or listed(word, "contexts")
                or listed(word, "titles")
                for word in words.split()
            )
            for words in introductions(text, one, full=one.evidence >= Evidence.FULL)
        )

    def _is_called(self, text: Text, one: Sighting, word: str) -> bool:
        """Whether the person's file has the calling, now or once."""
        known, calling = self._introduced[one.name.case], without_former(word)
        return known.is_called(calling) or (
            known.may_be_called(calling) and self._files.is_at_home(one.name.case, text)
        )

    def _is_at_play(self, text: Text, one: Sighting) -> bool:
        """Whether words of sport or show stand near, and the sentence has nothing of what the
        person is."""
        sport = text.near(one.place, "elsewhere", _SCENE) or text.near(
            one.place, "sports", _SCENE, least=2
        )
        return sport and not self._files.is_in_its_element(one.name.case, text, one.place)

    def _is_told_of(self, text: Text, one: Sighting) -> bool:
        """Whether the text tells of prison without its words, or of matters of the person's."""
        cyrillic = is_cyrillic(text.tokens[one.place].word)
        return text.holds(TELLING[cyrillic]) or self._files.is_at_home(one.name.case, text)


_ROW = re.compile(
    r"(?: \([^()\n]{1,40}\)| [A-ZÄÖÜ]\w{1,20})?"
    r"\s*(?:[,;·•/&—–]|,? ?\b(?:and|und|et|y|e|и|та|й|і|sowie|ainsi que|as well as"
    r"|а также|а також))"
    r"\s*(?:de |d'|von |of )?"
)
"""What parts two names of one row, a place or what is theirs beside them: "A. Petrov (Uglich), ",
"Petrows Verse, "."""


def _best(seen: list[Sighting]) -> list[Sighting]:
    best = max((one.evidence for one in seen), default=Evidence.OTHER)
    return [one for one in seen if one.evidence is best]


def _words(text: Text, one: Sighting) -> str:
    return text.text[text.tokens[one.first].start : text.tokens[one.last].end]
