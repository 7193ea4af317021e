"""What a query says beside the name: words that the person's own file explains. Pure.

"Poet", "Penza" or «депутат» speak for the person whose file has them, "torture complaint" for any
prisoner. A calling that the file does not tell is a namesake's; another name is somebody else's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.cases import tables
from bot.cases.facts import Case
from bot.cases.given_names import given_ids
from bot.cases.landmarks import of_case, of_text
from bot.cases.matters import matters, said, words_of
from bot.cases.names import blur, clean, latin, stem, words
from bot.cases.text import listed

_MOST_READ = 1024
"""Files kept as read; a question needs one or two."""
_LONGEST_ENDING = 3
"""Letters of a case ending."""
_BODY = re.compile(r"[A-ZА-ЯЁ]\w+(?: [A-ZА-ЯЁ]\w+){2,}")
"""Moscow State University, which is MSU to most."""
_INITIALS = re.compile(r"\b[A-ZА-ЯЁ]{3,}\b")
_COMPOUND = re.compile(r"(?<=\w)-\w[\w-]*")
"""An editor-in-chief is no chief."""
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
    """The callings among them that namesakes are told apart by, as lines of callings.txt."""
    callings: frozenset[int]
    """All of them."""
    topics: frozenset[int]
    landmarks: frozenset[str]


class Told:
    """The files of cases, read when first asked for."""

    def __init__(self) -> None:
        self._cases: dict[str, Case] = {}
        self._read: dict[str, _File] = {}

    def add(self, cases: Iterable[Case]) -> None:
        self._cases |= {case.slug: case for case in cases}

    def remove(self, slug: str) -> None:
        """Know this case no more, as it was; a changed one is removed before it is added."""
        self._cases.pop(slug, None)
        self._read.pop(slug, None)

    def explains(self, slug: str, word: str) -> bool:
        """Whether the word may stand beside the name of this person and of no namesake."""
        if given_ids(word):
            return False
        if listed(word, "beside") or self.tells(slug, word):
            return True
        return listed(word, "contexts") and not (is_office(word) or listed(word, "sports"))

    def tells(self, slug: str, word: str) -> bool:
        """Whether the word is the file's own, and not one that stands beside any prisoner."""
        file = self._file(slug)
        root = _root(word)
        if is_office(word):
            return root in file.introduced or not file.offices.isdisjoint(_callings(word))
        if root in file.roots or _known_as().get(word) in file.roots:
            return True
        return not listed(word, "sports") and (
            not file.callings.isdisjoint(_callings(word))
            or not file.topics.isdisjoint(matters((word,), "topics"))
            or not file.landmarks.isdisjoint(of_text(word.capitalize()))
        )

    def _file(self, slug: str) -> _File:
        if slug not in self._read:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            self._read[slug] = _read(self._cases[slug])
        return self._read[slug]


def _read(case: Case) -> _File:
    who = frozenset(
        word for text in case.who.text.values() for word in words(_COMPOUND.sub("", text))
    )
    names = (case.full_name.text, *case.name.values(), *(alias.text for alias in case.aliases))
    stated = words_of(case) | said((*case.recognised, *case.notes))
    for text in (*case.who.text.values(), *case.story.text.values()):
        stated |= {
            "".join(word[0] for word in body.split()).lower() for body in _BODY.findall(text)
        }
        stated |= {latin(initials.lower()) for initials in _INITIALS.findall(text)}
    return _File(
        roots=frozenset(map(_root, stated.union(*map(words, names)))),
        introduced=frozenset(map(_root, who)),
        offices=frozenset().union(*map(_callings, filter(is_office, who))),
        callings=frozenset().union(*map(_callings, who)),
        topics=matters(words_of(case), "topics"),
        landmarks=of_case(case),
    )


@lru_cache(maxsize=16384)
def is_office(word: str) -> bool:
    """Whether namesakes are told apart by the word: a judge, an accountant."""
    return any(listed(word, table) for table in ("roles", "strangers"))


def _callings(word: str) -> frozenset[int]:
    """The lines of callings.txt that have the word but for its ending: a глава is no главврач."""
    endings = range(min(_LONGEST_ENDING, len(word) - 1) + 1)
    found = (_entries().get(word[: len(word) - ending]) for ending in endings)
    return frozenset(
        line for ending, lines in enumerate(found) for line, ends in lines or () if ends >= ending
    )


@cache
def _entries() -> dict[str, list[tuple[int, int]]]:
    """By word the lines that have it, each with the letters that may follow there."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, line in enumerate(tables.lines("callings")):
        for entry in line.split():
            ends = _LONGEST_ENDING if entry.endswith("*") else 0
            found[clean(entry.strip("*"))].append((number, ends))
    for line in tables.lines("callings_abroad"):
        known, *others = line.split()
        for number, _ in tuple(found[known]):
            for word in map(clean, others):
                found[word].append((number, _LONGEST_ENDING if len(word) > _SHORTEST else 0))
    return found


@cache
def _known_as() -> dict[str, str]:
    """What a place or movement is called for short or abroad, and the root of its name in files."""
    return {
        clean(other): _root(place)
        for line in tables.lines("known_as")
        for place, *others in (line.split(),)
        for other in others
    }


def _root(word: str) -> str:
    """By which a word is known again in another case or spelling; a short one is itself alone."""
    return stem(blur(word)) if len(word) >= _SHORTEST else word
