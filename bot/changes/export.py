"""Confirmed changes written into the fact files' own text, fit for review. Pure.

Only the tables that changed are written anew; everything else, comments too, stays as people wrote
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import tomli
import tomli_w

from bot.cases.facts import (
    Address,
    Case,
    Day,
    NamedWays,
    Source,
    Statement,
    Status,
    WritePolicy,
)

_HEADER = re.compile(r"^\[+\s*([\w.-]+)\s*\]+", re.MULTILINE)
_ORDER = ("held_since", "place", "status", "address", "ways", "write_policy")
"""The tables a change may touch, as they stand in a file."""
_SOURCES = "sources."


@dataclass(slots=True)
class _Sources:
    """The sources a file describes, by name; new ones get the names of their sites."""

    known: dict[str, Source]

    def name_of(self, source: Source) -> str:
        for name, known in self.known.items():
            if known == source:
                return name
        site = (urlsplit(source.url).hostname or "source").removeprefix("www.")
        stem = re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-") or "source"
        names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1000))
        name = next(name for name in names if name not in self.known)
        self.known[name] = source
        return name


def rewritten(text: str, case: Case) -> str:
    """The file's text so that it describes the case as it is now."""
    described = tomli.loads(text).get("sources", {})
    sources = _Sources({name: _source(entry) for name, entry in described.items()})
    blocks = _Blocks(list(_blocks(text)))
    for key in _ORDER:
        blocks.put(key, _table(getattr(case, key), sources))
    return blocks.with_sources(sources)


@dataclass(slots=True)
class _Blocks:
    """A file's tables as they are written, each under its header's name."""

    written: list[tuple[str, str]]

    def put(self, key: str, table: dict[str, Any] | None) -> None:
        """Write a fact where it stood or, if it is new, where such facts stand."""
        names = [name for name, _ in self.written]
        at = names.index(key) if key in names else names.index("status") + (key == "address")
        if key in names:
            if tomli.loads(self.written[at][1])[key] == table:
                return
            del self.written[at]
        if table is not None:
            self.written.insert(at, (key, f"{tomli_w.dumps({key: table})}\n"))

    def with_sources(self, sources: _Sources) -> str:
        """The whole text. Described is exactly what some fact rests on."""
        facts = [block for name, block in self.written if not name.startswith(_SOURCES)]
        used = set(_named(tomli.loads("".join(facts))))
        described = {
            name.removeprefix(_SOURCES): block
            for name, block in self.written
            if name.startswith(_SOURCES)
        }
        kept = [block for name, block in described.items() if name in used]
        new = [
            f"\n{tomli_w.dumps({'sources': {name: _entry(source)}})}"
            for name, source in sources.known.items()
            if name in used and name not in described
        ]
        return f"{''.join([*facts, *kept]).rstrip()}\n{''.join(new)}"


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """What stands under each header, with the header's name; the first has none.

    A table within a table ("address.caution") is a part of it.
    """
    name, start = "", 0
    for header in _HEADER.finditer(text):
        if not (name and header[1].startswith(f"{name}.")):
            yield name, text[start : header.start()]
            name, start = header[1], header.start()
    yield name, text[start:]


def _named(table: object) -> Iterator[str]:
    """Every source that a fact names."""
    if isinstance(table, dict):
        for key, value in table.items():
            if key == "source" and isinstance(value, str):
                yield value
            else:
                yield from _named(value)
    elif isinstance(table, list):
        for value in table:
            yield from _named(value)


def _table(
    fact: Status | Statement | Address | Day | NamedWays | WritePolicy | None,
    sources: _Sources,
) -> dict[str, Any] | None:
    if fact is None:
        return None
    source = {"source": sources.name_of(fact.source)}
    match fact:
        case Day():
            return {"on": fact.on} | source
        case Statement():
            return dict(fact.text) | source
        case NamedWays():
            return {"named": list(fact.named)} | source
        case Status() | WritePolicy():
            return {"kind": fact.kind.value, "as_of": fact.as_of} | source
        case Address():
            table = {"place": fact.place, "recipient": fact.recipient} | source
            caution = {"caution": dict(fact.caution)} if fact.caution else {}
            return table | {"confirmed": fact.confirmed} | caution


def _source(entry: dict[str, Any]) -> Source:
    return Source(
        url=entry["url"],
        dated=str(entry.get("dated", "")),
        note=entry.get("note", {}),
        undesirable=entry.get("undesirable", False),
    )


def _entry(source: Source) -> dict[str, Any]:
    entry: dict[str, Any] = {"url": source.url}
    if source.dated:
        entry["dated"] = source.dated
    if source.note:
        entry["note"] = dict(source.note)
    if source.undesirable:
        entry["undesirable"] = True
    return entry
