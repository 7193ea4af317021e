"""Folding, declension and spelling: what must meet, meets; what must differ, differs."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.cases.declension import forms, other_gender
from bot.cases.given_names import Fit, given_fit
from bot.cases.keys import part_keys
from bot.cases.names import blur, fold, fold_piece, one_alphabet, plain, stem, words
from bot.cases.persons import PersonName, is_patronymic, names_of, surname_keys
from bot.cases.spelling import ALL_MARKS, Spelling, marks_of, spells
from tests.cases.people import ELEVEN, eleven
from tests.cases.surnames import surnames
from tests.cases.transliteration import SCHEMES, latin

NAMES = [name for case in eleven().cases.values() for name in names_of(case) if name.own]


@settings(deadline=None)
@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert fold(fold(text)) == fold(text)
    assert blur(blur(text)) == blur(text)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=9))
def test_folding_piece_by_piece_is_folding_the_whole(word: str) -> None:
    assert fold(word) == fold_piece(word)


@settings(deadline=None)
@given(st.text())
def test_a_key_is_plain_latin(text: str) -> None:
    assert all("a" <= letter <= "z" for letter in fold(text))


@settings(deadline=None)
@given(st.text())
def test_a_stem_is_a_beginning_of_at_least_three_letters(text: str) -> None:
    key = blur(text)
    assert key.startswith(stem(key))
    assert len(stem(key)) >= min(3, len(key))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.case)
def test_every_standard_leads_to_the_same_person(name: PersonName, scheme: str) -> None:
    (written,) = words(latin(name.surname[0], scheme))
    assert stem(blur(written)) in surname_keys(name)[0]
    assert spells(written, name.surname[0], marks_of(written)) is not Spelling.NOT


@settings(deadline=None)
@given(surnames(), st.sampled_from(sorted(SCHEMES)))
def test_any_surname_meets_its_transliterations(surname: str, scheme: str) -> None:
    (written,) = words(latin(surname, scheme))
    assert spells(written, surname, ALL_MARKS) is not Spelling.NOT


_LETTERS = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=3, max_size=9)
_ENDINGS = st.sampled_from(("ов", "ова", "ский", "ская", "ий", "ь", "ия", "а", "енко", ""))


@example("аабун", "ова", "m")
@settings(max_examples=300, deadline=None)
@given(_LETTERS, _ENDINGS, st.sampled_from("mf"))
def test_keys_from_a_beginning_and_an_end_are_those_of_the_whole(
    start: str, ending: str, gender: str
) -> None:
    surname = start + ending
    whole = {stem(blur(form)) for form in forms(surname, gender)}
    assert whole <= part_keys(surname, gender)


@pytest.mark.parametrize(
    "written",
    ["Kagarlitsky", "Kagarlitskii", "Kagarlickij", "Kagarlicki", "Kagarliczkij", "Kagarlitzki"],
)
def test_spellings_of_one_surname(written: str) -> None:
    assert spells(written.lower(), "кагарлицкий", frozenset()) is Spelling.SURE


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("kosyreva", "козырева"),
        ("sestun", "шестун"),
        ("горынов", "горинов"),
        ("gorynov", "горинов"),
        ("козирева", "козырева"),
        ("kamardinn", "камардин"),
        ("chakursky", "шакурский"),
        ("horinov", "горинов"),
    ],
)
def test_another_surname_is_not_surely_this_one(written: str, name: str) -> None:
    assert spells(written, name, marks_of(written)) is not Spelling.SURE


def test_declension_of_each_kind() -> None:
    assert "кагарлицкого" in forms("кагарлицкий", "m")
    assert "козыревой" in forms("козырева", "f")
    assert "горинова" in forms("горинов", "m")
    assert "шестуну" in forms("шестун", "m")
    assert "тёмы" in forms("тёма", "m")
    assert "ильи" in forms("илья", "m")
    assert forms("шевченко", "m") == ("шевченко",)
    assert forms("кузнец", "f") == ("кузнец",)


@settings(deadline=None)
@given(surnames())
def test_the_nominative_comes_first_and_no_form_twice(surname: str) -> None:
    found = forms(surname, "m")
    assert found[0] == surname
    assert len(set(found)) == len(found)


def test_relatives() -> None:
    assert other_gender("горинов", "m") == "горинова"
    assert other_gender("шакурский", "m") == "шакурская"
    assert other_gender("козырева", "f") == "козырев"
    assert other_gender("шестун", "m") == ""


@pytest.mark.parametrize(
    ("full", "gender", "said"),
    [
        ("борис", "m", "Боря"),
        ("дарья", "f", "Даше"),
        ("алексей", "m", "Олексія"),
        ("анна", "f", "Hanna"),
        ("владимир", "m", "Uladzimir"),
        ("артём", "m", "Тёмой"),
        ("артём", "m", "Artiom"),
        ("дмитрий", "m", "Dzmitry"),
        ("александр", "m", "Саше"),
        ("илья", "m", "Ilja"),
        ("андрей", "m", "Andrzej"),
        ("азат", "m", "Азату"),
    ],
)
def test_given_names_in_other_forms(full: str, gender: str, said: str) -> None:
    assert given_fit(full, gender, said.lower()) is Fit.YES


@pytest.mark.parametrize(
    "said", ["Ярослав", "Yaroslav", "Ивана", "Maria", "Hans", "Tigran", "Анна"]
)
def test_a_given_name_of_somebody_else(said: str) -> None:
    assert given_fit("андрей", "m", said.lower()) is Fit.OTHER


def test_a_word_that_is_no_given_name() -> None:
    assert given_fit("андрей", "m", "камень") is Fit.UNKNOWN
    assert given_fit("алексей", "m", "жена") is Fit.UNKNOWN
    assert given_fit("алексей", "m", "said") is Fit.UNKNOWN


@pytest.mark.parametrize("word", ["юльевич", "юльевичу", "николаевны", "yulyevich", "nikolajewna"])
def test_patronymics(word: str) -> None:
    assert is_patronymic(word)


@pytest.mark.parametrize("word", [row[2].split()[1].lower() for row in ELEVEN])
def test_surnames_are_no_patronymics(word: str) -> None:
    assert not is_patronymic(word)


def test_letters_that_look_alike() -> None:
    assert one_alphabet("гoринoв") == "горинов"
    assert one_alphabet("gоrinоv") == "gorinov"


def test_marks_and_signs_fall_away() -> None:
    assert words("Гори\u0301нов\u200b, \u202eБори́с!") == ("горинов", "борис")
    assert words("Афанасьев’а O`Neil") == ("афанасьев'а", "o'neil")
    assert words("Йод Ёж Їжак") == ("йод", "ёж", "їжак")
