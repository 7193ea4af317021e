"""What readers see: valid for Telegram, in both languages, for every person there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cases.registry import Case, StatusKind, load
from bot.i18n import LANGUAGES, Translations
from bot.letters.guide import writable
from bot.render import COPY_LIMIT, TEXT_LIMIT, Message, visible_length
from bot.views.letters import how_to_write, reminder
from bot.views.reminders import arrangement
from storage.rows import Reminder, SealedId
from tests.fixtures.clock import FakeClock
from tests.letters.cases import address, case, registry

CASES = Path(__file__).parents[2] / "data" / "cases"
REAL = load(CASES)
TODAY = date(2026, 11, 23)
TRANSLATIONS = Translations()


def whole(message: Message) -> str:
    """A message that one edit can replace; its text."""
    (part,) = message.parts
    assert visible_length(part) <= TEXT_LIMIT
    return part


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", REAL.cases.values(), ids=lambda each: each.slug)
def test_everybody_in_the_files(person: Case, language: str) -> None:
    say = TRANSLATIONS(language)
    guide = how_to_write(person, say, today=TODAY, written=120)
    copied = [b.copy_text for row in guide.buttons for b in row if b.copy_text]
    assert bool(copied) is writable(person)
    assert all(len(text) <= COPY_LIMIT for text in copied)
    text = whole(guide)
    if not writable(person) and person.address:
        assert person.address.place not in text
    reminded = reminder(REAL, person.slug, delivery_id=2**53, say=say, today=TODAY)
    assert (reminded is not None) is writable(person)
    if reminded is not None:
        whole(reminded)
        assert any(b.callback.startswith("wrote:") for row in reminded.buttons for b in row)


def test_an_address_too_long_for_one_button_gets_two() -> None:
    long = case("ivanov", to=address())
    assert long.address is not None
    place = "г. Длинный, " * 20
    person = replace(long, address=replace(long.address, place=place))
    buttons = how_to_write(person, TRANSLATIONS("en"), today=TODAY).buttons
    assert [b.copy_text for row in buttons for b in row if b.copy_text] == [
        place,
        long.address.recipient,
    ]


@pytest.mark.parametrize(
    ("confirmed", "warned"), [("2026-10-01", False), ("2026-05-23", False), ("2026-05-22", True)]
)
def test_an_old_address_warns(confirmed: str, warned: bool) -> None:
    known = registry(case("ivanov", to=address(confirmed)))
    message = reminder(known, "ivanov", delivery_id=1, say=TRANSLATIONS("en"), today=TODAY)
    assert message is not None
    assert ("⚠️" in whole(message)) is warned


def test_who_is_gone_is_not_suggested() -> None:
    known = registry(case("freed", status=StatusKind.RELEASED, to=address()))
    say = TRANSLATIONS("en")
    assert reminder(known, "freed", delivery_id=1, say=say, today=TODAY) is None
    assert reminder(known, "unknown", delivery_id=1, say=say, today=TODAY) is None


def test_the_arrangement_names_the_next_time_where_the_reader_is() -> None:
    kept = Reminder(SealedId(b"a" * 24), 6, 18 * 60, FakeClock().now())
    text = whole(arrangement(kept, "Asia/Tbilisi", REAL, TRANSLATIONS("ru")))
    assert "по воскресеньям в 18:00" in text
    assert "16:00" in text
