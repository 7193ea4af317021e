"""A strict Bot API on loopback: the preview's Telegram and the tests'."""

from bot.preview.emulator.control import TOKEN, Emulator, Shown, ShownButton
from bot.preview.emulator.limits import Limits
from bot.preview.emulator.people import Answer, InlineResult
from bot.preview.emulator.record import Call, Drop

__all__ = [
    "TOKEN",
    "Answer",
    "Call",
    "Drop",
    "Emulator",
    "InlineResult",
    "Limits",
    "Shown",
    "ShownButton",
]
