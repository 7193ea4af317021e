"""Queries for the eleven, of every kind: what is asked, and who may rightly come first."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from tests.cases.hearsay.heard import Heard, eleven
from tests.cases.hearsay.questions import (
    OF_MEN,
    OF_WOMEN,
    PLAIN,
    RUSSIAN,
    UKRAINIAN,
    templates,
)
from tests.cases.hearsay.schemes import ASKED_FOR, FARTHER, written
from tests.cases.hearsay.slips import other_keyboard, slipped


class Query(NamedTuple):
    kind: str
    text: str
    right: frozenset[str]
    """Whoever may come first."""


_FATHERS = {
    "Юльевич": "Юльич", "Фанисович": "Фанисыч", "Александрович": "Александрыч|Алексаныч|Саныч",
    "Николаевна": "Николавна", "Дмитриевич": "Дмитрич", "Николаевич": "Николаич",
    "Вячеславович": "Вячеславич", "Юрьевич": "Юрьич",
}  # fmt: skip


def queries(at: random.Random) -> Iterator[Query]:
    for heard in eleven():
        for kind, text in _of(heard, at):
            yield Query(kind, text, frozenset((heard.slug,)))
    for father, slugs in _SHARED.items():
        for form in (father, father + "а", father + "у"):
            yield Query("patronymic alone", form, frozenset(slugs))
    for called, slugs in _CALLED.items():
        yield Query("given name alone", called, frozenset(slugs))


_SHARED = {
    "Юльевич": ("boris-kagarlitsky",), "Фанисович": ("azat-miftakhov",),
    "Александрович": ("alexei-gorinov", "vladimir-domnin", "ilya-shakursky"),
    "Дмитриевич": ("dmitry-pchelintsev",), "Николаевич": ("andrei-trofimov",),
    "Вячеславович": ("alexander-shestun",), "Юрьевич": ("artem-kamardin",),
}  # fmt: skip
_CALLED = {
    "Борис": ("boris-kagarlitsky",), "Даша": ("daria-kozyreva",), "дарья": ("daria-kozyreva",),
    "Azat": ("azat-miftakhov",), "Лёша": ("alexei-gorinov",), "аня": ("anna-arkhipova",),
    "Vladimir": ("vladimir-domnin",), "Дима": ("dmitry-pchelintsev",), "Илюша": ("ilya-shakursky",),
    "Андрей": ("andrei-trofimov", "vladimir-domnin"), "саша": ("alexander-shestun",),
    "Артем": ("artem-kamardin",), "Тёма": ("artem-kamardin",), "ilya": ("ilya-shakursky",),
}  # fmt: skip


def _of(heard: Heard, at: random.Random) -> Iterator[tuple[str, str]]:
    name = heard.name[0]
    given, surname = name.split()
    yield from _plain(heard, given, surname)
    for scheme in (*ASKED_FOR, *FARTHER):
        kind = "Latin" if scheme in ASKED_FOR else "Latin of neighbours"
        yield kind, written(name, scheme)
        yield kind, written(f"{surname} {given}", scheme).lower()
        yield kind + ", surname", written(surname, scheme)
    for called in heard.called:
        family = surname if called[0] > "z" else written(surname, "typed")
        yield "diminutive", f"{called} {family}"
        yield "diminutive", f"{family} {called}".lower()
    for other in heard.others:
        yield "other name", other
    for other in heard.neighbours:
        yield "neighbours' spelling", other
    yield from _asked(heard, at)
    yield from _guessed(given, surname, at)
    for text in heard.far:
        yield "far script", text


def _plain(heard: Heard, given: str, surname: str) -> Iterator[tuple[str, str]]:
    for text in (f"{given} {surname}", f"{surname} {given}"):
        for shape in (text, text.lower(), text.upper(), text.replace("ё", "е"), f"  {text}\n"):
            yield "name", shape
    for shape in (surname, surname.lower(), surname.upper(), f"{surname}, {given}"):
        yield "surname", shape
    for form in heard.name[1:]:
        yield "case", form
        yield "case", " ".join(reversed(form.split())).lower()
        yield "case, surname", form.split()[1]
        yield "case, Latin", written(form, "typed")
    if heard.patronymic:
        for father, form in zip(heard.patronymic, heard.name, strict=False):
            one, other = form.split()
            yield "patronymic", f"{one} {father} {other}"
            yield "patronymic", f"{other} {one} {father}"
            yield "patronymic alone", f"{one} {father}"
            yield "patronymic", written(f"{other} {one} {father}", "BGN/PCGN")
        father = heard.patronymic[0]
        for scheme in ASKED_FOR:
            yield "patronymic, Latin", written(f"{given} {father} {surname}", scheme)
            yield "patronymic, Latin", written(f"{surname}, {given} {father}", scheme).upper()
        crossed = written(f"{surname} {given} {father}", "typed").replace("ks", "x")
        yield "patronymic, Latin", crossed
        yield "patronymic", f"Осужденному {heard.name[2]} {heard.patronymic[-1]} 1990 г.р."
        yield "patronymic", f"{surname} {given} {father}, 1990 г. р."
        yield "patronymic", f"{father} {surname}"
        for colloquial in _FATHERS[father].split("|"):
            yield "patronymic, spoken", f"{given} {colloquial} {surname}"
        for text in (
            f"{given[0]}. {father[0]}. {surname}", f"{surname} {given[0]}.{father[0]}.",
            f"{given[0]}.{father[0]}.{surname}", f"{surname} {given[0]}. {father[0]}.",
            f"{surname} {given[0]}{father[0]}", f"{given} {father[0]}. {surname}",
            written(f"{given[0]}. {father[0]}. {surname}", "typed"),
        ):  # fmt: skip
            yield "initials", text
    for text in (
        f"{given[0]}. {surname}", f"{surname} {given[0]}.", f"{given[0]} {surname}".lower(),
        f"{given[0]}.{surname}", written(f"{given[0]}. {surname}", "ISO 9:1995"),
        written(f"{surname} {given[0]}.", "typed"),
    ):  # fmt: skip
        yield "initials", text


def _asked(heard: Heard, at: random.Random) -> Iterator[tuple[str, str]]:
    name = heard.name[0]
    surname = name.split()[1]
    shown, family = written(name, "typed"), written(surname, "typed")
    woman = heard.slug in ("daria-kozyreva", "anna-arkhipova")
    of_others = OF_MEN if woman else OF_WOMEN
    plain = [text for text in templates(PLAIN) if not any(one in text for one in of_others)]
    for text in plain:
        yield "question", text.format(shown, family)
    for pattern in at.sample(plain, 12):
        yield "question, mixed alphabets", pattern.format(name, surname)
    _, genitive, dative, _, instrumental, prepositional = heard.name
    cases = (genitive, dative, prepositional, instrumental)
    for text in templates(RUSSIAN):
        if not any(one in text for one in of_others):
            yield "question, Russian", text.format(name, surname, *cases)
            short = (one.split()[1] for one in cases)
            yield "question, Russian", text.format(name, surname, *short).lower()
    for text in templates(UKRAINIAN):
        yield "question, Ukrainian", text.format(name, surname, genitive, dative)


def _guessed(given: str, surname: str, at: random.Random) -> Iterator[tuple[str, str]]:
    latin, full = written(surname, "typed"), written(f"{given} {surname}", "typed")
    for text in (surname, f"{given} {surname}", latin, full):
        yield "other keyboard", other_keyboard(text)
        yield "other keyboard", other_keyboard(text.lower())
    for one, other in ((given, surname), tuple(full.split())):
        yield "glued", one + other
        yield "glued", (one + other).lower()
        yield "glued", (other + one).lower()
        for sign in "_-.":
            yield "glued by a sign", f"{one}{sign}{other}".lower()
        for tag in (f"#Free{one}{other}", f"#Свободу{surname}", " ".join(other), ".".join(other)):
            yield "hashtag or spaced", tag
        for cut in at.choices(range(3, len(other) - 1), k=3):
            yield "split", f"{other[:cut]} {other[cut:]}"
            yield "split", f"{one} {other[:cut]} {other[cut:]}"
        for length in (4, 5, 6):
            if length < len(other):
                yield "begun", other[:length]
                yield "begun", f"{one} {other[:length]}"
        for _ in range(8):
            yield "slip", slipped(other.lower(), 1, at)
            yield "slip", f"{one} {slipped(other.lower(), 1, at)}"
            yield "slip", f"{slipped(one.lower(), 1, at)} {other}"
            yield "two slips", slipped(other.lower(), 2, at)
            yield "two slips", f"{one} {slipped(other.lower(), 2, at)}"
            yield "two slips", f"{slipped(one.lower(), 1, at)} {slipped(other.lower(), 1, at)}"
