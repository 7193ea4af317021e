"""The names a case goes by, and how well one written word fits a part of such a name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.cases import tables
from bot.cases.declension import forms, other_gender, western_forms
from bot.cases.given_names import Fit, given_fit, given_ids
from bot.cases.keys import part_keys
from bot.cases.names import blur, is_cyrillic, is_latin, stem, words
from bot.cases.registry import Case
from bot.cases.spelling import Spelling, initials, spelled_forms, spells, ukrainian_initials

_PATRONYMIC = re.compile(
    r"(?:[оеи]вич|[аея]ич|[вдлмнрст]ыч|трич|сич|[оеиі]вн|ичн|[їй]ович|ьич|мич|кич)[аеуыойюиі]*м?$"
    r"|(?:[oei][vw]i(?:t?ch|č|tsch|cz|cs|[cćç]|t?tj|tsj|tš)|[oei][vw]n|i(?:ch|č|tsch)n|[lm]i(?:ch|č))"
    r"[aeouiyj]*m?$"
)


_CHILDREN = tables.words("children")
_SHORTEST = ("ильич", "лукич", "фомич", "юльич", "саныч", "палыч")
_SHORTENED = {
    "александрович": ("алексаныч", "саныч"),
    "михайлович": ("михалыч",),
    "павлович": ("палыч",),
}


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name of one case, in lower-case Russian letters."""

    case: str
    gender: str
    surname: tuple[str, ...]
    """More than one word for a double surname; a nickname's last word."""
    given: str
    """With a hyphen for a double one."""
    patronymic: str
    own: bool
    """The name the case is known by, not a pen name or a former one."""
    father: str = ""
    """The bare name that stands before "оглы" or "кызы" in place of a patronymic."""


def names_of(case: Case) -> tuple[PersonName, ...]:
    """The case's name, then those aliases that are other names and not other spellings."""
    given, surname = _shown(case.name["ru"])
    full = words(case.full_name.text)
    patronymic = father = ""
    for word in full:
        if word != given and word not in surname and is_patronymic(word):
            patronymic = word
    if not _CHILDREN.isdisjoint(full):
        father = next((one for one, child in pairwise(full) if child in _CHILDREN), "")
    name = PersonName(case.slug, case.gender, surname, given, patronymic, True, father)
    return (name, *_other_names(case, surname)) if case.aliases else (name,)


def _shown(name: str) -> tuple[str, tuple[str, ...]]:
    """The given name, double ones with a hyphen, and the words of the surname."""
    first, _, last = name.partition(" ")
    if first.isalpha():
        given, *_ = read = words(name)
        return given, read[1:]
    return "-".join(words(first)), words(last)


def _other_names(case: Case, surname: tuple[str, ...]) -> Iterator[PersonName]:
    keys = {stem(blur(part)) for part in surname}
    for alias in case.aliases:
        parts = words(alias.text)
        if not parts or not is_cyrillic(parts[0]):
            continue
        if any(stem(blur(part)) in keys for part in parts):
            continue
        father = next((part for part in parts if is_patronymic(part)), "")
        called = next((part for part in parts if given_ids(part) and part != father), "")
        rest = tuple(part for part in parts if part not in (father, called))
        if rest:
            yield PersonName(case.slug, case.gender, rest, called, father, own=False)


@lru_cache(maxsize=16384)
def is_patronymic(word: str) -> bool:
    return word in _SHORTEST or (len(word) > 5 and bool(_PATRONYMIC.search(word)))


@lru_cache(maxsize=16384)
def patronymic_fit(patronymic: str, gender: str, word: str) -> Fit:
    if not patronymic or not is_patronymic(word):
        return Fit.UNKNOWN
    return Fit.YES if stem(blur(word)) in patronymic_keys(patronymic, gender) else Fit.OTHER


@lru_cache(maxsize=4096)
def patronymic_keys(patronymic: str, gender: str) -> frozenset[str]:
    """The stems in which all its case forms meet, and what some language makes of a letter."""
    spoken = (form for one in _spoken(patronymic) for form in forms(one, gender))
    dutch = patronymic.replace("ю", "йое")
    ways = (*forms(patronymic, gender), *spoken, *forms(dutch, gender))
    return part_keys(patronymic, gender).union(stem(blur(form)) for form in ways)


