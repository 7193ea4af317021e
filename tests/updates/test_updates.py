"""Updates from a strict Telegram to handlers: each one handled, then confirmed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import telegram
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.clock import SystemClock
from bot.delivery.transport import AiohttpRequest
from bot.dispatcher import Dispatcher, Ledger
from bot.preview.emulator import Drop, Emulator
from bot.updates import Updates
from tests.fixtures.waiting import until

Handler = Callable[[str], Awaitable[None]]
SECRET = "a-secret_for-the-webhook"


class Town:
    """An application whose one handler is the test's, and what it heard."""

    def __init__(self, emulator: Emulator, application: Any, updates: Updates) -> None:
        self.emulator = emulator
        self.application = application
        self.updates = updates
        self.stop = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self.task = asyncio.create_task(self.updates.poll(self.stop))

    async def end(self) -> None:
        self.stop.set()
        if self.task is not None:
            await self.task


@asynccontextmanager
async def town(
    emulator: Emulator, handle: Handler, *, token: str = "", time_limit: float = 5.0
) -> AsyncIterator[Town]:
    request = AiohttpRequest(read_timeout=1.0)
    bot = telegram.ext.ExtBot(
        token or emulator.token, emulator.base_url, request=request, get_updates_request=request
    )
    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    )

    async def hear(update: Update, _: object) -> None:
        assert update.effective_message is not None
        await handle(update.effective_message.text or "")

    application.add_handler(TypeHandler(Update, hear))
    if token:
        # A wrong token cannot be initialised; polling must cope by itself.
        await request.initialize()
    else:
        await application.initialize()
    made = Town(
        emulator,
        application,
        Updates(application, SystemClock(), time_limit=time_limit, long_poll=1),
    )
    try:
        yield made
    finally:
        await made.end()
        if token:
            await request.shutdown()
        else:
            await application.shutdown()


def say(emulator: Emulator, user: int, words: str) -> None:
    emulator.say(user, user, words)


@pytest.fixture
def people(emulator: Emulator) -> range:
    users = range(1, 31)
    for user in users:
        emulator.user(user, started=True)
    return users


async def test_every_update_is_handled_and_then_confirmed(
    emulator: Emulator, people: range
) -> None:
    heard: list[str] = []

    async def handle(text: str) -> None:
        await asyncio.sleep(0.01)
        heard.append(text)

    for number in range(300):
        say(emulator, 1 + number % 30, str(number))
    async with town(emulator, handle) as there:
        there.start()
        await until(lambda: len(heard) == 300)
        assert sorted(map(int, heard)) == list(range(300))
        for user in people:
            own = [int(text) for text in heard if int(text) % 30 == user - 1]
            assert own == sorted(own)
    assert emulator.updates.pending == ()


async def test_nothing_is_confirmed_before_it_is_handled(emulator: Emulator, people: range) -> None:
    release = asyncio.Event()
    heard: list[str] = []

    async def handle(text: str) -> None:
        if text == "slow":
            await release.wait()
        heard.append(text)

    say(emulator, 1, "slow")
    async with town(emulator, handle) as there:
        there.start()
        await asyncio.sleep(0.1)
        for user in range(2, 20):
            say(emulator, user, "quick")
        await until(lambda: len(heard) == 18)
        await asyncio.sleep(0.6)
        # The slow one keeps the offset, nobody else waits, and Telegram is not asked in a rush.
        assert len(emulator.updates.pending) == 19
        assert len(emulator.calls("getUpdates")) < 12
        release.set()
        await until(lambda: len(heard) == 19)
    assert emulator.updates.pending == ()
    assert heard.count("quick") == 18


async def test_a_stop_gives_back_what_did_not_end(emulator: Emulator, people: range) -> None:
    heard: list[str] = []

    async def handle(text: str) -> None:
        heard.append(text)
        if text == "endless":
            await asyncio.sleep(60)

    say(emulator, 1, "first")
    say(emulator, 2, "endless")
    say(emulator, 3, "third")
    async with town(emulator, handle, time_limit=60) as there:
        there.start()
        await until(lambda: len(heard) == 3)
        began = time.monotonic()
        await there.end()
        assert time.monotonic() - began < 4
    waiting = [update["message"]["text"] for update in emulator.updates.pending]
    assert waiting == ["endless", "third"]


