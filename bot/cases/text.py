"""A text as a row of words with their places, and what kind of words stand near. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.cases import tables
from bot.cases.names import WORD, one_alphabet

_SENTENCE_END = re.compile(r"[.!?…](?:\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    """In lower case, in one alphabet."""
    start: int
    end: int
    capital: bool


class Text:
    """A cleaned text, read into words. Hyphens part words; so do the humps of a #CamelCase."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tuple(_tokens(text))
        self._starts: dict[str, list[int]] = {}

    def gap(self, place: int) -> str:
        """What stands between this word and the next."""
        after = place + 1
        end = self.tokens[after].start if after < len(self.tokens) else len(self.text)
        start = self.tokens[place].end if place >= 0 else 0
        return self.text[start:end]

    def starts_sentence(self, place: int) -> bool:
        gap = self.gap(place - 1)
        return place == 0 or not gap.isspace()

    def same_sentence(self, left: int, right: int) -> bool:
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        return not _SENTENCE_END.search(between)

    def near(self, place: int, table: str, letters: int) -> bool:
        """Whether a word of the table stands within so many letters of this word."""
        if table not in self._starts:
            self._starts[table] = [
                token.start for token in self.tokens if listed(token.word, table)
            ]
        middle = self.tokens[place].start
        return any(abs(start - middle) <= letters for start in self._starts[table])

    def title_case(self) -> bool:
        """Most words of more than three letters begin with a capital: capitals tell nothing."""
        longer = [token.capital for token in self.tokens if len(token.word) > 3]
        return sum(longer) > len(longer) * 0.6


def listed(word: str, table: str, mark: str = "") -> bool:
    """Whether the word is in a table, whole or by a beginning that ends with ``*`` there."""
    whole, beginnings = _entries(table, mark)
    return word in whole or any(word[:cut] in beginnings for cut in range(3, len(word) + 1))


@cache
def _entries(table: str, mark: str) -> tuple[frozenset[str], frozenset[str]]:
    entries = tables.words(table, mark) - {mark}
    beginnings = frozenset(entry[:-1] for entry in entries if entry.endswith("*"))
    return frozenset(entry for entry in entries if not entry.endswith("*")), beginnings


_HUMP = re.compile(r"(?<=[a-zа-яёіїє])(?=[A-ZА-ЯЁІЇЄ])")


def _tokens(text: str) -> Iterator[Token]:
    for match in WORD.finditer(text):
        start = match.start()
        for part in _HUMP.split(match[0]):
            yield Token(one_alphabet(part.lower()), start, start + len(part), part[0].isupper())
            start += len(part)
