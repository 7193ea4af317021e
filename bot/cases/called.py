"""Who is called so: people by given name and patronymic, where no surname was typed. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import merge

from bot.cases.families import put, rank
from bot.cases.given_names import Fit, given_fit, given_ids
from bot.cases.names import blur, stem
from bot.cases.persons import PersonName, is_patronymic, patronymic_fit, patronymic_keys

_ANY = ""
_FATHERLESS = "-"

_Namesakes = list[PersonName]
"""Everyone of one given name, patronymic and gender, by rank."""


class Called:
    """Namesakes by what they are called and by given name, patronymic, and both together."""

    def __init__(self) -> None:
        self._alike: dict[tuple[str, str, str], _Namesakes] = {}
        self._by_key: dict[tuple[str, str], list[_Namesakes]] = {}

    def add(self, names: Iterable[PersonName]) -> None:
        for name in names:
            called = name.given, name.patronymic, name.gender
            alike = self._alike.get(called)
            if alike is None:
                alike = self._alike[called] = []
                for key in _keys(*called):
                    self._by_key.setdefault(key, []).append(alike)
            put(name, alike)

    def remove(self, names: Iterable[PersonName]) -> None:
        for name in names:
            called = name.given, name.patronymic, name.gender
            alike = self._alike[called]
            alike.pop(bisect_left(alike, rank(name), key=rank))
            if not alike:
                del self._alike[called]
                for key in _keys(*called):
                    lists = [one for one in self._by_key.pop(key) if one is not alike]
                    if lists:
                        self._by_key[key] = lists

    def find(self, words: tuple[str, ...], fatherless: bool = False) -> Iterator[str]:
        """The cases of everyone whom all these words fit; none where one word is no such name.

        ``fatherless`` are those whose father's name nobody told us, whatever it is said to be.
        """
        if not all(given_ids(word) or is_patronymic(word) for word in words):
            return
        fathers = [stem(blur(word)) for word in words if is_patronymic(word)]
        called = [given_ids(word) for word in words if not is_patronymic(word)]
        shared = (frozenset.intersection(*called) or called[0]) if called else frozenset((_ANY,))
        if fathers or not fatherless:
            father = _FATHERLESS if fatherless else fathers[0] if fathers else _ANY
            for one in sorted(shared):
                fitting = [
                    alike for alike in self._by_key.get((one, father), ()) if _fit(alike[0], words)
                ]
                for name in merge(*fitting, key=rank):
                    yield name.case


def beside(name: PersonName, word: str) -> Fit:
    """How a word that is not the surname fits the person."""
    fit = patronymic_fit(name.patronymic, name.gender, word)
    return given_fit(name.given, name.gender, word) if fit is Fit.UNKNOWN else fit


def _fit(name: PersonName, words: tuple[str, ...]) -> bool:
    """Whether some word is a name of the person, and none somebody else's."""
    fits = [beside(name, word) for word in words]
    return Fit.OTHER not in fits and Fit.YES in fits


@lru_cache(maxsize=16384)
def _keys(given: str, patronymic: str, gender: str) -> tuple[tuple[str, str], ...]:
    fathers = sorted(patronymic_keys(patronymic, gender)) if patronymic else [_FATHERLESS]
    called = sorted(given_ids(given))
    return (
        *((one, father) for one in called for father in (_ANY, *fathers)),
        *((_ANY, father) for father in fathers),
    )
