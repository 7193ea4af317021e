"""A rough reading of scripts far from Cyrillic: consonants only, by place of sound. Pure.

Kana, Hangul, Han, Arabic, Hebrew and others write Russian names with other consonants and with
added or missing vowels. What is left in common is enough to suggest a person, never to be sure.
"""

from __future__ import annotations

from anyascii import anyascii
from rapidfuzz.distance import OSA

_PLACES = str.maketrans(
    {
        **dict.fromkeys("bpfvw", "p"),
        **dict.fromkeys("kgq", "k"),
        **dict.fromkeys("lr", "r"),
        **dict.fromkeys("td", "t"),
        **dict.fromkeys("szcjx", "s"),
        **dict.fromkeys("aeiouy", ""),
    }
)
_DIGRAPHS = (
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("gk", "g"),
    ("ng", "n"),
    ("sh", "s"),
    ("ch", "s"),
)
_HAN_DIGRAPHS = (("ng", "n"), ("er", "r"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("q", "s"))
_HAN_READINGS = (("k", "s"), ("s", "h"))
"""What pinyin j and x may stand for: 基 is ки, 济 is зи; 谢 is ше, 希 is хи."""


def skeletons(word: str) -> tuple[str, ...]:
    """The consonants of a word, in six classes and m, n, h; more than one where Han is unclear."""
    read = "".join(anyascii(letter).lower() for letter in word)
    if "\u4e00" <= word[:1] <= "\u9fff":
        for pair, one in _HAN_DIGRAPHS:
            read = read.replace(pair, one)
        return tuple(
            _places(read.replace("j", hard).replace("x", soft))
            for hard in _HAN_READINGS[0]
            for soft in _HAN_READINGS[1]
        )
    for pair, one in _DIGRAPHS:
        read = read.replace(pair, one)
    if "\u0590" <= word[:1] <= "\u06ff":
        read = read.replace("w", "").removesuffix("h")
    return (_places(read),)


def likeness(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """From 0 (nothing in common) to 1 (equal), of two words by their skeletons."""
    return max(OSA.normalized_similarity(one, other) for one in left for other in right)


def _places(read: str) -> str:
    """Classes of sound, neighbours of one class as one."""
    places = "".join(sign for sign in read if sign.isalpha()).translate(_PLACES)
    return "".join(
        sign for index, sign in enumerate(places) if index == 0 or sign != places[index - 1]
    )
