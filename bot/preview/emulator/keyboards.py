"""Inline keyboards and inline results, checked as Telegram checks them. Pure."""

from __future__ import annotations

import re
from typing import Any

from bot.preview.emulator.refusals import Json, Refusal, bad_request
from bot.preview.emulator.text import usable_url

_ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
)
_LOOKS = {"icon_custom_emoji_id", "style"}
BUTTONS_LIMIT = 100
ROW_LIMIT = 8


def checked(markup: Any) -> Json | None:
    """What stands under a message: an inline keyboard, or None for the other kinds of markup."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return None
    if set(markup) - {"inline_keyboard"}:
        raise bad_request("object expected as reply markup: unknown fields")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in kept):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unparsable("expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unparsable('Can\'t find field "text"')
    if not text.strip():
        raise _unparsable("text buttons must have a non-empty text")
    unknown = set(button) - {"text", *_ACTIONS} - _LOOKS
    if unknown:
        raise _unparsable(f'unknown field "{min(unknown)}"')
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsable("exactly one of the optional fields must be used")
    _check_action(actions[0], button[actions[0]])
    return {"text": text, actions[0]: button[actions[0]]}


def _check_action(action: str, value: Any) -> None:
    if action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif not isinstance(value, str):
        raise _unparsable(f'Field "{action}" must be of type String')
    elif action == "callback_data" and not 1 <= len(value.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        _check_url(value)


def _check_url(url: str) -> None:
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", url, re.IGNORECASE)
    refused = f"inline keyboard button URL '{url}' is invalid: "
    if scheme and "://" in url and scheme.group(1).lower() not in ("http", "https", "tg"):
        raise bad_request(refused + "Unsupported URL protocol")
    if scheme and "://" not in url and scheme.group(1).lower() in ("javascript", "data", "mailto"):
        raise bad_request(refused + "Unsupported URL protocol")
    if not usable_url(url):
        raise bad_request(refused + "Wrong HTTP URL")


def _unparsable(what: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {what}")
