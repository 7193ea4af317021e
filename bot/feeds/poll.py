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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.feeds.answers import Failed, Fetched, NotModified
from bot.feeds.channels import latest
from bot.feeds.choice import Choice, Chosen, WeighsMentions, choose
from bot.feeds.fetch import Fetcher
from bot.feeds.identity import NewEntry, SeenEntry, decide, keys_to_look_up
from bot.feeds.lessons import Lessons, asked_at, with_validators
from bot.feeds.pace import Bounds
from bot.feeds.parsed import ParsedEntry
from bot.feeds.parser import ParseFault, Parser
from bot.feeds.passing import passed_over, reconsidered
from bot.feeds.space import Space
from bot.feeds.telling import EDITED_WITHIN, edits, retell, tell
from bot.feeds.together import Together
from bot.feeds.turns import Turns
from bot.meters import Meters
from storage import entries, feeds, tellings
from storage import passed_over as silences
from storage.database import Database
from storage.rows import Entry, Feed, FeedKind, PassedOver

log = logging.getLogger(__name__)

TRUSTED_304S = 16
"""So often in a row a server may say that nothing changed; then the whole body is asked for."""

_AT_ONCE = 16
"""Polls under way."""
_DUE = 200
"""Feeds of one look, the longest due first; the rest comes at the next."""
_MANY = 300
"""Entries in one document; what there is to do with more is done beside the event loop."""
_ENTRY = 2048
"""Bytes of one in a document, more or less."""
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PollReport:
    feed: str
    new: int = 0
    """Entries not seen before; in a first poll none is new."""
    told: int = 0
    """Of these, how many were stored and go to followers."""
    failure: str = ""
    """A sentence; empty after a success."""


