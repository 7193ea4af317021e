"""One path from a due feed to delivery rows: fetch, parse, what is new, whom it names, one commit.

A crash before the commit leaves the feed as it was: the body is fetched and judged again. After
the commit rows wait; the first chunk of recipients has its rows, `FanOut` goes on from there.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.delivery.compose import entry_topics
from bot.delivery.fan_out import ALERT_LIFETIME
from bot.feeds.channels import preview_url
from bot.feeds.fetch import Failed, Fetched, Fetcher, NotModified
from bot.feeds.identity import NewEntry, decide, keys_to_look_up
from bot.feeds.parse import ParsedEntry
from bot.feeds.parser import ParseFault, Parser
from bot.render import shorten
from storage import deliveries, entries, feeds, mentions
from storage.database import AsyncConnection, Database
from storage.rows import DeliveryKind, EntriesRule, Entry, Feed, FeedKind, Lane, Mention

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(days=1)
"""However often a feed fails, and whatever it asks for, it is tried once a day."""
_TITLE_FROM_SUMMARY = 120


class FindsMentions(Protocol):
    def find(self, text: str, *, own: str | None = None) -> tuple[Mention, ...]:
        """The cases that a text names, each once; ``own`` is the one its feed is about."""


@dataclass(frozen=True, slots=True)
class PollReport:
    feed: str
    new: int = 0
    """Entries not seen before; in a first poll none is new."""
    told: int = 0
    """Of these, how many were stored and go to followers."""
    failure: str = ""
    """A sentence; empty after a success."""


@dataclass(frozen=True, slots=True)
class _News:
    """A new entry with the cases it names."""

    entry: NewEntry
    mentions: tuple[Mention, ...]


class Poller:
    """Polls due feeds, several hosts at once, one request a host at a time. Close it when done."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        fetcher: Fetcher,
        parser: Parser,
        mentions: FindsMentions,
        *,
        poll_seconds: float,
        chance: random.Random,
        concurrency: int = 16,
        patience: float = 5.0,
    ) -> None:
        """`patience`: seconds that `poll_due` waits for slow hosts; their polls go on meanwhile."""
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._parser = parser
        self._mentions = mentions
        self._period = timedelta(seconds=poll_seconds)
        self._chance = chance
        self._turn = asyncio.Semaphore(concurrency)
        self._patience = patience
        self._hosts: dict[str, asyncio.Task[int]] = {}
        # The last body that was committed, by feed: most servers send it again and again.
        self._bodies: dict[int, bytes] = {}

    async def poll_due(self, limit: int = 200) -> int:
        """Poll what is due; how many polls ended. A database's fault is raised after the others."""
        async with self._database.read() as connection:
            due = await feeds.due(connection, self._clock.now(), limit)
        by_host: defaultdict[str, list[Feed]] = defaultdict(list)
        for feed in due:
            by_host[urlsplit(feed.source.url).netloc.lower()].append(feed)
        for host, its_feeds in by_host.items():
            if host not in self._hosts:
                self._hosts[host] = asyncio.create_task(self._poll_host(its_feeds))
        return await self._gather(self._patience)

    async def poll(self, feed: Feed) -> PollReport:
        """Poll one feed now and commit what it taught."""
        fetched = await self._fetcher.fetch(_address(feed), feed.etag, feed.last_modified)
        match fetched:
            case NotModified():
                return await self._unchanged(feed, feed.etag, feed.last_modified)
            case Failed(reason, retry_after):
                return await self._failed(feed, reason, retry_after)
            case Fetched():
                return await self._read(feed, fetched)

    async def close(self) -> None:
        """Give up the polls under way: what they did not commit was not seen."""
        for task in self._hosts.values():
            task.cancel()
        if self._hosts:
            await asyncio.wait(self._hosts.values())
        self._hosts.clear()

    async def _gather(self, patience: float) -> int:
        if not self._hosts:
            return 0
        done, _ = await asyncio.wait(self._hosts.values(), timeout=patience)
        self._hosts = {host: task for host, task in self._hosts.items() if task not in done}
        ended = [task for task in done if not task.cancelled()]
        faults = [fault for task in ended if (fault := task.exception()) is not None]
        if faults:
            raise faults[0]
        return sum(task.result() for task in ended)

    async def _poll_host(self, its_feeds: Sequence[Feed]) -> int:
        for feed in its_feeds:
            async with self._turn:
                report = await self.poll(feed)
            if report.failure:
                log.warning("feed %s: %s", report.feed, report.failure)
            elif report.new:
                log.info("feed %s: %d new, %d told", report.feed, report.new, report.told)
        return len(its_feeds)

    async def _read(self, feed: Feed, fetched: Fetched) -> PollReport:
        digest = hashlib.blake2b(fetched.body, digest_size=16).digest()
        if self._bodies.get(feed.id) == digest and feed.baseline_at is not None:
            return await self._unchanged(feed, fetched.etag, fetched.last_modified)
        try:
            parsed = await self._parser.parse(
                fetched.body,
                kind=feed.source.kind,
                content_type=fetched.content_type,
                url=fetched.final_url,
            )
        except ParseFault as fault:
            return await self._failed(feed, str(fault))
        report = await self._commit(feed, fetched, parsed)
        self._bodies[feed.id] = digest
        return report

    async def _commit(
        self, feed: Feed, fetched: Fetched, parsed: Sequence[ParsedEntry]
    ) -> PollReport:
        lookup = keys_to_look_up(parsed)
        async with self._database.read() as connection:
            known = await entries.known_keys(connection, feed.id, lookup)
        decision = decide(parsed, known, own=_address(feed))
        news = [await self._named(feed, each) for each in decision.new]
        kept = [each for each in news if each.mentions or feed.source.entries is EntriesRule.ALL]
        is_baseline = feed.baseline_at is None
        now = self._clock.now()
        async with self._database.write() as connection:
            await entries.remember(connection, feed.id, decision.remember)
            # The newest first in most documents: stored last, it has the highest number.
            for each in reversed(kept):
                entry = _entry(feed, each.entry, now)
                entry_id = await entries.add(connection, entry)
                await mentions.add(connection, entry_id, each.mentions)
                if not is_baseline:
                    await _tell(connection, feed, entry, entry_id, each.mentions)
            await feeds.polled(
                connection,
                feed.id,
                next_poll=self._next_poll(now, is_first=is_baseline),
                etag=fetched.etag,
                last_modified=fetched.last_modified,
                baseline_at=feed.baseline_at or now,
                last_success=now,
                last_entry=now if news else feed.last_entry,
                failures=0,
                last_error="",
            )
        if is_baseline:
            return PollReport(feed.source.name)
        return PollReport(feed.source.name, new=len(news), told=len(kept))

    async def _named(self, feed: Feed, new: NewEntry) -> _News:
        # A first body may have hundreds of entries: others get their turn in between.
        await asyncio.sleep(0)
        text = f"{new.entry.title}\n{new.entry.summary}"
        return _News(new, self._mentions.find(text, own=feed.source.case or None))

    async def _unchanged(self, feed: Feed, etag: str, last_modified: str) -> PollReport:
        now = self._clock.now()
        async with self._database.write() as connection:
            await feeds.polled(
                connection,
                feed.id,
                next_poll=self._next_poll(now),
                etag=etag,
                last_modified=last_modified,
                baseline_at=feed.baseline_at,
                last_success=now,
                last_entry=feed.last_entry,
                failures=0,
                last_error="",
            )
        return PollReport(feed.source.name)

    async def _failed(
        self, feed: Feed, reason: str, retry_after: timedelta | None = None
    ) -> PollReport:
        now = self._clock.now()
        wait = self._period * 2.0 ** min(feed.failures + 1, 20) * self._chance.uniform(0.8, 1.2)
        wait = min(max(wait, retry_after or wait), LONGEST_WAIT)
        async with self._database.write() as connection:
            await feeds.polled(
                connection,
                feed.id,
                next_poll=now + wait,
                etag=feed.etag,
                last_modified=feed.last_modified,
                baseline_at=feed.baseline_at,
                last_success=feed.last_success,
                last_entry=feed.last_entry,
                failures=feed.failures + 1,
                last_error=reason,
            )
        return PollReport(feed.source.name, failure=reason)

    def _next_poll(self, now: datetime, *, is_first: bool = False) -> datetime:
        """A period from now, more or less; feeds added together part after their first poll."""
        spread = self._chance.uniform(0.1, 1.0) if is_first else self._chance.uniform(0.9, 1.1)
        return now + self._period * spread


