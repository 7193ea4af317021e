"""Which of many words share enough pairs of letters with one? Pure.

Each pair has a set of the words' numbers. The sets are added up in binary, bit by bit in parallel,
so that a hundred thousand words are counted in a tenth of a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import add

from bot.cases.numbersets import NumberSets, numbers
from bot.cases.remembered import Remembered

MOST_FOUND = 300
"""Words, or one in fifty. Beyond that, those that share most pairs will do; what fewer or more cost
is measured in benchmarks/lookup.py."""
_START = "^"


class Bigrams:
    """Words by number; the first letter, with the start before it, counts as a pair."""

    def __init__(self, most_found: int = MOST_FOUND) -> None:
        self._most_found = most_found
        self._holding = NumberSets()
        self._count = 0

    def add(self, words: Iterable[tuple[int, str]]) -> None:
        """Many at once cost least."""
        words = list(words)
        self._holding.add((number, _pairs(word)) for number, word in words)
        self._count += len(words)

    def remove(self, number: int, word: str) -> None:
        self._holding.remove(number, _pairs(word))
        self._count -= 1

    def sharing(self, ways: Iterable[str], but: int, among: int = -1) -> list[int]:
        """The numbers of the words that hold a word's pairs, but for so many at most.

        Several ``ways`` to write the word lend it the pairs of all.

        They share two pairs, or one with a word of fewer than four; more where they were too many.
        ``among`` has a bit for each number that is wanted at all: of these one pair will do.
        """
        several = tuple(map(_pairs, ways))
        fewest = min(map(len, several))
        pairs = set().union(*several)
        least = max(1 if fewest < 4 or among >= 0 else 2, fewest - but)
        counts: list[int] = []
        for pair in pairs:
            carry = self._holding[pair] & among
            for place, digit in enumerate(counts):
                if not carry:
                    break
                counts[place], carry = digit ^ carry, digit & carry
            if carry:
                counts.append(carry)
        found = _more_than(counts, least - 1)
        most = max(self._most_found, self._count // 50)
        while found.bit_count() > most and least < len(pairs):
            least += 1
            found = _more_than(counts, least - 1)
        return numbers(found)


def _pairs(word: str) -> set[str]:
    """Without their order: a swap of two letters keeps their pair."""
    return set(map(_UNORDERED.__getitem__, map(add, _START + word, word)))


def _unordered(pair: str) -> str:
    return "".join(sorted(pair))


_UNORDERED = Remembered(_unordered)


def _more_than(counts: list[int], few: int) -> int:
    """The bits whose count, written with ``counts`` as binary digits, exceeds ``few``."""
    if few >> len(counts):
        return 0
    more, equal = 0, -1
    for place in reversed(range(len(counts))):
        if few >> place & 1:
            equal &= counts[place]
        else:
            more |= equal & counts[place]
            equal &= ~counts[place]
    return more
