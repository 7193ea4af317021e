"""The list of feeds people write, read and checked; docs/data.md describes the file."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

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
) -> tuple[FeedSource, ...]:
    """Every feed of the file, in its order; with the known slugs given, its own are checked.

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
    )
    if source.language and not LANGUAGE.fullmatch(source.language):
        item.fault("language", f'"{source.language}" is no language; write two letters like "ru"')
    item.done()
    return source
