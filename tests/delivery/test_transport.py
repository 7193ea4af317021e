"""The transport over real HTTP: what it carries, and what it never lets out."""

from __future__ import annotations

import io
import logging
import traceback

import pytest
import telegram
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.delivery.transport import AiohttpRequest, Flood, TokenRejected, sign_in
from tests.delivery.conftest import TOKEN, ScriptedTelegram


def everything_told(error: BaseException) -> str:
    """All that a log, a debugger or a crash report could show of an exception."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return "\n".join(
        text
        for one in chain
        for text in (*traceback.format_exception(one), repr(one), str(one), repr(one.__dict__))
    )


async def test_parameters_and_files_arrive(bot: telegram.Bot, scripted: ScriptedTelegram) -> None:
    await bot.send_message(7, "Привет & <b>", disable_notification=True)
    scripted.answers.append(
        (
            200,
            {
                "ok": True,
                "result": {"message_id": 3, "date": 0, "chat": {"id": 7, "type": "private"}},
            },
        )
    )
    await bot.send_document(7, io.BytesIO(b"\x00letter"), filename="kit.pdf", caption="A kit")
    text, document = scripted.calls
    assert text.data == {"chat_id": "7", "text": "Привет & <b>", "disable_notification": "true"}
    assert document.data["caption"] == "A kit"
    assert document.data["document"] == b"\x00letter"


async def test_one_connection_serves_call_after_call(
    bot: telegram.Bot, scripted: ScriptedTelegram
) -> None:
    for _ in range(5):
        await bot.send_message(7, "again")
    assert len(scripted.connections) == 1


async def test_a_429_names_its_wait(bot: telegram.Bot, scripted: ScriptedTelegram) -> None:
    scripted.fail(429, "Too Many Requests: retry after 35", retry_after=35)
    with pytest.raises(Flood) as caught:
        await bot.send_message(7, "hello")
    assert caught.value.seconds == 35


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (0, b""),
        (-1, b""),
        (502, b"<html>bad gateway for /bot" + TOKEN.encode()),
        (400, b"no JSON, but /bot" + TOKEN.encode()),
        (200, b"not JSON /bot" + TOKEN.encode()),
        (200, b'"/bot' + TOKEN.encode() + b'"'),
        (307, b"see /bot" + TOKEN.encode()),
        (429, b"/bot" + TOKEN.encode()),
        (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}),
    ],
)
async def test_no_fault_shows_the_token(
    bot: telegram.Bot,
    scripted: ScriptedTelegram,
    caplog: pytest.LogCaptureFixture,
    status: int,
    body: bytes,
) -> None:
    caplog.set_level(logging.INFO)
    scripted.answers.append((status, body))
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(7, "hello")
    assert TOKEN not in everything_told(caught.value)
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    "base_url", ["http://127.0.0.1:9/bot", "http://no-such-host.invalid/bot", "http://[bad/bot"]
)
async def test_an_address_that_cannot_be_reached_is_not_shown_with_its_token(
    base_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with AiohttpRequest() as request:
        bot = telegram.Bot(TOKEN, base_url, request=request, get_updates_request=request)
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(7, "hello")
    assert TOKEN not in everything_told(caught.value)
    assert TOKEN not in caplog.text


async def test_a_slow_answer_times_out(bot: telegram.Bot, scripted: ScriptedTelegram) -> None:
    scripted.answers.append((-1, b""))
    with pytest.raises(TimedOut):
        await bot.send_message(7, "hello")


async def test_a_proxy_is_used_and_its_password_stays_ours(scripted: ScriptedTelegram) -> None:
    proxy = scripted.url.removesuffix("/bot").replace("http://", "http://user:pass-word@")
    async with AiohttpRequest(proxy=proxy) as request:
        bot = telegram.Bot(TOKEN, "http://telegram.invalid/bot", request=request)
        await bot.send_message(7, "hello")
        scripted.answers.append((0, b""))
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(7, "hello")
    assert [call.method for call in scripted.calls] == ["sendMessage", "sendMessage"]
    assert "pass-word" not in everything_told(caught.value)


async def test_signing_in_with_a_wrong_token_says_the_remedy_and_not_the_token(
    bot: telegram.Bot, scripted: ScriptedTelegram
) -> None:
    scripted.fail(401, "Unauthorized")
    with pytest.raises(TokenRejected, match="BotFather") as caught:
        await sign_in(bot)
    assert TOKEN not in everything_told(caught.value)


async def test_a_closed_transport_says_so(bot: telegram.Bot) -> None:
    await bot.request.shutdown()
    with pytest.raises(NetworkError, match="closed"):
        await bot.send_message(7, "hello")
