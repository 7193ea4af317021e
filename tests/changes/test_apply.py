"""What organisers confirmed, laid over the files: each fact keeps to its own date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.facts import Case, Day, Source, Statement, Status, StatusKind
from bot.changes.apply import applied, newer, overlaid
from bot.letters.guide import Refusal, guidance, writable
from storage.change_rows import CaseChange, ChangeKind, ChangeState
from tests.changes.made import DAY, WORDS, change
from tests.letters.cases import SOURCE, address, case, registry

IVAN = replace(
    case("ivan", to=address()),
    held_since=Day(date(2024, 1, 2), SOURCE),
    place=Statement({"en": "Colony 1", "ru": "Колония № 1"}, SOURCE),
)
CHECKED = Source("https://example.org/news", "", WORDS.checked(change(ChangeKind.DIED)))
NEW: dict[str, Any] = {
    "address": "654321, г. Другой, д. 2",
    "recipient": "Иванову Ивану, 1980 г. р.",
}


def after(*changes: CaseChange, before: Case = IVAN) -> Case:
    return applied(before, changes, WORDS)


@pytest.mark.parametrize(
    ("kind", "status"),
    [(ChangeKind.RELEASED, StatusKind.RELEASED), (ChangeKind.DIED, StatusKind.DIED)],
)
def test_the_released_and_the_dead_as_a_file_would_have_them(
    kind: ChangeKind, status: StatusKind
) -> None:
    expected = replace(
        IVAN, status=Status(status, "2026-11-20", CHECKED), held_since=None, address=None
    )
    assert after(change(kind)) == expected
    assert after(change(kind)).status.kind.over


def test_in_transit_nobody_can_be_written_to() -> None:
    moving = after(change(ChangeKind.TRANSIT))
    assert moving.status == Status(StatusKind.TRANSIT, "2026-11-20", CHECKED)
    assert (moving.place, moving.address) == (None, None)
    assert moving.held_since == IVAN.held_since
    assert guidance(moving, DAY).refusal is Refusal.TRANSIT


def test_a_transfer_drops_the_old_address_and_brings_the_new() -> None:
    blind = after(change(ChangeKind.TRANSFERRED))
    assert (blind.place, blind.address) == (None, None)
    assert guidance(blind, DAY).refusal is Refusal.NO_ADDRESS
    told = after(change(ChangeKind.TRANSFERRED, place_en="IK-2", place_ru="ИК-2", **NEW))
    assert told.place == Statement({"en": "IK-2", "ru": "ИК-2"}, CHECKED)
    assert told.address is not None
    assert (told.address.place, told.address.confirmed) == (NEW["address"], "2026-11-20")
    assert writable(told)


def test_newer_facts_of_the_files_stay() -> None:
    later = Source("https://example.org/later", "2026-11-21")
    fresh = replace(
        IVAN,
        status=Status(StatusKind.IMPRISONED, "2026-11-21", later),
        address=replace(address("2026-11-21"), source=later),
        place=Statement({"en": "IK-3", "ru": "ИК-3"}, later),
    )
    for kind in ChangeKind:
        assert after(change(kind, **NEW), before=fresh) == fresh


def test_an_address_older_than_a_move_goes_even_where_the_state_is_newer() -> None:
    seen_since = replace(IVAN, status=Status(StatusKind.IMPRISONED, "2026-11-22", SOURCE))
    moved = after(change(ChangeKind.TRANSFERRED), before=seen_since)
    assert moved.status == seen_since.status
    assert moved.address is None


def test_a_freeze_doubts_the_address_until_a_later_word() -> None:
    freeze = change(ChangeKind.FROZEN, 1, dated="2026-11-23", source="")
    frozen = after(freeze)
    assert guidance(frozen, DAY).refusal is Refusal.OUTDATED
    assert guidance(frozen, DAY).caution == WORDS.frozen(freeze)
    # The word that ends it may rest on a source from before.
    assert writable(after(freeze, change(ChangeKind.ADDRESS, 2, dated="2026-11-21", **NEW)))
    assert not writable(after(change(ChangeKind.ADDRESS, 1, **NEW), replace(freeze, id=2)))
    assert writable(after(freeze, before=replace(IVAN, address=address("2026-11-24"))))


@pytest.mark.parametrize(
    "state", [each for each in ChangeState if each is not ChangeState.CONFIRMED]
)
def test_what_is_not_confirmed_changes_nothing(state: ChangeState) -> None:
    assert after(change(ChangeKind.DIED, state=state)) == IVAN


def test_a_correction_itself_changes_nothing() -> None:
    assert after(change(ChangeKind.DIED, corrects=7)) == IVAN


def test_a_file_that_has_caught_up_keeps_its_reviewed_words() -> None:
    told = change(ChangeKind.TRANSFERRED, place_en="IK-2", place_ru="ИК-2", **NEW)
    cited = Source("https://example.org/news", "2026-11-20")
    reviewed = replace(
        IVAN,
        status=Status(StatusKind.IMPRISONED, "2026-11-20", cited),
        place=Statement({"en": "Colony 2 in Drugoi", "ru": "Колония № 2, Другой"}, cited),
        address=replace(address("2026-11-20"), source=cited),
    )
    assert after(told, before=reviewed) == reviewed


def test_only_what_reads_otherwise_is_overlaid() -> None:
    files = registry(IVAN, case("olga"))
    changes = [change(ChangeKind.DIED), change(ChangeKind.DIED, 2, case="nobody")]
    assert list(overlaid(files, changes, WORDS)) == ["ivan"]


@pytest.mark.parametrize(
    ("fact", "told", "is_newer"),
    [
        ("2026-11-21", "2026-11-20", True),
        ("2026-11-20", "2026-11-20", False),
        ("2026", "2026-03", False),
        ("2026-04", "2026-03-31", True),
        ("", "2026", False),
    ],
)
def test_dates_are_compared_as_precisely_as_both_are(fact: str, told: str, is_newer: bool) -> None:
    assert newer(fact, told) is is_newer


KINDS = st.sampled_from(list(ChangeKind))
DATES = st.sampled_from(["2026-08", "2026-09-01", "2026-10", "2026-11-20", "2026"])


ADDRESSED = (ChangeKind.ADDRESS, ChangeKind.TRANSFERRED)


@st.composite
def histories(draw: st.DrawFn) -> list[CaseChange]:
    said = draw(st.lists(st.tuples(KINDS, DATES, st.booleans()), min_size=1, max_size=4))
    return [
        change(kind, number, dated=dated, **(NEW if known and kind in ADDRESSED else {}))
        for number, (kind, dated, known) in enumerate(said, start=1)
        if kind is not ChangeKind.ADDRESS or known
    ]


@given(histories())
def test_the_order_of_reading_does_not_matter(history: list[CaseChange]) -> None:
    assert len({repr(after(*order)) for order in permutations(history)}) == 1


@given(histories())
def test_nobody_gone_or_moving_is_written_to(history: list[CaseChange]) -> None:
    now = after(*history)
    if now.status.kind not in (StatusKind.IMPRISONED, StatusKind.UNKNOWN):
        assert not writable(now)
        assert now.address is None
    if now.status.kind in (StatusKind.RELEASED, StatusKind.DIED):
        assert now.held_since is None
