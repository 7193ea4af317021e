"""The files people write about cases and campaigns, read and checked; docs/data.md describes them.

`load` reads files; nothing else here touches the world. The records are found here as well, so
that a room which needs the facts imports this module alone.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from bot.cases.facts import (
    Address,
    Birth,
    Campaign,
    Case,
    HeldSince,
    Name,
    Registry,
    Source,
    Statement,
    Status,
    StatusKind,
    Support,
    Texts,
)
from bot.tables import LANGUAGES, Table

__all__ = [
    "Address",
    "Birth",
    "Campaign",
    "Case",
    "HeldSince",
    "Name",
    "Registry",
    "RegistryFault",
    "Source",
    "Statement",
    "Status",
    "StatusKind",
    "Support",
    "Texts",
    "load",
]


class RegistryFault(ValueError):
    """The files cannot be used. Its text lists every fault, one a line, as "file: key: what"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_BYTES = 40
"""A slug must fit, with its verb, into the 64 bytes of a button and of a deep link."""


class Gender(StrEnum):
    FEMALE = "f"
    MALE = "m"


NO_SOURCE = Source(url="", dated="")
"""Stands in where a source was faulty; no registry that loads holds it."""

FREE_OR_DEAD = (StatusKind.RELEASED, StatusKind.DIED)


def load(cases: Path) -> Registry:
    """Every case in this directory and every campaign in "campaigns" beside it, by slug.

    Raises RegistryFault, which lists all that is wrong in all files at once.
    """
    faults: list[str] = []
    if not cases.is_dir():
        raise RegistryFault([f"{cases.name}: is no directory; name the one that holds the cases"])
    campaigns = _campaigns(cases.parent / "campaigns", faults)
    found: dict[str, Case] = {}
    for path in sorted(cases.glob("*.toml")):
        table = Table.open(path, faults)
        if table is None:
            continue
        case = _case(table, _slug(table, path))
        for campaign in case.campaigns:
            if campaign not in campaigns:
                table.fault("campaigns", f'"{campaign}" does not exist; add its file or delete it')
        if case.slug in found or case.slug in campaigns:
            table.fault("slug", f'"{case.slug}" is taken by another file; choose another')
        found[case.slug] = case
    if faults:
        raise RegistryFault(faults)
    return Registry(found, campaigns)


def _campaigns(directory: Path, faults: list[str]) -> dict[str, Campaign]:
    found: dict[str, Campaign] = {}
    for path in sorted(directory.glob("*.toml")):
        table = Table.open(path, faults)
        if table is None:
            continue
        slug = _slug(table, path)
        sources = _sources(table)
        campaign = Campaign(
            slug=slug,
            name=table.texts("name"),
            aliases=table.words("aliases"),
            about=sources.statements(table, "about"),
            demands=sources.statements(table, "demands"),
            link=table.address("link"),
            sources=tuple(sources.known.values()),
        )
        if not campaign.about:
            table.fault("about", "is missing; say under [[about]] what the campaign is")
        sources.done()
        table.done()
        if slug in found:
            table.fault("slug", f'"{slug}" is taken by another file; choose another')
        found[slug] = campaign
    return found


def _slug(table: Table, path: Path) -> str:
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


class _Sources(NamedTuple):
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


def _sources(table: Table) -> _Sources:
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
    return _Sources(table, known, set())


def _case(table: Table, slug: str) -> Case:
    sources = _sources(table)
    full_name = table.table("full_name")
    place = table.table("place", optional=True)
    who = table.table("who")
    story = table.table("story")
    case = Case(
        slug=slug,
        gender=table.choice("gender", Gender).value,
        name=table.texts("name"),
        full_name=sources.name(full_name) if full_name else Name(""),
        aliases=tuple(sources.name(item) for item in table.tables("aliases")),
        birth=_birth(table, sources),
        who=sources.statement(who) if who else Statement({}, NO_SOURCE),
        held_since=_held_since(table, sources),
        charges=sources.statements(table, "charges"),
        sentences=sources.statements(table, "sentences"),
        story=sources.statement(story) if story else Statement({}, NO_SOURCE),
        place=sources.statement(place) if place else None,
        status=_status(table, sources),
        address=_address(table, sources),
        support=tuple(_support(item, sources) for item in table.tables("support")),
        recognised=sources.statements(table, "recognised"),
        notes=sources.statements(table, "notes"),
        campaigns=table.words("campaigns"),
    )
    sources.done()
    table.done()
    _agree(table, case)
    return case


def _birth(table: Table, sources: _Sources) -> Birth | None:
    found = table.table("birth", optional=True)
    if found is None:
        return None
    birth = Birth(on=found.day("on"), source=sources.of(found))
    found.done()
    return birth


def _held_since(table: Table, sources: _Sources) -> HeldSince | None:
    found = table.table("held_since", optional=True)
    if found is None:
        return None
    held_since = HeldSince(on=found.day("on"), source=sources.of(found))
    found.done()
    return held_since


def _status(table: Table, sources: _Sources) -> Status:
    found = table.table("status")
    if found is None:
        return Status(StatusKind.UNKNOWN, "", NO_SOURCE)
    status = Status(
        kind=found.choice("kind", StatusKind),
        as_of=found.loose_date("as_of"),
        source=sources.of(found),
    )
    found.done()
    return status


def _address(table: Table, sources: _Sources) -> Address | None:
    found = table.table("address", optional=True)
    if found is None:
        return None
    address = Address(
        place=found.text("place"),
        recipient=found.text("recipient"),
        source=sources.of(found),
        confirmed=found.loose_date("confirmed"),
        caution=found.texts("caution", optional=True),
    )
    found.done()
    return address


def _support(table: Table, sources: _Sources) -> Support:
    support = Support(
        url=table.address("url"), label=table.texts("label"), source=sources.of(table)
    )
    table.done()
    return support


def _agree(table: Table, case: Case) -> None:
    """Note where the facts of one case contradict each other."""
    gone = case.status.kind in FREE_OR_DEAD
    if gone and case.address:
        table.fault("address", f"nobody writes there to a {case.status.kind} person; delete it")
    if case.status.kind is StatusKind.TRANSIT and case.address:
        table.fault("address", "nobody knows where somebody in transit will arrive; delete it")
    if gone and case.held_since:
        table.fault(
            "held_since", f"its days would count on for a {case.status.kind} person; delete it"
        )
    if case.status.kind is StatusKind.IMPRISONED and not case.held_since:
        table.fault("held_since", "is missing for an imprisoned person; add it")
    if case.birth and case.held_since and case.birth.on >= case.held_since.on:
        table.fault("birth", "is not before the detention; check both dates")
    if case.address and case.birth and str(case.birth.on.year) not in case.address.recipient:
        table.fault("address: recipient", f"lacks the year of birth {case.birth.on.year}; add it")
    if case.address and case.full_name.text and case.full_name.text in case.address.recipient:
        table.fault("address: recipient", "is in the nominative; write to whom, in the dative")
