"""A query, read: the words that may be names, apart from those of the question. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from bot.cases import tables
from bot.cases.names import LONGEST_WORD, WORD, clean, is_cyrillic, one_alphabet

ASKING = tables.words("asking")
CHILDREN = tables.words("children")
OBLIQUE = tables.words("asking", ">")
MOST_WORDS = 12
"""More words than that, beside those of a question, are a text and not a name."""

LONGEST_QUESTION = 40
"""Words, those of the question included."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is left of a query."""

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()
    fathers: tuple[str, ...] = ()
    """Bare names before "оглы" or "кызы"."""
    oblique: bool = False
    """A word of the question wants the name in another case than the nominative."""


def read(query: str) -> Asked:
    """The query without the words of the question; empty if too long to be a name."""
    text = clean(query)
    kept: list[str] = []
    letters: list[str] = []
    fathers: list[str] = []
    oblique = False
    matches = list(islice(WORD.finditer(text), LONGEST_QUESTION))
    if len(matches) == LONGEST_QUESTION:
        return Asked(())
    for index, match in enumerate(matches):
        word = one_alphabet(clean(match[0].casefold()))
        dotted = text[match.end() : match.end() + 1] == "."
        near = [clean(other[0].casefold()) for other in matches[max(index - 1, 0) : index + 2]]
        if dotted and len(word) <= 2:
            letters.append(word)
        elif word in CHILDREN and kept:
            fathers.append(kept.pop())
        elif word in ASKING and (len(word) > 1 or _particle(match[0], near)):
            oblique = oblique or word in OBLIQUE
        elif len(word) == 1:
            letters.append(word)
        elif len(word) > LONGEST_WORD:
            return Asked(())
        else:
            kept.append(word)
    if len(kept) > MOST_WORDS:
        return Asked(())
    return Asked(tuple(kept), tuple(letters), tuple(fathers), oblique)


def _particle(letter: str, near: list[str]) -> bool:
    """A word of one letter ("о", "и", "a", "I") and not an initial beside a name."""
    return (is_cyrillic(letter) and letter.islower()) or all(word in ASKING for word in near)
