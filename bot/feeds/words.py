"""Which of an organiser's words and phrases stand in a text, in any inflection. Pure.

Two words are one if some stemmer of their alphabet brings them to one stem; a word in the other
alphabet is the same if both fold to one key, as names do (Navalny, Навального). Snowball's stemmers
do most languages, and lists of endings do Ukrainian, for which Snowball has none. Stems are coarse:
"суд" also stands for "судья". No regular expressions: nobody has to learn them, and none can hang.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import snowballstemmer

from bot.cases.names import blur_plain, is_cyrillic, is_latin, one_alphabet, plain, stem

LONGEST_PHRASE = 80
MOST_PHRASES = 50
_CYRILLIC = ("russian", "ukrainian", "vocalic")
_LATIN = ("english", "german", "french", "spanish")
_BY_CODE = {
    "cs": "czech",
    "da": "danish",
    "fi": "finnish",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages of Latin letters whose stemmer is used besides, in feeds of that language."""
_SHORTEST_FOREIGN = 5
"""Letters of a key that words of two alphabets may share: shorter ones are often chance."""
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0dff\u0e00-\u0eff])+(?:'[^\W_]+)*")
_ONE_LETTER = str.maketrans("ё", "е")
_UKRAINIAN = re.compile(
    r"(?:ями|ами|ові|еві|єві|ого|ому|ими|їми|іми|ою|ею|єю|ам|ям|ах|ях|ів|їв|ей|ий|ій|їй|ої|их|іх|їх"
    r"|им|ім|їм|ом|ем|єм|[аяуюеєиіїоьй])$"
)
_VOCALIC = re.compile(r"(?<=[аеиоуіїєы])(?:ями|ям|ях|ем|єм|ев|їв|[йяюеєиї])$")
"""Endings after a vowel: Snowball makes two stems of хоккей and хоккея."""
_POSSESSIVE = re.compile(r"'s?$")
_ENDINGS = {"ukrainian": _UKRAINIAN, "vocalic": _VOCALIC}
_SHORTEST_STEM = 3

Key = tuple[str, str]
"""What a word's stem is, and by which rules."""


class Phrases:
    """Phrases made ready to be sought; ``language`` is that of the texts, or empty."""

    def __init__(self, phrases: Iterable[str], language: str = "") -> None:
        self._language = language
        self._sought = tuple(
            (phrase, tuple(_sought(word, language) for word in _words(phrase)))
            for phrase in phrases
        )

    def find(self, text: str) -> str:
        """The first phrase whose words stand in the text one after the other; empty if none."""
        if not self._sought:
            return ""
        places: defaultdict[Key, set[int]] = defaultdict(set)
        for place, word in enumerate(_words(text)):
            for key in _stems(word, self._language):
                places[key].add(place)
        return next((phrase for phrase, wanted in self._sought if _stands(wanted, places)), "")


@lru_cache(maxsize=2048)
def phrases(written: tuple[str, ...], language: str = "") -> Phrases:
    """The same, kept ready: a feed's words seldom change."""
    return Phrases(written, language)


def split_phrases(text: str) -> tuple[str, ...]:
    """Phrases written one after the other with commas or lines between, each once."""
    return tuple(
        dict.fromkeys(
            tidy for part in re.split(r"[,;\n]", text) if (tidy := " ".join(part.split()))
        )
    )


def phrase_fault(phrase: str) -> str:
    """What is wrong with a phrase, as the end of a sentence; empty if nothing is."""
    if len(phrase) > LONGEST_PHRASE:
        return f"is longer than {LONGEST_PHRASE} letters"
    return "" if _words(phrase) else "has no word in it"


def _words(text: str) -> list[str]:
    found = _WORD.findall(plain(text).translate(_ONE_LETTER))
    return [one_alphabet(_POSSESSIVE.sub("", word)) for word in found]


def _stands(wanted: Sequence[frozenset[Key]], places: Mapping[Key, set[int]]) -> bool:
    starts: set[int] | None = None
    for step, keys in enumerate(wanted):
        here = {place - step for key in keys for place in places.get(key, ())}
        starts = here if starts is None else starts & here
    return bool(starts)


@lru_cache(maxsize=65536)
def _stems(word: str, language: str) -> frozenset[Key]:
    """By which a word of a text is found."""
    found = {(name, _stem(name, word)) for name in _stemmers(word, language)}
    return frozenset({*found, ("as written", word), *_foreign(word, _alphabet(word))})


def _sought(word: str, language: str) -> frozenset[Key]:
    """What a word of a phrase is found by; in texts of the other alphabet, by its sound."""
    other = {"latin": "cyrillic", "cyrillic": "latin"}.get(_alphabet(word), "")
    own = {key for key in _stems(word, language) if key[0] not in ("latin", "cyrillic")}
    return frozenset({*own, *(_foreign(word, other) if other else ())})


def _foreign(word: str, alphabet: str) -> tuple[Key, ...]:
    key = stem(blur_plain(word))
    return ((alphabet, key),) if alphabet and len(key) >= _SHORTEST_FOREIGN else ()


def _alphabet(word: str) -> str:
    if is_cyrillic(word):
        return "cyrillic"
    return "latin" if is_latin(word) and word[:1].isalpha() else ""


def _stemmers(word: str, language: str) -> tuple[str, ...]:
    match _alphabet(word):
        case "cyrillic":
            return _CYRILLIC
        case "latin":
            own = _BY_CODE.get(language)
            return (*_LATIN, own) if own else _LATIN
        case _:
            return ()


def _stem(name: str, word: str) -> str:
    own = _ENDINGS.get(name)
    if own is not None:
        ending = own.search(word, _SHORTEST_STEM)
        return word[: ending.start()] if ending else word
    return str(_snowball(name).stemWord(word))


@lru_cache(maxsize=32)
def _snowball(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)
