"""Which given names a word may stand for: diminutives, other languages' forms, every case. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from bot.cases import tables
from bot.cases.declension import forms
from bot.cases.keys import part_keys
from bot.cases.names import blur, fold, is_cyrillic, is_latin, latin, plain, stem
from bot.cases.spelling import ALL_MARKS, Spelling, spells

_TATAR = re.compile("[әөүҗңһқғұҡҙҫ]")


class Fit(Enum):
    """How a word beside the surname fits the person."""

    YES = "yes"
    OTHER = "other"
    """It is the name of somebody else."""
    UNKNOWN = "unknown"


def given_ids(word: str) -> frozenset[str]:
    """The full Russian names the word may stand for, each with its gender: "m:борис"."""
    if "-" in word:
        return frozenset().union(*map(given_ids, word.split("-")))
    if is_cyrillic(word):
        found = _index()[0].get(_key(word))
        if found is not None or not _TATAR.search(word):
            return found or frozenset()
    return written(word) or frozenset(full for _, full in _index()[1].get(fold(word), ()))


def is_doubtful(word: str) -> bool:
    """Whether a given name may be another after all: Gayane resembles Ганна and is not she, Дарина
    is Дарья to some and a name of its own to most."""
    return word in tables.words("given_names", "?") or (
        _resembles_only(word) and bool(given_ids(word))
    )


@lru_cache(maxsize=16384)
def is_nominative(given: str, gender: str, word: str) -> bool:
    """Whether a person of this given name is called so in the nominative, in some language."""
    named = [given]
    for full in given_ids(given):
        named += _by_id()[full] if full[0] == gender else ()
    return any(plain(one) == word or spells(word, one, ALL_MARKS) for one in named)


@lru_cache(maxsize=16384)
def is_slip(word: str) -> bool:
    """Whether a word is read as a given name, but is none in the nominative: "Алексе" may be a form
    of Алекса, and likelier Алексей without its end."""
    meant = given_ids(word)
    return bool(meant) and not any(is_nominative(full[2:], full[0], word) for full in meant)


@lru_cache(maxsize=16384)
def resembles(given: str, gender: str, word: str) -> bool:
    """Whether one letter amiss makes a name of this person of the word."""
    named = [*forms(given, gender)]
    for full in given_ids(given):
        named += _by_id()[full]
    cyrillic = is_cyrillic(word)
    ways = {plain(one) if cyrillic is is_cyrillic(one) else latin(plain(one)) for one in named}
    return any(OSA.distance(word, one, score_cutoff=1) <= 1 for one in ways)


@lru_cache(maxsize=16384)
def given_fit(given: str, gender: str, word: str) -> Fit:
    """Whether a word names a person whose given name is ``given``."""
    if not given:
        return Fit.UNKNOWN
    if "-" in given:
        fits = {given_fit(part, gender, word) for part in given.split("-")}
        return next(fit for fit in (Fit.YES, Fit.UNKNOWN, Fit.OTHER) if fit in fits)
    meant = given_ids(word)
    if any(called[0] == gender for called in meant & given_ids(given)):
        return Fit.YES
    if stem(blur(word)) in part_keys(given, gender):
        least = Spelling.SURE if meant else Spelling.STRETCHED
        marks = frozenset() if meant else ALL_MARKS
        if any(spells(word, form, marks) >= least for form in forms(given, gender)):
            return Fit.YES
    ordinary = word in tables.words("given_names", "-") or _resembles_only(word)
    return Fit.OTHER if meant and not ordinary else Fit.UNKNOWN


def _resembles_only(word: str) -> bool:
    """Whether a word in Latin letters has a given name's key by chance: "años" is no Janos."""
    return is_latin(word) and "-" not in word and not written(word)


@lru_cache(maxsize=16384)
def written(word: str) -> frozenset[str]:
    """Of the names with one key those that the word writes by some rule: Yana is not Anna."""
    alike = _index()[1].get(fold(word), ())
    for marks, least in ((frozenset[str](), Spelling.SURE), (ALL_MARKS, Spelling.STRETCHED)):
        found = frozenset(
            full
            for form, full in alike
            if form == word or (is_cyrillic(form) and spells(word, form, marks) >= least)
        )
        if found:
            return found
    return frozenset()


@cache
def _index() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[tuple[str, str]]]]:
    """By the Cyrillic word itself (жена is not Женя); by its key for every other alphabet, each
    with the form that has this key."""
    exact: dict[str, set[str]] = defaultdict(set)
    folded: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for called, full in _table():
        for form in _declined(called, full[0]) if is_cyrillic(called) else (called,):
            exact[_key(form)].add(full)
            folded[fold(form)].add((plain(form), full))
        for form in _in_ukrainian(called) if is_cyrillic(called) else ():
            exact[_key(form)].add(full)
    return (
        {key: frozenset(ids) for key, ids in exact.items()},
        {key: frozenset(ids) for key, ids in folded.items()},
    )


@cache
def _by_id() -> dict[str, tuple[str, ...]]:
    """What the table says somebody of a full name is called."""
    called: dict[str, list[str]] = defaultdict(list)
    for one, full in _table():
        called[full].append(one)
    return {full: tuple(names) for full, names in called.items()}


def _declined(called: str, gender: str) -> tuple[str, ...]:
    """Every case; Ukrainian Михайло and Дмитро are declined, unlike surnames in -о."""
    if gender == "m" and called.endswith("о"):
        return (called, *(called[:-1] + ending for ending in ("а", "у", "ові", "ом", "е")))
    return forms(called, gender)


_UKRAINIAN_CASES = (
    ("ія", ("ії", "ію", "ією")),
    ("'я", ("'ї", "'ю", "'єю")),
    ("га", ("ги", "зі", "гу", "гою")),
    ("ка", ("ки", "ці", "ку", "кою")),
    ("а", ("и", "і", "у", "ою")),
    ("я", ("і", "ю", "ею", "ї", "єю")),
    ("ій", ("ія", "ію", "ієм", "ії", "ієві")),
    ("й", ("я", "ю", "єм", "ї", "єві")),
    ("ь", ("я", "ю", "ем", "і", "еві")),
    ("р", ("ра", "ру", "ром", "рі", "ря", "рю", "рем", "рові", "реві")),
    ("", ("ові",)),
)
"""Its spelling of 2019, §§ 82–87: how names with this end are declined."""


def _in_ukrainian(called: str) -> tuple[str, ...]:
    """The cases that Ukrainian writes otherwise than Russian."""
    for last, endings in _UKRAINIAN_CASES:
        if called.endswith(last):
            return tuple(called.removesuffix(last) + ending for ending in endings)
    return ()


def _key(word: str) -> str:
    return word.replace("ё", "е") if is_cyrillic(word) else fold(word)


def _table() -> Iterator[tuple[str, str]]:
    """Each name of the table, and the full name it stands for."""
    for line in tables.lines("given_names"):
        head, _, others = line.lower().partition(":")
        mark, *named = head.split()
        if mark.startswith("+"):
            for called in named:
                gender = mark[1:] or ("f" if called.endswith(("а", "я", "a")) else "m")
                yield called, f"{gender}:{called}"
        elif mark not in ("-", "?"):
            for called in (*named, *others.split()):
                yield called, f"{mark}:{named[0]}"
