"""Whether a call's links lead anywhere: asked of the sites themselves, before it goes out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from bot.checklist import Tried
from bot.clock import Clock
from bot.feeds.answers import Failed, Fetched, NotModified

MOST = 12
"""More links than this are not asked for: nobody presses them all."""
SOON = 3.0
"""Seconds that a preview waits for the sites."""
KEPT = 600.0
"""Seconds for which an answer is believed: a draft is looked at many times within minutes."""


class Fetches(Protocol):
    async def fetch(self, url: str, /) -> Fetched | NotModified | Failed:
        """Never raises for what a server does or fails to do."""


class Links:
    """Opens links, each once and at most `MOST`, all at the same time."""

    def __init__(
        self, fetcher: Fetches, clock: Clock, *, opens: bool = True, soon: float = SOON
    ) -> None:
        """Without ``opens`` none are opened: for a bot that is to call nobody but Telegram."""
        self.opens = opens
        self._fetcher = fetcher
        self._soon = soon
        self._clock = clock
        self._known: dict[str, tuple[float, Tried]] = {}

    async def open(self, addresses: Sequence[str]) -> tuple[Tried, ...]:
        """What comes of opening them now, however long their sites take."""
        if not self.opens:
            return ()
        return tuple(await asyncio.gather(*(self._open(each) for each in addresses[:MOST])))

    async def lately(self, addresses: Sequence[str]) -> tuple[Tried, ...]:
        """What came of opening them within `KEPT`, or comes of it soon; others are left out."""
        if not self.opens:
            return ()
        now = self._clock.monotonic()
        self._known = {url: told for url, told in self._known.items() if now - told[0] < KEPT}
        opening = [
            asyncio.create_task(self._open(each))
            for each in addresses[:MOST]
            if each not in self._known
        ]
        if opening:
            try:
                await asyncio.wait(opening, timeout=self._soon)
            finally:
                for late in opening:
                    late.cancel()
            await asyncio.gather(*opening, return_exceptions=True)
        return tuple(self._known[each][1] for each in addresses[:MOST] if each in self._known)

    async def _open(self, address: str) -> Tried:
        tried = await _try(self._fetcher, address)
        self._known[address] = (self._clock.monotonic(), tried)
        return tried


async def _try(fetcher: Fetches, address: str) -> Tried:
    url = address if "://" in address else f"https://{address}"
    answer = await fetcher.fetch(url)
    if isinstance(answer, Failed):
        return Tried(address, fault=answer.reason)
    if not isinstance(answer, Fetched):
        return Tried(address)
    there = _host(answer.final_url)
    return Tried(address, leads_to=there if there != _host(url) else "")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
