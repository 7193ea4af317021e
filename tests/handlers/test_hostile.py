"""Whatever is sent or forged is answered, and nothing of it is an error."""

from __future__ import annotations

import logging

import pytest

from handlers.routes import COMMANDS, PRESSES
from storage.rows import ChatKind
from tests.fixtures.house import ANN, OWNER, House

ARGUMENTS = (
    "",
    ":",
    "x",
    "-1",
    "9" * 30,
    "٣:٣",
    "case:boris-kagarlitsky:\u202e",
    "all::0",
    "1:2:3:4:5",
    "🕊" * 12,
)
WORDS = (
    "x" * 3500,
    "🕊",
    "<b>Kagarlitsky %s {0} { $name }",
    "9" * 40,
    "Kagarlitsky ١٢",
)


@pytest.mark.parametrize("known", [True, False])
async def test_every_button_with_every_forged_argument(
    house: House, known: bool, caplog: pytest.LogCaptureFixture
) -> None:
    user = OWNER if known else ANN
    if known:
        await house.services.subscribers.welcome(house.chat(user), ChatKind.PRIVATE, "en")
    await house.say(user, "/help")
    for press in PRESSES:
        for argument in ARGUMENTS:
            data = f"{press.verb}:{argument}"
            while len(data.encode()) > 64:
                data = data[:-1]
            await house.forge(user, data)
            if house.last(user).text.startswith("Something went wrong"):
                pytest.fail(f"{data} was an error")
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


async def test_every_command_with_every_odd_argument(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for command in COMMANDS:
        for words in WORDS:
            said = await house.hear(OWNER, f"/{command.name} {words}")
            assert said, f"/{command.name} {words[:40]} was met with silence"
            assert not said[0].text.startswith("Something went wrong"), command.name
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []
