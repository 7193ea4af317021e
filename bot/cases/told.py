"""What a query says beside the name: words that the person's own file explains. Pure.

"Poet", "Penza" or «депутат» speak for the person whose file has them, "torture complaint" for any
prisoner. A calling that the file does not tell is a namesake's; another name is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.cases.facts import Case
from bot.cases.given_names import given_ids
from bot.cases.landmarks import of_case, of_text
from bot.cases.matters import matters, said, words_of
from bot.cases.names import blur, stem, words
from bot.cases.text import listed

_MOST_READ = 1024
"""Files kept as read; a question needs one or two."""
_SHORTEST = 4
"""Letters of a word that may have other forms: «Анд» is no "and"."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file, as words are held against it."""

    roots: frozenset[str]
    """Of every word of the file, and of all names the person goes by."""
    introduced: frozenset[str]
    """Of the words that say who this is."""
    offices: frozenset[int]
    """The lines of the table of callings in which those of them stand that roles.txt has, too."""
    callings: frozenset[int]
    topics: frozenset[int]
    landmarks: frozenset[str]


class Told:
    """The files of cases, read when first asked for."""

    def __init__(self) -> None:
        self._cases: dict[str, Case] = {}
        self._read: dict[str, _File] = {}

    def add(self, cases: Iterable[Case]) -> None:
        for case in cases:
            self._cases[case.slug] = case
            self._read.pop(case.slug, None)

    def remove(self, slug: str) -> None:
        self._cases.pop(slug, None)
        self._read.pop(slug, None)

    def explains(self, slug: str, word: str) -> bool:
        """Whether the word may stand beside the name of this person and of no namesake."""
        file = self._file(slug)
        root = _root(word)
        if given_ids(word):
            return False
        if listed(word, "beside"):
            return True
        if _is_office(word):
            return root in file.introduced or not file.offices.isdisjoint(_lines(word, "callings"))
        return (
            root in file.roots
            or listed(word, "contexts")
            or not file.callings.isdisjoint(_lines(word, "callings"))
            or not file.topics.isdisjoint(_lines(word, "topics"))
            or not file.landmarks.isdisjoint(of_text(word.capitalize()))
        )

    def _file(self, slug: str) -> _File:
        if slug not in self._read:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            self._read[slug] = _read(self._cases[slug])
        return self._read[slug]


def _read(case: Case) -> _File:
    who = said((case.who,))
    names = (case.full_name.text, *case.name.values(), *(alias.text for alias in case.aliases))
    stated = words_of(case) | said((*case.recognised, *case.notes))
    return _File(
        roots=frozenset(map(_root, stated.union(*map(words, names)))),
        introduced=frozenset(map(_root, who)),
        offices=matters(filter(_is_office, who), "callings"),
        callings=matters(who, "callings"),
        topics=matters(words_of(case), "topics"),
        landmarks=of_case(case),
    )


def _is_office(word: str) -> bool:
    """Whether namesakes are told apart by the word: a judge, a player, an accountant."""
    return any(listed(word, table) for table in ("roles", "strangers", "sports"))


def _lines(word: str, table: str) -> frozenset[int]:
    return matters((word,), table)


def _root(word: str) -> str:
    """By which a word is known again in another case or spelling; a short one is itself alone."""
    return stem(blur(word)) if len(word) >= _SHORTEST else word
