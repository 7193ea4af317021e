"""Updates from Telegram to handlers, confirmed only when handled.

The library confirms a batch before its handlers ran: a crash then loses what people said. Here the
offset moves only past updates whose handlers have ended, and a webhook answers 200 only then. What
comes again after a crash is handled again, so handlers do nothing twice.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application
from telegram.request import RequestData

# Not exported, but the only way to ask for updates unread: the library's own call writes those it
# cannot read into the log, words and all.
from telegram.request._requestparameter import RequestParameter

from bot.clock import Clock, first, sleep_until
from bot.delivery.transport import Flood
from bot.dispatcher import REMEMBERED, TIME_LIMIT, Dispatcher, Ledger, Turn, line
from bot.meters import Meters

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
)
BATCH = 100
LONG_POLL = 25
"""Seconds that Telegram holds an empty answer back."""
LOOK_AGAIN = 0.25
"""Seconds between looks while a slow handler keeps the offset, and with it a full answer."""
LAST_WORDS = 2.5
LAST_CALL = 1.0
_LONGEST_BACKOFF = 30.0
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
# What the library raises for what Telegram would never say: a field missing, a date in the year
# 10000, a message within a message a thousand deep.
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


BotApplication = Application[Any, Any, Any, Any, Any, Any]
"""The library's application, whatever its contexts and stores."""


