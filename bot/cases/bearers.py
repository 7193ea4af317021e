"""Everybody who bears one surname, found by the words beside it in a text. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from bot.cases.declension import forms
from bot.cases.given_names import given_ids
from bot.cases.names import blur, is_latin, stem
from bot.cases.persons import PersonName, surname_keys
from bot.cases.sightings import Evidence, Sighting, is_ukrainian, letters_of, sight, spelled, ways
from bot.cases.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Bearers:
    """The names of one surname and gender."""

    surname: tuple[str, ...]
    gender: str
    names: tuple[PersonName, ...]
    _called: dict[str, list[PersonName]] = field(init=False, repr=False)
    _first: tuple[PersonName, ...] = field(init=False, repr=False)
    _ways: frozenset[str] = field(init=False, repr=False)
    _softer: frozenset[str] = field(init=False, repr=False)
    """With и for ы, as in Ukrainian."""

    def __post_init__(self) -> None:
        called: defaultdict[str, list[PersonName]] = defaultdict(list)
        for name in self.names:
            for key in _given_keys(name.given, name.gender):
                called[key].append(name)
        object.__setattr__(self, "_called", dict(called))
        own = {name.case: name for name in self.names if name.own}
        object.__setattr__(self, "_first", tuple(islice(own.values(), 2)))
        written = ways(self.surname[-1], self.gender)
        object.__setattr__(self, "_ways", written)
        object.__setattr__(self, "_softer", frozenset(one.replace("ы", "и") for one in written))

    def are_written(self, word: str) -> bool:
        """`spelled`, loosely; most words are told without it."""
        if word.replace("ё", "е") in self._ways or word in self._softer:
            return True
        plain = not is_latin(word) and not is_ukrainian(word)
        return not plain and spelled(word, self.surname[-1], self.gender, loosely=True)

    def sight(self, text: Text, place: int) -> list[Sighting]:
        """Those whom the words beside this place name; or, if they name none of them, two at most,
        since a surname of several people tells nothing."""
        if len(self.names) == 1:
            one = sight(text, place, self.names[0])
            return [] if one is None else [one]
        extra = len(self.surname) - 1
        beside = (*text.run(place - extra, -1), *text.run(place, 1))
        keys = {key for at in beside for key in _word_keys(text.tokens[at].word)}
        fitting = {id(name): name for key in sorted(keys) for name in self._called.get(key, ())}
        fitting.update({id(name): name for name in self._called.get("", ())})
        found = [one for name in fitting.values() if (one := sight(text, place, name)) is not None]
        if any(one.evidence is not Evidence.OTHER for one in found):
            return found
        return [one for name in self._first if (one := sight(text, place, name)) is not None]


def bearers_by_key(names: Iterable[PersonName]) -> dict[str, tuple[Bearers, ...]]:
    """Who may be meant by a word, by the word's blurred stem."""
    families: defaultdict[tuple[tuple[str, ...], str], list[PersonName]] = defaultdict(list)
    for name in names:
        families[name.surname, name.gender].append(name)
    found: defaultdict[str, list[Bearers]] = defaultdict(list)
    for (surname, gender), members in families.items():
        if not surname:
            continue  # somebody known by a given name alone
        family = Bearers(surname, gender, tuple(members))
        for key in frozenset().union(*surname_keys(members[0])):
            found[key].append(family)
    return {key: tuple(families) for key, families in found.items()}


@lru_cache(maxsize=4096)
def _given_keys(given: str, gender: str) -> frozenset[str]:
    """Under which a person of this given name is looked for; the empty one if there is none."""
    if not given:
        return frozenset({""})
    spellings = (stem(blur(form)) for form in forms(given, gender))
    return given_ids(given).union(spellings, letters_of(given))


@lru_cache(maxsize=65536)
def _word_keys(word: str) -> frozenset[str]:
    return given_ids(word) | {stem(blur(word)), word}
