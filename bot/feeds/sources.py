"""The list of feeds people write, read and checked; docs/data.md describes the file."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import timedelta
from pathlib import Path

from bot.feeds.words import MOST_PHRASES, phrase_fault
from bot.tables import Table
from storage.rows import EntriesRule, FeedKind, FeedSource

LANGUAGE = re.compile(r"[a-z]{2}")


class SourcesFault(ValueError):
    """The list cannot be used. Its text lists every fault, one a line, as "file: key: what"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def load_sources(
    path: Path,
    campaigns: Container[str] | None = None,
    cases: Container[str] | None = None,
    proxies: Container[str] | None = None,
) -> tuple[FeedSource, ...]:
    """Every feed of the file, in its order; known slugs and proxies, if given, are checked.

    Raises SourcesFault, which lists all that is wrong at once.
    """
    faults: list[str] = []
    table = Table.open(path, faults)
    found: list[FeedSource] = []
    for item in table.tables("feed") if table else ():
        source = _source(item)
        if source.url in {other.url for other in found}:
            item.fault("url", f'"{source.url}" stands in the file twice; delete one')
        if source.campaign and campaigns is not None and source.campaign not in campaigns:
            item.fault("campaign", f'"{source.campaign}" does not exist; add its file or delete it')
        if source.case and cases is not None and source.case not in cases:
            item.fault("case", f'"{source.case}" does not exist; add its file or delete it')
        if source.proxy and proxies is not None and source.proxy not in proxies:
            item.fault(
                "proxy",
                "is not in [feeds.proxies] of the configuration; name its address there and write "
                "the name here, so that no password stands in this file",
            )
        found.append(source)
    if table:
        table.done()
    if faults:
        raise SourcesFault(faults)
    return tuple(found)


def _source(item: Table) -> FeedSource:
    source = FeedSource(
        url=item.address("url"),
        name=item.text("name"),
        kind=item.choice("kind", FeedKind, FeedKind.FEED),
        language=item.text("language", optional=True),
        campaign=item.text("campaign", optional=True),
        entries=item.choice("entries", EntriesRule, EntriesRule.MENTIONS),
        undesirable=item.flag("undesirable"),
        case=item.text("case", optional=True),
        include=_phrases(item, "include"),
        exclude=_phrases(item, "exclude"),
        proxy=item.text("proxy", optional=True),
        shortest=_minutes(item, "every_minutes"),
        longest=_minutes(item, "quiet_minutes"),
    )
    if source.shortest and source.longest and source.longest < source.shortest:
        item.fault("quiet_minutes", "is less than every_minutes; write more, or leave it out")
    if source.language and not LANGUAGE.fullmatch(source.language):
        item.fault("language", f'"{source.language}" is no language; write two letters like "ru"')
    item.done()
    return source


def _phrases(item: Table, key: str) -> tuple[str, ...]:
    found = tuple(" ".join(phrase.split()) for phrase in item.words(key))
    if len(found) > MOST_PHRASES:
        item.fault(key, f"has more than {MOST_PHRASES} words and phrases; leave some out")
    for phrase in found:
        if fault := phrase_fault(phrase):
            item.fault(key, f'"{phrase}" {fault}; change it')
    return found


def _minutes(item: Table, key: str) -> timedelta | None:
    minutes = item.minutes(key)
    return None if minutes is None else timedelta(minutes=minutes)
