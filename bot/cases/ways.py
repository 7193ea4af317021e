"""The files about ways to send a letter, data/letters/*.toml, read and checked."""

from __future__ import annotations

import re
from pathlib import Path

from bot.cases.facts import About, Sender, Stopped, Way, WayKind
from bot.cases.sourced import Sources, read_slug, read_sources
from bot.tables import Table

_COUNTRY = re.compile(r"[A-Z]{2}")


def read_ways(directory: Path, faults: list[str]) -> dict[str, Way]:
    """Every way by slug, in the order of the files' names; none where there is no directory.

    What is wrong is added to ``faults``.
    """
    found: dict[str, Way] = {}
    for path in sorted(directory.glob("*.toml")):
        table = Table.open(path, faults)
        if table is not None:
            way = _way(table, read_slug(table, path))
            found[way.slug] = way
    return found


def _way(table: Table, slug: str) -> Way:
    sources = read_sources(table)
    kind = table.choice("kind", WayKind)
    way = Way(
        slug=slug,
        kind=kind,
        name=table.texts("name"),
        link=table.address("link") if kind is not WayKind.POST or table.has("link") else "",
        senders=_senders(table),
        facts=tuple(
            (item.choice("about", About), sources.statement(item)) for item in table.tables("facts")
        ),
        stopped=tuple(_stopped(item, sources) for item in table.tables("stopped")),
        people=table.words("people"),
    )
    if not way.facts:
        table.fault("facts", "is missing; say under [[facts]] what a source says of this way")
    sources.done()
    table.done()
    return way


def _senders(table: Table) -> tuple[Sender, ...]:
    words = table.words("senders")
    for word in words:
        if word not in set(Sender):
            table.fault("senders", f'"{word}" is unknown; write "russia", "abroad" or both')
    if not words:
        table.fault("senders", 'is missing; write "russia", "abroad" or both')
    return tuple(Sender(word) for word in words if word in set(Sender))


def _stopped(table: Table, sources: Sources) -> Stopped:
    country = table.text("country")
    if country and not _COUNTRY.fullmatch(country):
        table.fault("country", f'"{country}" is no country; write its two letters, such as "FI"')
    stopped = Stopped(country=country, since=table.loose_date("since"), source=sources.of(table))
    if stopped.source.url and not stopped.source.dated:
        table.fault("source", "bears no date; a stop needs one, since it may be over")
    table.done()
    return stopped
