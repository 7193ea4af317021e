"""Sets of small numbers by name, each one long integer: thousands are joined in a microsecond."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_DIGIT = ord("1")


class NumberSets:
    """For each name the set of its numbers; a name never heard of has none."""

    def __init__(self) -> None:
        self._sets: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        """A bit for each number."""
        return self._sets.get(name, 0)

    def add(self, named: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Put each number into the sets of these names. Many at once cost least."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, names in named:
            for name in names:
                found[name].append(number)
        for name, members in found.items():
            self._sets[name] = self[name] | _bits(members)

    def remove(self, number: int, names: Iterable[str]) -> None:
        """Take the number out of the sets of these names."""
        for name in names:
            self._sets[name] = self[name] & ~(1 << number)


def _bits(members: list[int]) -> int:
    digits = bytearray(b"0") * (max(members) + 1)
    for number in members:
        digits[-1 - number] = _DIGIT
    return int(digits, 2)


def numbers(bits: int) -> list[int]:
    """The numbers of a set, in order."""
    digits = f"{bits:b}"[::-1]
    found = []
    at = digits.find("1")
    while at >= 0:
        found.append(at)
        at = digits.find("1", at + 1)
    return found
