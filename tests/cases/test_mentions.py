"""Entries are about the followed person, not about a namesake."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.mentions import Mentions
from bot.cases.registry import load
from bot.cases.text import Text
from storage.rows import Mention
from tests.cases.articles import (
    ALEXANDER,
    ALEXEI,
    ANDREI,
    ANNA,
    ARTEM,
    AZAT,
    BORIS,
    DARIA,
    ELEVEN,
    NAMED,
    NOBODY,
    VLADIMIR,
    Item,
    news,
)
from tests.cases.people import eleven, person, registry
from tests.cases.surnames import PLAUSIBLE

MENTIONS = Mentions(eleven())
ELEVEN_CASES = load(Path(__file__).parents[2] / "data" / "cases")
CASES = Mentions(ELEVEN_CASES)
"""With what the case files say of the eleven."""


@pytest.mark.parametrize(("text", "slugs"), NAMED)
def test_people_are_seen(text: str, slugs: set[str]) -> None:
    assert {mention.case for mention in MENTIONS.find(text)} == slugs


@pytest.mark.parametrize("text", NOBODY)
def test_namesakes_are_refused(text: str) -> None:
    assert MENTIONS.find(text) == ()


@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr", "es"])
def test_the_news_is_read_right(language: str) -> None:
    items = [item for item in news() if item.language == language]
    right = {
        item.text: frozenset(mention.case for mention in CASES.find(item.text)) == item.slugs
        for item in items
    }
    assert [item.text for item in items if right[item.text] != item.mastered] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("#свободукагарлицкому", Mention(BORIS, "кагарлицкому")),
        ("#FreeAzatMiftakhov", Mention(AZAT, "AzatMiftakhov")),
        ("#freeazatmiftakhov", Mention(AZAT, "azatmiftakhov")),
        ("#free_azat_miftakhov", Mention(AZAT, "azat_miftakhov")),
        ("l’avocat d’Azat Miftakhov", Mention(AZAT, "Azat Miftakhov")),
        ("Лист Володимирові Домніну", Mention(VLADIMIR, "Володимирові Домніну")),
    ],
)
def test_names_joined_to_other_words_are_seen(text: str, shown: Mention) -> None:
    assert MENTIONS.find(text) == (shown,)


@pytest.mark.parametrize(
    "text",
    [
        "Andrei Trofimov Street: two detained at a protest",
        "На улице Андрея Трофимова прошёл пикет, двое задержаны",
        "S. A. Gorinov was sentenced to prison",
        "Herr Kosyrew kam in Haft",
        "Горинова и её мать осуждены",
        "Трофимов, мэр города, задержан",
        "Шестун не признала решение суда",
        "Судьёй по этому делу об экстремизме назначена Козырева",
        "Gorinov, appointed judge in May, sends people to prison",
        "Суд под председательством Горинова отказал",
        "La cour, présidée par M. Gorinov, a délibéré",
        "« Aucune plainte des détenus », affirme la porte-parole Arkhipova",
        "Extradition is unlikely, said Gorinov, who teaches law",
        "Потерпевшая Козырева выступила в суде",
        "Мировой судья участка № 12 Анна Архипова арестовала двоих",
        "La juge d'instruction Anna Arkhipova a libéré deux hommes",
        "Апеляція у складі суддів Шестуна, Коваля та Мельника залишила вирок",
    ],
)
def test_streets_and_people_of_other_letters_or_gender_are_refused(text: str) -> None:
    assert MENTIONS.find(text) == ()


def test_a_former_calling_is_no_namesakes() -> None:
    assert MENTIONS.find("Mayor Andrei Trofimov visited the prison") == ()
    assert MENTIONS.find("Former mayor Andrei Trofimov was moved to another prison") != ()


def test_the_words_that_show_it_are_kept() -> None:
    text = "Новое письмо Бориса Юльевича Кагарлицкого и Азата Мифтахова"
    assert MENTIONS.find(text) == (
        Mention(BORIS, "Бориса Юльевича Кагарлицкого"),
        Mention("azat-miftakhov", "Азата Мифтахова"),
    )


def test_a_full_name_shows_more_than_the_surname_before_it() -> None:
    text = "Gorinov in prison again: Alexei Gorinov, 63, got three more years"
    assert MENTIONS.find(text) == (Mention(ALEXEI, "Alexei Gorinov"),)


def test_a_campaign_writes_of_its_own_person_by_surname_alone() -> None:
    text = "Горинов просит книги"
    assert MENTIONS.find(text) == ()
    assert MENTIONS.find(text, own=ALEXEI) == (Mention(ALEXEI, "Горинов"),)
    assert MENTIONS.find("Судья Горинов в отпуске", own=ALEXEI) == ()
    assert MENTIONS.find("Анна Горинова просит книги", own=ALEXEI) == ()


def test_a_bare_surname_of_two_people_names_neither() -> None:
    other = person("ivan-trofimov", "m", "Иван Трофимов", "Трофимов Иван Вячеславович")
    crowded = Mentions(registry([*eleven().cases.values(), other]))
    assert crowded.find("Трофимова отправили в колонию") == ()
    assert crowded.find("Ивана Трофимова отправили в колонию") == (
        Mention("ivan-trofimov", "Ивана Трофимова"),
    )
    assert crowded.find("Andrei Trofimov remains in prison") == (
        Mention(ANDREI, "Andrei Trofimov"),
    )


def test_what_the_person_was_is_no_namesakes_title() -> None:
    gorinov = eleven().cases[ALEXEI]
    who = replace(gorinov.who, text={"ru": "Муниципальный депутат из Москвы"})
    known = Mentions(registry([replace(gorinov, who=who)]))
    assert known.find("Депутата Горинова этапировали в колонию") != ()
    assert known.find("Судья Горинов отправил его в колонию") == ()


@settings(deadline=None)
@given(st.sampled_from(PLAUSIBLE), st.sampled_from(("Борис", "Алексей", "Дарья", "Илья")))
def test_other_surnames_name_nobody(surname: str, given_name: str) -> None:
    if surname != "трофимов":
        text = f"{given_name} {surname.capitalize()} осуждён, {surname.capitalize()} в колонии"
        assert MENTIONS.find(text) == ()


_HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(categories=("Cc", "Cf", "Cs", "Mn", "Zl", "Zp")),
        st.sampled_from("Борис Кагарлицкий Gorinov. ,'#’-\u202e\u200f\u05d0\u0627судья"),
        st.characters(),
    )
)
"""Control and direction marks, lone surrogates, letters of all scripts, parts of names."""


@settings(max_examples=300, deadline=None)
@given(_HOSTILE, st.sampled_from(("Борис Кагарлицкий", "#FreeGorinov", "Kosyrewa", "")), _HOSTILE)
def test_any_text_is_read_and_the_words_kept_stand_in_it(
    before: str, name: str, after: str
) -> None:
    text = f"{before} {name} {after}"
    weighed = CASES.weigh(text, own=BORIS)
    for mention in (*weighed.named, *weighed.refused):
        assert mention.words in Text(text).text


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(news()))
def test_the_words_kept_stand_in_the_news_as_written(item: Item) -> None:
    for mention in CASES.find(item.text):
        assert mention.words in Text(item.text).text


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(news()), st.sampled_from(ELEVEN))
def test_a_campaigns_own_feed_never_loses_its_person(item: Item, own: str) -> None:
    theirs = {mention.case for mention in CASES.find(item.text, own=own)}
    assert {mention.case for mention in CASES.find(item.text)} <= theirs


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from([item for item in news() if item.kind == "full" and item.mastered]),
    st.sampled_from(("трофимов", "горинов", "козырев", "кагарлицкий", *PLAUSIBLE)),
    st.sampled_from(("Глеб", "Семён", "Захар")),
)
def test_another_case_never_takes_a_full_name_away(item: Item, surname: str, called: str) -> None:
    name = f"{called} {surname.capitalize()}"
    other = person("other", "m", name, f"{surname.capitalize()} {called} Петрович")
    crowded = Mentions(registry([*ELEVEN_CASES.cases.values(), other]))
    assert {mention.case for mention in crowded.find(item.text)} >= item.slugs


def test_a_surname_of_two_is_told_apart_by_what_the_files_say() -> None:
    other = person("gleb-trofimov", "m", "Глеб Трофимов", "Трофимов Глеб Петрович")
    crowded = Mentions(registry([*ELEVEN_CASES.cases.values(), other]))
    assert crowded.find("Трофимова этапировали в другую колонию") == ()
    assert crowded.find("В Конакове вспомнили о Трофимове: он в колонии четвёртый год") == (
        Mention(ANDREI, "Трофимове"),
    )
    assert crowded.find("Трофимов просит книги", own=ANDREI) == (Mention(ANDREI, "Трофимов"),)
    text = "Глеб Трофимов из Конакова осуждён. Трофимов вину не признал"
    assert crowded.find(text) == (Mention("gleb-trofimov", "Глеб Трофимов"),)


def test_a_surname_of_two_is_his_whose_file_has_the_matters_of_the_text() -> None:
    other = person("nina-kozyreva", "f", "Нина Козырева", "Козырева Нина Петровна")
    crowded = Mentions(registry([*ELEVEN_CASES.cases.values(), other]))
    assert crowded.find("Козырева в колонии") == ()
    text = "Für ein Gedicht ins Lager: Kosyrewa ist wieder frei"
    assert {mention.case for mention in crowded.find(text)} == {DARIA}


@pytest.mark.parametrize(
    "text",
    [
        "Мифтахов и Козырева в колонии",
        "Свободу узникам: Kozyreva, Miftakhov",
    ],
)
def test_a_surname_of_two_is_whose_campaign_speaks_of_others_in_the_text(text: str) -> None:
    other = person("nina-kozyreva", "f", "Нина Козырева", "Козырева Нина Петровна")
    crowded = Mentions(registry([*ELEVEN_CASES.cases.values(), other]))
    assert {mention.case for mention in crowded.find(text)} == {DARIA, AZAT}


def test_a_surname_of_two_is_whose_age_is_told() -> None:
    other = person("gleb-trofimov", "m", "Глеб Трофимов", "Трофимов Глеб Петрович")
    crowded = Mentions(registry([*ELEVEN_CASES.cases.values(), other]))
    assert {mention.case for mention in crowded.find("Trofimov, 58, was jailed")} == {ANDREI}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Le courrier cite Gorinov, Kagarlitski et Kamardine", {ALEXEI, BORIS, ARTEM}),
        ("The faces of B. Kagarlitsky and of A. Miftakhov", {BORIS, AZAT}),
        ("Le courrier cite Gorinov", set()),
        ("« Agent de l'étranger », Kagarlitski reste en prison", {BORIS}),
        ("The hunger striker Gorinov was moved to a hospital", {ALEXEI}),
        ("Экс-глава Серпухова Шестун голодает", {ALEXANDER}),
        ("Аспирант МГУ Мифтахов в колонии", {AZAT}),
        ("Горинов, сообщил адвокат, переведён в ШИЗО", {ALEXEI}),
        ("Камардин, поэт и водитель, остаётся в колонии", {ARTEM}),
        ("Former Serpukhov boss Shestun was moved to a prison hospital", {ALEXANDER}),
        ("El exalcalde Shestún, en una celda sin ventana en Bézhetsk", {ALEXANDER}),
        ("Detenidos: A. Arkhipova (San Petersburgo), V. Domnin (Úglich)", {ANNA, VLADIMIR}),
        ("La militante de Vesna Arkhipova est en prison", {ANNA}),
        ("Artiom Kamardin, a quien la policía golpeó, va a juicio", {ARTEM}),
        ("Coordina la defensa de su padre, Borís Kagarlitski, encarcelado", {BORIS}),
    ],
)
def test_what_stands_beside_a_surname_is_weighed(text: str, slugs: set[str]) -> None:
    assert {mention.case for mention in CASES.find(text)} == slugs


@pytest.mark.parametrize(
    "text",
    [
        "Кагарлицький районний суд оштрафував водія",
        "Дневник ссыльного Козырева издал музей истории ГУЛАГа",
        "Задержан Архипов. Обыск прошёл и у Архипова",
        "Домнин вышла из СИЗО под залог",
        "Hostage taker Gorinov surrendered to the police",
        "Bandenchef Schestun verhaftet",
        "L'experte Arkhipova a lu le poème à l'audience",
        "„Keine Klagen“, sagte die Sprecherin des Gefängnisses, Archipowa",
        "Concours Arkhipova : le jury a libéré sa liste",
        "Deputy Gorinov backs a bill on prison labour",
        "El médico de la prisión, Trofímov, negó la atención",
        "Trofimov rejoint l'ASVEL. Le meneur letton arrive libre",
        "Daria Kozyreva vainqueur. La coiffeuse d'Irkoutsk a pleuré de joie",
    ],
)
def test_more_namesakes_are_refused(text: str) -> None:
    assert CASES.find(text) == ()


def test_sport_beside_several_prisoners_is_no_match() -> None:
    assert CASES.find("Марафон в честь Азата Мифтахова") == ()
    text = "Марафон в честь Азата Мифтахова и Алексея Горинова"
    assert {mention.case for mention in CASES.find(text)} == {AZAT, ALEXEI}


@pytest.mark.parametrize(
    "name",
    [
        "Іллі Шакурського",
        "Іллею Шакурським",
        "Андрієм Трофимовим",
        "Володимиром Домниним",
        "Дар'ї Козирєвої",
        "Дар’єю Козирєвою",
        "Даші Козирєвій",
        "Ганні Архиповій",
    ],
)
def test_ukrainian_cases_are_read(name: str) -> None:
    assert [mention.words for mention in CASES.find(f"Зустріч із {name}")] == [Text(name).text]


@pytest.mark.parametrize(
    "text",
    [
        "Pchelintsev has eleven years left to serve",
        "Ptchelintsev a encore onze ans à purger",
        "Мати благає: дружина Пчелінцева просить допомогти",
        "Проти Пчелінцева відкрили нову справу",
        "Пчелінцев вийде на волю нескоро",
    ],
)
def test_prison_is_told_without_its_words(text: str) -> None:
    assert CASES.find(text) != ()


def test_who_somebody_is_may_stand_for_a_word_of_prison() -> None:
    assert CASES.find("Поэта Камардина не отпустили домой") != ()
    assert CASES.find("Математики не забывают Мифтахова") != ()
    assert CASES.find("Математики не забывают Камардина") == ()
    assert CASES.find("Кузнеца Камардина не видели дома") == ()


def test_a_crime_that_is_not_in_the_file_is_a_namesakes() -> None:
    assert CASES.find("Трофимов получил условный срок за пьяную аварию") == ()
    assert CASES.find("Шестун осуждён за мошенничество") != ()
    assert CASES.find("Gorinov was sentenced for armed robbery") == ()


def test_two_weak_words_of_sport_are_a_players() -> None:
    assert CASES.find("Андрей Трофимов вернулся в состав после травмы") == ()
    assert CASES.find("Андрей Трофимов жалуется на травму") != ()
    assert CASES.find("Андрей Трофимов вернулся из колонии в тяжёлом состоянии после травмы") != ()


@pytest.mark.parametrize(
    "text",
    [
        "Trofimov, 71, was jailed",
        "Андрей Трофимов, 1980 года рождения, осуждён",
        "34-летний Трофимов осуждён за поджог",
        "Trofimov, né en 1990, est en prison",
    ],
)
def test_somebody_of_another_age_is_refused(text: str) -> None:
    assert CASES.find(text) == ()


def test_the_persons_own_age_may_stand_for_a_word_of_prison() -> None:
    assert CASES.find("Trofimov, 58, is back in hospital") != ()
    assert CASES.find("Trofimov is back in hospital") == ()


@pytest.mark.parametrize(
    "text", ["Trofimov, 58, was jailed", "Осуждён Трофимов, 1966 г. р.", "Trofimov, 13 ans de camp"]
)
def test_the_persons_own_age_or_term_is_not(text: str) -> None:
    assert {mention.case for mention in CASES.find(text)} == {ANDREI}


def test_a_long_article_is_read_quickly() -> None:
    article = " ".join(text for text, _ in NAMED)[:2000]
    MENTIONS.find(article)
    started = time.process_time()
    MENTIONS.find(article)
    assert time.process_time() - started < 0.2


@pytest.mark.parametrize(
    "text",
    [
        "А. " * 40_000,
        "Горинов " * 20_000,
        "\u202e" * 100_000,
        "a" * 100_000,
        "#free" * 20_000,
        "судья " * 20_000 + "Горинов",
        "Gorinov, " * 12_000,
        "«Горинов, 63» " * 8_000,
        "Gorinov. The " * 8_000,
        "\u05d0\u202eГоринов\u0627 " * 10_000,
    ],
)
def test_strange_texts_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    CASES.find(text)
    assert time.process_time() - started < 3
