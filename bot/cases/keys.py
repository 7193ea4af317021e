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
    begun, least = part[:cut], 0 if match else 3
    keys = {_blurred(begun) + root for root in _roots(part[max(cut - 1, 0) :], gender, least)}
    for sound, written in _OTHER_READINGS:
        if sound in part:
            root = _root(part[cut:].replace(sound, written), least)
            keys.add(_blurred(begun.replace(sound, written)) + root)
    return frozenset(keys)


_BEGINNING = re.compile("..+[бвгдзклмнпрстф][аеёиоуыэюя](?=[бдзклнпрстфцчшщ]..)")
"""As much as no rule of folding joins to the rest, and no case ending reaches into."""

_blurred = lru_cache(maxsize=16384)(blur_plain)


@lru_cache(maxsize=16384)
def _root(end: str, least: int) -> str:
    return stem(blur_plain(end), least)


@lru_cache(maxsize=16384)
def _roots(end: str, gender: str, least: int) -> tuple[str, ...]:
    """The stems in which all forms of a surname meet, or those of its end, but for one letter."""
    ways = (*forms(end, gender), other_gender(end, gender))
    return tuple({_root(form[not least :], least) for form in ways if form})


_OTHER_READINGS = (
    ("х", "ч"),  # German and Polish ch
    ("х", "й"),  # Spanish j
    ("г", "х"),  # Ukrainian and Belarusian h
    ("ж", "й"),  # French j
    ("кс", "х"),  # English x
    ("о", "а"),  # Belarusian spelling after the ear
    ("е", "я"),
    ("ов", "ав"),
    ("ё", "о"),  # after ж, ч, ш, щ
    ("ти", "ци"),
    ("ди", "дзи"),
)