async def test_a_handler_that_takes_too_long_is_ended(
    emulator: Emulator, people: range, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    async def handle(text: str) -> None:
        if text == "private words":
            await asyncio.sleep(60)
        heard.append(text)

    say(emulator, 1, "private words")
    say(emulator, 1, "next")
    async with town(emulator, handle, time_limit=0.2) as there:
        there.start()
        await until(lambda: heard == ["next"])
    assert emulator.updates.pending == ()
    assert "over 0.2 seconds" in caplog.text
    assert "private words" not in caplog.text


async def test_trouble_with_telegram_is_waited_out(
    emulator: Emulator, people: range, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    async def handle(text: str) -> None:
        heard.append(text)

    emulator.fail_next("getUpdates", 502, "Bad Gateway")
    emulator.drop_next("getUpdates", Drop.BEFORE)
    say(emulator, 1, "hello")
    async with town(emulator, handle) as there:
        there.start()
        await until(lambda: heard == ["hello"], within=8)
    assert "cannot be reached" in caplog.text
    assert emulator.token not in caplog.text


async def test_a_429_for_updates_is_kept(emulator: Emulator, people: range) -> None:
    async def handle(text: str) -> None: ...

    emulator.fail_next("getUpdates", 429, retry_after=1)
    async with town(emulator, handle) as there:
        there.start()
        await until(lambda: len(emulator.calls("getUpdates")) == 2)
    first, second, *_ = emulator.calls("getUpdates")
    assert second.began - first.ended >= 1


async def test_another_poller_is_named(
    emulator: Emulator, people: range, caplog: pytest.LogCaptureFixture
) -> None:
    async def handle(text: str) -> None: ...

    emulator.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    async with town(emulator, handle) as there:
        there.start()
        await until(lambda: len(emulator.calls("getUpdates")) >= 2)
    assert "another process" in caplog.text


async def test_a_webhook_left_behind_is_removed(emulator: Emulator, people: range) -> None:
    heard: list[str] = []

    async def handle(text: str) -> None:
        heard.append(text)

    async with town(emulator, handle) as there:
        await there.application.bot.set_webhook("https://127.0.0.1:9/elsewhere")
        say(emulator, 1, "hello")
        there.start()
        await until(lambda: heard == ["hello"])
    assert emulator.updates.webhook is None


async def test_a_wrong_token_is_told_without_showing_it(
    emulator: Emulator, people: range, caplog: pytest.LogCaptureFixture
) -> None:
    async def handle(text: str) -> None: ...

    async with town(emulator, handle, token="42:wrong-but-still-secret") as there:
        there.start()
        await until(lambda: "BotFather" in caplog.text)
    assert "wrong-but-still-secret" not in caplog.text


async def test_by_webhook_an_update_is_answered_for_when_it_is_handled(
    emulator: Emulator, people: range, unused_tcp_port: int
) -> None:
    heard: list[str] = []

    async def handle(text: str) -> None:
        await asyncio.sleep(0.05)
        heard.append(text)

    url = f"http://127.0.0.1:{unused_tcp_port}/hook"
    async with town(emulator, handle) as there:
        there.task = asyncio.create_task(
            there.updates.listen(
                there.stop, host="127.0.0.1", port=unused_tcp_port, public_url=url, secret=SECRET
            )
        )
        await until(lambda: emulator.updates.webhook is not None)
        for number in range(40):
            say(emulator, 1 + number % 4, str(number))
        await until(lambda: emulator.updates.pending == ())
        assert len(heard) == 40
        for user in range(4):
            own = [int(text) for text in heard if int(text) % 4 == user]
            assert own == sorted(own)
        async with aiohttp.ClientSession() as session:
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}):
                async with session.post(url, json={"update_id": 99}, headers=headers) as answer:
                    assert answer.status == 403
            right = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with session.post(url, data=b"{broken", headers=right) as answer:
                assert answer.status == 200
        assert len(heard) == 40


@pytest.mark.parametrize(
    "unreadable",
    [
        {"text": "private words without a chat"},
        {
            "text": "private words",
            "message_id": 1,
            "date": 2**40,
            "chat": {"id": 1, "type": "private"},
        },
        {"text": "private words", "chat": {"id": "x"}, "date": "yesterday", "entities": 7},
        {
            "text": "private words",
            "message_id": 1,
            "date": 0,
            "chat": {"id": [1], "type": "private"},
        },
    ],
)
async def test_an_update_that_cannot_be_read_is_passed_over(
    emulator: Emulator,
    people: range,
    caplog: pytest.LogCaptureFixture,
    unreadable: dict[str, object],
) -> None:
    heard: list[str] = []

    async def handle(text: str) -> None:
        heard.append(text)

    emulator.updates.add("message", unreadable)
    say(emulator, 1, "hello")
    async with town(emulator, handle) as there:
        there.start()
        await until(lambda: heard == ["hello"])
    assert emulator.updates.pending == ()
    assert "private words" not in caplog.text


def test_the_ledger_moves_past_handled_updates_only() -> None:
    ledger = Ledger()
    offsets = [ledger.offset]
    assert [ledger.take(number) for number in (10, 11, 14)] == [True] * 3
    assert not ledger.take(11)
    for handled in (11, 10, 14):
        ledger.close(handled)
        offsets.append(ledger.offset)
    assert not ledger.take(11)
    assert offsets == [None, 10, 14, 15]


async def test_a_fault_in_a_handler_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[int] = []

    async def handle(update: Update) -> None:
        if update.update_id == 1:
            raise ValueError("private words")
        heard.append(update.update_id)

    dispatcher = Dispatcher(handle)
    await asyncio.gather(*(dispatcher.dispatch(Update(number)) for number in (1, 1, 2)))
    await dispatcher.finish(1)
    assert heard == [2]
    assert "private words" not in caplog.text


async def test_what_stops_a_broadcast_waits_behind_nothing(
    emulator: Emulator, people: range
) -> None:
    heard: list[str] = []
    slow = asyncio.Event()

    async def handle(words: str) -> None:
        if words == "slow":
            await slow.wait()
        heard.append(words)

    async with town(emulator, handle) as there:
        for words in ("slow", "/stopped", "/stop", "/broadcasts pause 3", "after"):
            say(emulator, people[0], words)
        there.start()
        await until(lambda: len(heard) == 2)
        assert set(heard) == {"/stop", "/broadcasts pause 3"}
        slow.set()
        await until(lambda: len(heard) == 5)
        assert heard[2:] == ["slow", "/stopped", "after"]
        await there.end()