class Updates:
    """Receives updates by polling or by webhook, until told to stop.

    ``application`` must be initialised; its handlers do the work.
    """

    def __init__(
        self,
        application: BotApplication,
        clock: Clock,
        *,
        at_once: int = 64,
        time_limit: float = TIME_LIMIT,
        long_poll: int = LONG_POLL,
        meters: Meters | None = None,
        turn: Turn | None = None,
    ) -> None:
        self._application = application
        self._bot = application.bot
        self._clock = clock
        self._long_poll = long_poll
        self._meters = meters or Meters()
        self._ledger = Ledger()
        self._dispatcher = Dispatcher(
            application.process_update, at_once=at_once, time_limit=time_limit, turn=turn
        )
        self._failures = 0
        self._something_ended = asyncio.Event()
        self._pushed: dict[int, asyncio.Future[None]] = {}

    async def poll(self, stop: asyncio.Event) -> None:
        """Ask Telegram for updates until ``stop``; then end within four seconds, confirming."""
        # Whoever asked in the meantime may have handled what was under way here.
        self._ledger = Ledger()
        try:
            while not stop.is_set():
                wait = await _until(stop, self._ask())
                if wait:
                    await sleep_until(stop, self._clock, wait)
        finally:
            await self._dispatcher.finish(LAST_WORDS)
            await self._confirm()

    async def listen(
        self, stop: asyncio.Event, *, host: str, port: int, public_url: str, secret: str
    ) -> None:
        """Serve Telegram's calls to ``public_url`` at this address until ``stop``.

        Raises OSError where the address is taken, TelegramError where Telegram refuses the webhook.
        """
        server = web.Application()
        server.router.add_post("/{path:.*}", self.webhook(secret, stop))
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=LAST_CALL)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            await self._bot.set_webhook(
                public_url, allowed_updates=ALLOWED_UPDATES, secret_token=secret
            )
            log.info("waiting for updates by webhook")
            await stop.wait()
        finally:
            await self._dispatcher.finish(LAST_WORDS)
            await runner.cleanup()

    def webhook(
        self, secret: str, stop: asyncio.Event
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """An aiohttp handler that answers 200 when an update is handled, and 503 after the stop."""

        async def receive(request: web.Request) -> web.Response:
            given = request.headers.get(_SECRET_HEADER, "")
            if not hmac.compare_digest(given.encode(), secret.encode()):
                return web.Response(status=403)
            if stop.is_set():
                return web.Response(status=503)
            update = self._read(_json(await request.read()))
            if update is None:
                # Telegram would send what cannot be read again and again.
                return web.Response()
            handled = self._pushed.get(update.update_id)
            if handled is None:
                handled = self._pushed[update.update_id] = self._dispatch(update)
                while len(self._pushed) > REMEMBERED:
                    self._pushed.pop(next(iter(self._pushed)))
            await asyncio.wait([handled])
            return web.Response(status=503 if handled.cancelled() else 200)

        return receive

    async def _ask(self) -> float:
        """One request; seconds to wait before the next."""
        asked = self._clock.monotonic()
        try:
            received = await self._get_updates(BATCH, self._long_poll)
        except Flood as flood:
            log.warning("Telegram asks to wait %g seconds before the next look", flood.seconds)
            return flood.seconds
        except Conflict as conflict:
            return await self._after_conflict(conflict)
        except InvalidToken:
            return self._back_off(
                "Telegram does not know the bot's token. Copy it again from @BotFather, set"
                " TELEGRAM_BOT_TOKEN to it and start again"
            )
        except NetworkError as error:
            return self._back_off(f"Telegram cannot be reached ({error.message})")
        except TelegramError as error:
            return self._back_off(f"Telegram gave no updates ({type(error).__name__})")
        if self._failures:
            log.info("Telegram gives updates again")
            self._failures = 0
        if not self._start(received) and received:
            # All of these are under way. Telegram would answer the same at once.
            await self._pause()
        if not received and self._clock.monotonic() - asked < LOOK_AGAIN:
            # A server that does not hold an empty answer back must not be asked without end.
            return LOOK_AGAIN
        return 0

    def _start(self, received: Sequence[Any]) -> int:
        started = 0
        for raw in received:
            update_id = raw["update_id"]
            if not self._ledger.take(update_id):
                continue
            started += 1
            update = self._read(raw)
            if update is None:
                self._ledger.close(update_id)
                continue
            done = self._dispatch(update)
            done.add_done_callback(partial(self._ended, update_id))
        return started

    def _dispatch(self, update: Update) -> asyncio.Future[None]:
        came = self._clock.monotonic()
        done = self._dispatcher.dispatch(update)
        done.add_done_callback(lambda _: self._meters.answered(self._clock.monotonic() - came))
        return done

    def _read(self, raw: Any) -> Update | None:
        try:
            update = Update.de_json(raw, self._bot)
            # Whoever an update is from must be somebody: the library takes any JSON for an id.
            hash(line(update))
        except _UNREADABLE as error:
            log.error("an update cannot be read (%s); it is passed over", type(error).__name__)
            return None
        return update

    def _ended(self, update_id: int, done: asyncio.Future[None]) -> None:
        if not done.cancelled():
            self._ledger.close(update_id)
            self._something_ended.set()

    async def _pause(self) -> None:
        self._something_ended.clear()
        await sleep_until(self._something_ended, self._clock, LOOK_AGAIN)

    async def _get_updates(self, limit: int, timeout_seconds: int) -> Sequence[Any]:
        asked = {
            "offset": self._ledger.offset,
            "limit": limit,
            "timeout": timeout_seconds,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        answer = await self._bot.request.post(
            f"{self._bot.base_url}/getUpdates",
            RequestData(
                [RequestParameter.from_input(name, value) for name, value in asked.items()]
            ),
            read_timeout=timeout_seconds + (self._bot.request.read_timeout or 0),
        )
        return answer if isinstance(answer, list) else []

    async def _after_conflict(self, conflict: Conflict) -> float:
        if "webhook" in conflict.message.lower():
            log.warning("a webhook was set for this bot; it is removed, since we poll")
            try:
                await self._bot.delete_webhook()
            except TelegramError as error:
                return self._back_off(f"the webhook cannot be removed ({type(error).__name__})")
            return 0
        return self._back_off(
            "another process is receiving this bot's updates. Run only one, or give each its own"
            " token"
        )

    def _back_off(self, told: str) -> float:
        wait = min(2.0**self._failures, _LONGEST_BACKOFF)
        self._failures = min(self._failures + 1, 10)
        log.error("%s; next try in %g seconds", told, wait)
        return wait

    async def _confirm(self) -> None:
        """Tell Telegram what is handled, so that the next start does not get it again."""
        if self._ledger.offset is None:
            return
        try:
            async with asyncio.timeout(LAST_CALL):
                await self._get_updates(1, 0)
        except (TelegramError, TimeoutError):
            log.warning("the last updates could not be confirmed; they will come again")


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, Any]) -> Any:
    """The work's result, or None when the stop came first and the work was given up."""
    task = asyncio.ensure_future(work)
    await first(stop.wait(), task)
    return task.result() if task.done() and not task.cancelled() else None
