"""The preview: a local Telegram, a chat page and demo feeds, in one server on loopback."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping

from aiohttp import web

from bot.clock import Clock
from bot.preview.chat_page import ChatPage, only_from_here
from bot.preview.demo_feeds import DemoFeeds
from bot.preview.emulator import Emulator
from bot.preview.emulator.refusals import Json
from bot.preview.personas import OWNERS, settle
from storage.rows import FeedSource


class Preview:
    """Everything around the bot that a newcomer needs to try it.

    ``names``: the people of the cases, by slug, each with a name by language.
    ``address`` and what follows from it are known once ``start`` returned.
    """

    owners = OWNERS
    """Who are to be owners in the bot's configuration."""

    def __init__(
        self,
        names: Mapping[str, Mapping[str, str]],
        clock: Clock,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self._host = host
        self._port = port
        self.emulator = Emulator(clock=clock)
        settle(self.emulator)
        self.feeds = DemoFeeds(names, clock, changed=self._feeds_changed)
        self._page = ChatPage(self.emulator, self.feeds)
        self._runner: web.AppRunner | None = None
        self._publishing: asyncio.Task[None] | None = None
        self._listening = contextlib.ExitStack()

    @property
    def address(self) -> str:
        """``http://127.0.0.1:PORT/``"""
        return f"http://{self._host}:{self._port}/"

    @property
    def bot_base_url(self) -> str:
        """For ``[telegram] base_url``."""
        return f"{self.address}bot"

    @property
    def token(self) -> str:
        return self.emulator.token

    @property
    def allowed_private_hosts(self) -> tuple[str, ...]:
        """For ``[feeds] allowed_private_hosts``: where the demo feeds stand."""
        return (f"{self._host}:{self._port}",)

    def feed_sources(self) -> tuple[FeedSource, ...]:
        return self.feeds.sources(self.address)

    async def start(self) -> None:
        """Serve. Raises OSError if the port is taken."""
        application = self.emulator.application()
        application.middlewares.append(only_from_here)
        application.add_routes(self._page.routes())
        application.add_routes(self.feeds.routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self.stop()
            raise
        self._port = self._runner.addresses[0][1]
        self._publishing = asyncio.create_task(self.feeds.run())
        self._listening.enter_context(self.emulator.world.listening(self._heard))

    async def stop(self) -> None:
        if self._publishing is not None:
            self._publishing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._publishing
        self._listening.close()
        self._page.close()
        await self.emulator.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _feeds_changed(self) -> None:
        self.emulator.world.tell("feeds", feeds=self.feeds.state())

    def _heard(self, change: Json) -> None:
        """Whoever starts or follows wants to see an alert soon, whenever that is."""
        words = change.get("data", "")
        if change["what"] == "message" and not change["from_bot"]:
            words = change["message"].get("text", "")
        if words.lstrip("/").startswith(("start", "follow")):
            self.feeds.hurry()
