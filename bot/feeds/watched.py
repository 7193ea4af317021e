"""The feeds that are watched, for organisers: how they do, and why an entry was told or not."""

from __future__ import annotations

from datetime import timedelta

from bot.audit import Audit
from bot.chain import Verb
from bot.clock import Clock
from bot.feeds.keys import keys_of_link
from bot.feeds.options import needs_second
from bot.feeds.why import Silence, Telling, Why, of_site
from storage import entries, feeds, mentions, passed_over, stories
from storage.database import AsyncConnection, Database
from storage.rows import Feed, FeedSource, SealedId


class Watched:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        audit: Audit,
        *,
        proxies: tuple[str, ...] = (),
        fastest: timedelta = timedelta(0),
    ) -> None:
        """`proxies`: the names that sources may ask for. `fastest`: the shortest wait between two
        polls that may be set."""
        self._database = database
        self._clock = clock
        self._audit = audit
        self.proxies = proxies
        self.fastest = fastest

    async def all(self) -> tuple[Feed, ...]:
        """By name, paused ones too."""
        async with self._database.read() as connection:
            return tuple(await feeds.watched(connection))

    async def find(self, feed_id: int) -> Feed | None:
        return next((feed for feed in await self.all() if feed.id == feed_id), None)

    async def named(self, words: str) -> tuple[Feed, ...]:
        """Feeds whose name is this, else those whose name or address has it in it."""
        wanted = " ".join(words.split()).casefold()
        known = await self.all()
        exact = tuple(feed for feed in known if feed.source.name.casefold() == wanted)
        return exact or tuple(
            feed
            for feed in known
            if wanted in feed.source.name.casefold() or wanted in feed.source.url.casefold()
        )

    async def pause(self, feed: Feed, user: SealedId) -> None:
        async with self._database.write() as connection:
            await feeds.pause(connection, feed.id)
            await self._note(connection, user, Verb.PAUSED, feed)

    async def resume(self, feed: Feed, user: SealedId) -> None:
        """It is asked again at once; what came meanwhile and still stands there is told."""
        async with self._database.write() as connection:
            await feeds.resume(connection, feed.id, self._clock.now())
            await self._note(connection, user, Verb.RESUMED, feed)

    async def remove(self, feed: Feed, user: SealedId) -> bool:
        """Watch it no longer; False if a list names it: there it can be deleted."""
        async with self._database.write() as connection:
            removed = await feeds.remove(connection, feed.id)
            if removed:
                await self._note(connection, user, Verb.REMOVED, feed)
            return removed

    async def edit(self, feed: Feed, source: FeedSource, user: SealedId) -> bool:
        """Say this of a feed that was added in the chat; False if a list names it, or nobody.

        Raises ValueError for what needs a second person: `Proposals.change` asks one.
        """
        if needs_second(feed.source, source):
            raise ValueError("a second person decides about this change")
        async with self._database.write() as connection:
            changed = await feeds.change(connection, feed.id, source)
            if changed:
                await self._note(connection, user, Verb.EDITED, feed)
            return changed

    async def _note(
        self, connection: AsyncConnection, user: SealedId, verb: Verb, feed: Feed
    ) -> None:
        await self._audit.write(connection, user, verb, f"feed {feed.source.url}")

    async def why(self, link: str) -> Why:
        """Who brought an entry with this link, whom it named, how many messages it made; or why
        nobody was told."""
        keys = keys_of_link(link)
        async with self._database.read() as connection:
            known = {feed.id: feed for feed in await feeds.watched(connection)}
            tellings = []
            for entry_id in await stories.entries_of(connection, keys[0].hex(), link):
                entry = await entries.find(connection, entry_id)
                feed = await _feed(connection, known, entry.feed_id) if entry else None
                if entry and feed:
                    named = await mentions.of(connection, entry_id)
                    tellings.append(Telling(entry, feed, named))
            brought = {telling.feed.id for telling in tellings}
            passed = {each.feed_id: each for each in await passed_over.of(connection, keys[0])}
            knowing = {*passed, *await stories.feeds_that_know(connection, keys)} - brought
            silent = [await _feed(connection, known, feed_id) for feed_id in sorted(knowing)]
            counts = await stories.messages(connection, [each.entry.id for each in tellings])
        silences = tuple(Silence(feed, passed.get(feed.id)) for feed in silent if feed is not None)
        unseen = not tellings and not silences
        return Why(
            tuple(tellings),
            silences,
            counts,
            of_site(link, tuple(known.values())) if unseen else (),
        )


async def _feed(connection: AsyncConnection, known: dict[int, Feed], feed_id: int) -> Feed | None:
    """A feed, also one that is watched no longer."""
    return known.get(feed_id) or await feeds.find(connection, feed_id)
