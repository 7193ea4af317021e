"""Does what was asked fit this person, and how surely? Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cases.declension import other_gender
from bot.cases.given_names import Fit, given_fit
from bot.cases.names import blur, is_latin, stem
from bot.cases.persons import (
    PersonName,
    initial_fit,
    of_both_genders,
    patronymic_fit,
    surname_keys,
    surname_spelling,
    without_possessive,
)
from bot.cases.question import Asked
from bot.cases.spelling import Spelling, marks_of, spells


@dataclass(frozen=True, slots=True)
class Verdict:
    sure: bool
    doubts: int
    """What speaks against the person, for putting the likeliest first."""
    close: bool
    """The surname is written by some rule and no word is left over."""


def judge(name: PersonName, asked: Asked) -> Verdict | None:
    """None when some word names somebody else, or the surname is not among the words."""
    marks = marks_of(" ".join(word for word in asked.words if is_latin(word)))
    spelled, surnames = _surname(name, asked.words, marks)
    if not surnames:
        return None
    relative = any(_relative(name, word) for word in surnames)
    given = father = False
    unknown = 0
    for word in asked.words:
        if word in surnames:
            continue
        fit = patronymic_fit(name.patronymic, name.gender, word)
        father = father or fit is Fit.YES
        if fit is Fit.UNKNOWN:
            fit = given_fit(name.given, name.gender, word)
            given = given or (fit is Fit.YES and not (relative and of_both_genders(name, word)))
        if fit is Fit.OTHER:
            return None
        unknown += fit is Fit.UNKNOWN
    if any(initial_fit(name, letter) is Fit.OTHER for letter in asked.initials):
        return None
    whole = len(surnames) == len(name.surname)
    explained = whole and not unknown
    written = spelled is Spelling.SURE or (
        spelled is Spelling.STRETCHED and (given or asked.oblique)
    )
    told = name.own or (given and (father or not name.patronymic))
    doubts = 4 * (not given) + 2 * unknown + (2 - spelled) * 3 + 2 * (not whole) + (not name.own)
    return Verdict(explained and written and told, doubts, explained and bool(spelled))


def _relative(name: PersonName, word: str) -> bool:
    """Whether the word is how a relative of the other gender is called, too."""
    return any(
        spells(bare, other_gender(name.surname[-1], name.gender), frozenset())
        for bare in without_possessive(word)
    )


def _surname(
    name: PersonName, asked: tuple[str, ...], marks: frozenset[str]
) -> tuple[Spelling, frozenset[str]]:
    """The least sure spelling among the surname's words, and the words that were taken for them."""
    taken: dict[str, Spelling] = {}
    for part, keys in zip(name.surname, surname_keys(name), strict=True):
        best: tuple[Spelling, str] | None = None
        for word in asked:
            if word in taken:
                continue
            for bare in without_possessive(word):
                if stem(blur(bare)) in keys:
                    found = surname_spelling(part, name.gender, bare, marks)
                    if best is None or found > best[0]:
                        best = (found, word)
        if best is not None:
            taken[best[1]] = best[0]
    return min(taken.values(), default=Spelling.NOT), frozenset(taken)
