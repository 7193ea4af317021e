"""Answers to button presses and inline queries."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from bot.preview.emulator import keyboards
from bot.preview.emulator.methods import ENTITIES, LINK_PREVIEW, Kind, Method, Shape
from bot.preview.emulator.parameters import read
from bot.preview.emulator.refusals import Json, bad_request
from bot.preview.emulator.sending import formatted
from bot.preview.emulator.world import Question, World

TOAST_LIMIT = 200
RESULTS_LIMIT = 50
QUESTION_SECONDS = 60.0
"""How long a press or an inline query waits for its answer."""
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"

_CONTENT = Shape(
    "InputTextMessageContent",
    {"message_text": Kind.TEXT},
    {"parse_mode": Kind.TEXT, "entities": ENTITIES, "link_preview_options": LINK_PREVIEW},
)
_ARTICLE = Method(
    {
        "type": Kind.TEXT,
        "id": Kind.TEXT,
        "title": Kind.TEXT,
        "input_message_content": _CONTENT,
    },
    {
        "reply_markup": Kind.KEYBOARD,
        "url": Kind.TEXT,
        "description": Kind.TEXT,
        "thumbnail_url": Kind.TEXT,
        "thumbnail_width": Kind.INTEGER,
        "thumbnail_height": Kind.INTEGER,
    },
)


async def answer_callback(world: World, given: Json) -> bool:
    text = given.get("text", "")
    if len(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    # Only games and links to the bot itself may be opened so.
    if "url" in given and not given["url"].startswith(f"t.me/{world.username}?start="):
        raise bad_request("URL_INVALID")
    question = _waiting(world.presses, given["callback_query_id"])
    answer = {
        "text": text,
        "show_alert": given.get("show_alert", False),
        "url": given.get("url", ""),
    }
    question.answer.set_result(answer)
    world.tell("answered", query=question.id, user=question.user, chat=question.chat, **answer)
    return True


async def answer_inline(world: World, given: Json) -> bool:
    results = given["results"]
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > RESULTS_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [_result(result) for result in results]
    if len({result["id"] for result in checked}) != len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    question = _waiting(world.queries, given["inline_query_id"])
    question.answer.set_result(
        {
            "results": checked,
            "next_offset": given.get("next_offset", ""),
            "cache_time": given.get("cache_time", 300),
            "is_personal": given.get("is_personal", False),
            "button": given.get("button"),
        }
    )
    return True


def _result(result: Any) -> Json:
    """A checked article, its text already read into ``message``."""
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result: only articles are taken here")
    article = read(_ARTICLE, result, {})
    if not 1 <= len(article["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not article["title"]:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = article["input_message_content"]
    message = formatted({**content, "text": content["message_text"]})
    if "link_preview_options" in content:
        message["link_preview_options"] = content["link_preview_options"]
    markup = article.get("reply_markup")
    keyboard = keyboards.checked(markup) if markup is not None else None
    if keyboard is not None:
        message["reply_markup"] = keyboard
    return {
        "id": article["id"],
        "title": article["title"],
        "description": article.get("description", ""),
        "url": article.get("url", ""),
        "message": message,
    }


def ask(world: World, kind: Mapping[str, Question], user: int, chat: int = 0) -> Question:
    """A new question of one kind (``world.presses`` or ``world.queries``)."""
    question = Question(
        id=str(4_000_000_000 + world.number()),
        user=user,
        asked=time.monotonic(),
        answer=asyncio.get_running_loop().create_future(),
        chat=chat,
    )
    store = world.presses if kind is world.presses else world.queries
    store[question.id] = question
    return question


def _waiting(questions: dict[str, Question], question_id: str) -> Question:
    question = questions.pop(question_id, None)
    if question is None or time.monotonic() - question.asked > QUESTION_SECONDS:
        raise bad_request(_TOO_OLD)
    return question
