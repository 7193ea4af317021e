"""Whatever a feed does over time, a new entry makes one delivery and nothing else makes any."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, replace

from aiohttp import web
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage.rows import EntriesRule, FeedSource, Topic, TopicKind
from storage.schema import deliveries, entries
from tests.feeds.changes import KINDS, OWN_GUIDS, Change, fits
from tests.feeds.site import STYLES, Site
from tests.feeds.watching import PERIOD, Watch
from tests.fixtures.feed_server import FeedServer

CHANGES_IDENTITY = tuple(KINDS[name] for name in ("churn guids", "drop guids", "number guids"))


class Shown:
    """A site at an address, and which of its articles a reader has been shown."""

    def __init__(self, server: FeedServer, site: Site, path: str) -> None:
        self.site = site
        self.due: Counter[int] = Counter()
        self.seen: set[int] | None = None
        self._moved_path = f"{path}-moved"
        self._version = 0
        # Two hosts, so that two feeds are asked at once.
        self.url = server.url(path).replace("127.0.0.1", ("localhost", "127.0.0.1")[len(path) % 2])
        server.answers[path] = self._answer_or_redirect
        server.answers[self._moved_path] = self._answer

    async def _answer_or_redirect(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.site.moved:
            return web.Response(status=301, headers={"Location": self._moved_path})
        return await self._answer(request)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        site = self.site
        if site.stuck and "If-None-Match" in request.headers:
            site.stuck = False
            return web.Response(status=304)
        status, site.status = site.status, 200
        body, numbers = site.take()
        if status == 200:
            self._show(numbers)
        self._version += 1
        return web.Response(status=status, body=body, headers={"ETag": f'"{self._version}"'})

    def _show(self, numbers: list[int]) -> None:
        if self.seen is None:
            self.seen = set(numbers)
        self.due.update(n for n in numbers if n not in self.seen)
        self.seen.update(numbers)


async def poll(watch: Watch, *shown: Shown) -> None:
    """Until each was asked once more: who failed is asked later."""
    for each in shown:
        away, each.site.away = each.site.away, type(each.site.away)(0)
        await watch.clock.advance(away.total_seconds())
    await watch.clock.advance(PERIOD * 2.5)
    while await watch.poller.poll_due():
        pass


async def wrong(watch: Watch, *shown: Shown) -> dict[str, tuple[Counter[int], Counter[int]]]:
    """By feed, the numbers of the articles that should have been told and were not, and of those
    that were and should not have been."""
    made = await told(watch)
    faults = {each.url: (each.due - made[each.url], made[each.url] - each.due) for each in shown}
    return {url: fault for url, fault in faults.items() if any(fault)}


async def told(watch: Watch) -> dict[str, Counter[int]]:
    """Deliveries of each feed by the number in the entry's summary; 0 where there is none."""
    await watch.spread()
    async with watch.database.read() as connection:
        rows = await connection.execute(
            select(entries.c.feed_id, entries.c.summary).join(
                deliveries, deliveries.c.entry_id == entries.c.id
            )
        )
        made: dict[int, Counter[int]] = {}
        for row in rows:
            number = re.match(r"No (\d+)\b", row.summary)
            made.setdefault(row.feed_id, Counter())[int(number[1]) if number else 0] += 1
    return {feed.source.url: made.get(feed.id, Counter()) for feed in await watch.feeds()}


async def watch_all(watch: Watch, *shown: Shown) -> None:
    await watch.sources(
        *(
            FeedSource(each.url, each.url, campaign="letter", entries=EntriesRule.ALL)
            for each in shown
        )
    )
    await poll(watch)


async def test_every_kind_of_change(watch: Watch) -> None:
    """All at once: each kind befalls a feed of a style that it fits; others are drawn below."""
    await watch.follow(7, Topic(TopicKind.CAMPAIGN, "letter"))
    changed: list[tuple[Change, Shown]] = []
    for kind, change in KINDS.items():
        chance = random.Random(kind)
        fitting = [name for name, style in STYLES.items() if fits(change, style)]
        name = chance.choice(fitting)
        site = Site(STYLES[name], chance, host=f"site{len(changed)}.example.org")
        site.publish(8)
        path = f"/{kind}/{name}".replace(" ", "-")
        changed.append((change, Shown(watch.server, site, path)))
    shown = [each for _, each in changed]
    await watch_all(watch, *shown)
    for change, each in changed:
        change(each.site)
    await poll(watch, *shown)
    for change, each in changed:
        change(each.site)
        each.site.publish()
    await poll(watch, *shown)
    for each in shown:
        each.site.publish()
        each.site.articles += each.site.gone[-3:]
    await poll(watch, *shown)
    await poll(watch, *shown)
    assert await wrong(watch, *shown) == {}
    assert all(each.due for each in shown)


async def test_names_that_are_given_anew(watch: Watch) -> None:
    """Guids that count places from the newest, and a site that gives everything new addresses."""
    await watch.follow(7, Topic(TopicKind.CAMPAIGN, "letter"))
    counting = Site(STYLES["opaque guids"], random.Random(1), counts_places=True)
    moving = Site(STYLES["permalinks"], random.Random(2), host="moving.example.org")
    counting.publish(6)
    moving.publish(6)
    shown = [Shown(watch.server, counting, "/counting"), Shown(watch.server, moving, "/moving")]
    await watch_all(watch, *shown)
    for kind in ("grow", "reorder", "link: tracking", "summarise", "burst"):
        KINDS[kind](counting)
        counting.publish()
        moving.articles = [
            replace(
                a, guid=f"{kind} {a.number}", link=f"https://{moving.host}/{kind[:4]}/{a.number}"
            )
            for a in moving.articles
        ]
        moving.publish()
        await poll(watch, *shown)
    assert await wrong(watch, *shown) == {}
    assert [each.due.total() for each in shown] == [11, 5]


@dataclass(frozen=True)
class Plan:
    """What befalls one feed."""

    style: str
    kinds: list[str]
    seed: int


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    style = draw(st.sampled_from(sorted(STYLES)))
    # An entry that loses its guid one day and its link another is another entry.
    lost = draw(st.sampled_from([OWN_GUIDS, CHANGES_IDENTITY]))
    fitting = [
        kind for kind in KINDS if fits(KINDS[kind], STYLES[style]) and KINDS[kind] not in lost
    ]
    kinds = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=12))
    return Plan(style, kinds, draw(st.integers(0, 999)))


# Everything is drawn before anything happens: a fault of a database between two draws would be
# told as a strategy that changes its mind.
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=plans())
@example(plan=Plan("atom", ["drop guids", "link: session", "session in path"], 0))
async def test_any_changes_one_after_another(watch: Watch, plan: Plan) -> None:
    await watch.follow(7, Topic(TopicKind.CAMPAIGN, "letter"))
    number = len(watch.server.answers)
    site = Site(STYLES[plan.style], random.Random(plan.seed), host=f"site{number}.example.org")
    site.publish(6)
    shown = Shown(watch.server, site, f"/{number}")
    await watch_all(watch, shown)
    for kind in plan.kinds:
        KINDS[kind](site)
        if site.chance.random() < 0.5:
            site.publish()
        await poll(watch, shown)
    await poll(watch, shown)
    assert await wrong(watch, shown) == {}


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) >= 36
    assert all(any(fits(change, style) for style in STYLES.values()) for change in KINDS.values())
