"""How the poller treats those it asks: patience, doubt, and addresses that move."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web

from bot.feeds.poll import TRUSTED_304S
from storage import feeds
from storage.database import Database
from storage.rows import Feed
from tests.feeds.watching import BORIS, PERIOD, MakeWatch, Watch, rss, source

LONGEST = timedelta(seconds=PERIOD * 4)


@pytest.fixture
async def patient(make_watch: MakeWatch, sqlite_database: Database) -> Watch:
    """A poller that asks a quiet feed up to four times less often."""
    return await make_watch(sqlite_database, quiet_factor=4.0)


async def next_poll(watch: Watch) -> Feed:
    """Poll the only feed when it is due; the feed afterwards."""
    [feed] = await watch.feeds()
    await watch.clock.advance_to(max(feed.next_poll, watch.clock.now()))
    await watch.poller.poll_due()
    [feed] = await watch.feeds()
    return feed


def wait(watch: Watch, feed: Feed) -> timedelta:
    return feed.next_poll - watch.clock.now()


async def test_a_server_that_always_says_unchanged_is_doubted(watch: Watch) -> None:
    await watch.follow(1, BORIS)
    await watch.sources(source(watch))
    body = rss("Old")

    async def lies(request: web.BaseRequest) -> web.Response:
        asks = "If-None-Match" in request.headers
        return web.Response(status=304 if asks else 200, body=body, headers={"ETag": '"1"'})

    watch.server.answers["/feed"] = lies
    await watch.poll()
    body = rss("Kagarlitsky freed", "Old")
    for _ in range(TRUSTED_304S):
        await watch.poll()
    assert await watch.told() == []
    await watch.poll()
    assert await watch.told() == [(1, "Kagarlitsky freed")]
    [feed] = await watch.feeds()
    assert (feed.not_modified, feed.etag) == (0, '"1"')


async def test_an_honest_server_is_asked_for_the_whole_body_now_and_then(watch: Watch) -> None:
    await watch.sources(source(watch))
    watch.server.serve_with_etag(rss("Old").encode())
    for _ in range(2 * TRUSTED_304S + 4):
        await watch.poll()
    bare = [not each.headers.get("If-None-Match") for each in watch.server.requests]
    assert [number for number, is_bare in enumerate(bare) if is_bare] == [
        0,
        TRUSTED_304S + 1,
        2 * TRUSTED_304S + 2,
    ]


async def test_a_quiet_feed_is_asked_less_often_and_a_lively_one_oftener(patient: Watch) -> None:
    await patient.sources(source(patient))
    patient.server.serve(rss("Old"))
    feed = await next_poll(patient)
    assert wait(patient, feed) <= timedelta(seconds=PERIOD)
    waits = []
    for _ in range(40):
        feed = await next_poll(patient)
        waits.append(wait(patient, feed))
    assert waits[0] < timedelta(seconds=PERIOD * 1.11)
    assert LONGEST * 0.9 <= max(waits) <= LONGEST * 1.1
    for number in range(30):
        patient.server.serve(rss(*(f"Entry {n}" for n in range(number, -1, -1)), "Old"))
        feed = await next_poll(patient)
    assert feed.usual_gap is not None
    assert feed.usual_gap < timedelta(seconds=PERIOD * 12)
    assert wait(patient, feed) < timedelta(seconds=PERIOD * 1.5)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (rss("Old"), {"Cache-Control": "max-age=99999"}),
        (rss("Old").replace("<title>T<", "<ttl>9999</ttl><title>T<"), {}),
    ],
)
async def test_patience_that_is_asked_for_is_given_within_bounds(
    patient: Watch, body: str, headers: dict[str, str]
) -> None:
    await patient.sources(source(patient))
    patient.server.serve(body, headers=headers)
    await next_poll(patient)
    for _ in range(2):
        feed = await next_poll(patient)
        assert LONGEST * 0.9 <= wait(patient, feed) <= LONGEST * 1.1


async def test_hours_to_skip_are_skipped_also_when_nothing_changed(patient: Watch) -> None:
    await patient.sources(source(patient))
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(14, 16))
    body = rss("Old").replace("<title>T<", f"<skipHours>{hours}</skipHours><title>T<")
    patient.server.serve_with_etag(body.encode())
    asked = []
    for _ in range(30):
        feed = await next_poll(patient)
        asked.append(feed.next_poll.hour)
    assert set(asked) & {13, 16, 17}
    assert not set(asked) & {14, 15}


async def test_a_redirect_that_lasts_is_remembered_and_a_passing_one_is_not(watch: Watch) -> None:
    await watch.sources(source(watch))
    new = watch.server.url("/new")
    watch.server.serve(rss("Old"), "/new")
    watch.server.serve("", status=301, headers={"Location": "/new"})
    await watch.poll()
    [feed] = await watch.feeds()
    assert (feed.moved_to, feed.moved_since) == (new, watch.clock.now())
    since = feed.moved_since
    watch.server.serve("", status=503)
    await watch.poll()
    watch.server.serve("", status=301, headers={"Location": "/new"})
    await watch.clock.advance(PERIOD * 3)
    await watch.poll()
    [feed] = await watch.feeds()
    assert (feed.moved_to, feed.moved_since, feed.failures) == (new, since, 0)
    watch.server.serve("", status=302, headers={"Location": "/new"})
    await watch.poll()
    [feed] = await watch.feeds()
    assert (feed.moved_to, feed.moved_since) == ("", None)


async def test_what_has_moved_is_asked_at_its_new_address_and_stays_the_same(watch: Watch) -> None:
    await watch.follow(1, BORIS)
    await watch.sources(source(watch))
    watch.server.serve(rss("Kagarlitsky writes"))
    await watch.poll()
    watch.server.serve(rss("Kagarlitsky freed", "Kagarlitsky writes"), "/new")
    [feed] = await watch.feeds()
    async with watch.database.write() as connection:
        await feeds.move(connection, feed.id, watch.server.url("/new"))
    await watch.poll()
    assert await watch.told() == [(1, "Kagarlitsky freed")]
    assert watch.server.counts() == {"/feed": 1, "/new": 1}


async def test_what_is_gone_is_asked_once_a_day(watch: Watch) -> None:
    await watch.sources(source(watch))
    watch.server.serve("", status=410)
    await watch.poll()
    [feed] = await watch.feeds()
    assert feed.gone
    assert wait(watch, feed) == timedelta(days=1)
    assert feed.failing_since == watch.clock.now()
    watch.server.serve(rss("Old"))
    feed = await next_poll(watch)
    assert (feed.gone, feed.failing_since, feed.failures) == (False, None, 0)


async def test_waits_after_failures_part_too(watch: Watch) -> None:
    await watch.sources(*(source(watch, f"/{number}") for number in range(6)))
    await watch.poll()
    waits = {wait(watch, feed) for feed in await watch.feeds()}
    assert len(waits) == 6
