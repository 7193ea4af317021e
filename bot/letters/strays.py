"""Letters that were sent to the bot by mistake. Pure."""

from __future__ import annotations

import re

LONGEST_NAME = 200
"""What is longer is no question about somebody."""
_LINES, _SHORT = 4, 80
_GREETING = re.compile(
    r"\W*(dear|hello|hi|good (day|morning|evening)|здравствуй(те)?|привет"
    r"|дорог(ой|ая)|уважаем(ый|ая)|добр(ый|ое|ого) (день|вечер|утро|дня))\b",
    re.IGNORECASE,
)


def is_draft(text: str) -> bool:
    """Whether this reads as a letter rather than as a name or a question."""
    if len(text) > LONGEST_NAME:
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    if len(text) < _SHORT:
        return False
    return len(lines) >= _LINES or (len(lines) > 1 and _GREETING.match(text) is not None)
