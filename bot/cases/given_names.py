"""Which given names a word may stand for: diminutives, other languages' forms, every case. Pure."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from functools import cache, lru_cache

from bot.cases import tables
from bot.cases.declension import forms
from bot.cases.names import fold, is_cyrillic
from bot.cases.spelling import Spelling, spells


class Fit(Enum):
    """How a word beside the surname fits the person."""

    YES = "yes"
    OTHER = "other"
    """It is the name of somebody else."""
    UNKNOWN = "unknown"


def given_ids(word: str) -> frozenset[str]:
    """The full Russian names the word may stand for, each with its gender: "m:борис"."""
    return _index().get(fold(word), frozenset())


@lru_cache(maxsize=16384)
def given_fit(given: str, gender: str, word: str) -> Fit:
    """Whether a word names a person whose given name is ``given``."""
    if not given:
        return Fit.UNKNOWN
    meant = given_ids(word)
    if any(called[0] == gender for called in meant & given_ids(given)) or any(
        spells(word, form, frozenset()) is Spelling.SURE for form in forms(given, gender)
    ):
        return Fit.YES
    return Fit.OTHER if meant else Fit.UNKNOWN


@cache
def _index() -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for line in tables.lines("given_names"):
        head, _, others = line.lower().partition(":")
        if head.startswith("+"):
            for called in head.split()[1:]:
                _enter(index, called, "f" if called.endswith(("а", "я", "a")) else "m", called)
        else:
            gender, full = head.split()
            for called in (full, *others.split()):
                _enter(index, called, gender, full)
    return {key: frozenset(ids) for key, ids in index.items()}


def _enter(index: dict[str, set[str]], called: str, gender: str, full: str) -> None:
    for form in forms(called, gender) if is_cyrillic(called) else (called,):
        index[fold(form)].add(f"{gender}:{full}")
