"""Feeds that owners were shown and have not decided about, and those that wait for a second person.

What somebody looks at stands in memory alone: after a restart they look again. What waits for a
second person is a row: it is decided by its number and by what that person was shown.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from enum import Enum

from bot.access import Action
from bot.chain import Verb
from bot.clock import Clock
from bot.feeds.finder import Finder
from bot.feeds.proposal import Proposal
from bot.feeds.why import of_site
from bot.organisers import Organisers
from storage import feed_requests, feeds
from storage.database import AsyncConnection, Database
from storage.rows import EntriesRule, Feed, FeedRequest, FeedSource, SealedId


class Decision(Enum):
    """What came of wanting a feed watched, or watched otherwise."""

    ADDED = "added"
    CHANGED = "changed"
    """It is watched otherwise from now on."""
    KNOWN = "known"
    """It is watched already."""
    WAITING = "waiting"
    """Somebody else has to agree."""
    REFUSED = "refused"
    NOBODY = "nobody-asked"
    """There is nobody who could agree."""
    NOT_ALLOWED = "not-allowed"
    GONE = "gone"
    """Decided before, or not what this person was shown."""


class Proposals:
    """One for each person, the newest."""

    def __init__(
        self, finder: Finder, database: Database, clock: Clock, organisers: Organisers
    ) -> None:
        self._finder = finder
        self._database = database
        self._clock = clock
        self._organisers = organisers
        self._made: dict[SealedId, Proposal] = {}

    async def make(self, user: SealedId, url: str, proxy: str = "") -> Proposal:
        """Find what can be watched at an address. Raises TrialFault.

        A site of which a feed is marked "undesirable" already is so from the start.
        """
        found = await self._finder.find(url, proxy)
        async with self._database.read() as connection:
            neighbours = of_site(found.source.url, await feeds.watched(connection))
        if any(feed.source.undesirable for feed in neighbours):
            found = replace(found, source=replace(found.source, undesirable=True))
        self._made[user] = found
        return found

    def seen(self, user: SealedId, mark: str) -> Proposal | None:
        """What this person was shown, if it is what the mark was made for."""
        proposal = self._made.get(user)
        return proposal if proposal is not None and mark_of(proposal.source) == mark else None

    def flag(self, user: SealedId, mark: str) -> Proposal | None:
        """The same with "undesirable" the other way round."""
        proposal = self.seen(user, mark)
        if proposal is None:
            return None
        source = replace(proposal.source, undesirable=not proposal.source.undesirable)
        self._made[user] = replace(proposal, source=source)
        return self._made[user]

    def drop(self, user: SealedId, mark: str) -> Proposal | None:
        proposal = self.seen(user, mark)
        return None if proposal is None else self._made.pop(user)

    async def want(
        self, user: SealedId, mark: str, rule: EntriesRule
    ) -> tuple[Decision, Proposal | None, FeedRequest | None]:
        """Somebody wants it watched: it is, for who decides alone, or waits for a second person."""
        others = await self._organisers.who_may_approve(user)
        async with self._database.write() as connection:
            if not await self._organisers.may_do(connection, user, Action.CHOOSE_FEEDS):
                return Decision.NOT_ALLOWED, None, None
            proposal = self.drop(user, mark)
            if proposal is None:
                return Decision.GONE, None, None
            proposal = replace(proposal, source=replace(proposal.source, entries=rule))
            if await self._organisers.decides_alone(connection, user):
                return await self._add(connection, user, proposal.source), proposal, None
            if not others:
                return Decision.NOBODY, proposal, None
            request = await feed_requests.add(connection, user, proposal.source, self._clock.now())
            await self._organisers.audit.write(connection, user, Verb.ASKED, _about(request.source))
        return Decision.WAITING, proposal, request

    async def change(
        self, user: SealedId, feed: Feed, source: FeedSource
    ) -> tuple[Decision, FeedRequest | None]:
        """Somebody wants a feed watched otherwise: at once for who decides alone; else it waits."""
        others = await self._organisers.who_may_approve(user)
        async with self._database.write() as connection:
            if not await self._organisers.may_do(connection, user, Action.CHOOSE_FEEDS):
                return Decision.NOT_ALLOWED, None
            if await self._organisers.decides_alone(connection, user):
                return await self._change(connection, user, feed.id, feed.source, source), None
            if not others:
                return Decision.NOBODY, None
            request = await feed_requests.add(
                connection, user, source, self._clock.now(), changes=feed
            )
            await self._organisers.audit.write(connection, user, Verb.ASKED, _about(source))
        return Decision.WAITING, request

    async def withdraw(self, number: int) -> None:
        """Nobody could be asked."""
        async with self._database.write() as connection:
            await feed_requests.remove(connection, number)

    async def decide(
        self, user: SealedId, number: int, mark: str, *, agree: bool
    ) -> tuple[Decision, FeedRequest | None]:
        """A second person's word on exactly what they were shown; the first word counts."""
        async with self._database.write() as connection:
            request = await feed_requests.find(connection, number)
            if request is None or mark_of(request.source) != mark:
                return Decision.GONE, None
            if not await self._organisers.is_second(connection, user, request.author):
                return Decision.NOT_ALLOWED, None
            await feed_requests.remove(connection, number)
            if not agree:
                about = _about(request.source)
                await self._organisers.audit.write(connection, user, Verb.REFUSED, about)
                return Decision.REFUSED, request
            if request.changes is not None and request.was is not None:
                done = await self._change(
                    connection, user, request.changes, request.was, request.source
                )
                return done, request
            return await self._add(connection, user, request.source), request

    async def _change(
        self,
        connection: AsyncConnection,
        user: SealedId,
        feed_id: int,
        was: FeedSource,
        source: FeedSource,
    ) -> Decision:
        """What was agreed on is this change; of a feed that was changed meanwhile it is another."""
        feed = await feeds.find(connection, feed_id)
        if feed is None or mark_of(feed.source) != mark_of(was):
            return Decision.GONE
        if not await feeds.change(connection, feed_id, source):
            return Decision.GONE
        await self._organisers.audit.write(connection, user, Verb.EDITED, _about(source))
        return Decision.CHANGED

    async def _add(
        self, connection: AsyncConnection, user: SealedId, source: FeedSource
    ) -> Decision:
        if not await feeds.add(connection, source, self._clock.now()):
            return Decision.KNOWN
        await self._organisers.audit.write(connection, user, Verb.ADDED, _about(source))
        return Decision.ADDED


def _about(source: FeedSource) -> str:
    return f"feed {source.url}"


def mark_of(source: FeedSource) -> str:
    """Binds a word to exactly this source with everything said of it; short enough for a button."""
    said = repr(sorted(asdict(source).items()))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
