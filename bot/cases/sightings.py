"""One surname in a text, and what the words beside it say about whose it is. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.cases.declension import forms
from bot.cases.genders import follows, of_other_gender, writes
from bot.cases.given_names import Fit, given_fit
from bot.cases.names import is_cyrillic, is_latin
from bot.cases.persons import (
    PersonName,
    is_patronymic,
    patronymic_fit,
    surname_spelling,
    without_possessive,
)
from bot.cases.spelling import ALL_MARKS, Spelling, initials, marks_of, spells, ukrainian_initials
from bot.cases.text import Text, listed

_UKRAINIAN = re.compile(r"[іїєґ']|[сц]ьк")
"""Signs of a Ukrainian spelling, which takes longer to judge."""
_ARTICLES = frozenset(
    {"der", "die", "das", "des", "dem", "den", "ein", "eine", "einen", "einem", "einer", "eines"}
)
"""After which, an adjective between them or not, a German capital begins a noun."""

_GENITIVE = ("а", "я", "ы", "и", "ії", "ой", "ої")
"""How genitives end, and no man's given name in the nominative."""


class Evidence(IntEnum):
    OTHER = 0
    """Somebody else's: another given name, initial or courtesy title."""
    BARE = 1
    INITIAL = 2
    FULL = 3
    """The given name, or both initials."""
    PATRONYMIC = 4


@dataclass(frozen=True, slots=True)
class Sighting:
    """A surname that may be this person's."""

    name: PersonName
    place: int
    first: int
    last: int
    """The words that belong to the name, the surname's place among them."""
    evidence: Evidence


def sight(text: Text, place: int, name: PersonName) -> Sighting | None:
    """None where the word at this place, which writes the surname loosely, is too far from it for
    what stands beside."""
    if len(name.surname) > 1 and not _double(text, place, name):
        return None
    left = _side(text, place, -1, name)
    right = [] if left else _side(text, place, 1, name)
    beside = (*reversed(left), *right)
    fit = _fit(text, name, beside)
    loosely = fit is Fit.YES or text.is_ukrainian()
    if not loosely and not spelled(text.tokens[place].word, name.surname[-1], name.gender, False):
        return None
    first = left[-1] if left else place - len(name.surname) + 1
    last = right[-1] if right else place
    if fit is Fit.OTHER or of_other_gender(text, place, first, name):
        evidence = Evidence.OTHER
    elif fit is Fit.YES:
        evidence = _strength(text, beside)
    else:
        stranger = _stranger(text, first, writes(text.tokens[place].word, name.surname[-1]))
        evidence = Evidence.OTHER if stranger else Evidence.BARE
    if not name.own and evidence < (Evidence.PATRONYMIC if name.patronymic else Evidence.FULL):
        return None
    return Sighting(name, place, first, last, evidence)


@lru_cache(maxsize=16384)
def spelled(word: str, surname: str, gender: str, loosely: bool) -> bool:
    """Whether the word writes the surname; loosely in any language's spelling, whether or not its
    letters show that language: for a confirmed name, and for Cyrillic ones in Ukrainian texts."""
    return any(_spelled(bare, surname, gender, loosely) for bare in without_possessive(word))


def _spelled(word: str, surname: str, gender: str, loosely: bool) -> bool:
    written = ways(surname, gender)
    if word.replace("ё", "е") in written:
        return True
    marks = ALL_MARKS if loosely else marks_of(word)
    if is_latin(word):
        return spells(word, surname, marks) is not Spelling.NOT
    if is_ukrainian(word):
        return surname_spelling(surname, gender, word, marks) is not Spelling.NOT
    return loosely and word in {form.replace("ы", "и") for form in written}


def is_ukrainian(word: str) -> bool:
    return _UKRAINIAN.search(word) is not None


@lru_cache(maxsize=16384)
def ways(surname: str, gender: str) -> frozenset[str]:
    """The surname in every case, in Russian letters without ё."""
    return frozenset(form.replace("ё", "е") for form in forms(surname, gender))


