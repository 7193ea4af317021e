"""Updates on their way to the bot: kept until it confirms them, by polling or by webhook."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.preview.emulator.refusals import Json, conflict

DEFAULT_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "my_chat_member",
)
LONGEST_POLL_SECONDS = 50
_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str = ""
    connections: int = 40
    last_error: str = ""
    tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)


class Updates:
    """The queue of one bot."""

    def __init__(self) -> None:
        self._next_id = 1
        self._pending: dict[int, Json] = {}
        self._kinds: tuple[str, ...] = DEFAULT_KINDS
        self._poll: asyncio.Future[str] | None = None
        self._webhook: Webhook | None = None
        self._session: aiohttp.ClientSession | None = None
        self.offset = 0
        """Everything below was confirmed by the bot."""

    @property
    def pending(self) -> tuple[Json, ...]:
        return tuple(self._pending.values())

    @property
    def webhook(self) -> Webhook | None:
        return self._webhook

    def allow(self, kinds: list[str] | None) -> None:
        """What the bot wants to hear from now on; None changes nothing, empty means the usual."""
        if kinds is not None:
            self._kinds = tuple(kinds) or DEFAULT_KINDS

    @property
    def allowed(self) -> tuple[str, ...]:
        return self._kinds

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update; None if the bot does not want its kind."""
        if kind not in self._kinds:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        self._pending[update_id] = {"update_id": update_id, kind: content}
        self._wake("new")
        if self._webhook is not None:
            self._deliver(self._webhook, update_id)
        return update_id

    def again(self, update: Json) -> None:
        """Queue an update once more, as Telegram may."""
        self._pending[update["update_id"]] = update
        self._wake("new")

    async def get(self, offset: int, limit: int, within: float) -> list[Json]:
        """Updates from ``offset`` on (negative: the last ones), waiting up to ``within`` s."""
        if self._webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._wake("terminated")
        self._confirm(offset)
        if not self._pending and within > 0:
            await self._wait(min(within, LONGEST_POLL_SECONDS))
        limit = limit if 1 <= limit <= 100 else 100
        return [self._pending[i] for i in sorted(self._pending)][:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            ids = sorted(self._pending)
            offset = ids[max(0, len(ids) + offset)] if ids else 0
        self.offset = max(self.offset, offset)
        for update_id in [i for i in self._pending if i < offset]:
            del self._pending[update_id]

    async def _wait(self, within: float) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        try:
            why = await asyncio.wait_for(poll, within)
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
        if why == "terminated":
            raise conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )

    def _wake(self, why: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)

    def drop(self) -> None:
        self._pending.clear()

    async def set_webhook(self, webhook: Webhook | None) -> None:
        """Deliver to this address from now on; None goes back to polling."""
        await self._end_webhook()
        self._wake("terminated")
        self._webhook = webhook
        for update_id in sorted(self._pending) if webhook else ():
            assert webhook is not None
            self._deliver(webhook, update_id)

    def _deliver(self, webhook: Webhook, update_id: int) -> None:
        task = asyncio.create_task(self._post(webhook, update_id))
        webhook.tasks[update_id] = task
        task.add_done_callback(lambda _: webhook.tasks.pop(update_id, None))

    async def _post(self, webhook: Webhook, update_id: int) -> None:
        """Offer one update until the bot answers 200."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        tried = 0
        while update_id in self._pending:
            try:
                async with self._session.post(
                    webhook.url, json=self._pending[update_id], headers=headers
                ) as response:
                    if response.status == 200:
                        self._pending.pop(update_id, None)
                        return
                    webhook.last_error = f"Wrong response from the webhook: {response.status}"
            except aiohttp.ClientError:
                webhook.last_error = "Connection refused"
            await asyncio.sleep(_RETRY_SECONDS[min(tried, len(_RETRY_SECONDS) - 1)])
            tried += 1

    async def _end_webhook(self) -> None:
        tasks = list(self._webhook.tasks.values()) if self._webhook else []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._webhook = None

    async def close(self) -> None:
        await self._end_webhook()
        self._wake("closed")
        if self._session is not None:
            await self._session.close()
            self._session = None

    def info(self) -> Json:
        webhook = self._webhook
        info: dict[str, Any] = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._pending),
        }
        if webhook is not None:
            info |= {"max_connections": webhook.connections, "allowed_updates": list(self._kinds)}
            if webhook.last_error:
                info["last_error_message"] = webhook.last_error
        return info
