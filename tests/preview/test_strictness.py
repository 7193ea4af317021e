"""What the emulator refuses, in Telegram's words, over plain HTTP."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.preview.emulator import Drop, Emulator, Limits
from tests.fixtures.clock import FakeClock
from tests.fixtures.serving import serving

ANN = 11


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


class Caller:
    def __init__(self, emulator: Emulator, session: aiohttp.ClientSession) -> None:
        self.emulator = emulator
        self.session = session

    async def __call__(self, method: str, **given: object) -> Any:
        """Call with a JSON body; the answer."""
        url = f"{self.emulator.base_url}{self.emulator.token}/{method}"
        async with self.session.post(url, json=given) as response:
            answer = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def refused(self, method: str, **given: object) -> str:
        answer = await self(method, **given)
        assert not answer["ok"]
        return str(answer["description"])


@pytest.fixture
def call(emulator: Emulator, session: aiohttp.ClientSession) -> Caller:
    emulator.user(ANN, "Ann", "en", started=True)
    return Caller(emulator, session)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("жж <p>x</p>", 'Unsupported start tag "p" at byte offset 5'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>y</a>", "Unexpected end of name token at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html(call: Caller, source: str, words: str) -> None:
    assert (
        await call.refused("sendMessage", chat_id=ANN, text=source, parse_mode="HTML")
        == f"Bad Request: can't parse entities: {words}"
    )


async def test_html_becomes_text_and_entities(call: Caller) -> None:
    source = (
        '  🕊<b>a<i>б</i></b> <a href="https://example.org/?a=1&amp;b=2">here</a> '
        "&lt;&nbsp;&#128330;"
        '<blockquote expandable>q</blockquote><pre><code class="language-python">x</code></pre> '
    )
    sent = (await call("sendMessage", chat_id=ANN, text=source, parse_mode="HTML"))["result"]
    assert sent["text"] == "🕊aб here <&nbsp;🕊qx"
    assert sent["entities"] == [
        {"type": "bold", "offset": 2, "length": 2},
        {"type": "italic", "offset": 3, "length": 1},
        {"type": "text_link", "offset": 5, "length": 4, "url": "https://example.org/?a=1&b=2"},
        {"type": "expandable_blockquote", "offset": 19, "length": 1},
        {"type": "pre", "offset": 20, "length": 1, "language": "python"},
    ]


async def test_commands_and_addresses_are_found(call: Caller) -> None:
    text = "See /case@x_bot, https://example.org/a. Or <code>/case</code> @someone"
    sent = (await call("sendMessage", chat_id=ANN, text=text, parse_mode="HTML"))["result"]
    assert [e["type"] for e in sent["entities"]] == ["bot_command", "url", "code", "mention"]
    assert sent["entities"][1]["length"] == len("https://example.org/a")


async def test_length_counts_utf16_after_entities(call: Caller) -> None:
    fits = "<b>" + "🕊" * 2048 + "</b>"
    assert (await call("sendMessage", chat_id=ANN, text=fits, parse_mode="HTML"))["ok"]
    too_long = "🕊" * 2048 + "x"
    assert (
        await call.refused("sendMessage", chat_id=ANN, text=too_long)
        == "Bad Request: message is too long"
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"chat_id": ANN}, "message text is empty"),
        ({"chat_id": ANN, "text": " \n "}, "message text is empty"),
        ({"chat_id": ANN, "text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 12, "text": "x"}, "chat not found"),
        ({"chat_id": "somebody", "text": "x"}, "chat not found"),
        ({"chat_id": "@somebody", "text": "x"}, "chat not found"),
        ({"chat_id": ANN, "text": "x", "colour": "red"}, 'unknown parameter "colour"'),
        ({"chat_id": ANN, "text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"chat_id": ANN, "text": 7}, 'parameter "text" must be of type String'),
        (
            {"chat_id": ANN, "text": "x", "disable_notification": "perhaps"},
            'parameter "disable_notification" must be of type Boolean',
        ),
        (
            {"chat_id": ANN, "text": "x", "link_preview_options": {"off": True}},
            'unknown field "off" in LinkPreviewOptions',
        ),
        (
            {"chat_id": ANN, "text": "x", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
        ),
        (
            {"chat_id": ANN, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "entity beginning or end is outside of the message text",
        ),
        ({"chat_id": ANN, "text": "\ud800"}, "strings must be encoded in UTF-8"),
    ],
)
async def test_messages_that_cannot_be_sent(
    call: Caller, given: dict[str, object], words: str
) -> None:
    assert await call.refused("sendMessage", **given) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": "ж" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": " ", "callback_data": "x"},
            "can't parse inline keyboard button: text buttons must have a non-empty text",
        ),
        (
            {"text": "x", "callback_data": "x", "url": "https://example.org"},
            "can't parse inline keyboard button: exactly one of the optional fields must be used",
        ),
        (
            {"text": "x", "url": "javascript:alert(1)"},
            "inline keyboard button URL 'javascript:alert(1)' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "url": "ftp://example.org"},
            "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "url": "http://localhost/a"},
            "inline keyboard button URL 'http://localhost/a' is invalid: Wrong HTTP URL",
        ),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "colour": 1}, 'can\'t parse inline keyboard button: unknown field "colour"'),
    ],
)
async def test_buttons_that_cannot_stand(
    call: Caller, button: dict[str, object], words: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert (
        await call.refused("sendMessage", chat_id=ANN, text="x", reply_markup=markup)
        == f"Bad Request: {words}"
    )


async def test_unknown_tokens_and_methods(emulator: Emulator, call: Caller) -> None:
    async with call.session.post(f"{emulator.base_url}1:wrong/getMe") as response:
        assert (response.status, await response.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert await call("sendLove") == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert (await call("GETME"))["result"]["is_bot"]


async def test_forms_carry_json_in_text(emulator: Emulator, call: Caller) -> None:
    url = f"{emulator.base_url}{emulator.token}/sendMessage"
    markup = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]})
    form = {"chat_id": str(ANN), "text": "x", "disable_notification": "true"}
    async with call.session.post(url, data={**form, "reply_markup": markup}) as response:
        assert (await response.json())["ok"]
    assert emulator.last(ANN).silent
    async with call.session.post(url, data={**form, "reply_markup": "{"}) as response:
        assert (await response.json())["description"] == (
            'Bad Request: can\'t parse "reply_markup" as JSON'
        )


async def test_results_of_inline_queries(emulator: Emulator, call: Caller) -> None:
    article = {
        "type": "article",
        "id": "x",
        "title": "X",
        "input_message_content": {"message_text": "<b>x", "parse_mode": "HTML"},
    }
    refused = await call.refused("answerInlineQuery", inline_query_id="1", results=[article])
    assert "Can't find end tag" in refused
    article["input_message_content"] = {"message_text": "x"}
    assert await call.refused(
        "answerInlineQuery", inline_query_id="1", results=[article, article]
    ) == ("Bad Request: RESULT_ID_DUPLICATE")
    assert "query is too old" in await call.refused(
        "answerInlineQuery", inline_query_id="1", results=[article]
    )
    assert await call.refused(
        "answerInlineQuery", inline_query_id="1", results=[{**article, "id": "x" * 65}]
    ) == ("Bad Request: RESULT_ID_INVALID")


async def test_limits_answer_with_a_wait(session: aiohttp.ClientSession, clock: FakeClock) -> None:
    limits = Limits(per_second=4, chat_burst=2, chat_seconds=2.0, per_group_minute=1)
    async with Emulator(clock=clock, limits=limits) as emulator:
        await _reach_every_limit(emulator, Caller(emulator, session))
        await clock.advance(1.0)
        assert (await Caller(emulator, session)("sendMessage", chat_id=12, text="x"))["ok"]


async def _reach_every_limit(emulator: Emulator, call: Caller) -> None:
    emulator.user(ANN, started=True)
    emulator.user(12, started=True)
    emulator.group(-5, "Letters", (ANN,), bot="member")
    for _ in range(2):
        assert (await call("sendMessage", chat_id=ANN, text="x"))["ok"]
    answer = await call("sendMessage", chat_id=ANN, text="x")
    assert answer["error_code"] == 429
    assert answer["parameters"]["retry_after"] == 2
    assert answer["description"] == "Too Many Requests: retry after 2"
    assert (await call("sendMessage", chat_id=-5, text="x"))["ok"]
    assert (await call("sendMessage", chat_id=-5, text="x"))["parameters"]["retry_after"] == 60
    assert (await call("sendMessage", chat_id=12, text="x"))["ok"]
    assert (await call("sendMessage", chat_id=12, text="x"))["parameters"]["retry_after"] == 1
    assert emulator.most_in(60.0) == 4
    assert emulator.most_in(60.0, ANN) == 2


async def test_a_connection_cut_before_and_after(emulator: Emulator, call: Caller) -> None:
    emulator.drop_next("sendMessage", Drop.BEFORE)
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=ANN, text="lost")
    emulator.drop_next("sendMessage", Drop.AFTER)
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=ANN, text="arrived")
    assert [shown.text for shown in emulator.messages(ANN)] == ["arrived"]


async def test_faults_come_when_told(emulator: Emulator, call: Caller) -> None:
    emulator.fail_next("*", 502, "Bad Gateway", times=2, chat_id=ANN)
    emulator.slow_next("getMe", 0.1)
    began = time.monotonic()
    assert (await call("getMe"))["ok"]
    assert time.monotonic() - began >= 0.1
    for _ in range(2):
        assert (await call("sendMessage", chat_id=ANN, text="x"))["error_code"] == 502
    assert (await call("sendMessage", chat_id=ANN, text="x"))["ok"]
    assert [c.code for c in emulator.calls("sendMessage")] == [502, 502, 200]


async def test_groups_tell_a_bot_only_what_is_meant_for_it(
    emulator: Emulator, call: Caller
) -> None:
    emulator.group(-5, "Letters", (ANN,), bot="member")
    emulator.say(-5, ANN, "talk among ourselves")
    emulator.say(-5, ANN, "/news boris")
    question = (await call("sendMessage", chat_id=-5, text="Who?"))["result"]
    emulator.say(-5, ANN, "Boris", reply_to=question["message_id"])
    heard = [u["message"]["text"] for u in (await call("getUpdates"))["result"]]
    assert heard == ["/news boris", "Boris"]
    emulator.add_to_group(-5, ANN, status="administrator")
    emulator.say(-5, ANN, "now heard")
    assert "now heard" in str((await call("getUpdates"))["result"])


async def test_webhook_offers_an_update_until_it_is_taken(emulator: Emulator, call: Caller) -> None:
    seen: list[tuple[str, str]] = []
    taken = asyncio.Event()

    async def take(request: web.BaseRequest) -> web.Response:
        update = await request.json()
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        seen.append((update["message"]["text"], secret))
        if len(seen) < 3:
            return web.Response(status=503)
        taken.set()
        return web.Response()

    async with serving(take) as port:
        url = f"http://127.0.0.1:{port}/hook"
        assert (await call("setWebhook", url=url, secret_token="s3cret"))["ok"]
        assert "can't use getUpdates" in await call.refused("getUpdates")
        emulator.say(ANN, ANN, "hello")
        await asyncio.wait_for(taken.wait(), 5)
        await asyncio.sleep(0.05)
        assert emulator.updates.pending == ()
        assert seen == [("hello", "s3cret")] * 3
        assert (await call("getWebhookInfo"))["result"]["url"] == url
        assert (await call("deleteWebhook"))["ok"]
        assert (await call("getUpdates"))["result"] == []


async def test_other_processes_have_the_same_controls(emulator: Emulator, call: Caller) -> None:
    async def control(what: str, **given: object) -> Any:
        url = f"{emulator.address}/control/{what}"
        async with call.session.post(url, json=given) as response:
            return await response.json()

    await control("user", user_id=21, name="Bob", language="ru")
    assert (await control("start", user_id=21))["result"] == 1
    await call("sendMessage", chat_id=21, text="Привет")
    texts = [m["text"] for m in (await control("messages", chat_id=21))["result"]]
    assert texts == ["/start", "Привет"]
    assert (
        "no button"
        in (await control("press", chat_id=21, user_id=21, message_id=2, button="Yes"))["error"]
    )
    assert "no control" in (await control("explode"))["error"]
