"""Feeds about nothing real, served on this machine, so that a newcomer sees alerts at once.

Every entry says that it is made up, and says no more of a person than that letters or postcards
are written: news about prisoners is never invented, not even here.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle, islice
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.preview.demo_documents import DOCUMENTS, DemoEntry, DemoFeed
from storage.rows import FeedKind, FeedSource

QUICK_SECONDS = 10.0
SLOW_SECONDS = 60.0
NAMED_AT_ONCE = 3
QUICK_CYCLES = 2
"""So often everybody is named in quick succession before entries come once a minute."""
KEPT_ENTRIES = 30
KEPT_POLLS = 60
_TITLES = {
    "en": (
        "Demo entry (made up): letter-writing evening for {names}",
        "Demo entry (made up): postcards for {names}",
        "Demo entry (made up): letters read aloud and answered, for {names}",
    ),
    "ru": (
        "Пример (вымышлено): вечер писем. Пишем так: {names}",
        "Пример (вымышлено): открытки. Кому: {names}",
        "Пример (вымышлено): пишем письма вместе. Кому: {names}",
    ),
}
_SUMMARIES = {
    "en": "This entry was made up by the preview, to show how an alert arrives. "
    "Nothing of the kind was announced.",
    "ru": "Эту запись придумал предпросмотр, чтобы показать, как приходит уведомление. "
    "Ничего подобного никто не объявлял.",
}
_AND = {"en": " and ", "ru": " и "}


@dataclass(frozen=True, slots=True)
class Poll:
    feed: str
    at: datetime
    status: int


FEEDS = (
    DemoFeed("letters", "Demo: letters (RSS)", "en", "rss"),
    DemoFeed("pisma", "Пример: письма (Atom)", "ru", "atom"),
    DemoFeed("evenings", "Demo: evenings (web page)", "en", "page"),
)


class DemoFeeds:
    """What the demo feeds say, and who asked for them.

    ``names``: by slug, each person's name by language. ``changed`` is called after every entry and
    every poll.
    """

    def __init__(
        self, names: Mapping[str, Mapping[str, str]], clock: Clock, changed: Callable[[], None]
    ) -> None:
        self._names = names
        self._clock = clock
        self._changed = changed
        self._numbers = count(1)
        self._entries: dict[str, deque[DemoEntry]] = {
            feed.slug: deque(maxlen=KEPT_ENTRIES) for feed in FEEDS
        }
        self._links: dict[int, DemoEntry] = {}
        self._polls: deque[Poll] = deque(maxlen=KEPT_POLLS)
        self._turn = cycle(FEEDS)
        self._people = cycle(sorted(names))
        self._quick_left = 0
        self._going = asyncio.Event()
        self._going.set()
        for feed in FEEDS:
            self._add(feed, self._next_people(), self._clock.now() - timedelta(hours=1))
        self._next = clock.now()
        self.hurry()

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def pause(self, paused: bool) -> None:
        if paused:
            self._going.clear()
        else:
            self._going.set()
            self._plan()
        self._changed()

    def hurry(self) -> None:
        """Name everybody twice in quick succession from now on: somebody is waiting to see it."""
        rounds = -(-len(self._names) // NAMED_AT_ONCE)
        soon = self._next if self._quick_left else None
        self._quick_left = QUICK_CYCLES * rounds
        self._next = soon or self._clock.now() + timedelta(seconds=QUICK_SECONDS)

    def publish(self, slugs: Sequence[str]) -> DemoEntry:
        """A new entry now that names these people. Raises KeyError for an unknown slug."""
        entry = self._add(next(self._turn), slugs, self._clock.now())
        self._changed()
        return entry

    async def run(self) -> None:
        """Publish as planned, until cancelled."""
        while True:
            await self._going.wait()
            left = (self._next - self._clock.now()).total_seconds()
            if left > 0:
                # A plan may be brought forward while we wait, so never wait long.
                await self._clock.sleep(min(left, 1.0))
                continue
            self._quick_left = max(0, self._quick_left - 1)
            self._plan()
            self.publish(self._next_people())

    def sources(self, address: str) -> tuple[FeedSource, ...]:
        """What the bot is configured to poll; ``address`` ends with a slash."""
        return tuple(
            FeedSource(
                url=f"{address}demo/{feed.slug}",
                name=feed.name,
                kind=FeedKind.PAGE if feed.form == "page" else FeedKind.FEED,
                language=feed.language,
            )
            for feed in FEEDS
        )

    def state(self) -> dict[str, Any]:
        """For the page: every feed with its entries and polls, newest first."""
        return {
            "paused": self.paused,
            "next": self._next.timestamp(),
            "people": [
                {"slug": slug, "name": names["en"]} for slug, names in sorted(self._names.items())
            ],
            "feeds": [
                {
                    "slug": feed.slug,
                    "name": feed.name,
                    "form": feed.form,
                    "entries": [
                        {"title": e.title, "at": e.published.timestamp(), "number": e.number}
                        for e in self._entries[feed.slug]
                    ][:8],
                    "polls": [
                        {"at": poll.at.timestamp(), "status": poll.status}
                        for poll in self._polls
                        if poll.feed == feed.slug
                    ][:6],
                }
                for feed in FEEDS
            ],
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/demo/entries/{number:[0-9]+}", self._show_entry),
            *(web.get(f"/demo/{feed.slug}", self._serving(feed)) for feed in FEEDS),
        ]

    def _plan(self) -> None:
        pause = QUICK_SECONDS if self._quick_left else SLOW_SECONDS
        self._next = self._clock.now() + timedelta(seconds=pause)

    def _next_people(self) -> list[str]:
        return list(islice(self._people, min(NAMED_AT_ONCE, len(self._names))))

    def _add(self, feed: DemoFeed, slugs: Sequence[str], published: datetime) -> DemoEntry:
        number = next(self._numbers)
        titles = _TITLES[feed.language]
        names = [self._names[slug][feed.language] for slug in slugs]
        entry = DemoEntry(
            number=number,
            feed=feed.slug,
            title=titles[number // len(FEEDS) % len(titles)].format(
                names=_listed(names, feed.language)
            ),
            summary=_SUMMARIES[feed.language],
            published=published,
        )
        self._entries[feed.slug].appendleft(entry)
        self._links[number] = entry
        return entry

    def _serving(self, feed: DemoFeed) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            root = f"{request.scheme}://{request.host}"
            body, content_type = DOCUMENTS[feed.form](feed, self._entries[feed.slug], root)
            etag = hashlib.blake2b(body, digest_size=8).hexdigest()
            known = any(tag.value == etag for tag in request.if_none_match or ())
            self._polls.appendleft(Poll(feed.slug, self._clock.now(), 304 if known else 200))
            self._changed()
            headers = {"ETag": f'"{etag}"'}
            if known:
                return web.Response(status=304, headers=headers)
            return web.Response(
                body=body, content_type=content_type, charset="utf-8", headers=headers
            )

        return serve

    async def _show_entry(self, request: web.Request) -> web.Response:
        entry = self._links.get(int(request.match_info["number"]))
        if entry is None:
            raise web.HTTPNotFound(text="This demo entry is gone.")
        title, summary = html.escape(entry.title), html.escape(entry.summary)
        page = (
            f"<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>"
            f"<p>{summary}</p>"
        )
        return web.Response(text=page, content_type="text/html")


def _listed(names: Sequence[str], language: str) -> str:
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + _AND[language] + names[-1]
