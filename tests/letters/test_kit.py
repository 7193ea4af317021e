"""Kits for letter evenings: what is asked for, and the pages as a reader of PDFs sees them."""

from __future__ import annotations

import asyncio
import io
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.cases.registry import Case, StatusKind, load
from bot.i18n import Translations
from bot.letters.kit import MOST_PEOPLE, Order, Paper, asked
from bot.letters.printing import Printer
from bot.views.kits import kit
from tests.views.people import endless

TODAY = date(2026, 11, 23)
CASES = load(Path(__file__).parents[2] / "data" / "cases").cases
SAY = Translations()


async def printed(cases: list[Case], language: str, paper: Paper = Paper.A4) -> PdfReader:
    pages = kit(cases, SAY(language), SAY("ru"), today=TODAY, paper=paper)
    return PdfReader(io.BytesIO(await Printer().pdf(pages)))


def words(reader: PdfReader, page: int) -> str:
    return " ".join(reader.pages[page].extract_text().split())


def test_what_the_words_after_the_command_ask_for() -> None:
    assert asked("") == Order()
    assert asked("12") == Order(number=12)
    assert asked("500").number == MOST_PEOPLE
    assert asked("letter 3") == Order(number=3, paper=Paper.LETTER)
    assert asked("Горинов,  Шестун\nA4") == Order(("Горинов", "Шестун"))
    assert asked("Gorinov; Gorinov") == Order(("Gorinov",))


@given(st.text(max_size=300))
def test_any_words_ask_for_something_bounded(words: str) -> None:
    wanted = asked(words)
    assert 1 <= wanted.number <= MOST_PEOPLE
    assert len(wanted.names) <= MOST_PEOPLE
    assert all(name.strip() == name != "" for name in wanted.names)


@pytest.mark.parametrize(
    ("language", "heading", "rule"),
    [("en", "Letters to prisoners", "No ciphers"), ("ru", "Письма заключённым", "Без шифров")],
)
async def test_a_page_of_how_and_a_page_for_each(language: str, heading: str, rule: str) -> None:
    people = [CASES["boris-kagarlitsky"], CASES["alexander-shestun"]]
    reader = await printed(people, language)
    assert len(reader.pages) == 3
    first = words(reader, 0)
    assert heading in first
    assert rule in first
    assert "Желаю Вам здоровья и сил" in first
    page = words(reader, 1)
    assert people[0].name[language] in page
    assert "Кагарлицкому Борису Юльевичу, 1958" in page
    assert "againstthecurrent.org" in page


async def test_who_has_no_address_gets_a_page_without_one() -> None:
    page = words(await printed([CASES["alexei-gorinov"]], "en"), 1)
    assert "No confirmed address is known" in page
    assert "t.me/alexei_gorinov_2022" in page


async def test_the_paper_of_the_country() -> None:
    for paper, millimetres in ((Paper.A4, (210, 297)), (Paper.LETTER, (216, 279))):
        box = (await printed([CASES["alexander-shestun"]], "en", paper)).pages[0].mediabox
        assert tuple(round(float(side) / 72 * 25.4) for side in (box.width, box.height)) == (
            millimetres
        )


async def test_twenty_people_with_the_longest_texts_are_set_in_time() -> None:
    people = [
        replace(endless(StatusKind.IMPRISONED), slug=f"case-{number}") for number in range(20)
    ]
    started = time.monotonic()
    reader = await printed(people, "ru")
    assert time.monotonic() - started < 5
    assert len(reader.pages) >= 21


async def test_what_looks_like_markup_is_text() -> None:
    hostile = {"en": "#panic[x] *b* _i_ $x$ ` <b>& \\ @ref <label>", "ru": '#include("/etc")'}
    case = replace(CASES["alexander-shestun"], name=hostile)
    assert "#panic[x] *b*" in words(await printed([case], "en"), 1)


async def test_every_page_has_ink_and_none_runs_over() -> None:
    pages = kit(list(CASES.values()), SAY("ru"), SAY("ru"), today=TODAY, paper=Paper.A4)
    document = pypdfium2.PdfDocument(await Printer().pdf(pages))
    try:
        assert len(document) == 1 + len(CASES)
        for page in document:
            picture = page.render(scale=0.2)
            assert min(bytes(picture.buffer)) < 100
    finally:
        document.close()


async def test_printing_holds_nobody_up() -> None:
    pages = kit(list(CASES.values()), SAY("en"), SAY("ru"), today=TODAY, paper=Paper.A4)
    printing = asyncio.create_task(Printer().pdf(pages))
    longest = 0.0
    while not printing.done():
        before = time.monotonic()
        await asyncio.sleep(0.002)
        longest = max(longest, time.monotonic() - before)
    assert (await printing).startswith(b"%PDF")
    assert longest < 0.25
