"""A strict Telegram on loopback and the hands of everyone in it: for tests and the preview."""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.clock import Clock, SystemClock
from bot.preview.emulator.control_http import control_routes
from bot.preview.emulator.limits import Limits, Meter
from bot.preview.emulator.people import People
from bot.preview.emulator.record import Call, Drop, Fault, Record
from bot.preview.emulator.refusals import Json, Refusal, too_many_requests
from bot.preview.emulator.server import UPLOAD_LIMIT, BotApi, sending_methods
from bot.preview.emulator.updates import Updates
from bot.preview.emulator.world import Kept, World

TOKEN = "7000000001:no-real-token-for-a-local-telegram"  # noqa: S105 - it opens nothing


@dataclass(frozen=True, slots=True)
class ShownButton:
    text: str
    callback: str = ""
    url: str = ""
    switch_inline: str | None = None
    copy_text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in a chat now."""

    id: int
    text: str
    """The text or caption, plain."""
    entities: tuple[Json, ...]
    buttons: tuple[tuple[ShownButton, ...], ...]
    from_bot: bool
    sent: float
    """Monotonic seconds; ``edits`` likewise, one for each edit."""
    edits: tuple[float, ...]
    earlier: tuple[str, ...]
    """The texts before each edit."""
    silent: bool
    payload: Json
    """The whole Bot API message."""

    def button(self, part: str) -> ShownButton:
        """The first button whose text contains this or whose callback data begins with it."""
        for row in self.buttons:
            for button in row:
                if part in button.text or (button.callback and button.callback.startswith(part)):
                    return button
        raise LookupError(f"no button {part!r} under message {self.id}")


class Emulator(People):
    """One bot's Telegram.

    ``async with Emulator() as emulator`` serves it on a free port; ``base_url`` and ``token`` are
    what a bot needs. ``limits`` switches Telegram's limits of messages on.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        name: str = "Solidarity",
        username: str = "solidarity_preview_bot",
        clock: Clock | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.world = World(token, name, username, clock or SystemClock())
        self.updates = Updates()
        self.record = Record()
        self._meter = Meter(limits, self.world.clock)
        self._runner: web.AppRunner | None = None
        self._port = 0
        super().__init__(self.world, self.updates)

    async def __aenter__(self) -> Self:
        await self.start_serving()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def address(self) -> str:
        """``http://127.0.0.1:PORT``"""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """For ``[telegram] base_url``."""
        return f"{self.address}/bot"

    @property
    def limits(self) -> Limits | None:
        return self._meter.limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        self._meter.limits = limits

    def application(self) -> web.Application:
        """The Bot API and its controls, to serve alone or beside a page."""
        application = web.Application(client_max_size=UPLOAD_LIMIT)
        api = BotApi(self.world, self.updates, self.record, self._meter)
        application.add_routes(api.routes())
        application.add_routes(control_routes(self))
        return application

    async def start_serving(self, port: int = 0) -> None:
        """Serve on loopback; port 0 takes a free one. Stop and start again keeps the state."""
        self._runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port or self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def messages(
        self, chat_id: int, *, from_bot: bool | None = None, after: int = 0
    ) -> list[Shown]:
        """What stands in a chat, oldest first; only the bot's, or only the others', and only what
        came after a message, if asked."""
        return [
            _shown(kept)
            for number, kept in self.world.chats[chat_id].messages.items()
            if number > after and not kept.deleted and from_bot in (None, kept.from_bot)
        ]

    def last(self, chat_id: int) -> Shown:
        """The bot's last message in a chat."""
        kept = reversed(self.world.chats[chat_id].messages.values())
        return _shown(next(each for each in kept if each.from_bot and not each.deleted))

    async def wait_for(
        self, chat_id: int, wanted: Callable[[Shown], bool] | str, within: float = 30.0
    ) -> Shown:
        """The first message of the bot in this chat that is wanted (a string: that contains it).

        Looks at what stands there already, then at every new message and edit.
        Raises TimeoutError that says how many messages there are.
        """
        fits: Callable[[Shown], bool] = (
            wanted if callable(wanted) else lambda shown: wanted in shown.text
        )
        changed = asyncio.Event()
        end = time.monotonic() + within
        with self.world.listening(lambda _: changed.set()):
            while True:
                there = self.messages(chat_id, from_bot=True)
                found = next((shown for shown in there if fits(shown)), None)
                if found is not None:
                    return found
                changed.clear()
                try:
                    await asyncio.wait_for(changed.wait(), end - time.monotonic())
                except TimeoutError:
                    texts = "\n---\n".join(shown.text for shown in there)
                    raise TimeoutError(
                        f"no such message within {within} s; the bot's {len(there)} there:\n{texts}"
                    ) from None

    def fail_next(
        self,
        method: str,
        error_code: int,
        description: str = "",
        *,
        retry_after: int | None = None,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """Refuse the next calls of a method (``*``: of any)."""
        if retry_after is not None:
            refusal = too_many_requests(retry_after)
        else:
            refusal = Refusal(error_code, description or "Internal Server Error")
        self.record.faults.append(Fault(method, times, refusal=refusal, chat_id=chat_id))

    def drop_next(self, method: str, when: Drop = Drop.BEFORE, *, times: int = 1) -> None:
        """Cut the connection of the next calls, before or after they were done."""
        self.record.faults.append(Fault(method, times, drop=when))

    def slow_next(self, method: str, seconds: float, *, times: int = 1) -> None:
        self.record.faults.append(Fault(method, times, seconds=seconds))

    def calls(self, *methods: str) -> list[Call]:
        """Every call so far, or those of these methods."""
        return [c for c in self.record.calls if not methods or c.method in methods]

    def sent_into_waits(self) -> list[Call]:
        """Messages sent although a 429 had asked to wait."""
        return self.record.sent_into_waits(sending_methods())

    def most_in(self, seconds: float, chat_id: int | None = None) -> int:
        """The most messages accepted in any window of this length."""
        times = sorted(
            call.ended
            for call in self.record.calls
            if call.code == 200
            and call.method in sending_methods()
            and chat_id in (None, call.chat_id)
        )
        return max((bisect_left(times, t + seconds) - i for i, t in enumerate(times)), default=0)


def _shown(kept: Kept) -> Shown:
    payload = kept.payload
    rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
    return Shown(
        id=payload["message_id"],
        text=payload.get("text") or payload.get("caption") or "",
        entities=tuple(payload.get("entities") or payload.get("caption_entities") or ()),
        buttons=tuple(tuple(_button(button) for button in row) for row in rows),
        from_bot=kept.from_bot,
        sent=kept.sent,
        edits=tuple(kept.edits),
        earlier=tuple(kept.earlier),
        silent=kept.silent,
        payload=payload,
    )


def _button(button: Json) -> ShownButton:
    return ShownButton(
        text=button["text"],
        callback=button.get("callback_data", ""),
        url=button.get("url", ""),
        switch_inline=button.get(
            "switch_inline_query", button.get("switch_inline_query_current_chat")
        ),
        copy_text=button.get("copy_text", {}).get("text", ""),
    )