@lru_cache(maxsize=4096)
def letters_of(name: str) -> frozenset[str]:
    """The initials by which a Cyrillic name may be abbreviated."""
    return initials(name).union(ukrainian_initials(name))


def _side(text: Text, place: int, step: int, name: PersonName) -> list[int]:
    """The places of the name's words on one side, the nearest first."""
    edge = place - (len(name.surname) - 1 if step < 0 else 0)
    places: list[int] = []
    for at in text.run(edge, step):
        word = text.tokens[at].word
        if not text.is_letter(at) and not is_patronymic(word):
            fit = _word_fit(name, word)
            strange = step > 0 and not follows(text, at, name.gender)
            if fit is Fit.UNKNOWN or (fit is Fit.OTHER and strange):
                break
        places.append(at)
    return places


def _fit(text: Text, name: PersonName, beside: tuple[int, ...]) -> Fit:
    """How all the words beside the surname, in the order of the text, fit together."""
    letters = [text.tokens[at].word for at in beside if text.is_letter(at)]
    fits = [_word_fit(name, text.tokens[at].word) for at in beside if not text.is_letter(at)]
    if letters:
        fits.append(_letters_fit(name, letters, Fit.YES in fits))
    if Fit.OTHER in fits:
        return Fit.OTHER
    return Fit.YES if Fit.YES in fits else Fit.UNKNOWN


def _word_fit(name: PersonName, word: str) -> Fit:
    fit = patronymic_fit(name.patronymic, name.gender, word)
    return given_fit(name.given, name.gender, word) if fit is Fit.UNKNOWN else fit


def _letters_fit(name: PersonName, letters: list[str], called: bool) -> Fit:
    """A lone letter stands for the given name, one more or one after it for the patronymic."""
    names = [name.patronymic] if called else [name.given, name.patronymic]
    fits = len(letters) <= len(names) and all(
        not meant or letter in letters_of(meant)
        for letter, meant in zip(letters, names, strict=False)
    )
    return Fit.YES if fits else Fit.OTHER


def _double(text: Text, place: int, name: PersonName) -> bool:
    """Whether the words before are the first parts of a double surname."""
    parts = name.surname[:-1]
    if place < len(parts):
        return False
    before = text.tokens[place - len(parts) : place]
    return all(
        surname_spelling(part, name.gender, token.word, ALL_MARKS) is not Spelling.NOT
        for part, token in zip(parts, before, strict=True)
    )


def _stranger(text: Text, first: int, nominative: bool) -> bool:
    """Whether a capitalised word that may be an unknown given name stands before the surname."""
    at = first - 1
    if at < 0 or not text.tokens[at].capital or not text.spaced(at):
        return False
    token = text.tokens[at]
    if listed(token.word, "titles") or text.starts_sentence(at) or len(token.word) < 3:
        return False
    if is_cyrillic(token.word):
        called = at > 0 and listed(text.tokens[at - 1].word, "callings")
        if called and text.is_abbreviation(at) and not text.is_abbreviation(first):
            return False
        return nominative and not _is_title_place(text, at)
    noun = any(earlier.word in _ARTICLES for earlier in text.tokens[max(at - 2, 0) : at])
    return not noun and not text.title_case() and not token.word.endswith(("'s", "ian", "er"))


def _is_title_place(text: Text, at: int) -> bool:
    """Whether it may be a place in the genitive after an office: «глава Серпухова Петров»."""
    before = at - 1
    return (
        before >= 0
        and text.spaced(before)
        and text.tokens[at].word.endswith(_GENITIVE)
        and listed(text.tokens[before].word, "roles")
    )


def _strength(text: Text, beside: tuple[int, ...]) -> Evidence:
    words = [text.tokens[at].word for at in beside]
    if any(len(word) > 2 and is_patronymic(word) for word in words):
        return Evidence.PATRONYMIC
    return Evidence.INITIAL if len(words) == 1 and len(words[0]) <= 2 else Evidence.FULL
