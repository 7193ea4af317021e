"""What a case's own file says of the person, held against what a text says of a namesake. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.cases.matters import COMMON, DOUBTFUL, lines_with, matters
from bot.cases.names import blur, stem, words
from bot.cases.registry import Case
from bot.cases.sightings import Sighting
from bot.cases.text import Text

_SOME_YEARS = 3
"""By how many an age may be off: texts are older or newer than the file."""
_LONGEST_TERM = 30
"""Years: "Pchelintsev, 18 years" tells no age."""
_DIGIT = re.compile(r"\d")
_AGE_AFTER = re.compile(
    r"\s*[,(]\s*(?:[aâ]g[eé]e?\s+)?(?:aged\s+)?(?:de\s+)?(\d{2,3})"
    r"(?:\s+(?:год|лет|рок|year|jahre|ans|años)\w*)?\s*(?=[,.;:)\n—–]|$)"
)
_AGE_BEFORE = re.compile(r"(?<!\d)(\d{2,3})\s?-?(?:летн|річн|year-old|jährige)\w*\s+(?:\w+\s+)?$")
_BORN = re.compile(
    r"[\s,(]*(?:born|n[eé]e?|geboren|geb\.|nacid[oa]|р\.|род\.|нар\.|родил(?:ся|ась))\s+"
    r"(?:in |en |im |в |у )?((?:18|19|20)\d\d)"
)
_YEAR_OF_BIRTH = re.compile(
    r"[\s,(]*((?:18|19|20)\d\d)\s*(?:г|р)?(?:ода|оку|\.)?\s*(?:р\.|рожд|н\.|народж)"
)


@dataclass(frozen=True, slots=True)
class Introduced:
    """How a case is introduced, and how old the person is."""

    words: frozenset[str]
    """Stems of the words of the file about who this is."""
    callings: frozenset[int]
    """Lines of the table that these words stand in, but for the doubtful ones."""
    doubtful: frozenset[int]
    """Those that tell something only in a text that names a place or a body of the file."""
    born: int
    """The year; 0 if unknown."""
    youngest: int
    oldest: int
    """Years of age at which texts may speak of the person."""

    def is_called(self, word: str) -> bool:
        """Whether the file calls the person so, in any case or language."""
        return _root(word) in self.words or self.has_calling(word)

    def may_be_called(self, word: str) -> bool:
        """Whether the word is a calling of the file's that all too many people have."""
        return not self.doubtful.isdisjoint(lines_with(word, "callings"))

    def has_calling(self, word: str) -> bool:
        """Whether the word is a calling, and one of those that the file gives the person."""
        return not self.callings.isdisjoint(lines_with(word, "callings"))

    def is_of_age(self, text: Text, seen: Sighting) -> bool | None:
        """Whether an age or a year of birth beside the name is the person's; None where none is."""
        if not self.born:
            return None
        start, end = text.tokens[seen.first].start, text.tokens[seen.last].end
        if not _DIGIT.search(text.text, max(start - 40, 0), end + 40):
            return None
        after = text.text[end : end + 40].lower()
        year = _BORN.match(after) or _YEAR_OF_BIRTH.match(after)
        if year:
            return int(year[1]) == self.born
        before = _AGE_BEFORE.search(text.text[max(start - 40, 0) : start].lower())
        age = before or _AGE_AFTER.match(after)
        if age is None or (age is not before and int(age[1]) <= _LONGEST_TERM):
            return None
        return self.youngest <= int(age[1]) <= self.oldest

    def is_known_as(self, word: str) -> bool:
        """Whether the file calls the person so, and few other people are: a poet, no student."""
        rare = lines_with(word, "callings") - lines_with(COMMON, "callings")
        return not self.callings.isdisjoint(rare)


def introduced(case: Case) -> Introduced:
    """What the file tells."""
    called = {word for text in case.who.text.values() for word in words(text)}
    stems = frozenset(map(_root, called))
    common = lines_with(DOUBTFUL, "callings")
    told = matters(called, "callings")
    callings, doubtful = told - common, told & common
    if case.birth is None:
        return Introduced(stems, callings, doubtful, 0, 0, 0)
    born = case.birth.on.year
    now = int(case.status.as_of[:4] or born)
    since = case.held_since.on.year if case.held_since else now - 2 * _SOME_YEARS
    return Introduced(
        stems, callings, doubtful, born, since - born - _SOME_YEARS, now - born + _SOME_YEARS
    )


def _root(word: str) -> str:
    """By which a calling is known again in another case: "депутат", "депутатом"."""
    return stem(blur(word))
