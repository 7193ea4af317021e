"""One surname in a text, and what the words beside it say about whose it is. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.cases import tables
from bot.cases.declension import other_gender
from bot.cases.given_names import Fit, given_fit, given_ids
from bot.cases.names import is_cyrillic, is_latin
from bot.cases.persons import (
    PersonName,
    initial_fit,
    is_patronymic,
    of_both_genders,
    patronymic_fit,
    surname_spelling,
    without_possessive,
)
from bot.cases.spelling import ALL_MARKS, Spelling, marks_of, spells
from bot.cases.text import Text, listed

_APPOSED = re.compile(r"\s*(?:,|\(|\s[—–-]\s)\s*(?:\d+,\s*)?$")
_CHAIN = re.compile(r"(?:ого|его|ой|ей|ых|их|ого|ції|суда|суду|[аы]|ии|ів|ов|кого)$")
_PLACES = ("улиц", "площад", "проспект", "переул")
_NO_APPOSITION = frozenset(
    {"whose", "who", "which", "whom", "and", "said", "dessen", "deren", "und", "qui", "et", "que"}
    | {"cuyo", "y", "и", "а", "чей", "чья", "чью", "чиї", "й", "та"}
)
"""Words that begin a clause about somebody else after the comma."""


class Evidence(IntEnum):
    OTHER = 0
    """Somebody else's: another given name, or a namesake's title."""
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

    def __lt__(self, other: Sighting) -> bool:
        return self.evidence < other.evidence


def sight(text: Text, place: int, name: PersonName) -> Sighting | None:
    """None where the word at this place does not write the person's surname."""
    if len(name.surname) > 1 and not _double(text, place, name):
        return None
    first, left = _side(text, place, -1, name)
    last, right = _side(text, place, 1, name)
    if not _spelled(text.tokens[place].word, name, Fit.YES in (*left, *right)):
        return None
    fits = [*left, *right]
    if Fit.OTHER in fits or _woman(text, place, first, name):
        evidence = Evidence.OTHER
    elif not any(fit is Fit.YES for fit in fits):
        evidence = (
            Evidence.OTHER
            if _stranger(text, first, _writes(text.tokens[place].word, name.surname[-1]))
            else Evidence.BARE
        )
    else:
        evidence = _strength(text, place, first, last)
    if not name.own and evidence < (Evidence.PATRONYMIC if name.patronymic else Evidence.FULL):
        return None
    return Sighting(name, place, first, last, evidence)


def role(text: Text, seen: Sighting) -> str:
    """A word beside the name that says what a namesake is, such as "judge"; empty if none."""
    return _role_before(text, seen) or _role_after(text, seen)


def _spelled(word: str, name: PersonName, confirmed: bool) -> bool:
    part = name.surname[-1]
    for bare in without_possessive(word):
        marks = ALL_MARKS if confirmed else marks_of(bare)
        if is_latin(bare):
            if spells(bare, part, marks):
                return True
        elif surname_spelling(part, name.gender, bare, marks):
            return True
    return False


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


def _side(text: Text, place: int, step: int, name: PersonName) -> tuple[int, list[Fit]]:
    """How far the name reaches on one side, and how its words there fit."""
    edge = place - (len(name.surname) - 1 if step < 0 else 0)
    fits: list[Fit] = []
    for _ in range(3):
        at = edge + step
        if not 0 <= at < len(text.tokens) or not text.tokens[at].capital:
            break
        token = text.tokens[at]
        gap = text.gap(min(at, edge))
        dotted = text.text[token.end : token.end + 1] == "."
        if len(token.word) <= 2 and dotted and gap.replace(".", "").strip() == "":
            if token.word in tables.words("titles"):
                break
            fit = initial_fit(name, token.word)
        elif gap.isspace():
            fit = patronymic_fit(name.patronymic, name.gender, token.word)
            if fit is Fit.UNKNOWN:
                fit = given_fit(name.given, name.gender, token.word)
            if fit is Fit.OTHER and step > 0 and not _reversed(text, at, name):
                break
            if fit is Fit.UNKNOWN and not is_patronymic(token.word):
                break
        else:
            break
        fits.append(fit)
        edge = at
    return edge, fits


def _reversed(text: Text, at: int, name: PersonName) -> bool:
    """Whether another given name after the surname belongs to it, and not to the next surname."""
    genders = {called[0] for called in given_ids(text.tokens[at].word)}
    following = at + 1 < len(text.tokens) and text.tokens[at + 1]
    alone = not (following and following.capital and text.gap(at).isspace())
    return name.gender in genders and (alone or is_patronymic(text.tokens[at + 1].word))


def _woman(text: Text, place: int, first: int, name: PersonName) -> bool:
    """Горинова may be a woman's name: a verb or a given name of both genders says so."""
    word = text.tokens[place].word
    if not is_cyrillic(word) or not _writes(word, other_gender(name.surname[-1], name.gender)):
        return False
    if any(of_both_genders(name, text.tokens[at].word) for at in range(first, place)):
        return True
    following = text.tokens[place + 1].word if place + 1 < len(text.tokens) else ""
    return first == place and following.endswith(("ла", "лась"))


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
    return not text.title_case() and not token.word.endswith(("'s", "ian", "er"))


def _strength(text: Text, place: int, first: int, last: int) -> Evidence:
    beside = [text.tokens[at].word for at in range(first, last + 1) if at != place]
    if any(len(word) > 2 and is_patronymic(word) for word in beside):
        return Evidence.PATRONYMIC
    letters = [word for word in beside if len(word) <= 2]
    return Evidence.INITIAL if len(letters) == 1 and len(beside) == 1 else Evidence.FULL


def _role_before(text: Text, seen: Sighting) -> str:
    nominative = text.tokens[seen.place].word
    at = seen.first - 1
    for distance in range(4):
        if at < 0 or not text.gap(at).replace("-", " ").isspace():
            return ""
        word = text.tokens[at].word
        if listed(word, "roles"):
            return word if _agree(word, nominative, seen.name) else ""
        if not is_cyrillic(word) or not _CHAIN.search(word) or distance == 3:
            return ""
        at -= 1
    return ""


def _agree(title: str, surname: str, name: PersonName) -> bool:
    """Whether a Russian title stands in the surname's case: "адвокат Горинова" is his lawyer."""
    if not is_cyrillic(title):
        return True
    oblique = not _writes(surname, name.surname[-1])
    relative = _writes(surname, other_gender(name.surname[-1], name.gender))
    if title.startswith(_PLACES):
        return True
    if title in ("судья", "суддя") or title.endswith(("ка", "ца", "ая")):
        return relative or not oblique
    title_oblique = title.endswith((*"аяуюеыи", "ом", "ем", "го"))
    return title_oblique == oblique


def _writes(word: str, form: str) -> bool:
    return spells(word, form, ALL_MARKS) is not Spelling.NOT


def _role_after(text: Text, seen: Sighting) -> str:
    if not _APPOSED.match(text.gap(seen.last)):
        return ""
    for at in range(seen.last + 1, min(seen.last + 4, len(text.tokens))):
        token = text.tokens[at]
        if token.capital or token.word in _NO_APPOSITION:
            return ""
        if listed(token.word, "roles"):
            after = at + 1 < len(text.tokens) and text.tokens[at + 1].capital
            return "" if after and text.gap(at).isspace() else token.word
        if not text.gap(at).replace("-", " ").isspace():
            return ""
    return ""
