"""The command line looks for feeds as the bot would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.feeds.listing import as_toml
from bot.feeds.opml import read_opml, write_opml
from storage import feeds
from storage.database import Database
from storage.rows import EntriesRule, FeedSource
from tests.feeds.watching import rss
from tests.fixtures.command import run_bot_meanwhile
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import ROOT


async def run_bot(*arguments: str) -> tuple[int, str]:
    done = await run_bot_meanwhile(*arguments)
    return done.returncode, done.stdout + done.stderr


def config_for(server: FeedServer, folder: Path) -> str:
    file = folder / "config.toml"
    file.write_text(
        f'[cases]\ndirectory = "{ROOT / "data" / "cases"}"\n'
        f'[feeds]\nallowed_private_hosts = ["{server.address}"]\n'
    )
    return str(file)


async def test_find_shows_the_feed_and_its_latest_entries(
    feed_server: FeedServer, tmp_path: Path
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    url = feed_server.serve(f"<html><head>{link}</head><body></body></html>", "/")
    feed_server.serve(rss("One", "Boris Kagarlitsky in court", "Three", "Four"))
    code, output = await run_bot(
        "feeds", "find", url, "--config", config_for(feed_server, tmp_path)
    )
    assert code == 0, output
    assert f'url = "{feed_server.url("/feed")}"' in output
    assert "Boris Kagarlitsky" in output
    assert "Three" in output
    assert "Four" not in output


async def test_feeds_come_in_as_the_list_wants_them_and_go_out(
    feed_server: FeedServer, tmp_path: Path
) -> None:
    config = config_for(feed_server, tmp_path)
    known, added = FeedSource("https://a.org/feed", "A"), FeedSource("https://b.org/feed", "B & C")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "feeds.toml").write_text(as_toml(known))
    opml = tmp_path / "feeds.opml"
    opml.write_text(write_opml((known, added), "Mine"))
    code, output = await run_bot("feeds", "import", str(opml), "--config", config)
    assert (code, output) == (0, as_toml(added))
    assert (await run_bot("migrate", "--config", config))[0] == 0
    database = Database(f"sqlite:///{tmp_path}/bot.db")
    async with database.write() as connection:
        await feeds.sync(connection, [known, added], datetime.now(UTC))
    await database.close()
    code, output = await run_bot("feeds", "export", "--config", config)
    assert code == 0, output
    assert read_opml(output) == (known, added)


async def test_try_shows_what_would_be_told_and_why(
    feed_server: FeedServer, tmp_path: Path
) -> None:
    titles = ("Boris Kagarlitsky in court", "Igor Trofimov wins", "Kagarlitsky plays chess", "Rain")
    url = feed_server.serve(rss(*titles))
    config = config_for(feed_server, tmp_path)
    code, output = await run_bot("feeds", "try", url, "--exclude", "Chess", "--config", config)
    assert code == 0, output
    said = " ".join(output.split())
    assert "Boris Kagarlitsky in court" in said
    assert "excluded by the word “Chess”" in said
    assert "“Igor Trofimov” looks like Andrei Trofimov" in said
    assert "names none of our people" in said
    assert "1 of 4 would be told" in said
    (tmp_path / "data").mkdir()
    source = FeedSource(url, "Mine", entries=EntriesRule.ALL, include=("rains",))
    (tmp_path / "data" / "feeds.toml").write_text(as_toml(source))
    code, output = await run_bot("feeds", "try", url, "--last", "2", "--config", config)
    assert "1 of 4 would be told" in " ".join(output.split()), output
    assert "Kagarlitsky plays" not in output
    code, output = await run_bot("feeds", "try", url, "--proxy", "no", "--config", config)
    assert code == 0, "what the list says holds"


async def test_list_says_how_the_feeds_do(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    database = Database(f"sqlite:///{tmp_path}/bot.db")
    await database.upgrade()
    async with database.write() as connection:
        sources = [FeedSource(f"https://{n}.example/", n) for n in ("Paused", "Ill", "Fine")]
        await feeds.sync(connection, sources, now)
        known = {feed.source.name: feed for feed in await feeds.watched(connection)}
        await feeds.pause(connection, known["Paused"].id)
        ill = replace(known["Ill"], failures=3, failing_since=now, last_error="It is ill.")
        fine = replace(known["Fine"], last_success=now)
        await feeds.polled(connection, ill, fine)
        await feeds.move(connection, fine.id, "https://moved.example/")
    await database.close()
    (tmp_path / "config.toml").write_text("")
    code, output = await run_bot("feeds", "list", "--config", str(tmp_path / "config.toml"))
    assert code == 0, output
    lines = [line.split() for line in output.splitlines()]
    assert [line[:2] for line in lines if line and line[0] in known] == [
        ["Ill", "failing"],
        ["Paused", "paused"],
        ["Fine", "well"],
    ]
    said = " ".join(output.split())
    assert "3 failures since" in said
    assert "It is ill." in said
    assert "moved to" in said
