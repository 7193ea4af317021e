"""Messages as Telegram takes them, about the people of the files."""

from __future__ import annotations

from pathlib import Path

from bot.cases.registry import load
from bot.i18n import Translations
from bot.preview.emulator.text import parse_html
from bot.render import TEXT_LIMIT, Message, utf16_length

REAL = load(Path(__file__).parents[2] / "data" / "cases")
SAY = Translations()


def checked(message: Message, *, parts: int | None = 1) -> str:
    """The plain text of a message that Telegram takes."""
    texts = [parse_html(part)[0] for part in message.parts]
    assert parts is None or len(texts) == parts
    assert all(0 < utf16_length(text) <= TEXT_LIMIT for text in texts)
    for row in message.buttons:
        assert len(row) <= 3
        assert all(0 < len(button.text) <= 60 for button in row)
    return "\n".join(texts)
