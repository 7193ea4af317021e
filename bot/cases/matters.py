"""Tables with one matter a line, in six languages: which lines a word, a text and a case's own file
have words of. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate

from bot.cases import tables
from bot.cases.names import clean, plain
from bot.cases.registry import Case, Statement
from bot.cases.remembered import Remembered
from bot.cases.tokens import cut

COMMON = "~"
"""Stands as a word in the lines whose matter many people share."""
DOUBTFUL = "?"
"""And in those that so many share that they tell nothing by themselves."""


def lines_with(word: str, table: str) -> frozenset[int]:
    """The lines of the table where the word stands, whole or by its beginning or end."""
    return _known(table)[word]


def matters(spoken: Iterable[str], table: str) -> frozenset[int]:
    """The lines of the table that these words stand in."""
    return frozenset().union(*filter(None, map(_known(table).__getitem__, set(spoken))))


@cache
def _known(table: str) -> Remembered[frozenset[int]]:
    whole, beginnings, endings = _lines(table)

    def lines_of(word: str) -> frozenset[int]:
        found = whole.get(word, frozenset())
        if not beginnings.keys().isdisjoint(accumulate(word)):
            found = found.union(*(beginnings.get(begun, ()) for begun in accumulate(word)))
        if not endings.keys().isdisjoint(accumulate(reversed(word))):
            found = found.union(*(endings.get(end, ()) for end in accumulate(reversed(word))))
        return found

    return Remembered(lines_of)


def words_of(case: Case) -> frozenset[str]:
    """Every word of what the file states, in lower case, and its status."""
    places = (case.place,) if case.place else ()
    stated = said((case.who, case.story, *case.charges, *case.sentences, *places))
    return stated | {case.status.kind.value}


def said(statements: Iterable[Statement]) -> frozenset[str]:
    """The words of the statements in every language, in lower case."""
    return frozenset(
        word for one in statements for text in one.text.values() for word in cut(plain(text))[1::2]
    )


@cache
def _lines(table: str) -> tuple[_Lines, _Lines, _Lines]:
    """In which lines a whole word stands, the beginnings of words, and their ends, these from the
    last letter on."""
    whole: defaultdict[str, set[int]] = defaultdict(set)
    beginnings: defaultdict[str, set[int]] = defaultdict(set)
    endings: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(tables.lines(table)):
        for word in clean(line).split():
            if word.endswith("*"):
                beginnings[word[:-1]].add(number)
            elif word.startswith("*"):
                endings[word[:0:-1]].add(number)
            else:
                whole[word].add(number)
    return _fixed(whole), _fixed(beginnings), _fixed(endings)


def _fixed(lines: Mapping[str, set[int]]) -> _Lines:
    return {word: frozenset(numbers) for word, numbers in lines.items()}


_Lines = dict[str, frozenset[int]]
