"""Surnames close to a misspelt or unfinished word. Pure.

A word is held against surnames in the form it was typed in (Cyrillic, or Latin as newspapers
write), and against their keys, where two spellings of one sound are no mistake.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.cases.names import CYRILLIC, blur, fold, is_cyrillic, stem
from bot.cases.persons import PersonName

_FARTHEST = 3
_Kind = str
"""What is compared with what: "cyrillic", "latin", "key" or "stem"."""


class Surnames:
    """The surnames of a registry, by kind of writing and by length."""

    def __init__(self, names: Iterable[PersonName]) -> None:
        self._bearers: dict[tuple[_Kind, str], list[PersonName]] = defaultdict(list)
        for name in names:
            for kind, written in _written(name):
                self._bearers[kind, written].append(name)
        self._by_length: dict[tuple[_Kind, int], list[str]] = defaultdict(list)
        for kind, written in self._bearers:
            self._by_length[kind, len(written)].append(written)
        self._sorted = sorted((written, kind) for kind, written in self._bearers)

    def near(self, word: str, farthest: int = _FARTHEST) -> Iterator[tuple[PersonName, int, int]]:
        """Each bearer of a surname at most so many mistakes away, the mistakes, its letters."""
        for kind, typed in _typed(word):
            for length in range(len(typed) - farthest, len(typed) + farthest + 1):
                for written, distance, _ in process.extract(
                    typed,
                    self._by_length.get((kind, length), ()),
                    scorer=OSA.distance,
                    score_cutoff=farthest,
                    limit=None,
                ):
                    for name in self._bearers[kind, written]:
                        yield name, distance, length

    def beginning(self, word: str) -> Iterator[PersonName]:
        """Each bearer of a surname that begins so."""
        for at in range(bisect_left(self._sorted, (word, "")), len(self._sorted)):
            written, kind = self._sorted[at]
            if not written.startswith(word):
                return
            yield from self._bearers[kind, written]


def allowed(letters: int, given: bool) -> int:
    """Mistakes forgiven in a surname of so many letters; one more beside the given name."""
    return (letters >= 4) + (letters >= 6) + (given and letters >= 5)


def _written(name: PersonName) -> Iterator[tuple[_Kind, str]]:
    for part in name.surname:
        english = "".join(CYRILLIC.get(letter, letter) for letter in part)
        yield from {
            ("cyrillic", part.replace("ё", "е")),
            ("latin", english),
            ("latin", re.sub("iy$", "y", english)),
            ("key", fold(part)),
            ("stem", stem(blur(part))),
        }


def _typed(word: str) -> tuple[tuple[_Kind, str], ...]:
    script = "cyrillic" if is_cyrillic(word) else "latin"
    return ((script, word), ("key", fold(word)), ("stem", stem(blur(word))))
