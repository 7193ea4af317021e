"""Updates of every type of the Bot API, well-formed, odd and broken: each is survived.

``FUZZ_UPDATES=100000 pytest -n 0 --log-cli-level=info tests/handlers/test_fuzz.py`` is the long
run: it also says what became of the memory.
"""

from __future__ import annotations

import logging
import os
import random
from pathlib import Path

import pytest

from handlers.routes import COMMANDS, PRESSES
from tests.fixtures.house import ANN, House
from tests.updates.bot_api import KINDS, Bot

log = logging.getLogger(__name__)

UPDATES = int(os.environ.get("FUZZ_UPDATES", "300"))
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


# The library says how it will read times one day, whatever is in an update.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_updates_of_every_type_are_survived(
    house: House, caplog: pytest.LogCaptureFixture, dice: random.Random
) -> None:
    telegram = Bot(dice, WORDS)
    made = [telegram.update(number, broken=False) for number in range(500)]
    assert {kind for update in made for kind in update} == {"update_id", *KINDS}
    before = 0.0
    for first in range(0, UPDATES, BATCH):
        broken = first % (4 * BATCH) == 0
        for number in range(first, first + BATCH):
            house.emulator.updates.again(telegram.update(10_000 + number, broken=broken))
        await house.idle()
        # Telegram forgets, so that what grows is the bot.
        house.emulator.record.calls.clear()
        house.emulator.world.files.clear()
        for chat in house.emulator.world.chats.values():
            chat.messages.clear()
        if first % (20 * BATCH) == 0 and UPDATES > 10_000:
            before = before or resident()
            log.info("%d updates: %.0f MB, %.0f at first", first, resident(), before)
        errors = [
            record.getMessage()
            for record in caplog.records
            if record.levelno >= logging.ERROR and " cannot be " not in record.getMessage()
        ]
        # What Telegram never says may stay without an answer; one line says so, and others go on.
        assert [each for each in errors if not (broken and each.startswith("an update "))] == []
        caplog.clear()
    assert "/write" in (await house.say(ANN, "/help")).text
    if UPDATES > 10_000:
        assert resident() - before < 30


def resident() -> float:
    """Memory of this process, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
