"""Tables with one matter a line, in six languages: which lines a word, a text and a case's own file
have words of. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from bot.cases import tables
from bot.cases.names import clean, words
from bot.cases.registry import Case, Statement

COMMON = "~"
"""Stands as a word in the lines whose matter many people share."""
DOUBTFUL = "?"
"""And in those that so many share that they tell nothing by themselves."""


@lru_cache(maxsize=16384)
def lines_with(word: str, table: str) -> frozenset[int]:
    """The lines of the table where the word stands, whole or by its beginning or end."""
    whole, beginnings, endings = _lines(table)
    found = whole.get(word, frozenset())
    for cut in range(1, len(word) + 1):
        if word[:cut] in beginnings:
            found |= beginnings[word[:cut]]
        if word[-cut:] in endings:
            found |= endings[word[-cut:]]
    return found


def matters(spoken: Iterable[str], table: str) -> frozenset[int]:
    """The lines of the table that these words stand in."""
    return frozenset().union(*(lines_with(word, table) for word in set(spoken)))


def words_of(case: Case) -> frozenset[str]:
    """Every word of what the file states, in lower case, and its status."""
    places = (case.place,) if case.place else ()
    stated = said((case.who, case.story, *case.charges, *case.sentences, *places))
    return stated | {case.status.kind.value}


def said(statements: Iterable[Statement]) -> frozenset[str]:
    """The words of the statements in every language, in lower case."""
    return frozenset(
        word for one in statements for text in one.text.values() for word in words(text)
    )


@cache
def _lines(table: str) -> tuple[_Lines, _Lines, _Lines]:
    """In which lines a whole word stands, and the beginnings and ends of words."""
    whole: defaultdict[str, set[int]] = defaultdict(set)
    beginnings: defaultdict[str, set[int]] = defaultdict(set)
    endings: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(tables.lines(table)):
        for word in clean(line).split():
            if word.endswith("*"):
                beginnings[word[:-1]].add(number)
            elif word.startswith("*"):
                endings[word[1:]].add(number)
            else:
                whole[word].add(number)
    return _fixed(whole), _fixed(beginnings), _fixed(endings)


def _fixed(lines: Mapping[str, set[int]]) -> _Lines:
    return {word: frozenset(numbers) for word, numbers in lines.items()}


_Lines = dict[str, frozenset[int]]
