"""One surname in a text, and what the words beside it say about whose it is. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.cases.declension import forms, other_gender
from bot.cases.given_names import Fit, given_fit, given_ids
from bot.cases.names import is_cyrillic, is_latin
from bot.cases.persons import (
    PersonName,
    is_patronymic,
    of_both_genders,
    patronymic_fit,
    surname_spelling,
    without_possessive,
)
from bot.cases.spelling import ALL_MARKS, Spelling, initials, marks_of, spells
from bot.cases.text import Text, listed

_UKRAINIAN = re.compile(r"[іїєґ']|[сц]ьк")
"""Signs of a Ukrainian spelling, which takes longer to judge."""
_SHE = re.compile(r"её|ее|її|\w+(?:ла|лась|лася)|\w{4,}(?:ена|ана|ята|ыта)")
"""Past tense and participles of one woman, and her own things."""
_VERBS = (
    "осуди|задержа|арестова|приговори|освободи|этапирова|посади|изби|оштрафова|суди"
    "|засуди|затрима|заарештува|звільни|поби"
)
"""What is done to somebody in the accusative."""
_DONE = re.compile(rf"(?:{_VERBS})л[аои]?|(?:{_VERBS})в|судят|судять")
_THEY_DID = re.compile(rf"(?:{_VERBS})ли|судят|судять")
_GIVEN = re.compile(
    r"(?:приговор|вирок|срок|строк)\w{0,2}|дали|да[юд]ут|грозит|загрожує|вменяют"
    r"|(?:продлил|назначил|запросил|отказал|предъявил|запретил|разрешил|вручил"
    r"|присудил|продовжил|відмовил|вручил|заборонил)[аи]?"
)
"""What somebody in the dative gets: «приговор Козыреву» is a man's."""
_ALIKE = frozenset({("у", "у"), ("у", "ю"), ("а", "а"), ("а", "я")})
"""Endings of a surname and a given name that stand in one case."""
_ARTICLES = frozenset(
    {"der", "die", "das", "des", "dem", "den", "ein", "eine", "einen", "einem", "einer", "eines"}
)
"""After which, an adjective between them or not, a German capital begins a noun."""
_UKRAINIAN_LETTERS = {"алекс": ("о", "o"), "и": ("і",), "е": ("є",), "г": ("h",)}
"""How else a name that begins so is abbreviated: Олександр, Ілля, Євген, Hryhorii."""


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
    """None where the word at this place does not write the person's surname."""
    if len(name.surname) > 1 and not _double(text, place, name):
        return None
    left = _side(text, place, -1, name)
    right = [] if left else _side(text, place, 1, name)
    beside = (*reversed(left), *right)
    fit = _fit(text, name, beside)
    if not spelled(text.tokens[place].word, name.surname[-1], name.gender, fit is Fit.YES):
        return None
    first = left[-1] if left else place - len(name.surname) + 1
    last = right[-1] if right else place
    if fit is Fit.OTHER or _other_gender(text, place, first, name):
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
def spelled(word: str, surname: str, gender: str, confirmed: bool) -> bool:
    """Whether the word writes the surname; any language's spelling will do for a confirmed one."""
    return any(_spelled(bare, surname, gender, confirmed) for bare in without_possessive(word))


def _spelled(word: str, surname: str, gender: str, confirmed: bool) -> bool:
    if word.replace("ё", "е") in _forms(surname, gender):
        return True
    marks = ALL_MARKS if confirmed else marks_of(word)
    if is_latin(word):
        return spells(word, surname, marks) is not Spelling.NOT
    ukrainian = _UKRAINIAN.search(word) is not None
    return ukrainian and surname_spelling(surname, gender, word, marks) is not Spelling.NOT


@lru_cache(maxsize=16384)
def _forms(surname: str, gender: str) -> frozenset[str]:
    return frozenset(form.replace("ё", "е") for form in forms(surname, gender))


def writes(word: str, form: str) -> bool:
    """Whether the word is this form and no other case of it."""
    return spells(word, form, ALL_MARKS) is not Spelling.NOT


@lru_cache(maxsize=4096)
def letters_of(name: str) -> frozenset[str]:
    """The initials by which a Cyrillic name may be abbreviated."""
    others = (
        letter
        for beginning, letters in _UKRAINIAN_LETTERS.items()
        if name.startswith(beginning)
        for letter in letters
    )
    return initials(name).union(others)


def _side(text: Text, place: int, step: int, name: PersonName) -> list[int]:
    """The places of the name's words on one side, the nearest first."""
    edge = place - (len(name.surname) - 1 if step < 0 else 0)
    places: list[int] = []
    for at in text.run(edge, step):
        word = text.tokens[at].word
        if not text.is_letter(at) and not is_patronymic(word):
            fit = _word_fit(name, word)
            strange = step > 0 and not _reversed(text, at, name.gender)
            if fit is Fit.UNKNOWN or (fit is Fit.OTHER and strange):
                break
        places.append(at)
    return places


def _fit(text: Text, name: PersonName, beside: tuple[int, ...]) -> Fit:
    """How all the words beside the surname, in the order of the text, fit together."""
    letters = [text.tokens[at].word for at in beside if text.is_letter(at)]
    fits = {_word_fit(name, text.tokens[at].word) for at in beside if not text.is_letter(at)}
    if letters:
        fits.add(_letters_fit(name, letters, Fit.YES in fits))
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


