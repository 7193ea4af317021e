"""From a feed that grew to deliveries: what is told, to whom, and what survives every fault."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.feeds.news import News
from storage.database import Database
from storage.rows import EVERYTHING, EntriesRule, FeedKind, FeedSource, Topic, TopicKind
from tests.feeds.watching import BORIS, PERIOD, MakeWatch, Watch, rss, source

LETTER = Topic(TopicKind.CAMPAIGN, "letter")


async def test_what_is_new_reaches_its_followers_once(watch_on_both: Watch) -> None:
    watch = watch_on_both
    await watch.follow(1, LETTER)
    await watch.follow(2, BORIS)
    await watch.follow(3, EVERYTHING)
    await watch.follow(4, Topic(TopicKind.CASE, "somebody-else"))
    await watch.follow(5, LETTER, BORIS, EVERYTHING)
    await watch.sources(source(watch, campaign="letter", entries=EntriesRule.ALL))
    watch.server.serve(rss("Old Kagarlitsky"))
    await watch.poll()
    assert await watch.told() == []

    watch.server.serve(rss("Kagarlitsky speaks", "We march", "Old Kagarlitsky"))
    await watch.poll()
    await watch.poll()
    assert sorted(await watch.told()) == [
        (1, "Kagarlitsky speaks"),
        (1, "We march"),
        (2, "Kagarlitsky speaks"),
        (3, "Kagarlitsky speaks"),
        (3, "We march"),
        (5, "Kagarlitsky speaks"),
        (5, "We march"),
    ]


async def test_a_news_sites_entries_count_only_where_they_name_a_case(watch: Watch) -> None:
    await watch.follow(1, BORIS)
    await watch.follow(2, EVERYTHING)
    await watch.sources(source(watch))
    watch.server.serve(rss())
    await watch.poll()
    watch.server.serve(rss("Weather", "Kagarlitsky speaks"))
    await watch.poll()
    assert sorted(await watch.told()) == [(1, "Kagarlitsky speaks"), (2, "Kagarlitsky speaks")]
    [(entry, told_by)] = await News(watch.database).latest()
    assert (entry.title, told_by.name) == ("Kagarlitsky speaks", "/feed")


async def test_a_persons_own_feed_is_read_by_a_weaker_rule(watch: Watch) -> None:
    await watch.follow(2, Topic(TopicKind.CASE, "maria"))
    sources = [source(watch, "/own", case="maria"), source(watch, "/other")]
    await watch.sources(*sources)
    for path in ("/own", "/other"):
        watch.server.serve(rss(), path=path)
    await watch.poll()
    for path in ("/own", "/other"):
        watch.server.serve(rss(f"maria writes in {path}"), path=path)
    await watch.poll()
    assert await watch.told() == [(2, "maria writes in /own")]


async def test_a_first_poll_tells_nobody_but_can_be_looked_up(watch: Watch) -> None:
    await watch.follow(1, EVERYTHING)
    await watch.sources(source(watch))
    watch.server.serve(rss("Kagarlitsky writes", "Weather"))
    await watch.poll()
    assert await watch.told() == []
    news = News(watch.database)
    assert [entry.title for entry, _ in await news.latest(case="kagarlitsky")] == [
        "Kagarlitsky writes"
    ]
    assert await news.latest(case="somebody-else") == ()
    assert await news.latest(campaign="letter") == ()


async def test_one_story_in_two_feeds_is_told_once(watch: Watch) -> None:
    await watch.follow(1, BORIS)
    await watch.sources(source(watch, "/a"), source(watch, "/b"))
    for path in ("/a", "/b"):
        watch.server.serve(rss("Old"), path)
    await watch.poll()
    for path in ("/a", "/b"):
        watch.server.serve(rss("Kagarlitsky freed"), path)
    await watch.poll()
    assert await watch.told() == [(1, "Kagarlitsky freed")]
    assert len(await News(watch.database).latest()) == 1


@pytest.mark.parametrize(
    ("status", "body"), [(500, ""), (404, ""), (200, "<html>Are you human?</html>"), (200, "{")]
)
async def test_a_failing_feed_is_tried_ever_less_often_and_forgets_nothing(
    watch: Watch, status: int, body: str
) -> None:
    await watch.follow(1, BORIS)
    await watch.sources(source(watch))
    watch.server.serve(rss("Kagarlitsky writes"))
    await watch.poll()
    waits = []
    for failures in range(1, 9):
        watch.server.serve(body, status=status)
        [feed] = await watch.feeds()
        await watch.clock.advance_to(feed.next_poll)
        await watch.poller.poll_due()
        [feed] = await watch.feeds()
        assert feed.failures == failures
        assert feed.last_error.endswith(".")
        assert feed.baseline_at is not None
        waits.append((feed.next_poll - watch.clock.now()).total_seconds())
    assert PERIOD * 1.5 < waits[0] < PERIOD * 2.5
    assert waits[0] < waits[1] < waits[2]
    assert max(waits) == waits[-1] == 86400

    watch.server.serve(rss("Kagarlitsky freed", "Kagarlitsky writes"))
    await watch.clock.advance(86400)
    await watch.poller.poll_due()
    [feed] = await watch.feeds()
    assert (feed.failures, feed.last_error) == (0, "")
    assert await watch.told() == [(1, "Kagarlitsky freed")]


async def test_a_wait_that_is_asked_for_is_kept(watch: Watch) -> None:
    await watch.sources(source(watch))
    watch.server.serve("", status=429, headers={"Retry-After": "36000"})
    await watch.poll()
    [feed] = await watch.feeds()
    assert feed.next_poll - watch.clock.now() == timedelta(hours=10)
    assert feed.baseline_at is None


async def test_an_emptied_feed_is_no_failure_and_is_not_told_again(watch: Watch) -> None:
    await watch.follow(1, BORIS)
    await watch.sources(source(watch))
    for body in (rss("Kagarlitsky writes"), "", rss(), rss("Kagarlitsky writes")):
        watch.server.serve(body)
        await watch.poll()
        [feed] = await watch.feeds()
        assert feed.failures == 0
    assert await watch.told() == []


async def test_an_unchanged_feed_is_asked_politely(watch: Watch) -> None:
    await watch.sources(source(watch))
    watch.server.serve_with_etag(rss("Old").encode())
    await watch.poll()
    [before] = await watch.feeds()
    await watch.poll()
    [after] = await watch.feeds()
    assert before.etag != ""
    assert watch.server.requests[1].headers["If-None-Match"] == before.etag == after.etag
    assert after.last_success == watch.clock.now()
    assert after.last_entry == before.last_entry
    assert after.next_poll - watch.clock.now() < timedelta(seconds=PERIOD * 1.11)


async def test_a_fault_in_the_commit_leaves_the_feed_as_it_was(watch: Watch) -> None:
    await watch.follow(1, BORIS)
    await watch.sources(source(watch))
    watch.server.serve_with_etag(rss("Old").encode())
    await watch.poll()
    [before] = await watch.feeds()
    watch.server.serve_with_etag(rss("Kagarlitsky freed", "Old").encode())
    async with watch.database.write() as connection:
        await connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON deliveries"
                " BEGIN SELECT RAISE(ABORT, 'no room'); END"
            )
        )
    with pytest.raises(DBAPIError):
        await watch.poll()
    assert await watch.feeds() == [before]
    assert len(await News(watch.database).latest()) == 0

    async with watch.database.write() as connection:
        await connection.execute(text("DROP TRIGGER full"))
    await watch.poll()
    assert await watch.told() == [(1, "Kagarlitsky freed")]


async def test_a_host_is_asked_one_thing_at_a_time_and_several_hosts_at_once(
    watch: Watch,
) -> None:
    port = watch.server.address.rpartition(":")[2]
    paths = [f"/{n}" for n in range(4)]
    await watch.sources(
        *(source(watch, path) for path in paths),
        *(FeedSource(f"http://localhost:{port}{path}", path) for path in ("/x", "/y")),
    )
    for path in [*paths, "/x", "/y"]:
        watch.server.serve(rss("Old"), path, delay=0.02)
    await watch.poll()
    assert watch.server.busiest == 2
    assert sum(watch.server.counts().values()) == 6


async def test_a_slow_host_holds_up_nobody_else(
    make_watch: MakeWatch, sqlite_database: Database
) -> None:
    watch = await make_watch(sqlite_database, patience=0.2)
    port = watch.server.address.rpartition(":")[2]
    release = asyncio.Event()

    async def slow(_: web.BaseRequest) -> web.Response:
        await release.wait()
        return web.Response(body=rss("Slow").encode())

    watch.server.answers["/slow"] = slow
    watch.server.serve(rss("Old"))
    await watch.sources(source(watch), FeedSource(f"http://localhost:{port}/slow", "slow"))
    async with asyncio.timeout(60):
        while watch.server.counts()["/feed"] < 2:
            await watch.poll()
    assert watch.server.counts() == {"/feed": 2, "/slow": 1}
    release.set()
    async with asyncio.timeout(60):
        while not all(feed.last_success for feed in await watch.feeds()):
            await watch.poll()


async def test_polls_under_way_are_given_up_at_the_end(
    make_watch: MakeWatch, sqlite_database: Database
) -> None:
    watch = await make_watch(sqlite_database, patience=0.2)
    watch.server.serve(rss("Old"), delay=60)
    await watch.sources(source(watch))
    await watch.poll()
    await asyncio.wait_for(watch.poller.close(), 5)
    [feed] = await watch.feeds()
    assert (feed.baseline_at, feed.failures) == (None, 0)


async def test_pages_and_channels_are_watched_like_feeds(watch: Watch) -> None:
    await watch.follow(1, BORIS)
    post = (
        '<div class="tgme_widget_message" data-post="freename/{n}">'
        '<div class="tgme_widget_message_text">Kagarlitsky {n}</div></div>'
    )
    link = '<h2><a href="/n/{n}">Kagarlitsky writes letter {n}</a></h2>'
    await watch.sources(
        source(watch, "/page", kind=FeedKind.PAGE), source(watch, "/s/x", kind=FeedKind.CHANNEL)
    )
    for last in (2, 3):
        for path, one in (("/page", link), ("/s/x", post)):
            body = "".join(one.format(n=n) for n in range(1, last + 1))
            watch.server.serve(f"<html><body>{body}</body></html>", path)
        await watch.poll()
    assert sorted(await watch.told()) == [(1, "Kagarlitsky 3"), (1, "Kagarlitsky writes letter 3")]


async def test_feeds_added_together_part_after_their_first_poll(watch: Watch) -> None:
    paths = [f"/{n}" for n in range(8)]
    await watch.sources(*(source(watch, path) for path in paths))
    for path in paths:
        watch.server.serve(rss("Old"), path)
    await watch.poll()
    waits = [feed.next_poll - watch.clock.now() for feed in await watch.feeds()]
    assert max(waits) - min(waits) > timedelta(seconds=PERIOD / 3)
    assert max(waits) <= timedelta(seconds=PERIOD)
