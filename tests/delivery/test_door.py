"""What the door makes of Telegram's answers."""

from __future__ import annotations

import logging
from typing import Any

import pytest
import telegram

from bot.clock import SystemClock
from bot.delivery.door import (
    Blocked,
    Delivered,
    Door,
    Migrated,
    Outcome,
    Refused,
    TryAgain,
    Withdrawn,
)
from bot.delivery.forms import keyboard
from bot.delivery.pacing import Pacer, Rank
from bot.render import Button, Html, Message, without_html
from tests.delivery.conftest import ScriptedTelegram

HELLO = Message((Html("<b>Hello</b>"),))


@pytest.fixture
def pacer() -> Pacer:
    return Pacer(SystemClock(), per_second=1000)


@pytest.fixture
def door(bot: telegram.Bot, pacer: Pacer) -> Door:
    return Door(bot, pacer)


async def test_a_message_goes_out_as_html_with_its_buttons(
    door: Door, scripted: ScriptedTelegram
) -> None:
    buttons = (
        (Button("Card", callback="case:kagarlitsky"), Button("Open", url="https://example.org/")),
        (Button("Share", switch_inline=""), Button("Copy", copy_text="x")),
    )
    outcome = await door.send(7, Message((Html("<b>One</b>"), Html("Two")), buttons, silent=True))
    assert outcome == Delivered(2)
    first, second = (call.data for call in scripted.calls)
    assert first["text"] == "<b>One</b>"
    assert first["parse_mode"] == "HTML"
    assert first["disable_notification"] == "true"
    assert '"is_disabled": true' in first["link_preview_options"]
    assert "reply_markup" not in first
    assert "case:kagarlitsky" in second["reply_markup"]
    assert '"switch_inline_query": ""' in second["reply_markup"]


@pytest.mark.parametrize(
    ("status", "description", "parameters", "outcome"),
    [
        (403, "Forbidden: bot was blocked by the user", {}, Blocked()),
        (403, "Forbidden: user is deactivated", {}, Blocked()),
        (403, "Forbidden: bot was kicked from the supergroup chat", {}, Blocked()),
        (400, "Bad Request: chat not found", {}, Blocked()),
        (
            400,
            "Bad Request: not enough rights to send text messages to the chat",
            {},
            Blocked(),
        ),
        (
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": -100123},
            Migrated(-100123),
        ),
        (400, "Bad Request: message is too long", {}, Refused("message is too long")),
        (400, "Bad Request: something with private words", {}, Refused("bad request")),
        (500, "Internal Server Error", {}, TryAgain(0, "NetworkError")),
        (401, "Unauthorized", {}, TryAgain(60.0, "token rejected")),
    ],
)
async def test_outcomes(
    door: Door,
    scripted: ScriptedTelegram,
    status: int,
    description: str,
    parameters: dict[str, Any],
    outcome: Outcome,
) -> None:
    scripted.fail(status, description, **parameters)
    assert await door.send(7, HELLO, Rank.ALERT) == outcome


async def test_broken_html_is_sent_once_more_as_plain_text(
    door: Door, scripted: ScriptedTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    scripted.fail(400, 'Bad Request: can\'t parse entities: Unsupported start tag "secret"')
    part = Html('<secret>Read <a href="https://example.org/?a&amp;b">this</a> &amp; that')
    outcome = await door.send(7, Message((part,)), Rank.ALERT)
    assert outcome == Delivered(2, plain=True)
    assert scripted.calls[1].data["text"] == "Read this (https://example.org/?a&b) & that"
    assert "parse_mode" not in scripted.calls[1].data
    assert "plain text" in caplog.text
    assert "secret" not in caplog.text


async def test_a_delivery_told_to_wait_gives_its_place_back(
    door: Door, pacer: Pacer, scripted: ScriptedTelegram
) -> None:
    scripted.fail(429, "Too Many Requests: retry after 3600", retry_after=3600)
    assert await door.send(7, HELLO, Rank.ALERT) == TryAgain(3600, "flood")
    again = await door.send(7, HELLO, Rank.ALERT)
    assert isinstance(again, TryAgain)
    assert 3590 < again.after <= 3600
    assert len(scripted.calls) == 1
    assert await door.send(8, HELLO, Rank.ALERT) == Delivered(2)


async def test_a_reply_told_to_wait_waits_and_goes_out(
    door: Door, scripted: ScriptedTelegram
) -> None:
    scripted.fail(429, "Too Many Requests: retry after 1", retry_after=0.2)
    assert await door.send(7, HELLO) == Delivered(2)


async def test_a_reply_survives_a_hiccup(door: Door, scripted: ScriptedTelegram) -> None:
    scripted.answers.append((0, b""))
    assert await door.send(7, HELLO) == Delivered(2)


async def test_a_lost_connection_leaves_a_delivery_for_later(
    door: Door, scripted: ScriptedTelegram
) -> None:
    scripted.answers.append((0, b""))
    assert await door.send(7, HELLO, Rank.ALERT) == TryAgain(0, "NetworkError")


async def test_what_is_not_wanted_any_more_is_not_sent(
    door: Door, scripted: ScriptedTelegram
) -> None:
    async def stopped() -> bool:
        return False

    assert await door.send(7, HELLO, Rank.BROADCAST, still_wanted=stopped) == Withdrawn()
    assert scripted.calls == []


async def test_an_edit_without_a_change_is_as_good_as_done(
    door: Door, scripted: ScriptedTelegram
) -> None:
    scripted.fail(400, "Bad Request: message is not modified: specified new message content")
    assert await door.edit(7, 5, HELLO) == Delivered(0)
    assert await door.edit(7, 5, HELLO) == Delivered(5)
    assert await door.buttons(7, 5, ()) == Delivered(5)
    assert [call.method for call in scripted.calls] == [
        "editMessageText",
        "editMessageText",
        "editMessageReplyMarkup",
    ]


async def test_a_press_is_answered(door: Door, scripted: ScriptedTelegram) -> None:
    assert await door.answer("42", "Noted", alert=True) == Delivered(0)
    assert scripted.calls[0].data == {
        "callback_query_id": "42",
        "text": "Noted",
        "show_alert": "true",
    }


async def test_a_late_answer_to_a_press_is_no_fault_of_the_chat(
    door: Door, scripted: ScriptedTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    scripted.fail(400, "Bad Request: query is too old and response timeout expired")
    assert await door.answer("42") == Refused("query is too old")
    assert caplog.records == [] or caplog.records[0].levelno < logging.WARNING


def test_an_outcome_does_not_show_an_id() -> None:
    assert "100123" not in repr(Migrated(-100123))


def test_no_buttons_are_no_keyboard() -> None:
    assert keyboard(()) is None
    assert keyboard(((),)) is None


def test_plain_text_keeps_words_and_links() -> None:
    assert without_html(Html("<i>a</i> &lt; b")) == "a < b"
