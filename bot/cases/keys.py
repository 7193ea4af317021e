"""The keys under which a word of a name is looked for: candidates, never an answer. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.cases.declension import forms, other_gender
from bot.cases.names import blur_plain, stem


@lru_cache(maxsize=4096)
def part_keys(part: str, gender: str) -> frozenset[str]:
    """All case forms meet in one or two stems; the rest is what some language makes of a letter.

    Surnames share beginnings and ends, so the keys of both are remembered apart.
    """
    match = _BEGINNING.match(part)
    cut = match.end() if match else 0
    least = 0 if match else 3
    first, others = _begun(part[:cut])
    roots, otherwise = _ended(part[cut:], gender, least)
    return frozenset(
        [*(first + root for root in roots), *(other + otherwise[at] for at, other in others)]
    )


_BEGINNING = re.compile("..+[бвгдзклмнпрстф](?:[аеёоэя]|[иуыю](?!нов))(?=[бдзклнпрстфцчшщ]..)")
"""As much as no rule of folding joins to the rest, and no case ending reaches into."""


_ANY_VOWEL = "а"
"""For what stands before an end: by its last three letters a surname is declined."""


def _root(end: str, least: int) -> str:
    return stem(blur_plain(end), least)


@lru_cache(maxsize=16384)
def _begun(begun: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A beginning blurred; and in those other readings, by number, that have a sound of it."""
    return blur_plain(begun), tuple(
        (at, blur_plain(begun.replace(sound, written)))
        for at, (sound, written) in enumerate(_OTHER_READINGS)
        if sound in begun
    )


@lru_cache(maxsize=16384)
def _ended(end: str, gender: str, least: int) -> tuple[frozenset[str], tuple[str, ...]]:
    """All stems of a surname's end; and that in each of the other readings."""
    as_it_is = _root(end, least)
    otherwise = tuple(
        _root(end.replace(sound, written), least) if sound in end else as_it_is
        for sound, written in _OTHER_READINGS
    )
    return frozenset((*_roots(end, gender, least), *otherwise)), otherwise


def _roots(end: str, gender: str, least: int) -> tuple[str, ...]:
    """The stems in which all forms of a surname meet, or those of its end."""
    begun = "" if least else _ANY_VOWEL
    ways = (*forms(begun + end, gender), other_gender(begun + end, gender))
    return tuple({_root(form.removeprefix(begun), least) for form in ways if form})


_OTHER_READINGS = (
    ("х", "ч"),  # German and Polish ch
    ("х", "й"),  # Spanish j
    ("г", "х"),  # Ukrainian and Belarusian h
    ("ж", "й"),  # French j
    ("ч", "тй"),  # Swedish and Dutch tj
    ("кс", "х"),  # English x
    ("у", "ое"),  # Dutch oe
    ("о", "а"),  # Belarusian spelling after the ear
    ("е", "я"),
    ("ов", "ав"),
    ("ё", "о"),  # after ж, ч, ш, щ
    ("ти", "ци"),
    ("ди", "дзи"),
)