def _address(feed: Feed) -> str:
    url = feed.source.url
    return preview_url(url) if feed.source.kind is FeedKind.CHANNEL else url


def _entry(feed: Feed, new: NewEntry, now: datetime) -> Entry:
    parsed = new.entry
    is_future = parsed.published is not None and parsed.published > now + timedelta(days=1)
    return Entry(
        id=0,
        feed_id=feed.id,
        link=parsed.link or feed.source.url,
        title=parsed.title or shorten(" ".join(parsed.summary.split()), _TITLE_FROM_SUMMARY),
        summary=parsed.summary,
        # A date far ahead is a mistake, and would keep the entry on top of the news for as long.
        published=None if is_future else parsed.published,
        seen=now,
        story=new.story,
    )


async def _tell(
    connection: AsyncConnection,
    feed: Feed,
    entry: Entry,
    entry_id: int,
    named: Sequence[Mention],
) -> None:
    fan_out = await deliveries.open_fan_out(connection, entry_id=entry_id)
    await deliveries.advance_fan_out(
        connection,
        fan_out,
        topics=entry_topics(tuple(each.case for each in named), feed.source.campaign),
        kind=DeliveryKind.ALERT,
        lane=Lane.ALERT,
        about=f"story:{entry.story}",
        due=entry.seen,
        expires=entry.seen + ALERT_LIFETIME,
    )
