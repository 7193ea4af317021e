"""Of which crimes a text says that somebody was tried for them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cases import tables
from bot.cases.matters import lines_with
from bot.cases.sightings import Sighting
from bot.cases.text import Text

_REACH = 12
"""Words between a name and the crime."""
_GOVERNED = 3
"""Words between "for" and the crime, the crime among them."""


def tried_for(text: Text, seen: Sighting) -> Iterator[frozenset[int]]:
    """The lines of the table of crimes, for each that the sentence tells of before another name
    stands there: "jailed for robbery"."""
    for step, edge in ((-1, seen.first), (1, seen.last)):
        for at in range(edge + step, edge + step * (_REACH + 1), step):
            if not 0 <= at < len(text.tokens) or not text.same_sentence(*sorted((edge, at))):
                break
            crimes = lines_with(text.tokens[at].word, "offences")
            if crimes and _is_governed(text, at):
                yield crimes
            if text.tokens[at].capital:
                break


def _is_governed(text: Text, at: int) -> bool:
    """Whether a preposition stands before the word: "for armed robbery", «в краже»."""
    before = text.tokens[max(at - _GOVERNED, 0) : at]
    return any(token.word in tables.words("functional", "@") for token in before)
