"""The names of a registry by surname: namesakes share one family, read and judged once. Pure."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence

from bot.cases.keys import part_keys
from bot.cases.names import blur, stem
from bot.cases.persons import PersonName, without_suffix


class Family:
    """Everyone of one surname and gender, those known by this very name first."""

    __slots__ = ("gender", "members", "numbers", "surname")

    def __init__(self, surname: tuple[str, ...], gender: str) -> None:
        self.surname = surname
        self.gender = gender
        self.members: list[PersonName] = []
        self.numbers: tuple[int, ...] = ()
        """Where the index of typing mistakes keeps the surname's words, and a double one whole."""

    @property
    def keys(self) -> tuple[frozenset[str], ...]:
        """For each word of the surname, every blurred stem under which it may be looked for."""
        return tuple([part_keys(part, self.gender) for part in self.surname])

    def all_keys(self) -> frozenset[str]:
        # Somebody may be known by a given name alone.
        first, *rest = self.keys or (frozenset[str](),)
        return first.union(*rest) if rest else first


def rank(name: PersonName) -> tuple[bool, str, str, str]:
    """The order in which equally likely names are offered: the same however they were added."""
    return (not name.own, name.case, name.given, name.patronymic)


def put(name: PersonName, into: list[PersonName]) -> None:
    """Keeps the list by rank. A registry is read in that order, or nearly."""
    if not into or (into[-1].own >= name.own and into[-1].case < name.case):
        into.append(name)
    else:
        insort(into, name, key=rank)


def _surname(family: Family) -> tuple[str, ...]:
    return family.surname


class Families:
    """Families by surname and by key."""

    def __init__(self) -> None:
        self._families: dict[tuple[tuple[str, ...], str], Family] = {}
        self._by_key: dict[str, Family | list[Family]] = {}
        """One family has most keys to itself, and a list of one takes more room than the key."""

    def __iter__(self) -> Iterator[Family]:
        return iter(self._families.values())

    def add(self, names: Iterable[PersonName]) -> list[tuple[PersonName, Family]]:
        """Each name with its family."""
        added, new = [], []
        for name in names:
            family = self._families.get((name.surname, name.gender))
            if family is None:
                family = Family(name.surname, name.gender)
                self._families[name.surname, name.gender] = family
                new.append(family)
            put(name, family.members)
            added.append((name, family))
        for family in sorted(new, key=_surname):  # what begins alike is folded once
            for key in family.all_keys():
                known = self._by_key.setdefault(key, family)
                if isinstance(known, list):
                    known.append(family)
                elif known is not family:
                    self._by_key[key] = [known, family]
        return added

    def remove(self, names: Iterable[PersonName]) -> list[tuple[PersonName, Family]]:
        """Each name with the family it was of; one without members is no more."""
        removed = []
        for name in names:
            family = self._families[name.surname, name.gender]
            family.members.remove(name)
            if not family.members:
                del self._families[name.surname, name.gender]
                for key in family.all_keys():
                    left = [other for other in self._under(key) if other is not family]
                    if left:
                        self._by_key[key] = left
                    else:
                        del self._by_key[key]
            removed.append((name, family))
        return removed

    def of(self, word: str) -> Iterator[Family]:
        """Those one of whose surname's words this may be, in some case and spelling."""
        for bare in without_suffix(word):
            yield from self._under(stem(blur(bare)))

    def _under(self, key: str) -> Sequence[Family]:
        known = self._by_key.get(key, ())
        return (known,) if isinstance(known, Family) else known
