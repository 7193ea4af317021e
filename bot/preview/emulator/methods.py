"""Which methods the Bot API has here, and which parameters each takes. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    INTEGER = "Integer"
    NUMBER = "Number"
    TEXT = "String"
    BOOLEAN = "Boolean"
    CHAT = "chat identifier"
    """An integer or an @username."""
    FILE = "file"
    """An upload, a file_id or an address."""
    KEYBOARD = "reply markup"
    """Checked by its own room: its refusals have names of their own."""
    RESULTS = "inline query results"


@dataclass(frozen=True, slots=True)
class Shape:
    """A JSON object."""

    name: str
    required: dict[str, Spec] = field(default_factory=dict)
    optional: dict[str, Spec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array."""

    item: Spec


Spec = Kind | Shape | ListOf


@dataclass(frozen=True, slots=True)
class Method:
    required: dict[str, Spec] = field(default_factory=dict)
    optional: dict[str, Spec] = field(default_factory=dict)
    sends: bool = False
    """Counts against the limits of messages."""


INTEGER, NUMBER, TEXT, BOOLEAN = Kind.INTEGER, Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN

ENTITY = Shape(
    "MessageEntity",
    {"type": TEXT, "offset": INTEGER, "length": INTEGER},
    {"url": TEXT, "language": TEXT, "custom_emoji_id": TEXT},
)
ENTITIES = ListOf(ENTITY)
LINK_PREVIEW = Shape(
    "LinkPreviewOptions",
    {},
    {
        "is_disabled": BOOLEAN,
        "url": TEXT,
        "prefer_small_media": BOOLEAN,
        "prefer_large_media": BOOLEAN,
        "show_above_text": BOOLEAN,
    },
)
REPLY = Shape(
    "ReplyParameters",
    {"message_id": INTEGER},
    {
        "chat_id": Kind.CHAT,
        "allow_sending_without_reply": BOOLEAN,
        "quote": TEXT,
        "quote_parse_mode": TEXT,
        "quote_entities": ENTITIES,
        "quote_position": INTEGER,
    },
)
COMMANDS = ListOf(Shape("BotCommand", {"command": TEXT, "description": TEXT}))
SCOPE = Shape("BotCommandScope", {"type": TEXT}, {"chat_id": Kind.CHAT, "user_id": INTEGER})
MENU_BUTTON = Shape(
    "MenuButton", {"type": TEXT}, {"text": TEXT, "web_app": Shape("WebAppInfo", {"url": TEXT})}
)
RESULTS_BUTTON = Shape("InlineQueryResultsButton", {"text": TEXT}, {"start_parameter": TEXT})

_SENDING: dict[str, Spec] = {
    "message_thread_id": INTEGER,
    "disable_notification": BOOLEAN,
    "protect_content": BOOLEAN,
    "allow_paid_broadcast": BOOLEAN,
    "message_effect_id": TEXT,
    "reply_parameters": REPLY,
    "reply_markup": Kind.KEYBOARD,
}
_CAPTION: dict[str, Spec] = {"caption": TEXT, "parse_mode": TEXT, "caption_entities": ENTITIES}
_TARGET: dict[str, Spec] = {"chat_id": Kind.CHAT, "message_id": INTEGER, "inline_message_id": TEXT}

METHODS = {
    "getMe": Method(),
    "logOut": Method(),
    "close": Method(),
    "getUpdates": Method(
        {},
        {
            "offset": INTEGER,
            "limit": INTEGER,
            "timeout": INTEGER,
            "allowed_updates": ListOf(TEXT),
        },
    ),
    "setWebhook": Method(
        {"url": TEXT},
        {
            "certificate": Kind.FILE,
            "ip_address": TEXT,
            "max_connections": INTEGER,
            "allowed_updates": ListOf(TEXT),
            "drop_pending_updates": BOOLEAN,
            "secret_token": TEXT,
        },
    ),
    "deleteWebhook": Method({}, {"drop_pending_updates": BOOLEAN}),
    "getWebhookInfo": Method(),
    "sendMessage": Method(
        {"chat_id": Kind.CHAT, "text": TEXT},
        {
            "parse_mode": TEXT,
            "entities": ENTITIES,
            "link_preview_options": LINK_PREVIEW,
            **_SENDING,
        },
        sends=True,
    ),
    "sendPhoto": Method(
        {"chat_id": Kind.CHAT, "photo": Kind.FILE},
        {"has_spoiler": BOOLEAN, "show_caption_above_media": BOOLEAN, **_CAPTION, **_SENDING},
        sends=True,
    ),
    "sendDocument": Method(
        {"chat_id": Kind.CHAT, "document": Kind.FILE},
        {
            "thumbnail": Kind.FILE,
            "disable_content_type_detection": BOOLEAN,
            **_CAPTION,
            **_SENDING,
        },
        sends=True,
    ),
    "copyMessage": Method(
        {"chat_id": Kind.CHAT, "from_chat_id": Kind.CHAT, "message_id": INTEGER},
        {"show_caption_above_media": BOOLEAN, **_CAPTION, **_SENDING},
        sends=True,
    ),
    "editMessageText": Method(
        {"text": TEXT},
        {
            "parse_mode": TEXT,
            "entities": ENTITIES,
            "link_preview_options": LINK_PREVIEW,
            "reply_markup": Kind.KEYBOARD,
            **_TARGET,
        },
        sends=True,
    ),
    "editMessageCaption": Method(
        {},
        {
            "show_caption_above_media": BOOLEAN,
            "reply_markup": Kind.KEYBOARD,
            **_CAPTION,
            **_TARGET,
        },
        sends=True,
    ),
    "editMessageReplyMarkup": Method({}, {"reply_markup": Kind.KEYBOARD, **_TARGET}, sends=True),
    "deleteMessage": Method({"chat_id": Kind.CHAT, "message_id": INTEGER}),
    "answerCallbackQuery": Method(
        {"callback_query_id": TEXT},
        {"text": TEXT, "show_alert": BOOLEAN, "url": TEXT, "cache_time": INTEGER},
    ),
    "answerInlineQuery": Method(
        {"inline_query_id": TEXT, "results": Kind.RESULTS},
        {
            "cache_time": INTEGER,
            "is_personal": BOOLEAN,
            "next_offset": TEXT,
            "button": RESULTS_BUTTON,
        },
    ),
    "sendChatAction": Method(
        {"chat_id": Kind.CHAT, "action": TEXT}, {"message_thread_id": INTEGER}
    ),
    "getChat": Method({"chat_id": Kind.CHAT}),
    "getChatMember": Method({"chat_id": Kind.CHAT, "user_id": INTEGER}),
    "getChatAdministrators": Method({"chat_id": Kind.CHAT}),
    "getChatMemberCount": Method({"chat_id": Kind.CHAT}),
    "leaveChat": Method({"chat_id": Kind.CHAT}),
    "getFile": Method({"file_id": TEXT}),
    "setMyCommands": Method({"commands": COMMANDS}, {"scope": SCOPE, "language_code": TEXT}),
    "getMyCommands": Method({}, {"scope": SCOPE, "language_code": TEXT}),
    "deleteMyCommands": Method({}, {"scope": SCOPE, "language_code": TEXT}),
    "setMyName": Method({}, {"name": TEXT, "language_code": TEXT}),
    "setMyDescription": Method({}, {"description": TEXT, "language_code": TEXT}),
    "setMyShortDescription": Method({}, {"short_description": TEXT, "language_code": TEXT}),
    "setChatMenuButton": Method({}, {"chat_id": INTEGER, "menu_button": MENU_BUTTON}),
}
