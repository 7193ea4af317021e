"""The feed behind any address: a channel, the address itself, what its page links to, the usual
places; and where there is none, the page's own articles."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.feeds.answers import Fetched
from bot.feeds.channels import is_channel
from bot.feeds.choice import WeighsMentions
from bot.feeds.discover import head_of, linked_feeds, name_of, usual_places
from bot.feeds.fetch import Fetcher
from bot.feeds.parser import Parser
from bot.feeds.proposal import Proposal, Seen
from bot.feeds.trial import TrialFault, fetch_once, read_entries
from storage.rows import FeedKind, FeedSource

SHOWN = 3
PATIENCE = 35.0
"""Seconds for everything together."""


class Finder:
    def __init__(self, fetcher: Fetcher, parser: Parser, mentions: WeighsMentions) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._mentions = mentions

    async def find(self, url: str, proxy: str = "") -> Proposal:
        """Raises TrialFault: a sentence that says why there is nothing to watch."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._find(url, proxy)
        except TimeoutError:
            raise TrialFault(f"The site was not looked through within {PATIENCE:g} s.") from None

    async def _find(self, url: str, proxy: str) -> Proposal:
        fetched = await fetch_once(self._fetcher, url, proxy)
        if is_channel(url):
            return await self._read(url, fetched, FeedKind.CHANNEL, proxy)
        try:
            return await self._read(url, fetched, FeedKind.FEED, proxy)
        except TrialFault:
            head = head_of(fetched.body, fetched.content_type)
        for address in (
            *linked_feeds(head, fetched.final_url),
            *usual_places(fetched.final_url),
        ):
            try:
                there = await fetch_once(self._fetcher, address, proxy)
                found = await self._read(address, there, FeedKind.FEED, proxy)
            except TrialFault:
                continue
            if found.latest:
                return found
        page = await self._read(url, fetched, FeedKind.PAGE, proxy)
        if not page.latest:
            raise TrialFault("No feed was found there, and no articles on the page itself.")
        return page

    async def _read(self, url: str, fetched: Fetched, kind: FeedKind, proxy: str) -> Proposal:
        name = name_of(head_of(fetched.body, fetched.content_type), url)
        if kind is FeedKind.CHANNEL:
            name = urlsplit(url).path.strip("/").removeprefix("s/")
        source = FeedSource(url, name, kind, proxy=proxy)
        seen = await read_entries(self._parser, self._mentions, fetched, source)
        return Proposal(source, _latest(seen))


def _latest(seen: Sequence[Seen]) -> tuple[Seen, ...]:
    """By their dates; without dates the first ones, since documents begin with the newest."""
    never = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(seen, key=lambda each: each.entry.published or never, reverse=True)[:SHOWN])
