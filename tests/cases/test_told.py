"""Words beside a name: the person's own file explains them, or they are a namesake's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases import tables
from bot.cases.facts import Statement
from bot.cases.given_names import given_ids
from bot.cases.lookup import Found, Lookup, Nothing, Several
from bot.cases.registry import load
from bot.cases.text import listed
from tests.cases.people import person, registry

REAL = load(Path(__file__).parents[2] / "data" / "cases")
LOOKUP = Lookup(REAL)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("поэт Камардин", "artem-kamardin"),
        ("Dichter Artjom Kamardin", "artem-kamardin"),
        ("mathématicien Azat Miftakhov", "azat-miftakhov"),
        ("Shestun from Serpukhov", "alexander-shestun"),
        ("Шакурский Пенза Сеть", "ilya-shakursky"),
        ("Gorinov councillor", "alexei-gorinov"),
        ("предприниматель Домнин", "vladimir-domnin"),
        ("Домнин (бывший Афанасьев)", "vladimir-domnin"),
        ("Pchelintsev torture complaint", "dmitry-pchelintsev"),
        ("суд над Анной Архиповой", "anna-arkhipova"),
        ("Anna Archipowa z Nowosybirska", "anna-arkhipova"),
        ("şair Artyom Kamardin", "artem-kamardin"),
        ("даша козырева питер", "daria-kozyreva"),
    ],
)
def test_what_the_file_tells_makes_no_answer_unsure(query: str, slug: str) -> None:
    assert LOOKUP.find(query) == Found(slug)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("Азат математик МГУ", "azat-miftakhov"),
        ("Александр Вячеславович из Серпухова", "alexander-shestun"),
        ("Анна, Весна", "anna-arkhipova"),
    ],
)
def test_a_given_name_is_suggested_beside_what_the_file_tells(query: str, slug: str) -> None:
    assert LOOKUP.find(query) == Several((slug,))


@pytest.mark.parametrize("query", ["Дарья Шевченко", "Владимир Афанасьев", "Vladimir Putin"])
def test_a_given_name_beside_a_surname_that_the_file_tells_is_not(query: str) -> None:
    assert LOOKUP.find(query) == Nothing()


def test_callings_abroad_are_known_at_home_and_no_given_names() -> None:
    at_home = tables.words("callings")
    assert [
        line for line in tables.lines("callings_abroad") if line.split()[0] not in at_home
    ] == []
    assert [word for word in tables.words("callings_abroad") if given_ids(word)] == []


@pytest.mark.parametrize(
    "query",
    [
        "судья Дарья Козырева",
        "хоккеист Андрей Трофимов",
        "тренер Андрей Трофимов",
        "баскетболистка Анна Архипова",
        "главврач Александр Шестун",
        "chief Boris Kagarlitsky",
        "professor Andrei Trofimov",
        "поэт Трофимов",
        "жена Камардина",
        "Анд Трофимов",
        "Трофимов и Горинов",
        "Шакурский Пчелинцев",
    ],
)
def test_another_calling_or_name_does(query: str) -> None:
    assert isinstance(LOOKUP.find(query), Several)


CALLINGS = """
баскетболистка актриса дизайнер блогер юрист нотариус врач тренер режиссер рэпер судья министр
teacher nurse hockey actress model lawyer dentist swimmer rapper priest judge witness officer
Schauspieler Arzt Pfarrer Lehrer Richter avocat médecin danseuse joueur juge cantante abogado juez
attore allenatore sędzia lekarz trenér lékař rechter advocaat yargıç avukat domare läkare
мать жена муж брат сестра wife mother brother Mutter Bruder femme frère hermano однофамилец ЦСКА НХЛ
"""


@pytest.mark.parametrize("slug", sorted(REAL.cases))
def test_nobody_is_surely_a_namesake_of_another_calling(slug: str) -> None:
    russian, english = REAL.cases[slug].name["ru"], REAL.cases[slug].name["en"]
    asked = [f"{word} {russian}" for word in CALLINGS.split()]
    asked += [f"{english} {word}" for word in CALLINGS.split()]
    assert [query for query in asked if isinstance(LOOKUP.find(query), Found)] == []


def test_no_table_has_a_namesakes_calling_for_a_word_that_may_stand_beside_anybody() -> None:
    beside = tables.words("beside")
    allowed = {"біографія"}
    assert [word for word in beside - allowed if listed(word, "roles")] == []


def test_a_word_never_picks_one_of_two_namesakes() -> None:
    source = person("one", "m", "Иван Быков", "Быков Иван").who.source
    poet = person("poet", "m", "Иван Быков", "Быков Иван Ильич")
    poet = replace(poet, who=Statement({"en": "Poet from Perm", "ru": "Поэт из Перми"}, source))
    other = person("another", "m", "Иван Быков", "Быков Иван Петрович")
    lookup = Lookup(registry([poet, other]))
    assert lookup.find("поэт Иван Быков") == Several(("poet", "another"))
    lookup.remove("another")
    assert lookup.find("Быков, Пермь") == Found("poet")
    lookup.replace(replace(poet, who=Statement({"ru": "Слесарь"}, source)))
    assert lookup.find("Быков, Пермь") == Several(("poet",))
