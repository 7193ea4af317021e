"""Surnames close to a misspelt or unfinished word. Pure.

Words are compared in the form they were typed in (Cyrillic, or Latin as newspapers write), and by
their keys, where two spellings of one sound are no mistake. Only surnames that share pairs of
letters with the word are compared at all, and beside a given name only those of people called so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, DamerauLevenshtein

from bot.cases import tables
from bot.cases.bigrams import MOST_FOUND, Bigrams
from bot.cases.families import Family
from bot.cases.given_names import given_ids
from bot.cases.names import fold, is_cyrillic, latin, sketch, sketch_latin, sketches, stem
from bot.cases.numbersets import NumberSets
from bot.cases.persons import PersonName

_VOWELS = re.compile("[aeiouyаеиоуыэюя]")
_NO_KNOWN_NAME = frozenset(("?",))


class Near(NamedTuple):
    """A family whose surname a word may be, misspelt."""

    family: Family
    mistakes: int
    """By the way of writing in which they are fewest."""
    letters: int
    """Of the surname, so written."""
    unlike: int
    """For putting the likeliest first: a mistake is eight if the letters typed show it too, else
    four; one more for each consonant that is another, and for another first letter."""


class Surnames:
    """The words of a registry's surnames, each with a number."""

    def __init__(self, most_compared: int = MOST_FOUND) -> None:
        self._families: list[Family | None] = []
        self._written: list[str] = []
        self._english: list[str] = []
        self._stems: list[str] = []
        self._keys: list[str] = []
        self._bigrams = Bigrams(most_compared)
        self._called = NumberSets()
        self._sorted: list[tuple[str, int]] = []
        self._free: list[int] = []

    def add(self, names: Iterable[tuple[PersonName, Family]]) -> None:
        """Know these names' families, and who is called what in each. Many at once cost least."""
        names = list(names)
        added: list[tuple[str, int]] = []
        for _, family in names:
            if not family.numbers:
                parts = family.surname
                glued = ("".join(parts),) if len(parts) > 1 else ()
                rows = [self._put(family, part) for part in (*parts, *glued)]
                family.numbers = tuple(number for _, number in rows)
                added += rows
        self._bigrams.add((number, key) for key, number in added)
        self._called.add(
            (number, _called(name)) for name, family in names for number in family.numbers
        )
        self._sorted += added
        self._sorted.sort()

    def remove(self, names: Iterable[tuple[PersonName, Family]]) -> None:
        """Know these names no more; a family without members is forgotten."""
        for name, family in names:
            gone = _called(name).difference(*(_called(other) for other in family.members))
            for number in family.numbers:
                self._called.remove(number, gone)
                if not family.members:
                    self._forget(number)
            if not family.members:
                family.numbers = ()

    def _put(self, family: Family, part: str) -> tuple[str, int]:
        """The key of a word of the surname, and its new number."""
        if self._free:
            number = self._free.pop()
        else:
            number = len(self._families)
            self._families.append(None)
            for column in (self._written, self._english, self._stems, self._keys):
                column.append("")
        self._families[number] = family
        reading = latin(part)
        key = sketch_latin(reading)
        self._written[number] = _plain(part)
        self._english[number] = _english(reading)
        self._stems[number] = stem(key)
        self._keys[number] = key
        return key, number

    def _forget(self, number: int) -> None:
        key = self._keys[number]
        self._sorted.pop(bisect_left(self._sorted, (key, number)))
        self._bigrams.remove(number, key)
        self._families[number] = None
        for column in (self._written, self._english, self._stems, self._keys):
            column[number] = ""
        self._free.append(number)

    def near(self, word: str, farthest: int, beside: Iterable[str] = ()) -> Iterator[Near]:
        """The families at most so many mistakes away, of people called as the words ``beside`` it.

        A mistake spoils two pairs of letters, or three where it parts two letters for one sound.
        """
        keys = sketches(word)
        roots = tuple(map(stem, keys))
        cyrillic = is_cyrillic(word)
        script = self._written if cyrillic else self._english
        typed = _plain(word) if cyrillic else _english(word).replace("yo", "e")
        ways = [(typed, script), *((root, self._stems) for root in roots)]
        if not cyrillic:
            ways += ((key, self._keys) for key in keys)
        sharing = self._bigrams.sharing(roots, 2 * farthest + 1, self._of(beside))
        mistakes: dict[int, tuple[int, int]] = {}
        for asked, written in ways:
            texts = list(map(written.__getitem__, sharing))
            for text, distance, at in _within(farthest, asked, texts):
                found = (distance, -len(text))
                if at not in mistakes or found < mistakes[at]:
                    mistakes[at] = found
        for at, (fewest, letters) in mistakes.items():
            family = self._families[sharing[at]]
            if family is not None and fewest <= allowed(-letters, given=True):
                shown = script[sharing[at]]
                unlike = 4 * (fewest + DamerauLevenshtein.distance(typed, shown))
                unlike += _ill_sounding(typed, shown)
                yield Near(family, fewest, -letters, unlike)

    def _of(self, words: Iterable[str]) -> int:
        """A bit for each surname borne by somebody whom these words, where given names, fit."""
        among = -1
        for word in words:
            meant = given_ids(word)
            if meant and word not in tables.words("given_names", "-"):
                bearing = 0
                for one in meant | _NO_KNOWN_NAME:
                    bearing |= self._called[one]
                among &= bearing
        return among

    def beginning(self, word: str) -> Iterator[Family]:
        """Each family whose surname begins so."""
        word = _plain(word)
        key = sketch(word)[:-1]
        cyrillic = is_cyrillic(word)
        for at in range(bisect_left(self._sorted, (key, 0)), len(self._sorted)):
            written, number = self._sorted[at]
            if not written.startswith(key):
                return
            family = self._families[number]
            if family is not None:
                part = self._written[number]
                begins = part if cyrillic else self._english[number]
                if begins.startswith(word) or (not cyrillic and fold(part).startswith(fold(word))):
                    yield family


def _within(farthest: int, typed: str, texts: list[str]) -> Iterator[tuple[str, int, int]]:
    """The texts at most so many mistakes from what was typed, with the mistakes and their place; a
    letter lost between two that were swapped is none of its own."""
    beyond: list[tuple[str, int]] = []
    for text, distance, at in process.extract(
        typed, texts, scorer=OSA.distance, score_cutoff=farthest + 1, limit=None
    ):
        if distance <= farthest:
            yield text, int(distance), at
        else:
            beyond.append((text, at))
    for text, _, at in process.extract(
        typed,
        [text for text, _ in beyond],
        scorer=DamerauLevenshtein.distance,
        score_cutoff=farthest,
        limit=None,
    ):
        yield text, farthest, beyond[at][1]


def _ill_sounding(typed: str, text: str) -> int:
    """From 0 to 3: the more, the less likely is one word a slip for the other."""
    consonants = OSA.distance(_consonants(typed), _consonants(text))
    return int(min(consonants, 2) + (typed[:1] != text[:1]))


@lru_cache(maxsize=16384)
def _consonants(text: str) -> str:
    return _VOWELS.sub("", text)


def allowed(letters: int, given: bool) -> int:
    """Mistakes forgiven in a surname of so many letters: one more in a long one, the given name
    beside it."""
    return (letters >= 4) + (letters >= 5) + (given and letters >= 6)


def _called(name: PersonName) -> frozenset[str]:
    return given_ids(name.given) or _NO_KNOWN_NAME


def _plain(part: str) -> str:
    return part.replace("ё", "е")


def _english(reading: str) -> str:
    return reading[:-2] + "y" if reading.endswith("iy") else reading