def _reversed(text: Text, at: int, gender: str) -> bool:
    """Whether a given name after the surname belongs to it, and not to the next surname."""
    genders = {called[0] for called in given_ids(text.tokens[at].word)}
    following = at + 1 < len(text.tokens) and text.tokens[at + 1]
    alone = not (following and following.capital and text.adjoin(at))
    return gender in genders and (alone or is_patronymic(text.tokens[at + 1].word))


def _other_gender(text: Text, place: int, first: int, name: PersonName) -> bool:
    """Whether the words beside say that a man's name is a woman's here, or a woman's a man's."""
    return (
        _called_after(text, place, name)
        or _woman(text, place, first, name)
        or _man(text, place, first, name)
        or _courtesy(text, first, name)
    )


def _woman(text: Text, place: int, first: int, name: PersonName) -> bool:
    """Горинова may be a woman's name: a verb says so, or a given name of both genders or hers."""
    word = text.tokens[place].word
    if not is_cyrillic(word):
        return False
    relative = other_gender(name.surname[-1], name.gender)
    if name.gender == "m" and relative.endswith(("ва", "на")) and word == relative[:-1] + "у":
        return first == place and _object(text, place, _DONE)
    if not writes(word, relative):
        return False
    if any(of_both_genders(name, text.tokens[at].word) for at in range(first, place)):
        return True
    if first < place or place + 1 == len(text.tokens):
        return False
    following = text.tokens[place + 1]
    if following.capital and text.adjoin(place):
        return _reversed(text, place + 1, "f") and not given_ids(following.word) & given_ids(
            name.given
        )
    return _her_clause(text, place)


def _called_after(text: Text, place: int, name: PersonName) -> bool:
    """Whether a given name of the other gender follows in the same case: «Козыреву Дмитрию»."""
    if place + 1 == len(text.tokens) or not text.adjoin(place):
        return False
    word, following = text.tokens[place].word, text.tokens[place + 1]
    genders = {called[0] for called in given_ids(following.word)}
    return (
        following.capital
        and is_cyrillic(word)
        and bool(genders)
        and name.gender not in genders
        and (word[-1:], following.word[-1:]) in _ALIKE
    )


def _man(text: Text, place: int, first: int, name: PersonName) -> bool:
    """Козырева may be a man's name in the accusative or genitive: «задержали Козырева»."""
    word = text.tokens[place].word
    if name.gender == "m" or first < place or not is_cyrillic(word):
        return False
    if word.endswith(("ву", "ну")):
        return any(
            _GIVEN.fullmatch(text.tokens[at].word)
            for at in (place - 1, place + 1)
            if 0 <= at < len(text.tokens) and text.adjoin(min(at, place))
        )
    if not writes(word, name.surname[-1]):
        return False
    owned = place > 0 and text.adjoin(place - 1) and listed(text.tokens[place - 1].word, "owned")
    return owned or _object(text, place, _THEY_DID)


def _object(text: Text, place: int, after: re.Pattern[str]) -> bool:
    """Whether the surname, in the accusative, is whom a verb beside it is done to."""
    for at in range(place + 1, min(place + 3, len(text.tokens))):
        if not text.adjoin(at - 1):
            break
        if after.fullmatch(text.tokens[at].word):
            return True
    return (
        place > 0
        and text.adjoin(place - 1)
        and _DONE.fullmatch(text.tokens[place - 1].word) is not None
    )


def _her_clause(text: Text, place: int) -> bool:
    """Whether a verb or "her" soon after says that the subject is a woman: "Горинова осуждена"."""
    for at in range(place + 1, min(place + 5, len(text.tokens))):
        word = text.tokens[at].word
        if _SHE.fullmatch(word):
            return True
        if word.endswith(("ли", "лись")) or text.gap(at).strip():
            return False
    return False


def _courtesy(text: Text, first: int, name: PersonName) -> bool:
    """Whether a courtesy title before the name is for the other gender: Frau, г-жа."""
    at = first - 1
    if at < 0 or text.gap(at).strip(" .\t\u00a0"):
        return False
    word = text.tokens[at].word
    if at and text.gap(at - 1) == "-":
        word = f"{text.tokens[at - 1].word}-{word}"
    return listed(word, "honorifics", "f" if name.gender == "m" else "m")


def _stranger(text: Text, first: int, nominative: bool) -> bool:
    """Whether a capitalised word that may be an unknown given name stands before the surname."""
    at = first - 1
    if at < 0 or not text.tokens[at].capital or not text.gap(at).isspace():
        return False
    token = text.tokens[at]
    if listed(token.word, "titles") or text.starts_sentence(at) or len(token.word) < 3:
        return False
    if is_cyrillic(token.word):
        return nominative
    noun = any(earlier.word in _ARTICLES for earlier in text.tokens[max(at - 2, 0) : at])
    return not noun and not text.title_case() and not token.word.endswith(("'s", "ian", "er"))


def _strength(text: Text, beside: tuple[int, ...]) -> Evidence:
    words = [text.tokens[at].word for at in beside]
    if any(len(word) > 2 and is_patronymic(word) for word in words):
        return Evidence.PATRONYMIC
    return Evidence.INITIAL if len(words) == 1 and len(words[0]) <= 2 else Evidence.FULL
