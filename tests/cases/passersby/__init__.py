"""Queries about the eleven by a third author, who had read the list of kinds and no other set.

``people.txt`` has a block for each person: the name in the languages of ``questions.txt``, in six
cases where the language has them, then what was written by hand. `LISTED` names the kinds for which
the person need only come first.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent
_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_BY_HAND = ("latin", "formed", "guess", "far")
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_ENGLISH_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ASKED = {"ru": 6, "uk": 3, "pl": 3, "en": 6, "de": 4, "fr": 3, "es": 3, "it": 2}
"""Questions in a language to each person; two in any other."""
_DRESSES = ("🕊 {}", "«{}»", "{}!!!", "@{}", "...{}...", "{} ❤️🙏", '"{}"', "({})", "- {} -", "{} ?")

LISTED = ("guess", "slip", "slips", "keyboard", "glued", "split", "far", "far asked")

Person = dict[str, tuple[str, ...]]


def queries() -> Iterator[tuple[str, str, str]]:
    """(kind, query, the case's slug), each query once."""
    chance = random.Random(1799)
    asked: set[str] = set()
    questions = dict(_lines("questions.txt"))
    for slug, person in _people():
        for kind, query in _about(person, questions, chance):
            if query not in asked:
                asked.add(query)
                yield kind, query, slug


def given_names() -> tuple[str, ...]:
    """Names that none of the eleven bears, those that sound like theirs among them."""
    return tuple((_HERE / "given_names.txt").read_text("utf-8").split())


def _people() -> Iterator[tuple[str, Person]]:
    slug, person = "", Person()
    for head, row in _lines("people.txt"):
        if head.startswith("#"):
            if slug:
                yield slug, person
            slug, person = head.removeprefix("# "), {}
        else:
            person[head] = row
    yield slug, person


def _lines(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in (_HERE / name).read_text("utf-8").splitlines():
        head, _, row = line.partition(": ")
        yield head, tuple(row.split(" | "))


def _about(person: Person, questions: Person, chance: random.Random) -> Iterator[tuple[str, str]]:
    for kind in _BY_HAND:
        yield from ((kind, query) for query in person[kind])
    for language in questions:
        yield from (("far" if language in _FAR else "name", form) for form in person[language])
    yield from _surnames(person)
    for language, rows in questions.items():
        kind = "far asked" if language in _FAR else "question"
        for question in chance.sample(rows, _ASKED.get(language, 2)):
            yield kind, _asked(question, person[language], chance)
    yield from _slipped(person, chance)
    for dress in chance.sample(_DRESSES, 5):
        yield "dressed", dress.format(chance.choice((person["ru"], person["en"]))[0])


_FAR = ("zh", "ja", "ko")


def _surnames(person: Person) -> Iterator[tuple[str, str]]:
    for form in person["ru"]:
        given, surname = form.split()
        yield "surname", surname.lower()
        yield "name", f"{surname} {given}"
    for name in (person["ru"][0], person["en"][0]):
        given, surname = name.lower().split()
        yield "glued", given + surname
        yield "glued", surname + given
        yield "glued", f"#{given.title()}{surname.title()}"
        yield "split", f"{given} {surname[:4]} {surname[4:]}"
        yield "split", " ".join(surname)
        yield "dressed", f"{given}_{surname}"
        yield "dressed", f"{surname},{given}"
        yield "keyboard", _retyped(f"{given} {surname}")
        yield "keyboard", _retyped(surname)
    yield "glued", f"#Free{''.join(person['en'][0].split())}"
    yield "glued", f"#Свободу{person['ru'][2].split()[1]}"
    if "ё" in person["ru"][0]:
        yield "name", person["ru"][0].replace("ё", "е")


def _retyped(text: str) -> str:
    """Typed with the other keyboard layout on."""
    russian = any(letter in _RUSSIAN_KEYS for letter in text)
    keys = (_RUSSIAN_KEYS, _ENGLISH_KEYS) if russian else (_ENGLISH_KEYS, _RUSSIAN_KEYS)
    return text.translate(str.maketrans(*keys))


def _asked(question: str, forms: tuple[str, ...], chance: random.Random) -> str:
    """Now and then about the surname alone."""
    alone = chance.random() < 0.3
    words = [re.split("[ ·・]", form)[-1] if alone else form for form in forms]
    return question.format(**dict(zip(_CASES, words, strict=False)))


def _slipped(person: Person, chance: random.Random) -> Iterator[tuple[str, str]]:
    for language in ("ru", "en"):
        given, surname = person[language][0].lower().replace("ё", "е").split()
        for _ in range(3):
            yield "slip", _slip(surname, chance)
            yield "slip", f"{given.title()} {_slip(surname, chance).title()}"
            yield "slip", f"{_slip(given, chance)} {surname}"
        for _ in range(2):
            yield "slips", f"{given} {_slip(_slip(surname, chance), chance)}"
            yield "slips", f"{_slip(surname, chance)} {_slip(given, chance)}"


def _slip(word: str, chance: random.Random) -> str:
    """One letter left out, doubled, swapped with the next, or the key beside it."""
    at = chance.randrange(len(word) - 1)
    how = chance.randrange(4)
    if how == 0:
        return word[:at] + word[at + 1 :]
    if how == 1:
        return word[:at] + word[at] + word[at:]
    if how == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    row = next(keys for keys in _ROWS if word[at] in keys)
    beside = row.index(word[at]) + 1
    return word[:at] + row[beside if beside < len(row) else beside - 2] + word[at + 1 :]
