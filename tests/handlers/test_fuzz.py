"""Updates of every type of the Bot API, well-formed, odd and broken: each is survived.

``FUZZ_UPDATES=100000 pytest -s -n 0 tests/handlers/test_fuzz.py`` is the long
run: it also says what became of the memory.
"""

from __future__ import annotations

import logging
import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handlers.routes import COMMANDS, PRESSES
from tests.fixtures.house import ANN, House
from tests.updates.bot_api import KINDS, Bot

UPDATES = int(os.environ.get("FUZZ_UPDATES", "300"))
LONG = UPDATES > 10_000
BATCH = 50
WORDS = (
    *(f"/{command.name}" for command in COMMANDS),
    *(f"{press.verb}:" for press in PRESSES),
    "Kagarlitsky",
    "Миф­тахов",
    "Чижова Галина",
    "weekly Sun 18:00 Europe/Berlin",
    "boris-kagarlitsky",
    "1",
    "all",
)


class _Heard(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if " cannot be " not in (words := record.getMessage()):
            self._heard.append(words)


@contextmanager
def overheard() -> Iterator[list[str]]:
    """What the bot logs as errors. pytest itself hears nothing of it: it would keep every word,
    and what is measured here is the bot's memory."""
    heard: list[str] = []
    root = logging.getLogger()
    before, root.handlers = root.handlers, [_Heard(heard)]
    try:
        yield heard
    finally:
        root.handlers = before


# The library says how it will read times one day, whatever is in an update.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_updates_of_every_type_are_survived(house: House, dice: random.Random) -> None:
    telegram = Bot(dice, WORDS)
    made = [telegram.update(number, broken=False) for number in range(500)]
    assert {kind for update in made for kind in update} == {"update_id", *KINDS}
    if LONG:
        # The fonts of what is printed are loaded once.
        await house.say(ANN, "/kit 1")
    before = resident()
    with overheard() as errors:
        for first in range(0, UPDATES, BATCH):
            broken = first % (4 * BATCH) == 0
            for number in range(first, first + BATCH):
                house.emulator.updates.again(telegram.update(10_000 + number, broken=broken))
            await house.idle()
            forget(house)
            # What Telegram never says may stay without an answer; one line says so, and others go
            # on.
            unexpected = [each for each in errors if not (broken and each.startswith("an update "))]
            assert unexpected == []
            errors.clear()
            if LONG and first % (20 * BATCH) == 0:
                sys.stderr.write(f"{first} updates: {resident():.0f} MB, {before:.0f} at first\n")
    assert "/write" in (await house.say(ANN, "/help")).text
    if LONG:
        assert resident() - before < 30


def forget(house: House) -> None:
    """Telegram forgets, so that what grows is the bot."""
    house.emulator.record.calls.clear()
    house.emulator.world.files.clear()
    for chat in house.emulator.world.chats.values():
        chat.messages.clear()


def resident() -> float:
    """Memory of this process, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
