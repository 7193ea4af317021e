"""The second line: whatever is logged, no token, key or chat id comes out."""

from __future__ import annotations

import json
import logging
import sys

from hypothesis import given
from hypothesis import strategies as st

from bot.logs import JsonLines, Redaction, unworded

TOKEN = "123456789:AAExampleExampleExampleExampleExam"


def line(message: str, *arguments: object, error: BaseException | None = None) -> str:
    record = logging.LogRecord("bot", logging.INFO, "x.py", 1, message, arguments, None)
    if error is not None:
        record.exc_info = (type(error), error, error.__traceback__)
    Redaction(["sesame"]).filter(record)
    return logging.Formatter("%(message)s").format(record)


def test_a_token_in_an_address_is_struck_out() -> None:
    assert TOKEN not in line("POST https://api.telegram.org/bot%s/getMe", TOKEN)


def test_a_traceback_is_struck_out_too() -> None:
    try:
        raise RuntimeError(f"{TOKEN} and chat -1001234567890 under sesame")
    except RuntimeError as error:
        shown = line("it failed", error=error)
    assert "RuntimeError" in shown
    for secret in (TOKEN, "1001234567890", "sesame"):
        assert secret not in shown


@given(st.integers(min_value=10**7, max_value=10**15), st.booleans())
def test_no_chat_id_comes_out(chat: int, group: bool) -> None:
    number = -chat if group else chat
    assert str(chat) not in line("chat %s did something", number)


def test_dates_counts_and_rows_stay() -> None:
    said = "polled 14 feeds at 2026-11-23T12:00:00 for delivery 1234567"
    assert line(said) == said


def test_a_fault_is_told_without_its_words() -> None:
    try:
        raise RuntimeError("Anna asked about Boris")
    except RuntimeError as fault:
        told = unworded(fault)
    assert told.startswith("RuntimeError at test_logs.py:")
    assert "Anna" not in told


def test_a_json_line_is_struck_through_as_well() -> None:
    try:
        raise RuntimeError(f"{TOKEN} again,\nover two lines")
    except RuntimeError:
        record = logging.LogRecord(
            "bot.feeds", logging.ERROR, "x.py", 1, "chat %s «failed»", (10**9,), sys.exc_info()
        )
    Redaction().filter(record)
    written = JsonLines().format(record)
    assert "\n" not in written
    told = json.loads(written)
    assert {key: told[key] for key in ("level", "room", "message")} == {
        "level": "error",
        "room": "bot.feeds",
        "message": "chat [id] «failed»",
    }
    assert told["time"].endswith("+00:00")
    assert "RuntimeError: [token] again" in told["trouble"]
