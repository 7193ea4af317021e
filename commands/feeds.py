"""The feeds that are watched, and what the bot would see at another address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

import house
from bot.cases.mentions import Mentions
from bot.cases.registry import load
from bot.clock import SystemClock
from bot.config import load_config
from bot.feeds.encoding import decode
from bot.feeds.finder import Finder
from bot.feeds.listing import as_toml
from bot.feeds.opml import read_opml, write_opml
from bot.feeds.proposal import Seen
from bot.feeds.sources import load_sources
from bot.feeds.trial import try_feed
from bot.render import shorten
from commands.console import DEFAULT_CONFIG, ConfigOption, database_of, main, out
from storage import feeds
from storage.rows import FeedKind, FeedSource

commands = typer.Typer(help="The feeds that are watched.", no_args_is_help=True)


@commands.command("list")
def list_(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """What is watched, and how the last polls went."""

    async def work() -> None:
        async with database_of(load_config(config)) as database, database.read() as connection:
            table = Table(
                "feed", "last success", "last new entry", "failures", "next poll", box=None
            )
            for feed in await feeds.all(connection):
                table.add_row(
                    feed.source.name,
                    _moment(feed.last_success),
                    _moment(feed.last_entry),
                    f"{feed.failures} {feed.last_error}" if feed.failures else "",
                    _moment(feed.next_poll),
                )
            out.print(table)

    main(work)


@commands.command("try")
def try_(
    url: str,
    kind: FeedKind = FeedKind.FEED,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Fetch an address as the bot would and show the entries it sees."""

    async def work() -> None:
        settings = load_config(config)
        mentions = Mentions(load(Path(settings.cases.directory)))
        async with house.feed_reader(settings, SystemClock()) as (fetcher, parser):
            source = FeedSource(url, url, kind)
            seen = await try_feed(fetcher, parser, mentions, source)
        out.print(_entries(seen))

    main(work)


@commands.command("find")
def find(url: str, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Find the feed of a site, or its articles; show the latest, and what to put into the list."""

    async def work() -> None:
        settings = load_config(config)
        mentions = Mentions(load(Path(settings.cases.directory)))
        async with house.feed_reader(settings, SystemClock()) as (fetcher, parser):
            found = await Finder(fetcher, parser, mentions).find(url)
        out.print(_entries(found.latest))
        out.print(Text(f"\nFor {settings.feeds.sources}:\n\n{as_toml(found.source)}"))

    main(work)


@commands.command("export")
def export(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Print the feeds that are watched as OPML, for other readers; pages and channels stay out."""

    async def work() -> None:
        async with database_of(load_config(config)) as database, database.read() as connection:
            watched = await feeds.all(connection)
        print(write_opml((feed.source for feed in watched), "Solidarity bot"), end="")

    main(work)


@commands.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Print the feeds of an OPML file that are not in the list yet, as it wants them written."""

    async def work() -> None:
        known = {source.url for source in load_sources(Path(load_config(config).feeds.sources))}
        text = decode(file.read_bytes(), "")
        print("\n".join(as_toml(each) for each in read_opml(text) if each.url not in known), end="")

    main(work)


def _entries(seen: Sequence[Seen]) -> Table:
    table = Table("published", "title", "link", "about", box=None)
    for each in seen:
        table.add_row(
            _moment(each.entry.published),
            Text(shorten(each.entry.title, 80)),
            Text(each.entry.link),
            ", ".join(each.cases),
        )
    return table


def _moment(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else "never"