class Poller:
    """Polls due feeds, several hosts at once, one request a host at a time. Close it when done."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        fetcher: Fetcher,
        parser: Parser,
        mentions: WeighsMentions,
        *,
        poll_seconds: float,
        quiet_factor: float = 1.0,
        fastest_seconds: float = 0.0,
        chance: random.Random,
        patience: float = 5.0,
        meters: Meters | None = None,
    ) -> None:
        """`poll_seconds`: the shortest wait between two polls of a feed; one that seldom says
        anything, or asks for it, is left alone up to `quiet_factor` times as long. A source may
        set other bounds, but no wait under `fastest_seconds`.
        `patience`: seconds that `poll_due` waits for slow hosts; their polls go on meanwhile.
        """
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._parser = parser
        self._mentions = mentions
        period = timedelta(seconds=poll_seconds)
        self._lessons = Lessons(
            Bounds(period, max(period, period * quiet_factor)),
            timedelta(seconds=fastest_seconds),
            chance,
        )
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._space = Space()
        self._together = Together(database)
        self._patience = patience
        self._meters = meters or Meters()
        self._turns = Turns()
        self._hosts: dict[str, asyncio.Task[int]] = {}
        # The last body that was committed, by feed: most servers send it again and again.
        self._bodies: dict[int, bytes] = {}

    async def poll_due(self) -> int:
        """Poll what is due; how many polls ended. A database's fault is raised after the others."""
        async with self._database.read() as connection:
            due = await feeds.due(connection, self._clock.now(), _DUE)
        by_host: defaultdict[str, list[Feed]] = defaultdict(list)
        for feed in due:
            by_host[urlsplit(asked_at(feed)).netloc.lower()].append(feed)
        for host, its_feeds in by_host.items():
            if host not in self._hosts:
                self._hosts[host] = asyncio.create_task(self._poll_host(its_feeds))
        return await self._gather(self._patience)

    async def poll(self, feed: Feed) -> PollReport:
        """Poll one feed now and commit what it taught."""
        asked = feed
        if feed.not_modified >= TRUSTED_304S:
            # Some servers say so whatever happened.
            asked = replace(feed, etag="", last_modified="")
        async with self._space.place() as place:
            fetched = await self._fetcher.fetch(
                asked_at(feed),
                asked.etag,
                asked.last_modified,
                proxy=feed.source.proxy,
                place=place,
            )
            match fetched:
                case NotModified():
                    return await self._unchanged(
                        replace(feed, not_modified=feed.not_modified + 1), fetched
                    )
                case Failed():
                    return await self._failed(feed, fetched)
                case Fetched():
                    return await self._read(feed, fetched)

    async def close(self) -> None:
        """Give up the polls under way: what they did not commit was not seen."""
        for task in self._hosts.values():
            task.cancel()
        if self._hosts:
            await asyncio.wait(self._hosts.values())
        self._hosts.clear()
        await self._together.close()

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
            self._meters.polled(failed=bool(report.failure))
            if report.failure:
                log.warning("feed %s: %s", report.feed, report.failure)
            elif report.new:
                log.info("feed %s: %d new, %d told", report.feed, report.new, report.told)
        return len(its_feeds)

    async def _read(self, feed: Feed, fetched: Fetched) -> PollReport:
        digest = await _aside(len(fetched.body) // _ENTRY, _digest, fetched.body)
        if self._bodies.get(feed.id) == digest and feed.baseline_at is not None:
            return await self._unchanged(with_validators(feed, fetched), fetched)
        try:
            parsed = await self._parser.parse(
                fetched.body,
                kind=feed.source.kind,
                content_type=fetched.content_type,
                url=fetched.final_url,
                doubtful=feed.last_success is None or feed.failures > 0,
            )
        except ParseFault as fault:
            return await self._failed(feed, Failed(str(fault)))
        report = await self._commit(feed, fetched, parsed)
        self._bodies[feed.id] = digest
        return report

    async def _commit(
        self, feed: Feed, fetched: Fetched, parsed: Sequence[ParsedEntry]
    ) -> PollReport:
        now = self._clock.now()
        known, recent, silent = await self._kept(feed, parsed, now - EDITED_WITHIN)
        decision = await _aside(len(parsed), decide, parsed, known, asked_at(feed))
        new = decision.new
        if feed.source.kind is FeedKind.CHANNEL:
            new = latest(new, decision.seen)
        news = [Chosen(each, await self._chosen(feed, each)) for each in new]
        again = [
            (each.before, Chosen(each.now, await self._chosen(feed, each.now)))
            for each in reconsidered(decision.seen, silent)
        ]
        kept = [each for each in (*news, *(told for _, told in again)) if each.choice.told]
        edited = [
            (edit, await self._chosen(feed, edit.now)) for edit in edits(decision.seen, recent)
        ]
        is_baseline = feed.baseline_at is None
        taught = self._lessons.of_body(feed, fetched, len(news), now)
        async with self._database.write() as connection:
            await entries.remember(connection, feed.id, decision.remember)
            await tell(connection, feed, kept, now)
            await retell(connection, feed, edited, now)
            await silences.forget(connection, [before.id for before, _ in again])
            # An edit that names nobody either gives it no further day.
            still = [
                each
                for before, after in again
                for each in passed_over(feed.id, [after], before.seen)
            ]
            await silences.add(connection, [*still, *passed_over(feed.id, news, now)])
            await feeds.polled(connection, taught)
        if is_baseline:
            return PollReport(feed.source.name)
        return PollReport(feed.source.name, new=len(news), told=len(kept))

    async def _kept(
        self, feed: Feed, parsed: Sequence[ParsedEntry], since: datetime
    ) -> tuple[set[bytes], Sequence[Entry], Sequence[PassedOver]]:
        """Which of its keys are known, and what came since then, told or not."""
        if feed.baseline_at is None:
            return set(), (), ()
        keys = await _aside(len(parsed), keys_to_look_up, parsed)
        async with self._database.read() as connection:
            return (
                await entries.known_keys(connection, feed.id, keys),
                await tellings.recent(connection, feed.id, since),
                await silences.recent(connection, feed.id, since),
            )

    async def _chosen(self, feed: Feed, shown: NewEntry | SeenEntry) -> Choice:
        # A first body may have hundreds of entries: others get their turn in between.
        if not self._turns.may(feed.id):
            await self._turns.wait(feed.id)
        return choose(feed.source, shown.entry, self._mentions)

    async def _unchanged(self, feed: Feed, answer: Fetched | NotModified) -> PollReport:
        await self._together.keep(self._lessons.of_answer(feed, answer, self._clock.now()))
        return PollReport(feed.source.name)

    async def _failed(self, feed: Feed, failed: Failed) -> PollReport:
        await self._together.keep(self._lessons.of_failure(feed, failed, self._clock.now()))
        return PollReport(feed.source.name, failure=failed.reason)


async def _aside(many: int, work: Callable[P, T], *args: P.args, **settings: P.kwargs) -> T:
    """What is pure, beside the event loop where it is much."""
    if many <= _MANY:
        return work(*args, **settings)
    return await asyncio.to_thread(work, *args, **settings)


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=16).digest()
