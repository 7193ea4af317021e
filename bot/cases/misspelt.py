"""Surnames close to a misspelt or unfinished word. Pure.

Words are compared in the form they were typed in (Cyrillic, or Latin as newspapers write), and by
their keys, where two spellings of one sound are no mistake. Only surnames that share pairs of
letters with the word are compared at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.cases.bigrams import Bigrams
from bot.cases.families import Family
from bot.cases.names import CYRILLIC, blur, fold, is_cyrillic, sketch, stem

_ENGLISH = str.maketrans(CYRILLIC)
_SHORT_Y = re.compile("iy$")


MOST_COMPARED = 60
"""Surnames that are compared in every way with one word, the nearest by sound."""


class Near(NamedTuple):
    """A family whose surname a word may be, misspelt."""

    family: Family
    mistakes: int
    """By the way of writing in which they are fewest."""
    letters: int
    """Of the surname, so written."""
    unlike: int
    """For putting the likeliest first: a mistake counts twice if the letters typed show it, too."""


class Surnames:
    """The words of a registry's surnames, each with a number."""

    def __init__(self) -> None:
        self._words: list[tuple[str, Family] | None] = []
        self._keys: list[str] = []
        self._stems: list[str] = []
        self._bigrams = Bigrams()
        self._sorted: list[tuple[str, int]] = []
        self._free: list[int] = []

    def add(self, families: Iterable[Family]) -> None:
        """Many at once cost least."""
        added = []
        for family in families:
            for part in family.surname:
                key = sketch(part)
                if self._free:
                    number = self._free.pop()
                    self._words[number] = (part, family)
                    self._keys[number], self._stems[number] = key, stem(key)
                else:
                    number = len(self._words)
                    self._words.append((part, family))
                    self._keys.append(key)
                    self._stems.append(stem(key))
                added.append((number, key))
        self._bigrams.add(added)
        self._sorted += [(key, number) for number, key in added]
        self._sorted.sort()

    def remove(self, families: Iterable[Family]) -> None:
        for family in families:
            for part in family.surname:
                key = sketch(part)
                at = bisect_left(self._sorted, (key, 0))
                while self._words[self._sorted[at][1]] != (part, family):
                    at += 1
                _, number = self._sorted.pop(at)
                self._words[number] = None
                self._keys[number] = self._stems[number] = ""
                self._bigrams.remove(number, key)
                self._free.append(number)

    def near(self, word: str, farthest: int) -> Iterator[Near]:
        """The families at most so many mistakes away, the nearest of them if they are many.

        A mistake spoils two pairs of letters, or three where it parts two letters for one sound.
        """
        word = _plain(word)
        key = sketch(word)
        root = stem(key)
        sharing = list(self._bigrams.sharing(root, 2 * farthest + 1))
        keys = [self._keys[number] for number in sharing]
        close: dict[int, int] = {}
        for typed, written in ((key, keys), (root, [self._stems[number] for number in sharing])):
            for _, mistakes, at in process.extract(
                typed,
                written,
                scorer=OSA.distance,
                score_cutoff=farthest + 1,
                limit=MOST_COMPARED,
            ):
                close[at] = min(mistakes, close.get(at, mistakes))
        typed_as = _Typed(word, fold(word), stem(blur(word)))
        for at in sorted(close, key=lambda at: (close[at], keys[at]))[:MOST_COMPARED]:
            entry = self._words[sharing[at]]
            if entry is not None:
                part, family = entry
                near = _compare(typed_as, part, family)
                if near.mistakes <= farthest:
                    yield near

    def beginning(self, word: str) -> Iterator[Family]:
        """Each family whose surname begins so."""
        word = _plain(word)
        key = sketch(word)[:-1]
        cyrillic = is_cyrillic(word)
        for at in range(bisect_left(self._sorted, (key, 0)), len(self._sorted)):
            written, number = self._sorted[at]
            if not written.startswith(key):
                return
            entry = self._words[number]
            if entry is not None:
                part, family = entry
                begins = _plain(part) if cyrillic else part.translate(_ENGLISH)
                if begins.startswith(word) or (not cyrillic and fold(part).startswith(fold(word))):
                    yield family


def allowed(letters: int, given: bool) -> int:
    """Mistakes forgiven in a surname of so many letters; one more beside the given name."""
    return (letters >= 4) + (letters >= 6) + (given and letters >= 5)


class _Typed(NamedTuple):
    word: str
    fold: str
    stem: str


def _compare(typed: _Typed, part: str, family: Family) -> Near:
    ways = [
        (OSA.distance(typed.fold, folded := fold(part)), len(folded)),
        (OSA.distance(typed.stem, root := stem(blur(part))), len(root)),
    ]
    if is_cyrillic(typed.word):
        script = [(OSA.distance(typed.word, _plain(part)), len(part))]
    else:
        english = part.translate(_ENGLISH)
        script = [
            (OSA.distance(typed.word, written), len(written))
            for written in (english, _SHORT_Y.sub("y", english))
        ]
    mistakes, letters = min(*ways, *script)
    return Near(family, mistakes, letters, mistakes + min(script)[0])


def _plain(part: str) -> str:
    return part.replace("ё", "е")
