"""Every command and button meets every fault, and nothing of the person comes out anywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.health import exposition
from bot.logs import OURS
from bot.measures import measures
from bot.meters import Meters
from bot.preview.emulator.record import Drop
from handlers.routes import COMMANDS, PRESSES
from storage.rows import ChatKind
from storage.sealing import Seal
from tests.fixtures.clock import FakeClock
from tests.fixtures.house import OWNER, House

ZOYA = 7_123_456_789
"""Long enough that her id is found wherever it stands."""
SEEN = ("Зоя", "Тайная", "zoya_secret")
ASKED = "Пчелинцев-по-секрету"
FAULTS = ("none", "500", "429", "403", "cut", "database", "quoting", "bug")
QUOTED = f"{ASKED} {ZOYA} {' '.join(SEEN)}"
"""What Telegram's words, or a fault of ours, may hold of whoever asked."""


class FaultyClock(FakeClock):
    """Whoever asks it for the time meets a fault that speaks of the reader."""

    faulty = False

    def now(self) -> datetime:
        if self.faulty:
            raise ValueError(QUOTED)
        return super().now()


@pytest.fixture
def clock() -> FaultyClock:
    return FaultyClock()


@contextmanager
def faulty(house: House, fault: str, file: Path) -> Iterator[None]:
    """Whatever goes wrong between the bot and its rows or Telegram, while the block lasts."""
    emulator = house.emulator
    away = file.with_suffix(".away")
    for method in ("sendMessage", "answerCallbackQuery", "sendDocument"):
        if fault == "cut":
            emulator.drop_next(method, Drop.AFTER)
        elif fault == "429":
            emulator.fail_next(method, 429, retry_after=1)
        elif fault == "500":
            emulator.fail_next(method, 500)
        elif fault == "quoting" and method.startswith("send"):
            emulator.fail_next(method, 400, f"Bad Request: {house.emulator.token} {QUOTED}")
        elif fault == "403" and method.startswith("send"):
            emulator.fail_next(method, 403, "Forbidden: bot was blocked by the user")
    if fault == "database":
        file.rename(away)
    clock = house.clock
    assert isinstance(clock, FaultyClock)
    clock.faulty = fault == "bug"
    try:
        yield
    finally:
        clock.faulty = False
        if fault == "database":
            away.rename(file)
        emulator.record.faults.clear()


@pytest.mark.parametrize("fault", FAULTS)
async def test_no_fault_tells_who_or_what(
    house: House,
    fault: str,
    seal: Seal,
    sqlite_url: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.WARNING)
    for room in OURS:
        caplog.set_level(logging.DEBUG, logger=room)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    house.emulator.user(ZOYA, " ".join(SEEN[:2]), "ru", username=SEEN[2])
    for user in (ZOYA, OWNER):
        await house.services.subscribers.welcome(house.chat(user), ChatKind.PRIVATE, "ru")
        await house.say(user, "/help")
    for user in (ZOYA, OWNER):
        for command in COMMANDS:
            with faulty(house, fault, file):
                await house.hear(user, f"/{command.name} {ASKED}")
        for press in PRESSES:
            with faulty(house, fault, file):
                await house.forge(user, f"{press.verb}:{ASKED}"[:30])
    with faulty(house, fault, file):
        await house.hear(ZOYA, f"{ASKED}?")
        await house.inline(ZOYA, ASKED)
    # After every fault the bot still answers.
    assert "/write" in (await house.say(ZOYA, "/help")).text
    counted = exposition(Meters().registry, await measures(house.database, SystemClock()))
    captured = capfd.readouterr()
    printed = "\n".join((caplog.text, captured.out, captured.err, counted.decode()))
    sealed = seal.seal(ZOYA)
    for secret in (str(ZOYA), *SEEN, ASKED, ASKED.lower(), house.emulator.token, sealed.hex()):
        assert secret not in printed
    assert "Traceback" not in printed
    assert ("was not answered: StorageError" in caplog.text) == (fault == "database")
    assert ("was not answered: ValueError" in caplog.text) == (fault == "bug")
