"""What the files of facts have in common: a slug, and sources that facts name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from bot.cases.facts import Name, Source, Statement
from bot.i18n import LANGUAGES
from bot.tables import Table

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_BYTES = 40
"""A slug must fit, with its verb, into the 64 bytes of a button and of a deep link."""

NO_SOURCE = Source(url="", dated="")
"""Stands in where a source was faulty; no registry that loads holds it."""


class Sources(NamedTuple):
    """The sources one file names, and which of them its facts rest on."""

    table: Table
    known: dict[str, Source]
    used: set[str]

    def of(self, table: Table) -> Source:
        """The source that this fact names under "source"."""
        name = table.text("source")
        self.used.add(name)
        if name and name not in self.known:
            table.fault("source", f'"{name}" is not described; add it under [sources.{name}]')
        return self.known.get(name, NO_SOURCE)

    def statement(self, table: Table) -> Statement:
        statement = Statement(
            text={code: table.text(code) for code in LANGUAGES}, source=self.of(table)
        )
        table.done()
        return statement

    def statements(self, table: Table, key: str) -> tuple[Statement, ...]:
        return tuple(self.statement(item) for item in table.tables(key))

    def name(self, table: Table) -> Name:
        name = Name(text=table.text("text"), source=self.of(table))
        table.done()
        return name

    def done(self) -> None:
        for name in sorted(self.known.keys() - self.used):
            self.table.fault(f"sources: {name}", "no fact rests on it; delete it")


def read_sources(table: Table) -> Sources:
    """What stands under [sources.…]."""
    known: dict[str, Source] = {}
    described = table.table("sources")
    for name, entry in described.named().items() if described else ():
        known[name] = Source(
            url=entry.address("url"),
            dated=entry.loose_date("dated", optional=True),
            note=entry.texts("note", optional=True),
            undesirable=entry.flag("undesirable"),
        )
        if not entry.has("dated") and not entry.has("note"):
            entry.fault("dated", "is missing; add it, or a note that says why there is none")
        entry.done()
    return Sources(table, known, set())


def read_slug(table: Table, path: Path) -> str:
    """The slug a file names, which is its own name."""
    slug = table.text("slug")
    if not slug:
        return path.stem
    if not SLUG.fullmatch(slug):
        table.fault("slug", f'"{slug}" is no slug; use only a-z and 0-9 with single hyphens')
    if len(slug.encode()) > SLUG_BYTES:
        table.fault("slug", f"is longer than {SLUG_BYTES} bytes; shorten it and the file's name")
    if slug != path.stem:
        table.fault("slug", f'"{slug}" is not the file\'s name; make them equal')
    return slug
