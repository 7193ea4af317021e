"""Does what was asked fit this person, and how surely? Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cases.declension import forms, other_gender
from bot.cases.families import Family
from bot.cases.given_names import Fit, given_fit, given_ids, is_doubtful, is_nominative
from bot.cases.names import blur, is_cyrillic, is_latin, stem
from bot.cases.persons import (
    PersonName,
    father_fit,
    initial_fit,
    of_both_genders,
    patronymic_fit,
    surname_spelling,
    without_suffix,
)
from bot.cases.question import Asked
from bot.cases.spelling import Spelling, initials, marks_of, spells


@dataclass(frozen=True, slots=True)
class Verdict:
    sure: bool
    doubts: int
    """What speaks against the person, for putting the likeliest first."""
    close: bool
    """The surname is written by some rule and no word is left over."""
    far_fetched: bool
    """Some word is left over, and what was taken for the surname is a given name."""
    written: bool
    """The surname is written by some rule, and not in a relative's form."""
    left_over: tuple[str, ...]
    """Words of which it is not known what they have to do with the person."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """How a query writes a family's surname: the same for all who bear it."""

    words: frozenset[str]
    """The words that were taken for it."""
    surely: Spelling
    whole: bool
    """No word of a double surname is missing."""
    nominative: bool


def spelled(family: Family, asked: Asked) -> Spelled | None:
    """None when the surname is not among the words."""
    marks = marks_of(" ".join(filter(is_latin, asked.words)))
    marks |= marks_of(" ".join(filter(is_cyrillic, asked.typed)))
    taken: dict[str, Spelling] = {}
    for part, keys in zip(family.surname, family.keys, strict=True):
        best: tuple[Spelling, str] | None = None
        for word in asked.words:
            if word in taken:
                continue
            for bare in without_suffix(word):
                if stem(blur(bare)) in keys:
                    found = surname_spelling(part, family.gender, bare, marks)
                    if best is None or found > best[0]:
                        best = (found, word)
        if best is not None:
            taken[best[1]] = best[0]
    if not taken:
        return None
    return Spelled(
        words=frozenset(taken),
        surely=min(taken.values()),
        whole=len(taken) == len(family.surname),
        nominative=all(any(spells(word, part, marks) for part in family.surname) for word in taken),
    )


def judge(name: PersonName, surname: Spelled, asked: Asked) -> Verdict | None:
    """None when some word names somebody else."""
    given, father = asked.doubtful and _is_called_after_all(name, asked), False
    left_over: list[str] = []
    unknown = int(asked.courtesy not in ("", name.gender)) + (asked.doubtful and not given)
    for word in asked.words:
        if word in surname.words:
            continue
        fit = patronymic_fit(name.patronymic, name.gender, word)
        father = father or fit is Fit.YES
        if fit is Fit.UNKNOWN:
            fit = given_fit(name.given, name.gender, word)
            if fit is Fit.YES and not (of_both_genders(name, word) and _relative(name, surname)):
                given = True
                unknown += _of_a_woman(name, surname, word) or is_doubtful(word)
        if fit is Fit.OTHER:
            return None
        if fit is Fit.UNKNOWN:
            left_over.append(word)
    unknown += len(left_over)
    for word in asked.fathers:
        fit = father_fit(name, word)
        if fit is Fit.OTHER:
            return None
        father = father or fit is Fit.YES
        unknown += fit is Fit.UNKNOWN
    letters = [initial_fit(name, letter) for letter in asked.initials]
    if Fit.OTHER in letters:
        return None
    unknown += letters.count(Fit.UNKNOWN)
    father_first = asked.initials and asked.initials[0] not in initials(name.given)
    explained = surname.whole and not unknown
    written = surname.surely is Spelling.SURE or (
        surname.surely is Spelling.STRETCHED and (given or asked.oblique)
    )
    told = name.own or (given and (father or not name.patronymic))
    doubts = (
        4 * (not given)
        + 2 * unknown
        + (2 - surname.surely) * 3
        + 2 * (not surname.whole)
        + (not surname.nominative)
        + bool(father_first)
        + (not name.own)
    )
    return Verdict(
        explained and written and told and not _half_called(name, asked),
        doubts,
        explained and bool(surname.surely),
        unknown > 0 and all(given_ids(word) for word in surname.words),
        surname.surely is Spelling.SURE,
        tuple(left_over),
    )


def _is_called_after_all(name: PersonName, asked: Asked) -> bool:
    """Whether what may be a word of a question is the person's own name: "Ile Shakurskomu"."""
    return any(
        given_fit(name.given, name.gender, word) is Fit.YES and not is_doubtful(word)
        for word in asked.typed
        if word not in asked.words
    )


def _of_a_woman(name: PersonName, surname: Spelled, word: str) -> bool:
    """Александра or Олеся Шестун: an oblique case of the man's name, the surname in none, is a
    woman's own name."""
    women = [called[2:] for called in given_ids(word) if called[0] != name.gender]
    if not (women and surname.nominative) or is_nominative(name.given, name.gender, word):
        return False
    other = "f" if name.gender == "m" else "m"
    return word in forms(name.given, name.gender) or any(
        is_nominative(called, other, word) for called in women
    )


def _relative(name: PersonName, surname: Spelled) -> bool:
    """Whether a relative of the other gender is called so, too."""
    relative = other_gender(name.surname[-1], name.gender)
    return any(
        spells(bare, relative, frozenset())
        for word in surname.words
        for bare in without_suffix(word)
    )


def _half_called(name: PersonName, asked: Asked) -> bool:
    """Of a double given name only a part was typed: Мария may be another than Анна-Мария."""
    if "-" not in name.given:
        return False
    called = {
        any(given_fit(part, name.gender, word) is Fit.YES for word in asked.words)
        for part in name.given.split("-")
    }
    return len(called) > 1
