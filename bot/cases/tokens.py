"""A text's words, each with its place: hyphens part words; so do the humps of a #CamelCase, "free"
and given names at the beginning of a hashtag, and the d' of French. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain, islice, repeat
from operator import add
from typing import NamedTuple

from bot.cases.given_names import given_ids
from bot.cases.names import one_alphabet
from bot.cases.remembered import Remembered


class Token(NamedTuple):
    word: str
    """In lower case, in one alphabet."""
    start: int
    end: int
    capital: bool
    """Words of a hashtag count as capitalised: many people write them small."""


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_CUT = re.compile(f"({_WORD.pattern})")
_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏА-яЁёІіЇїЄєҐґ"
_QUICK_CUT = re.compile(f"([{_LETTERS}]+(?:'[{_LETTERS}]+)*)")
"""The same, in two thirds of the time, for a text that has no other letters."""
_QUICK = re.compile(rf"[\n -@\[-`{{-~«»—–…{_LETTERS}]*")
_HUMP = re.compile(r"(?<=[a-zа-яёіїє])(?=[A-ZА-ЯЁІЇЄ](?![A-ZА-ЯЁІЇЄ]|\b))")
_ELISION = re.compile(r"(?:[dlqcjmnst]|qu|jusqu|lorsqu|puisqu)'(?=[aeiouyh])", re.IGNORECASE)
_HASHTAG = re.compile(r"#\w+")
_CALL = re.compile(
    r"(freedom|free|save|libertad|liberte|liberez|freiheit|свобод[ауы]|волю)"
    r"(for|fur|für|para|pour|для)?(?=.{4})"
)
"""What campaigns write before a name. Accents are gone from the text already."""
_SHORTEST_TAGGED = 5
"""Letters of a surname that a given name may be cut off from in a hashtag."""


def cut(text: str) -> list[str]:
    """A clean text's words, each between what stands before it and after it."""
    return (_QUICK_CUT if _QUICK.fullmatch(text) else _CUT).split(text)


def tokens(text: str, pieces: list[str]) -> tuple[Token, ...]:
    """The words of a clean text that is cut into these pieces."""
    written = pieces[1::2]
    starts = list(islice(accumulate(map(len, pieces)), 0, len(pieces) - 1, 2))
    if "#" in text:
        tags = _HASHTAG.finditer(text)
        tagged = {match.start() for tag in tags for match in _WORD.finditer(text, *tag.span())}
        parted = [
            _tagged(whole) if start in tagged else _PARTS[whole]
            for whole, start in zip(written, starts, strict=True)
        ]
    else:
        parted = list(map(_PARTS.__getitem__, written))
    parts = list(chain.from_iterable(parted))
    if not parts:
        return ()
    if len(parts) > len(parted):
        starts = list(chain.from_iterable(map(repeat, starts, map(len, parted))))
    words, begins, ends, capitals = zip(*parts, strict=True)
    placed = zip(words, map(add, starts, begins), map(add, starts, ends), capitals, strict=True)
    return tuple(map(_new, repeat(Token), placed))


def capitalised(pieces: list[str]) -> Iterator[str]:
    """The words of `tokens` that a capital begins, outside of hashtags, in any order."""
    return (
        word
        for written in set(pieces[1::2])
        if not written.islower()
        for word, _, _, capital in _PARTS[written]
        if capital
    )


_new = tuple.__new__
"""Half the time of a call of `Token`, of which every text makes hundreds."""


_Part = tuple[str, int, int, bool]
"""In lower case; where in the word it begins and ends; whether a capital begins it."""


def _parts(word: str) -> tuple[_Part, ...]:
    """The parts of a word as written."""
    elided = _ELISION.match(word)
    pieces = [word[: elided.end()], word[elided.end() :]] if elided else [word]
    return _placed(
        (_plain(part), len(part), part[0].isupper())
        for piece in pieces
        for part in _HUMP.split(piece)
    )


def _placed(parts: Iterable[tuple[str, int, bool]]) -> tuple[_Part, ...]:
    """The parts of one word with their places, by their letters in it."""
    placed: list[_Part] = []
    begins = 0
    for word, length, capital in parts:
        placed.append((word, begins, begins + length, capital))
        begins += length
    return tuple(placed)


def _plain(part: str) -> str:
    """In lower case and one alphabet; a Ukrainian dative in the form that Russian has too."""
    word = one_alphabet(part.lower())
    if len(word) > 5 and word.endswith(("ові", "еві", "єві")):
        return word[:-3] + ("ю" if word.endswith("єві") else "у")
    return word


_PARTS = Remembered(_parts)


@lru_cache(maxsize=1024)
def _tagged(word: str) -> tuple[_Part, ...]:
    """As `_parts`; all count as capitalised."""
    humps = _HUMP.split(word)
    return _placed(
        (one_alphabet(part), len(part), True)
        for hump in humps
        for part in (_cut(hump.lower()) if len(humps) == 1 else (hump.lower(),))
    )


def _cut(tag: str) -> tuple[str, ...]:
    """A hashtag in one case: the call, the given name and the rest, of which any may be missing."""
    call = _CALL.match(tag)
    calls = tuple(part for part in call.groups() if part) if call else ()
    rest = tag[call.end() :] if call else tag
    for cut in range(len(rest) - _SHORTEST_TAGGED, 2, -1):
        if given_ids(rest[:cut]):
            return (*calls, rest[:cut], rest[cut:])
    return (*calls, rest)
