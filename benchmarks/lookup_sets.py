"""What benchmarks.lookup asks, and whoever is right to be shown first."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from bot.cases.declension import forms
from bot.cases.registry import Case
from tests.cases import askers, handwritten, passersby
from tests.cases.hearsay.queries import queries
from tests.cases.people import ELEVEN, eleven
from tests.cases.queries import FAR, clear, guesses, mistyped
from tests.cases.surnames import PLAUSIBLE
from tests.cases.transliteration import SCHEMES, latin, ukrainian

_GIVEN = ("Борис", "Азат", "Алексей", "Владимир", "Дмитрий", "Андрей", "Илья", "Александр", "Артём")
_WOMEN = ("Дарья", "Анна")
_TO_RUSSIAN = str.maketrans("іїєґ'", "ииегъ")
_LISTED = ("alone", "begun", "glued", "hashtag or spaced", "keyboard", "slip", "slips", "split")
"""Last words of the kinds that only suggest, by rule: a card is not expected."""
_TWICE = "two slips"

Asked = tuple[str, frozenset[str]]
"""A query, and whoever is right to be shown first; nobody, for a stranger's name."""


def of_the_eleven(quick: bool) -> dict[str, list[Asked]]:
    """Every kind by all who wrote a set, and strangers."""
    heard = tuple(queries(random.Random(11)))
    by_hand = tuple(handwritten.queries(eleven()))
    cards_by_hand, asked_by_hand = _parted(by_hand, handwritten.LISTED)
    far = [(query.text, query.right) for query in heard if query.kind == "far script"]
    far += [(query, frozenset((slug,))) for slug, row in FAR.items() for query in row.split()]
    passed = tuple(passersby.queries())
    cards_passed, asked_passed = _parted(passed, passersby.LISTED)
    for kind, query, slug in (*by_hand, *passed):
        if kind.startswith("far"):
            far.append((query, frozenset((slug,))))
    wrote = defaultdict[str, list[Asked]](list)
    for wave in askers.WAVES:
        for kind, query, slugs in askers.queries(wave):
            wrote[kind].append((query, frozenset(slugs)))
    far += wrote["far"]
    near = [query for query in heard if query.kind != "far script"]
    return {
        "written by some rule": [(query, frozenset((slug,))) for _, query, slug in clear()],
        "to be guessed": [
            (query, frozenset((slug,))) for _, query, slug in guesses(random.Random(1))
        ],
        "hearsay, to be a card": [
            (query.text, query.right) for query in near if not query.kind.endswith(_LISTED)
        ],
        "hearsay, to be asked back": [
            (query.text, query.right)
            for query in near
            if query.kind.endswith(_LISTED) and query.kind != _TWICE
        ],
        "handwritten, to be a card": cards_by_hand,
        "handwritten, to be asked back": asked_by_hand,
        "passers-by, to be a card": cards_passed,
        "passers-by, to be asked back": asked_passed,
        "eight authors, to be a card": wrote["sure"],
        "eight authors, to be asked back": wrote["ask"],
        "hearsay, two slips": [(query.text, query.right) for query in near if query.kind == _TWICE],
        "far scripts": far,
        "two typos in a lone surname": list(two_typos(2 if quick else 20)),
        "eight authors' strangers": wrote["nobody"],
        "another's given name": [(name, frozenset[str]()) for name in others(10 if quick else 1)],
        "nobody's surname": [(name, frozenset[str]()) for name in strangers(10 if quick else 1)],
    }


def _parted(
    asked: Iterable[tuple[str, str, str]], listed: Collection[str]
) -> tuple[list[Asked], list[Asked]]:
    """Of a kind, a query and a case each: those that a card is right for, and those to ask back.
    Far scripts that only suggest are in neither."""
    cards = [(query, frozenset((slug,))) for kind, query, slug in asked if kind not in listed]
    back = [
        (query, frozenset((slug,)))
        for kind, query, slug in asked
        if kind in listed and not kind.startswith("far")
    ]
    return cards, back


def real_strangers(surnames: Iterable[str]) -> list[Asked]:
    """Each real surname that none of the eleven bears, as `strangers`."""
    own = {form for _, gender, shown, _, _ in ELEVEN for form in _every_form(shown, gender)}
    others = [name for name in surnames if name.isalpha() and name not in own]
    return [(query, frozenset[str]()) for query in strangers(1, others)]


def _every_form(shown: str, gender: str) -> Iterator[str]:
    """The surname in every case, and in Ukrainian."""
    for form in forms(shown.split()[1].lower(), gender):
        soft = form.replace("цк", "цьк").replace("ск", "ськ")
        yield from (form, soft, ukrainian(form), ukrainian(form).replace("е", "є"))


def strangers(step: int, names: Iterable[str] = PLAUSIBLE) -> Iterator[str]:
    chance = random.Random(2)
    for name in tuple(names)[::step]:
        if name != "трофимов":
            yield name
            yield f"{chance.choice(_WOMEN if name.endswith('а') else _GIVEN)} {name.capitalize()}"
            for scheme in ("bgn", "iso9", "german"):
                yield latin(name.translate(_TO_RUSSIAN), scheme)


def others(step: int) -> Iterator[str]:
    """Each of the eleven surnames after the given names of other people."""
    for called in passersby.given_names()[::step]:
        for _, _, shown, _, _ in ELEVEN:
            name = f"{called} {shown.split()[1]}"
            yield name
            for scheme in ("bgn", "iso9", "german"):
                yield latin(name, scheme)


def two_typos(each: int) -> Iterator[Asked]:
    chance = random.Random(4)
    for slug, _, shown, _, _ in ELEVEN:
        surname = shown.split()[1]
        for word in (surname.lower(), latin(surname, "press").lower()):
            for _ in range(each):
                yield mistyped(word, 2, chance), frozenset((slug,))


def of_a_crowd(people: list[Case], count: int) -> dict[str, list[Asked]]:
    """Any of the namesakes may come first; by a surname alone, anyone of that surname."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for case in people:
        for known in (case.name["ru"], case.name["ru"].split()[1], case.full_name.text):
            bearers[known].add(case.slug)
    chance = random.Random(5)
    sets: dict[str, list[Asked]] = defaultdict(list)
    for case in chance.sample(people, count):
        shown, full = case.name["ru"], case.full_name.text
        given, surname = shown.split()
        oblique = zip(
            forms(given.lower(), case.gender), forms(surname.lower(), case.gender), strict=False
        )
        several = (
            ("name", shown, shown),
            ("name", f"{surname} {given}".lower(), shown),
            ("full name", full, full),
            ("name in any case", " ".join(chance.choice(list(oblique))), shown),
            ("name in Latin", latin(shown, chance.choice(tuple(SCHEMES))), shown),
            ("surname alone", surname, surname),
            ("name, one typo", f"{given} {mistyped(surname.lower(), 1, chance)}", shown),
            ("name, two typos", f"{given} {mistyped(surname.lower(), 2, chance)}", shown),
            ("name without a space", (given + surname).lower(), shown),
            ("lone surname, two typos", mistyped(surname.lower(), 2, chance), surname),
        )
        for kind, query, known in several:
            sets[kind].append((query, frozenset(bearers[known])))
    return dict(sets)
