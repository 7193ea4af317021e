"""A rough reading of scripts far from Cyrillic: consonants only, by place of sound. Pure.

Kana, Hangul, Han, Arabic, Hebrew and others write Russian names with other consonants and with
added or missing vowels. What is left in common is enough to suggest a person, never to be sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.cases.families import Family
from bot.cases.given_names import given_ids, written

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
_ALONE, _BESIDE_GIVEN = 0.7, 0.5
"""How like a surname must be, from 0 to 1."""
_MOST = 3
_COMPARED = 200
_HAN_READINGS = (("k", "s"), ("s", "h"))
"""What pinyin j and x may stand for: 基 is ки, 济 is зи; 谢 is ше, 希 is хи."""


def skeletons(word: str) -> tuple[str, ...]:
    """The consonants of a word, in six classes and m, n, h; more than one where Han is unclear, or
    a Korean k that may be х."""
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
    if "\uac00" <= word[:1] <= "\ud7a3":
        return tuple(dict.fromkeys((_places(read), _places(read.replace("k", "h")))))
    if "\u0590" <= word[:1] <= "\u06ff":
        read = read.replace("w", "").removesuffix("h")
    return (_places(read),)


class FarSurnames:
    """Surnames by the consonants that are left of them."""

    def __init__(self, families: Iterable[Family]) -> None:
        self._by_skeleton: dict[str, list[Family]] = {}
        for family in families:
            for skeleton in skeletons("".join(family.surname)):
                self._by_skeleton.setdefault(skeleton, []).append(family)

    def like(self, words: tuple[str, ...]) -> list[str]:
        """At most three cases whose names the words may be, the likeliest first.

        A likeness of `_ALONE` suggests somebody; beside a given name so like, `_BESIDE_GIVEN` does.
        Nobody of another given name than one that the table has in this script.
        """
        read_words = [skeletons(word) for word in words]
        found = []
        for at, one in enumerate(read_words):
            others = read_words[:at] + read_words[at + 1 :]
            called = [names for word in (*words[:at], *words[at + 1 :]) if (names := written(word))]
            for skeleton, alike in self._near(one, _BESIDE_GIVEN if others else _ALONE):
                for family in self._by_skeleton[skeleton]:
                    for name in family.members:
                        if not all(names & given_ids(name.given) for names in called):
                            continue
                        given = _skeletons_of(name.given)
                        beside = max((_likeness(other, given) for other in others), default=0.0)
                        if alike >= _ALONE or beside >= _ALONE:
                            found.append((-alike - beside / 2, name.case))
        return list(dict.fromkeys(case for _, case in sorted(found)))[:_MOST]

    def _near(self, word: tuple[str, ...], least: float) -> Iterable[tuple[str, float]]:
        best: dict[str, float] = {}
        for one in word:
            for skeleton, alike, _ in process.extract(
                one,
                self._by_skeleton.keys(),
                scorer=OSA.normalized_similarity,
                score_cutoff=least,
                limit=_COMPARED,
            ):
                best[skeleton] = max(alike, best.get(skeleton, 0.0))
        return best.items()


@lru_cache(maxsize=4096)
def _skeletons_of(given: str) -> tuple[str, ...]:
    return skeletons(given)


def _likeness(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """From 0 (nothing in common) to 1 (equal), of two words by their skeletons."""
    return max(OSA.normalized_similarity(one, other) for one in left for other in right)


def _places(read: str) -> str:
    """Classes of sound, neighbours of one class as one."""
    places = "".join(sign for sign in read if sign.isalpha()).translate(_PLACES)
    return "".join(
        sign for index, sign in enumerate(places) if index == 0 or sign != places[index - 1]
    )
