"""The feeds that are watched, and what the bot would see at another address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

import house
from bot.cases.mentions import Mentions
from bot.cases.registry import Registry, load
from bot.clock import SystemClock
from bot.config import Config, load_config
from bot.feeds.condition import Condition, condition
from bot.feeds.encoding import decode
from bot.feeds.finder import Finder
from bot.feeds.listing import as_toml
from bot.feeds.opml import read_opml, write_opml
from bot.feeds.proposal import Seen
from bot.feeds.sources import load_sources
from bot.feeds.trial import try_feed
from bot.feeds.words import split_phrases
from bot.i18n import Translations
from bot.render import shorten
from bot.views.feed_why import reason_words
from bot.views.topics import case_name
from commands.console import DEFAULT_CONFIG, ConfigOption, database_of, main, out
from storage import feeds
from storage.rows import EntriesRule, Feed, FeedKind, FeedSource

_STYLES = {
    Condition.FAILING: "red",
    Condition.PAUSED: "yellow",
    Condition.UNREAD: "dim",
    Condition.SILENT: "yellow",
    Condition.WELL: "green",
}

commands = typer.Typer(help="The feeds that are watched.", no_args_is_help=True)


@commands.command("list")
def list_(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """What is watched, and how it does; those in trouble first."""

    async def work() -> None:
        now = SystemClock().now()
        async with database_of(load_config(config)) as database, database.read() as connection:
            watched = await feeds.watched(connection)
        order = list(Condition)
        table = _table("feed", "state", "last success", "last new entry", "next poll", "remarks")
        for feed in sorted(watched, key=lambda each: order.index(condition(each, now))):
            state = condition(feed, now)
            table.add_row(
                Text(feed.source.name),
                Text(state, style=_STYLES[state]),
                _moment(feed.last_success),
                _moment(feed.last_entry),
                "" if feed.paused else _moment(feed.next_poll),
                Text("; ".join(_remarks(feed))),
            )
        out.print(table)

    main(work)


@commands.command("try")
def try_(
    url: str,
    *,
    kind: FeedKind = FeedKind.FEED,
    entries: EntriesRule = EntriesRule.MENTIONS,
    language: str = "",
    include: Annotated[str, typer.Option(help="Words and phrases with commas between.")] = "",
    exclude: Annotated[str, typer.Option(help="Words and phrases with commas between.")] = "",
    proxy: Annotated[str, typer.Option(help="A name from \\[feeds.proxies].")] = "",
    last: Annotated[int, typer.Option(min=1, help="So many entries are shown.")] = 20,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Fetch an address as the bot would; show the entries, which would be told, and why.

    An address of the list is tried as it stands there; the options are for others.
    """

    async def work() -> None:
        settings = load_config(config)
        given = FeedSource(
            url,
            url,
            kind,
            language=language,
            entries=entries,
            include=split_phrases(include),
            exclude=split_phrases(exclude),
            proxy=proxy,
        )
        source = next((each for each in _listed(settings) if each.url == url), given)
        registry = load(Path(settings.cases.directory))
        async with house.feed_reader(settings, SystemClock()) as (fetcher, parser):
            seen = await try_feed(fetcher, parser, Mentions(registry), source)
        out.print(_entries(seen[:last], registry))
        told = sum(each.choice.told for each in seen)
        out.print(f"{told} of {len(seen)} would be told, were they new.")

    main(work)


@commands.command("find")
def find(
    url: str,
    proxy: Annotated[str, typer.Option(help="A name from \\[feeds.proxies].")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Find the feed of a site, or its articles; show the latest, and what to put into the list."""

    async def work() -> None:
        settings = load_config(config)
        registry = load(Path(settings.cases.directory))
        async with house.feed_reader(settings, SystemClock()) as (fetcher, parser):
            found = await Finder(fetcher, parser, Mentions(registry)).find(url, proxy)
        out.print(_entries(found.latest, registry))
        out.print(Text(f"\nFor {settings.feeds.sources}:\n\n{as_toml(found.source)}"))

    main(work)


@commands.command("export")
def export(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Print the feeds that are watched as OPML, for other readers; pages and channels stay out."""

    async def work() -> None:
        async with database_of(load_config(config)) as database, database.read() as connection:
            watched = await feeds.watched(connection)
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


def _listed(settings: Config) -> tuple[FeedSource, ...]:
    """The list of feeds; none where there is no such file."""
    path = Path(settings.feeds.sources)
    return load_sources(path, proxies=settings.feeds.proxies) if path.exists() else ()


def _remarks(feed: Feed) -> list[str]:
    """What else there is to know of a feed."""
    remarks = []
    if feed.failures:
        remarks.append(f"{feed.failures} failures since {_moment(feed.failing_since)}")
        remarks.append(feed.last_error)
    if feed.gone:
        remarks.append("gone for good, says the site")
    if feed.address:
        remarks.append(f"moved to {feed.address}")
    elif feed.moved_to:
        remarks.append(f"redirects for good to {feed.moved_to}")
    if feed.by_hand:
        remarks.append("added in the chat")
    if feed.source.proxy:
        remarks.append(f"through {feed.source.proxy}")
    return remarks


def _entries(seen: Sequence[Seen], registry: Registry) -> Table:
    say = Translations()("en")
    table = _table("published", "title", "link", "told")
    for each in seen:
        choice = each.choice
        told = ", ".join(case_name(registry, case, say) for case in each.cases) or "yes: all are"
        why = reason_words(choice.reason, choice.words, choice.case, registry, say)
        table.add_row(
            _moment(each.entry.published),
            Text(shorten(each.entry.headline, 80)),
            Text(each.entry.link),
            Text(told, style="green") if choice.told else Text(why, style="dim"),
        )
    return table


def _table(*columns: str) -> Table:
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    return table


def _moment(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else "never"
