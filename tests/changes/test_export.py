"""Files that catch up say what the chat said, and keep every other word."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cases.registry import load
from bot.changes.apply import applied
from bot.changes.export import rewritten
from storage.change_rows import CaseChange, ChangeKind
from tests.changes.made import WORDS, change

DATA = Path(__file__).parents[2] / "data"
BORIS = "boris-kagarlitsky"
NEW: dict[str, Any] = {
    "place_en": "Penal colony “9”",
    "place_ru": "Колония № 9",
    "address": '171252, г. Конаково, д. 2, ФКУ "ИК-9"',
    "recipient": "Кагарлицкому Борису Юльевичу, 1958 г. р.",
}


def of_boris(kind: ChangeKind, number: int = 1, **said: Any) -> CaseChange:
    return change(kind, number, case=BORIS, **said)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    for folder in ("cases", "campaigns", "letters"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path / "cases"


@pytest.mark.parametrize(
    "told",
    [
        [of_boris(ChangeKind.RELEASED)],
        [of_boris(ChangeKind.DIED, undesirable=True)],
        [of_boris(ChangeKind.TRANSIT)],
        [of_boris(ChangeKind.TRANSFERRED)],
        [of_boris(ChangeKind.TRANSFERRED, **NEW)],
        [of_boris(ChangeKind.ADDRESS, **NEW)],
        [of_boris(ChangeKind.FROZEN, source="", dated="2026-11-23")],
        [of_boris(ChangeKind.TRANSIT), of_boris(ChangeKind.TRANSFERRED, 2, dated="2026-11-22")],
    ],
)
def test_the_file_says_what_the_chat_said(cases: Path, told: list[CaseChange]) -> None:
    before = load(cases).cases[BORIS]
    after = applied(before, told, WORDS)
    assert after != before
    file = cases / f"{BORIS}.toml"
    file.write_text(rewritten(file.read_text("utf-8"), after), "utf-8")
    caught_up = load(cases).cases[BORIS]
    assert caught_up == after
    assert rewritten(file.read_text("utf-8"), after) == file.read_text("utf-8")
    # The change still stands in its row: it must add nothing to the file that has it.
    assert applied(caught_up, told, WORDS) == after


def test_every_other_word_stays(cases: Path) -> None:
    text = (cases / f"{BORIS}.toml").read_text("utf-8")
    case = load(cases).cases[BORIS]
    assert rewritten(text, case) == text
    released = rewritten(text, applied(case, [of_boris(ChangeKind.RELEASED)], WORDS))
    gone = set(text.splitlines()) - set(released.splitlines())
    assert not [line for line in gone if line.startswith(("en =", "ru =", "url ="))]
    assert "[address]" not in released


@pytest.mark.parametrize("file", sorted((DATA / "cases").glob("*.toml")), ids=lambda f: f.stem)
def test_a_file_nothing_happened_to_is_left_alone(file: Path) -> None:
    text = file.read_text("utf-8")
    assert rewritten(text, load(DATA / "cases").cases[file.stem]) == text


def test_the_day_of_a_detention_stays_a_date(cases: Path) -> None:
    file = cases / f"{BORIS}.toml"
    told = [of_boris(ChangeKind.TRANSIT)]
    file.write_text(
        rewritten(file.read_text("utf-8"), applied(load(cases).cases[BORIS], told, WORDS)), "utf-8"
    )
    held = load(cases).cases[BORIS].held_since
    assert held is not None
    assert held.on == date(2024, 2, 13)
