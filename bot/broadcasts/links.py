"""Whether a call's links lead anywhere: asked of the sites themselves, when an organiser asks."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from bot.checklist import Tried
from bot.feeds.answers import Failed, Fetched, NotModified

MOST = 12
"""More links than this are not asked for: nobody presses them all."""


class Fetches(Protocol):
    async def fetch(self, url: str) -> Fetched | NotModified | Failed:
        """Never raises for what a server does or fails to do."""


async def try_links(fetcher: Fetches, addresses: Sequence[str]) -> tuple[Tried, ...]:
    """Each of them once, at most `MOST`, all at the same time."""
    return tuple(await asyncio.gather(*(_try(fetcher, each) for each in addresses[:MOST])))


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
