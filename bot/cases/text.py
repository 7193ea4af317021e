"""A text as a row of words with their places, and what kind of words stand near. Pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache, partial
from itertools import accumulate, compress
from operator import itemgetter

from bot.cases import tables
from bot.cases.landmarks import of_text
from bot.cases.matters import matters
from bot.cases.names import clean
from bot.cases.remembered import Remembered
from bot.cases.tokens import Token, capitalised, cut, tokens

_SENTENCE_END = re.compile(r"[.!?…](?:\s|$)|\n")


_REACH = 3
"""Words of a name on one side of the surname."""


_AROUND = 12
"""Words of one sentence on either side."""
_RARE = re.compile(r"[^\n -_a-~А-яЁёІіЇїЄєҐґ«»—–…]")


def _common(rare: re.Match[str]) -> str:
    return _cleaned(rare[0])


_WORD_OF, _START_OF = itemgetter(0), itemgetter(1)
"""Of a token."""
_cleaned = lru_cache(maxsize=4096)(clean)


_FRENCH = frozenset(
    {"au", "aux", "avec", "avoir", "dans", "est", "et", "les", "par", "une", "pas", "pour", "qui"}
    | {
        "à",
        "l'",
        "d'",
        "n'",
        "ont",
        "sont",
        "ses",
        "leur",
        "leurs",
        "chez",
        "sous",
        "dont",
        "cette",
    }
    | {"plaide", "depuis", "selon", "devant", "après", "elle", "mais"}
)
"""Words of French and of none of the other five languages."""
_ENGLISH = frozenset(
    {"jailed", "jail", "freed", "arrested", "sentenced", "charged", "faces", "gets", "over", "at"}
    | {
        "the",
        "of",
        "and",
        "to",
        "his",
        "her",
        "was",
        "is",
        "by",
        "from",
        "with",
        "has",
        "who",
        "for",
    }
)
_GERMAN = frozenset(
    {"der", "die", "das", "und", "ist", "nicht", "im", "ein", "eine", "von", "mit", "für", "zu"}
    | {"auf", "wegen", "aus", "bei", "dem", "den", "gegen", "nach", "vor"}
)
_UKRAINIAN = re.compile("[іїєґ]")


class Text:
    """A text, cleaned and read into words."""

    def __init__(self, text: str) -> None:
        self.text = _RARE.sub(_common, unicodedata.normalize("NFC", text))
        self._starts: dict[str, list[int]] = {}
        self._title_case: bool | None = None
        self._sentences: list[int] | None = None
        self._landmarks: frozenset[str] | None = None
        self._matters: frozenset[int] | None = None
        self._held: dict[str, bool] = {}
        self._runs: dict[tuple[int, int], tuple[int, ...]] = {}

    @cached_property
    def _pieces(self) -> list[str]:
        return cut(self.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokens(self.text, self._pieces)

    @cached_property
    def _small(self) -> str:
        return self.text.lower()

    @cached_property
    def _words(self) -> list[str]:
        return list(map(_WORD_OF, self.tokens))

    @cached_property
    def _known_words(self) -> frozenset[str]:
        return frozenset(self._words)

    @cached_property
    def _begins(self) -> list[int]:
        return list(map(_START_OF, self.tokens))

    @cached_property
    def _gaps(self) -> list[str]:
        if len(self._pieces) == 2 * len(self.tokens) + 1:
            return self._pieces[::2]
        ends = [0, *(token.end for token in self.tokens)]
        begins = (*self._begins, len(self.text))
        return [self.text[end:start] for end, start in zip(ends, begins, strict=True)]

    def has_capital_in(self, known: Mapping[str, object]) -> bool:
        """Whether a capitalised word of more than two letters is known; far quicker than to make
        tokens of a text, and most texts name nobody."""
        if "#" in self.text:
            return any(one.capital and len(one.word) > 2 and known[one.word] for one in self.tokens)
        return any(len(word) > 2 and known[word] for word in capitalised(self._pieces))

    def gap(self, place: int) -> str:
        """What stands between this word and the next; before the first word for place -1."""
        return self._gaps[place + 1]

    def adjoin(self, place: int) -> bool:
        """Whether nothing but space, or nothing at all, parts this word and the next."""
        gap = self._gaps[place + 1]
        return gap == " " or not gap.strip(" \t\u00a0_")

    def spaced(self, place: int) -> bool:
        """Whether spaces or a hyphen on the same line part this word and the next."""
        gap = self._gaps[place + 1]
        return gap == " " or (gap.replace("-", " ").isspace() and "\n" not in gap)

    def starts_sentence(self, place: int) -> bool:
        return place == 0 or not self.adjoin(place - 1)

    def is_letter(self, place: int) -> bool:
        """Whether an initial stands here: "А.", "Yu."."""
        token = self.tokens[place]
        if len(token.word) > 2 or self.text[token.end : token.end + 1] != ".":
            return False
        if token.word == "m":
            return not self.is_french()
        return token.word not in tables.words("titles")

    def is_abbreviation(self, place: int) -> bool:
        """Whether a body's letters stand here, or a word of a headline in capitals."""
        token = self.tokens[place]
        return self.text[token.start : token.end].isupper()

    def is_french(self) -> bool:
        """Where "M." is "monsieur"."""
        return not self._known_words.isdisjoint(_FRENCH)

    def is_germanic(self) -> bool:
        """English or German, where a word in -er is somebody more often than a verb."""
        return not self.is_french() and not self._known_words.isdisjoint(_ENGLISH | _GERMAN)

    def is_ukrainian(self) -> bool:
        return self.holds(_UKRAINIAN)

    def run(self, place: int, step: int) -> tuple[int, ...]:
        """The places of capitalised words that run up to this one (step -1), or on from it (1), the
        nearest first, three at most; only the dots of initials part them."""
        found = self._runs.get((place, step))
        if found is None:
            self._runs[place, step] = found = tuple(self._run(place, step))
        return found

    def _run(self, place: int, step: int) -> list[int]:
        places: list[int] = []
        for at in range(place + step, place + step * (_REACH + 1), step):
            if not 0 <= at < len(self.tokens) or not self.tokens[at].capital:
                break
            left = at if step < 0 else at - 1
            if not self.adjoin(left) and not (
                self.gap(left).strip() == "." and self.is_letter(left)
            ):
                break
            places.append(at)
        return places

    def same_sentence(self, left: int, right: int) -> bool:
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        return not _SENTENCE_END.search(between)

    def sentence(self, place: int) -> list[Token]:
        """The words around this one, a few at most, that no end of a sentence parts from it."""
        around = range(max(place - _AROUND, 0), min(place + _AROUND + 1, len(self.tokens)))
        return [self.tokens[at] for at in around if self.same_sentence(*sorted((at, place)))]

    def landmarks(self) -> frozenset[str]:
        """The places, bodies and articles of law it names."""
        if self._landmarks is None:
            self._landmarks = of_text(self.text)
        return self._landmarks

    def matters(self) -> frozenset[int]:
        """The lines of the table of topics that its words stand in."""
        if self._matters is None:
            self._matters = matters(self._words, "topics")
        return self._matters

    def next_sentences(self, place: int) -> tuple[int, ...]:
        """Where the two sentences after this word's begin."""
        if self._sentences is None:
            starts = self._begins
            ends = (match.end() for match in _SENTENCE_END.finditer(self.text))
            begun = dict.fromkeys(bisect_left(starts, end) for end in ends)
            self._sentences = [
                at for at in begun if 0 < at < len(starts) and not self.is_letter(at - 1)
            ]
        after = bisect_right(self._sentences, place)
        return tuple(self._sentences[after : after + 2])

    def near(self, place: int, table: str, letters: int, *, least: int = 1) -> bool:
        """Whether a word of the table, or so many, stand within so many letters of this word."""
        if table not in self._starts:
            known = _in_table(table)
            self._starts[table] = list(compress(self._begins, map(known.__getitem__, self._words)))
        starts, middle = self._starts[table], self.tokens[place].start
        return (
            bisect_right(starts, middle + letters) - bisect_left(starts, middle - letters) >= least
        )

    def holds(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern is found anywhere in small letters; it is looked for once."""
        found = self._held.get(pattern.pattern)
        if found is None:
            self._held[pattern.pattern] = found = pattern.search(self._small) is not None
        return found

    def title_case(self) -> bool:
        """Most words of more than three letters begin with a capital: capitals tell nothing."""
        if self._title_case is None:
            longer = [token.capital for token in self.tokens if len(token.word) > 3]
            self._title_case = sum(longer) > len(longer) * 0.6
        return self._title_case


@lru_cache(maxsize=65536)
def listed(word: str, table: str, mark: str = "") -> bool:
    """Whether the word, or whose it is, is in a table, whole or by its beginning or end: ``*``
    stands for the rest there."""
    whole, beginnings, endings = _entries(table, mark)
    word = word.removesuffix("'s").replace("ё", "е")
    return (
        word in whole
        or not beginnings.isdisjoint(accumulate(word))
        or not endings.isdisjoint(accumulate(reversed(word)))
    )


@cache
def _in_table(table: str) -> Remembered[bool]:
    return Remembered(partial(listed, table=table))


@cache
def _entries(table: str, mark: str) -> tuple[frozenset[str], ...]:
    """Whole words, the beginnings of words, and their ends, these from the last letter on."""
    entries = {clean(word).replace("ё", "е") for word in tables.words(table, mark) - {mark}}
    beginnings = frozenset(entry[:-1] for entry in entries if entry.endswith("*"))
    endings = frozenset(entry[:0:-1] for entry in entries if entry.startswith("*"))
    return frozenset(entry for entry in entries if "*" not in entry), beginnings, endings