def _spoken(patronymic: str) -> tuple[str, ...]:
    """A man's patronymic as it is said: Александрыч, Николаич, Дмитрич."""
    if patronymic.endswith("ович"):
        regular = (patronymic.removesuffix("ович") + ending for ending in ("ыч", "ич"))
        return (*regular, *_SHORTENED.get(patronymic, ()))
    if patronymic.endswith("евич"):
        return (patronymic.removesuffix("евич").removesuffix("и") + "ич",)
    return ()


def of_both_genders(name: PersonName, word: str) -> bool:
    """Саша or Женя: beside Горинова it may be a woman. Not Ивана, which is Иван's own case."""
    genders = {called[0] for called in given_ids(word)}
    return len(genders) > 1 and word not in forms(name.given, name.gender)


def father_fit(name: PersonName, word: str) -> Fit:
    """Whether the bare name before "улы" is that of this person's father."""
    if name.father or not name.patronymic:
        return given_fit(name.father, "m", word)
    return Fit.YES if blur(word) in _fathers(name.patronymic) else Fit.UNKNOWN


@lru_cache(maxsize=4096)
def _fathers(patronymic: str) -> frozenset[str]:
    """The keys of a name with this patronymic: Фанис, Александр, Юлий."""
    bare = _FATHERED.sub("", patronymic)
    return frozenset(blur(bare + ending) for ending in ("", "й", "а", "ий"))


_FATHERED = re.compile("(?:[оеё]в|ь?ев|ин)?(?:ич|на|ична)$")


def initial_fit(name: PersonName, letter: str) -> Fit:
    """A lone letter fits as the initial of the given name or the patronymic; that of its Ukrainian
    form may be another name's: О. is Олексій, but likelier Олег."""
    called = [one for one in (*name.given.split("-"), name.patronymic or name.father) if one]
    if any(letter in initials(one) for one in called):
        return Fit.YES
    ukrainian = any(letter in ukrainian_initials(one) for one in called)
    return Fit.UNKNOWN if ukrainian else Fit.OTHER


def surname_keys(name: PersonName) -> tuple[frozenset[str], ...]:
    """For each word of the surname, every blurred stem under which it may be looked for."""
    return tuple(part_keys(part, name.gender) for part in name.surname)


@lru_cache(maxsize=16384)
def surname_spelling(part: str, gender: str, word: str, marks: frozenset[str]) -> Spelling:
    """Whether the word is the surname in any case; the relative's form is a stretch at most."""
    if (nominative := spells(word, part, marks)) is Spelling.SURE:
        return nominative
    relative = other_gender(part, gender)
    ways = forms(part, gender)
    if not is_cyrillic(word):
        ways += western_forms(part, gender)
    best = Spelling.NOT
    for form, found in zip(ways, spelled_forms(word, ways, marks), strict=True):
        best = max(best, min(found, Spelling.STRETCHED) if form == relative else found)
    return best


def is_relatives(name: PersonName, word: str) -> bool:
    """Whether the word is an adjective's nominative for the other gender: Шакурская."""
    relative = other_gender(name.surname[-1], name.gender) if name.surname else ""
    return relative.endswith(("ая", "ий")) and bool(spells(word, relative, frozenset()))


_TURKISH_CASE = re.compile("(?<=....)'(?:n?[iıuü]n|y?[aeiıuü]|[dt][ae]n?|y?l[ae])$")


def without_suffix(word: str) -> tuple[str, ...]:
    """`without_possessive`, and without a Turkish case ending after an apostrophe."""
    if "'" in word and (suffix := _TURKISH_CASE.search(word)):
        return (word, word[: suffix.start()])
    return without_possessive(word)


def without_possessive(word: str) -> tuple[str, ...]:
    """The word, and without the s of an English or German possessive."""
    if is_latin(word) and word.endswith("s"):
        return (word, word[:-1].rstrip("'"))
    return (word,)
