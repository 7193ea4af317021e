"""What is said and pressed in the journeys, as the owner if nobody else is named."""

from __future__ import annotations

from bot.preview.emulator import Emulator
from bot.preview.emulator.control import Shown
from tests.fixtures.running import OWNER


async def said(emulator: Emulator, words: str, answer: str) -> Shown:
    """Say this as the owner; the new message that contains the answer."""
    known = {shown.id for shown in emulator.messages(OWNER)}
    emulator.say(OWNER, OWNER, words)
    return await emulator.wait_for(
        OWNER, lambda shown: shown.id not in known and answer in shown.text, within=10
    )


async def press(emulator: Emulator, shown: Shown, button: str) -> None:
    await emulator.press(OWNER, OWNER, shown.id, shown.button(button).callback)


async def freeze(emulator: Emulator) -> None:
    emulator.say(OWNER, OWNER, "/freeze Kagarlitsky")
    await emulator.wait_for(OWNER, "given to nobody any more")


def offers(shown: Shown, data: str) -> bool:
    """Whether a button below says something that begins so."""
    return any(button.callback.startswith(data) for row in shown.buttons for button in row)
