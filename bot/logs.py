"""The log: our own nouns and counts. What should never get there is struck out should it try."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

# A bot token as BotFather writes it, wherever it stands.
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
# Chat ids have 6 to 16 digits, those of groups a minus; dates and our own row ids are shorter.
_CHAT = re.compile(r"(?<![\w.:/-])-?\d{8,16}(?![\w.:])")


def unworded(fault: BaseException) -> str:
    """What a fault is and the last place of ours it came through, without its own words.

    Those may quote what somebody wrote, a chat or an address with the token in it.
    """
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or list(frames)
    if not ours:
        return type(fault).__name__
    last = ours[-1]
    return f"{type(fault).__name__} at {Path(last.filename).name}:{last.lineno} in {last.name}"


class Redaction(logging.Filter):
    """Strikes tokens, secrets and anything like a chat id out of every line and traceback.

    The second line of defence: the first is that no code logs them.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self.redact(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = self.redact(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True

    def redact(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return _CHAT.sub("[id]", _TOKEN.sub("[token]", text))


LogFormat = Literal["auto", "text", "json"]


class JsonLines(logging.Formatter):
    """One JSON object a line (https://jsonlines.org): time (UTC), level, room, message, trouble."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "room": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            line["trouble"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


OURS = ("bot", "handlers", "storage", "house")


def start_logging(level: str, secrets: Iterable[str] = (), *, written: LogFormat = "text") -> None:
    """Log our own rooms at this level to standard error, behind the redaction.

    ``written`` "auto" is text in a terminal and JSON lines elsewhere.

    Libraries are heard from warnings on, at every level of ours: below that they print addresses
    with the token in them and the parameters of statements.
    """
    handler = logging.StreamHandler()
    if written == "json" or (written == "auto" and not sys.stderr.isatty()):
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Redaction(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
