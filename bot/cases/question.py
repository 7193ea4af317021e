"""A query, read: the words that may be names, apart from those of the question. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.cases import tables
from bot.cases.given_names import given_ids
from bot.cases.names import LONGEST_WORD, WORD, clean, is_cyrillic, latin, one_alphabet

ASKING = frozenset(clean(word) for word in tables.words("asking"))
CHILDREN = tables.words("children")
OBLIQUE = frozenset(clean(word) for word in tables.words("asking", ">"))
_BEFORE_LETTER = frozenset(clean(word) for word in tables.words("asking", "~"))
_CALLED = frozenset(clean(word) for word in tables.words("asking", "?"))
_COURTESY = tables.words("honorifics")
_TITLES = {
    gender: frozenset(
        one for word in tables.words("honorifics", gender) for one in (clean(word), word)
    )
    for gender in ("m", "f")
}
MOST_WORDS = 12
"""More words than that, beside those of a question, are a text and not a name."""

LONGEST_QUESTION = 40
"""Words, those of the question included."""


_DATED = re.compile(r"\d\s?(?:г\.?\s?р|р\.?\s?н|гг?|y\.?\s?o)\b\.?", re.IGNORECASE)
"""1990 г.р.: its letters are no initials."""
_TWO_ALPHABETS = re.compile("(?<=[a-z]{3})(?=[а-яё]{3})", re.IGNORECASE)
_KANA = re.compile("(?<=[ァ-ヿ])(?=[^\\Wァ-ヿ])")
"""A Japanese name ends with its katakana."""
_HAN_ASKING = re.compile("|".join(sorted(tables.words("asking", "字"), key=len, reverse=True)))
_HANGUL_ENDING = re.compile("(?<=[가-힣]{2})(?:은|는|을|를|의|씨|님|께|에게|한테)(?![가-힣])")
"""Particles and titles with which no Russian name ends in Korean."""
_HASHTAG = re.compile(r"#\w+")
_HUMP = re.compile(
    "(?<=[a-zа-яёіїєґ])(?=[A-ZА-ЯЁІЇЄҐ])|(?<=[A-ZА-ЯЁІЇЄҐ])(?=[A-Z][a-z]|[А-Я][а-я])"
)
"""In a hashtag capitals part the words as spaces do elsewhere: #FreeAzatMiftakhov."""
_ELISION = re.compile("^(?:[dlqcjmnst]|qu|jusqu|lorsqu|puisqu)'(?=[aeiouyh])")
_LATIN = re.compile("[a-zA-Z]")
_CYRILLIC = re.compile("[а-яёіїєґА-ЯЁІЇЄҐ]")
_AND = re.compile(
    r"\s*[,;&+/]\s*|\s(?:и|й|і|та|або|или|and|or|und|oder|et|ou|y|e|i|oraz|en|och|og|ve)\s",
    re.IGNORECASE,
)
_RENAMED = re.compile(
    r"\b(?:alias|aka|a\.k\.a\.|formerly|früher|vormals|ehemals|он же|ранее|раньше|прежде|бывший"
    r"|в прошлом|він же|раніше|колишній|anciennement|antes|dawniej|dříve"
    r"|tidigare|tidligere|voorheen)(?!\w)",
    re.IGNORECASE,
)
"""Words between a name of now and a former one."""
_FROM_OR_IN = frozenset("zwv")
"""Small letters that are prepositions in Slavic languages and no "and" elsewhere."""
_FATHERS_NAME = re.compile("(?:vi|[vw]n|it)[a-zçčć]{0,5}$")
"""How patronymics end in Latin letters, more or less: there a letter is an initial."""
_MOST_JOINED = 4
_SPACED = re.compile(r"[^\W\d_](?:[\s.*_-]{1,3}[^\W\d_]){3,30}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is left of a query."""

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()
    fathers: tuple[str, ...] = ()
    """Bare names before "оглы" or "кызы"."""
    oblique: bool = False
    """A word of the question wants the name in another case than the nominative."""
    courtesy: str = ""
    """The gender that a title says ("m", "f"): Mrs Shestun is not he."""
    doubtful: bool = False
    """The only word of the question may be a given name: Den Gorinov, Les Trofimov."""
    typed: tuple[str, ...] = ()
    """Every word, those of the question included; the first dozen."""


def read(query: str) -> Asked:
    """The query without the words of the question; empty if too long to be a name."""
    text = _DATED.sub(" ", clean(query))
    text = WORD.sub(_alphabets_apart, text) if _TWO_ALPHABETS.search(text) else text
    text = _HASHTAG.sub(_humps_apart, text) if "#" in text else text
    text = text if text.isascii() else _apart(text)
    kept: list[str] = []
    letters: list[str] = []
    fathers: list[str] = []
    asking: list[str] = []
    oblique = False
    courtesy = ""
    matches = list(islice(WORD.finditer(text), LONGEST_QUESTION))
    if len(matches) == LONGEST_QUESTION:
        return Asked(())
    for index, match in enumerate(matches):
        word = _bare(one_alphabet(clean(match[0].casefold())))
        dotted = text[match.end() : match.end() + 1] == "."
        before, after = (_neighbour(matches, index + step) for step in (-1, 1))
        if dotted and len(word) <= 2 and word not in _COURTESY:
            letters.append(word)
        elif word in CHILDREN and kept:
            fathers.append(kept.pop())
        elif word in ASKING and (len(word) > 1 or _particle(match[0], before, after)):
            asking.append(word)
            oblique = oblique or word in OBLIQUE
            courtesy = courtesy or _gender(word)
        elif len(word) == 1 and not (
            word in ASKING and _preposition(match[0], matches[:index], after)
        ):
            letters.append(word)
        elif len(word) == 1:
            asking.append(word)
        elif len(word) == 2 and match[0].isupper() and not text.isupper() and is_cyrillic(word):
            letters += word
        elif len(word) > LONGEST_WORD:
            return Asked(())
        else:
            kept.append(word)
    if len(kept) > MOST_WORDS:
        return Asked(())
    typed = tuple(one_alphabet(match[0].casefold()) for match in matches[:MOST_WORDS])
    doubtful = bool(asking) and _CALLED.issuperset(asking) and not any(map(given_ids, kept))
    return Asked(tuple(kept), tuple(letters), tuple(fathers), oblique, courtesy, doubtful, typed)


def _humps_apart(tag: re.Match[str]) -> str:
    return _HUMP.sub(" ", tag[0])


def _alphabets_apart(word: re.Match[str]) -> str:
    """ "freeГоринов" is two words, "Tpoфимов" is one."""
    alike = _is_mixed(word[0]) and not _is_mixed(one_alphabet(word[0].casefold()))
    return word[0] if alike else _TWO_ALPHABETS.sub(" ", word[0])


def _bare(word: str) -> str:
    """A word without the 's of a possessive and the d' of French, unless it is one of a question
    with it."""
    if "'" not in word or word in ASKING:
        return word
    return _ELISION.sub("", word.removesuffix("'s"))


def _apart(text: str) -> str:
    """Chinese, Japanese and Korean names apart from what runs into them."""
    for run_in in (_KANA, _HAN_ASKING, _HANGUL_ENDING):
        text = run_in.sub(" ", text)
    return text


@lru_cache(maxsize=1024)
def _gender(word: str) -> str:
    plain = word.replace("ё", "е")
    return next((gender for gender, titles in _TITLES.items() if plain in titles), "")


def unspaced(query: str) -> str:
    """A single word whose letters were typed apart ("Г о р и н о в"); empty if it is none."""
    text = clean(query)
    return "".join(WORD.findall(text)) if _SPACED.fullmatch(text) else ""


def in_one_alphabet(query: str) -> str:
    """The query with each word that mixes two alphabets in one of them: by the look of its letters
    if that will do, else read in Latin ("каgarлицкий"); empty if there is none."""
    text = clean(query).casefold()
    mixed = {word: one_alphabet(word) for word in WORD.findall(text) if _is_mixed(word)}
    for word, alike in mixed.items():
        mixed[word] = latin(alike) if _is_mixed(alike) else alike
    return WORD.sub(lambda match: mixed.get(match[0], match[0]), text) if mixed else ""


def _is_mixed(word: str) -> bool:
    return not word.isascii() and bool(_LATIN.search(word) and _CYRILLIC.search(word))


def parted(query: str) -> tuple[str, ...]:
    """The parts of a query that commas or words for "and" join; none if it is one, or many."""
    parts = tuple(part for part in _AND.split(clean(query)) if part.strip())
    return parts if 1 < len(parts) <= _MOST_JOINED else ()


def renamed(query: str) -> tuple[str, ...]:
    """The names of a query that says "formerly" between two; none if it does not."""
    parts = tuple(part for part in _RENAMED.split(clean(query)) if part.strip(" ,()"))
    return parts if len(parts) == 2 else ()


def _neighbour(matches: list[re.Match[str]], index: int) -> str:
    return clean(matches[index][0].casefold()) if 0 <= index < len(matches) else ""


def _preposition(letter: str, before: list[re.Match[str]], after: str) -> bool:
    """A small letter between a name and another word: "Anna Archipowa z Nowosybirska"; one that may
    be "and" or "to" only after a name in full."""
    told = [clean(match[0].casefold()) for match in before]
    named = [word for word in told if len(word) > 2 and word not in ASKING]
    return (
        letter.islower()
        and bool(named)
        and named[-1] == told[-1]
        and (
            (letter in _FROM_OR_IN and not given_ids(named[-1]))
            or (len(named) > 1 and any(map(given_ids, named[-2:])))
        )
        and len(after) > 3
        and not given_ids(after)
        and not _FATHERS_NAME.search(after)
    )


def _particle(letter: str, before: str, after: str) -> bool:
    """A word of one letter ("о", "и", "a", "I") and not an initial beside a name."""
    small = letter.islower()
    if small and (is_cyrillic(letter) or before in _BEFORE_LETTER or given_ids(after)):
        return True
    return all(word in ASKING for word in (before, after) if word)
