"""Tables with one matter a line, in six languages: which lines a word, a text and a case's own file
have words of. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from bot.cases import tables
from bot.cases.names import clean, words
from bot.cases.registry import Case, Statement

COMMON = "~"
"""Stands as a word in the lines whose matter many people share."""


@lru_cache(maxsize=16384)
def lines_with(word: str, table: str) -> frozenset[int]:
    """The lines of the table where the word stands, whole or by its beginning or end."""
    return frozenset(
        number
        for number, (whole, beginnings, endings) in enumerate(_lines(table))
        if word in whole or word.startswith(beginnings) or word.endswith(endings)
    )


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
def _lines(table: str) -> tuple[tuple[frozenset[str], tuple[str, ...], tuple[str, ...]], ...]:
    """Whole words, beginnings and ends of each line."""
    return tuple(
        (
            frozenset(word for word in clean(line).split() if "*" not in word),
            tuple(word[:-1] for word in clean(line).split() if word.endswith("*")),
            tuple(word[1:] for word in clean(line).split() if word.startswith("*")),
        )
        for line in tables.lines(table)
    )
