"""Slips of fingers and ears, each as its own author: a key beside, letters swapped, doubled, lost;
what sounds alike; the other keyboard; words run together or torn apart."""

from __future__ import annotations

import random
from collections.abc import Callable

_LATIN_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUSSIAN_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_VOWELS = frozenset("aeiouyаеёиоуыэюя")
_SOUNDS = (
    ("о", "а"), ("а", "о"), ("е", "и"), ("и", "е"), ("и", "ы"), ("г", "х"), ("ц", "тс"),
    ("в", "ф"), ("д", "т"), ("з", "с"), ("ш", "щ"), ("пч", "бч"), ("к", "г"), ("р", "рр"),
    ("kh", "h"), ("ts", "tz"), ("i", "e"), ("o", "a"), ("y", "i"), ("ov", "off"), ("k", "c"),
    ("ch", "sh"), ("z", "s"), ("f", "ph"), ("v", "w"),
)  # fmt: skip


def _beside() -> dict[str, str]:
    near: dict[str, str] = {}
    for rows in (_LATIN_ROWS, _RUSSIAN_ROWS):
        for number, row in enumerate(rows):
            for at, key in enumerate(row):
                above = rows[number - 1][at : at + 2] if number else ""
                below = rows[number + 1][max(at - 1, 0) : at + 1] if number < 2 else ""
                near[key] = row[max(at - 1, 0) : at] + row[at + 1 : at + 2] + above + below
    return near


_BESIDE = _beside()


def key_beside(word: str, at: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if place and letter in _BESIDE]
    place = at.choice(places)
    return word[:place] + at.choice(_BESIDE[word[place]]) + word[place + 1 :]


def two_keys(word: str, at: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if place and letter in _BESIDE]
    place = at.choice(places)
    return word[: place + 1] + at.choice(_BESIDE[word[place]]) + word[place + 1 :]


def swapped(word: str, at: random.Random) -> str:
    places = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    place = at.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def doubled(word: str, at: random.Random) -> str:
    place = at.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def lost(word: str, at: random.Random) -> str:
    place = at.randrange(len(word))
    return word[:place] + word[place + 1 :]


def vowel_lost(word: str, at: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if letter in _VOWELS and place]
    place = at.choice(places)
    return word[:place] + word[place + 1 :]


def misheard(word: str, at: random.Random) -> str:
    ways = [(one, other) for one, other in _SOUNDS if one in word]
    one, other = at.choice(ways) if ways else (word[1], "")
    return word.replace(one, other, 1)


SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    key_beside, two_keys, swapped, doubled, lost, vowel_lost, misheard,
)  # fmt: skip


def slipped(word: str, slips: int, at: random.Random) -> str:
    """The word after so many slips of any kind; never the word itself."""
    while True:
        other = word
        for _ in range(slips):
            other = at.choice(SLIPS)(other, at)
        if other != word:
            return other


_ENGLISH_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_TO_ENGLISH = str.maketrans(_RUSSIAN_KEYS, _ENGLISH_KEYS)
_TO_RUSSIAN = str.maketrans(_ENGLISH_KEYS, _RUSSIAN_KEYS)


def other_keyboard(text: str) -> str:
    """What the same keys give in the other alphabet."""
    return text.translate(_TO_RUSSIAN if text.isascii() else _TO_ENGLISH)
