"""What organisers set of a feed decides what is told, how often it is asked, and through what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import ConfigFault, load_config
from bot.feeds.keys import keys_of_link
from bot.feeds.listing import as_toml
from bot.feeds.opml import read_opml, write_opml
from bot.feeds.pace import LONGEST_WAIT, Bounds, bounds_for
from bot.feeds.sources import SourcesFault, load_sources
from bot.retention import KEEP_PASSED_OVER, Retention
from storage import feed_requests, passed_over
from storage.database import Database
from storage.rows import EntriesRule, Feed, FeedKind, FeedSource, Reason, SealedId
from tests.feeds.watching import BORIS, Watch, rss, source
from tests.storage.made import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FULL = FeedSource(
    "https://full.example/feed?a=1&b=2",
    'Full of "wishes"',
    language="ru",
    campaign="free-boris",
    entries=EntriesRule.ALL,
    undesirable=True,
    case="boris-kagarlitsky",
    include=("свобода слова", 'a "word", and a comma'),
    exclude=("футбол",),
    proxy="tor",
    shortest=30 * MINUTE,
    longest=12 * HOUR,
)


async def reasons(watch: Watch, title: str) -> list[tuple[Reason, str]]:
    link = f"https://news.example.org/{title.replace(' ', '-')}"
    async with watch.database.read() as connection:
        found = await passed_over.of(connection, keys_of_link(link)[0])
    return [(each.reason, each.words) for each in found]


async def test_words_decide_before_anybody_is_told(watch_on_both: Watch) -> None:
    watch = watch_on_both
    await watch.follow(1, BORIS)
    await watch.sources(source(watch, include=("letter",), exclude=("chess clubs",)))
    watch.server.serve(rss("Old Weather"))
    await watch.poll()
    titles = (
        "Kagarlitsky writes letters",
        "Kagarlitsky letter to a chess club",
        "Kagarlitsky in court",
        "Letters to nobody",
    )
    watch.server.serve(rss(*titles))
    await watch.poll()
    assert await watch.told() == [(1, titles[0])]
    assert await reasons(watch, titles[0]) == []
    assert await reasons(watch, titles[1]) == [(Reason.EXCLUDED, "chess clubs")]
    assert await reasons(watch, titles[2]) == [(Reason.NOT_INCLUDED, "")]
    assert await reasons(watch, titles[3]) == [(Reason.NO_CASE, "")]
    assert await reasons(watch, "Old Weather") == [(Reason.NOT_INCLUDED, "")]

    await watch.sources(source(watch))
    watch.server.serve(rss(*titles, "Kagarlitsky again"))
    await watch.poll()
    assert await watch.told() == [(1, titles[0]), (1, "Kagarlitsky again")], "what is seen is seen"
    assert len(await reasons(watch, titles[1])) == 1


async def test_reasons_are_forgotten_after_a_month(watch: Watch) -> None:
    await watch.sources(source(watch))
    watch.server.serve(rss("Weather", "Bread"))
    await watch.poll()
    retention = Retention(watch.database, watch.clock)
    assert await retention.purge() == 0
    await watch.clock.advance(KEEP_PASSED_OVER.total_seconds() + 1)
    assert await retention.purge() == 2
    assert await reasons(watch, "Weather") == []


async def test_each_feed_has_its_own_pace(watch: Watch) -> None:
    slow = source(watch, "/slow", shortest=6 * HOUR)
    await watch.sources(source(watch), slow)
    for path in ("/feed", "/slow"):
        watch.server.serve(rss("Weather"), path)
    for _ in range(4):
        await watch.poll()
    assert watch.server.counts() == {"/feed": 4, "/slow": 1}, "an hour, and six, apart"


async def test_a_proxy_that_is_missing_is_a_failure_and_nothing_is_asked(watch: Watch) -> None:
    await watch.sources(source(watch, proxy="tor"))
    await watch.poll()
    [feed] = await watch.feeds()
    assert "[feeds.proxies]" in feed.last_error
    assert not watch.server.requests


@pytest.mark.parametrize(
    ("shortest", "longest", "bounds"),
    [
        (None, None, (15 * MINUTE, HOUR)),
        (30 * MINUTE, None, (30 * MINUTE, 2 * HOUR)),
        (None, 10 * MINUTE, (10 * MINUTE, 10 * MINUTE)),
        (None, 12 * HOUR, (15 * MINUTE, 12 * HOUR)),
        (MINUTE, MINUTE, (5 * MINUTE, 5 * MINUTE)),
        (20 * HOUR, None, (20 * HOUR, LONGEST_WAIT)),
        (HOUR, 2 * HOUR, (HOUR, 2 * HOUR)),
    ],
)
def test_bounds_are_the_sources_own_but_never_under_the_fastest(
    shortest: timedelta | None, longest: timedelta | None, bounds: tuple[timedelta, timedelta]
) -> None:
    asked = FeedSource("u", "n", shortest=shortest, longest=longest)
    assert bounds_for(Bounds(15 * MINUTE, HOUR), asked, 5 * MINUTE) == Bounds(*bounds)


async def test_rows_keep_all_of_it(watch_on_both: Watch) -> None:
    await watch_on_both.sources(FULL)
    [feed] = await watch_on_both.feeds()
    assert isinstance(feed, Feed)
    assert feed.source == FULL


async def test_what_waits_for_a_second_person_is_kept_whole(database: Database) -> None:
    page = FeedSource("https://p.example/", "Страница", FeedKind.PAGE)
    async with database.write() as connection:
        for wanted in (FULL, page):
            made = await feed_requests.add(connection, SealedId(bytes(24)), wanted, NOW)
            assert await feed_requests.find(connection, made.id) == made
            assert made.source == wanted
        assert await feed_requests.remove(connection, made.id)
        assert not await feed_requests.remove(connection, made.id)
        assert await feed_requests.find(connection, made.id) is None


def test_the_list_and_opml_carry_it(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(as_toml(FULL), encoding="utf-8")
    assert load_sources(file, proxies={"tor"}) == (FULL,)
    written = write_opml([FULL], "Mine")
    assert "tor" not in written
    [read] = read_opml(written)
    assert (read.include, read.exclude, read.shortest, read.longest) == (
        FULL.include,
        FULL.exclude,
        FULL.shortest,
        FULL.longest,
    )
    assert (read.campaign, read.case, read.entries, read.undesirable, read.proxy) == (
        FULL.campaign,
        FULL.case,
        FULL.entries,
        True,
        "",
    )


def test_opml_of_others_sets_nothing_odd() -> None:
    outline = (
        '<outline xmlUrl="http://a.org/" solidarity:campaign="../x" solidarity:case="A B"'
        ' solidarity:entries="some" solidarity:every="-5" solidarity:quiet="99999999999"'
        ' solidarity:include="!!&#10;  prison   letters &#10;prison letters"/>'
    )
    [read] = read_opml(outline)
    assert read == FeedSource("http://a.org/", "http://a.org/", include=("prison letters",))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('proxy = "vpn"', "proxy: is not in [feeds.proxies]"),
        ('proxy = "http://u:s3cret@h:1"', "proxy: is not in [feeds.proxies]"),
        ('exclude = ["!!"]', 'exclude: "!!" has no word in it'),
        (f'include = ["{"a" * 81}"]', "is longer than 80 letters"),
        (f"include = {[str(n) for n in range(51)]}", "include: has more than 50"),
        ('exclude = "football"', "exclude: is no list of texts"),
        ("every_minutes = 0", "every_minutes: is no number of minutes"),
        ("quiet_minutes = 1441", "quiet_minutes: is no number of minutes"),
        ("every_minutes = true", "every_minutes: is no number of minutes"),
        ("every_minutes = 60\nquiet_minutes = 30", "quiet_minutes: is less than every_minutes"),
    ],
)
def test_faults_in_the_list(line: str, fault: str, tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(f'[[feed]]\nurl = "https://a.org/"\nname = "A"\n{line}\n', encoding="utf-8")
    with pytest.raises(SourcesFault) as caught:
        load_sources(file, proxies={"tor"})
    assert fault in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("proxies", "fault"),
    [
        ('{ tor = "socks5://u:s3cret@127.0.0.1:9050" }', ""),
        ('{ Tor = "socks5://u:s3cret@127.0.0.1:9050" }', "a proxy's name is small letters"),
        ('{ tor = "socks5://u:s3cret@127.0.0.1" }', "must name a host and a port"),
        ('{ tor = "ftp://u:s3cret@h:1" }', 'must begin with "http://" or "socks5://"'),
        ("{ tor = 5 }", "tor"),
    ],
)
def test_proxies_in_the_configuration(proxies: str, fault: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[feeds]\nproxies = {proxies}\n", encoding="utf-8")
    if not fault:
        config = load_config(file)
        assert list(config.feeds.proxies) == ["tor"]
        assert "s3cret" not in repr(config)
        return
    with pytest.raises(ConfigFault) as caught:
        load_config(file)
    assert fault in str(caught.value)
    assert "s3cret" not in str(caught.value)
