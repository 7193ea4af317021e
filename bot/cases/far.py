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
_HAN_DIGRAPHS = (
    ("ng", "n"),
    ("er", "r"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "s"),
    ("j", "k"),
    ("q", "s"),
)


def skeleton(word: str) -> str:
    """The consonants of a word, in six classes and m, n, h; neighbours of one class as one."""
    read = "".join(anyascii(letter).lower() for letter in word)
    han = "\u4e00" <= word[:1] <= "\u9fff"
    semitic = "\u0590" <= word[:1] <= "\u06ff"
    for pair, one in _HAN_DIGRAPHS if han else _DIGRAPHS:
        read = read.replace(pair, one)
    if semitic:
        read = read.replace("w", "")
    places = "".join(sign for sign in read if sign.isalpha()).translate(_PLACES)
    return "".join(
        sign for index, sign in enumerate(places) if index == 0 or sign != places[index - 1]
    )


def likeness(left: str, right: str) -> float:
    """From 0 (nothing in common) to 1 (equal), of two skeletons."""
    return OSA.normalized_similarity(left, right)
