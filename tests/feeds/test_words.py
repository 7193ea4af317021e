"""Words and phrases are found in any inflection, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.words import LONGEST_PHRASE, Phrases, phrase_fault, split_phrases

WORDS = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
RUSSIAN = st.text("абвгдежзиклмнопрстуфхцчшщыьэюя", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("футбол", "Сборная России по ФУТБОЛУ"),
        ("победа", "с днём победы"),
        ("хоккей", "матч с хоккеем не сравнить"),
        ("свобода слова", "о свободе слова, и не только"),
        ("ёлка", "новогодняя елка"),
        ("елки", "у ёлки"),
        ("вибори", "після виборів"),
        ("суд", "у судах"),
        ("політичний", "справи політичних"),
        ("recipe", "The best RECIPES"),
        ("elections", "an election"),
        ("Haus", "alte Häuser"),
        ("Spiel", "die Spiele beginnen"),
        ("élection", "Les élections"),
        ("elección", "las elecciones"),
        ("Navalny", "фонд Навального"),
        ("Навальный", "Navalny’s fund"),
        ("G20", "the g20-summit"),
        ("2026", "чемпионат-2026"),
        ("prison letters", "Prison: letters from inside"),
        ("ﬁnal", "final"),
        ("сbornaya", "сbornaya"),
    ],
)
def test_a_word_is_found_in_its_forms(phrase: str, text: str) -> None:
    assert Phrases([phrase]).find(text) == phrase


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("cat", "category"),
        ("рак", "ракета"),
        ("свобода слова", "слова о свободе"),
        ("свобода слова", "свобода, но не слова"),
        ("место", "Mechta"),
        ("футбол", ""),
        ("", "anything"),
        ("!!", "!!"),
    ],
)
def test_and_not_in_others(phrase: str, text: str) -> None:
    assert Phrases([phrase]).find(text) == ""


def test_the_first_of_several_is_named() -> None:
    several = Phrases(["hockey", "chess", "football"])
    assert several.find("Football and chess") == "chess"
    assert Phrases([]).find("chess") == ""


def test_a_feed_of_another_language_has_its_own_forms() -> None:
    assert Phrases(["wybory"], "pl").find("po wyborach") == "wybory"


@given(WORDS, st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_a_word_is_found_wherever_it_stands(word: str, before: list[str], after: list[str]) -> None:
    if phrase_fault(word):
        return
    text = " ".join([*before, word, *after])
    assert Phrases([word]).find(text) == word
    assert Phrases([word]).find(text.upper()) == word or word.upper().casefold() != word.casefold()


@given(RUSSIAN, st.sampled_from(["", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"]))
def test_russian_nouns_in_every_case(stem: str, ending: str) -> None:
    """Of the hard declension, with stems that themselves end in no ending."""
    noun = f"{stem}мост"
    assert Phrases([noun]).find(f"и {noun}{ending} тоже") == noun


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_a_phrase_is_its_words_in_their_order(words: list[str]) -> None:
    phrase = " ".join(words)
    if any(phrase_fault(word) for word in words):
        return
    assert Phrases([phrase]).find(f"x: {phrase}!") == phrase
    assert Phrases([phrase]).find(" 7 ".join(words)) == ""


@given(st.text(max_size=200), st.text(max_size=40))
def test_nothing_breaks_it(text: str, phrase: str) -> None:
    assert Phrases([phrase]).find(text) in ("", phrase)
    for each in split_phrases(text):
        assert each == " ".join(each.split())
        assert each


def test_long_texts_and_many_phrases_cost_little() -> None:
    several = Phrases([f"слово{number} дня" for number in range(50)])
    text = "О том, как слово дня прошло по всей стране и никого не задело. " * 40
    several.find(text)
    before = time.process_time()
    for _ in range(20):
        several.find(text)
    assert (time.process_time() - before) / 20 < 0.02


def test_phrases_as_people_write_them() -> None:
    assert split_phrases(" футбол,  свобода   слова\nhockey; , футбол") == (
        "футбол",
        "свобода слова",
        "hockey",
    )
    assert "longer" in phrase_fault("a" * (LONGEST_PHRASE + 1))
    assert "no word" in phrase_fault("—")
    assert phrase_fault("G20") == ""
