"""The files people write about cases and campaigns, read and checked; docs/data.md describes them.

`load` reads files; nothing else here touches the world. The records are found here as well, so
that a room which needs the facts imports this module alone.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from bot.cases.facts import (
    Address,
    Campaign,
    Case,
    Day,
    Name,
    NamedWays,
    PolicyKind,
    Registry,
    Source,
    Statement,
    Status,
    StatusKind,
    Support,
    Texts,
    WritePolicy,
)
from bot.cases.sourced import NO_SOURCE, Sources, read_slug, read_sources
from bot.cases.ways import read_ways
from bot.tables import Table

__all__ = [
    "Address",
    "Campaign",
    "Case",
    "Day",
    "Name",
    "NamedWays",
    "PolicyKind",
    "Registry",
    "RegistryFault",
    "Source",
    "Statement",
    "Status",
    "StatusKind",
    "Support",
    "Texts",
    "WritePolicy",
    "load",
]


class RegistryFault(ValueError):
    """The files cannot be used. Its text lists every fault, one a line, as "file: key: what"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Gender(StrEnum):
    FEMALE = "f"
    MALE = "m"


def load(cases: Path) -> Registry:
    """Every case in this directory, and every campaign and way to send a letter beside it, by slug.

    Raises RegistryFault, which lists all that is wrong in all files at once.
    """
    faults: list[str] = []
    if not cases.is_dir():
        raise RegistryFault([f"{cases.name}: is no directory; name the one that holds the cases"])
    campaigns = _campaigns(cases.parent / "campaigns", faults)
    ways = read_ways(cases.parent / "letters", faults)
    found: dict[str, Case] = {}
    for path in sorted(cases.glob("*.toml")):
        table = Table.open(path, faults)
        if table is None:
            continue
        case = _case(table, read_slug(table, path))
        for campaign in case.campaigns:
            if campaign not in campaigns:
                table.fault("campaigns", f'"{campaign}" does not exist; add its file or delete it')
        for way in case.ways.named if case.ways else ():
            if way not in ways:
                table.fault("ways", f'"{way}" does not exist; add its file or delete it')
        if case.slug in found or case.slug in campaigns:
            table.fault("slug", f'"{case.slug}" is taken by another file; choose another')
        found[case.slug] = case
    faults += [
        f'{each.slug}.toml: people: "{person}" does not exist; add a file or delete it'
        for each in ways.values()
        for person in each.people
        if person not in found
    ]
    if faults:
        raise RegistryFault(faults)
    return Registry(found, campaigns, ways)


def _campaigns(directory: Path, faults: list[str]) -> dict[str, Campaign]:
    found: dict[str, Campaign] = {}
    for path in sorted(directory.glob("*.toml")):
        table = Table.open(path, faults)
        if table is None:
            continue
        slug = read_slug(table, path)
        sources = read_sources(table)
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


def _case(table: Table, slug: str) -> Case:
    sources = read_sources(table)
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
        birth=_day_under(table, "birth", sources),
        who=sources.statement(who) if who else Statement({}, NO_SOURCE),
        held_since=_day_under(table, "held_since", sources),
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
        ways=_named_ways(table, sources),
        write_policy=_write_policy(table, sources),
        release=_day_under(table, "release", sources),
        hearings=tuple(_day(item, sources) for item in table.tables("hearings")),
    )
    sources.done()
    table.done()
    _agree(table, case)
    return case


def _day_under(table: Table, key: str, sources: Sources) -> Day | None:
    found = table.table(key, optional=True)
    return None if found is None else _day(found, sources)


def _day(table: Table, sources: Sources) -> Day:
    day = Day(on=table.day("on"), source=sources.of(table))
    table.done()
    return day


def _status(table: Table, sources: Sources) -> Status:
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


def _address(table: Table, sources: Sources) -> Address | None:
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


def _named_ways(table: Table, sources: Sources) -> NamedWays | None:
    found = table.table("ways", optional=True)
    if found is None:
        return None
    ways = NamedWays(named=found.words("named"), source=sources.of(found))
    if not ways.named:
        found.fault("named", "is empty; name ways of data/letters, or delete the table")
    found.done()
    return ways


def _write_policy(table: Table, sources: Sources) -> WritePolicy | None:
    found = table.table("write_policy", optional=True)
    if found is None:
        return None
    policy = WritePolicy(
        kind=found.choice("kind", PolicyKind),
        as_of=found.loose_date("as_of"),
        source=sources.of(found),
    )
    found.done()
    return policy


def _support(table: Table, sources: Sources) -> Support:
    support = Support(
        url=table.address("url"), label=table.texts("label"), source=sources.of(table)
    )
    table.done()
    return support


def _agree(table: Table, case: Case) -> None:
    """Note where the facts of one case contradict each other."""
    gone = case.status.kind.over
    for key, found in (("ways", case.ways), ("write_policy", case.write_policy)):
        if gone and found:
            table.fault(key, f"means nothing for a {case.status.kind} person; delete it")
    if case.ways and not case.address:
        table.fault("ways", "belong to an address; add the address or delete them")
    if case.write_policy and not case.support:
        table.fault("write_policy", "leaves nobody to ask; add those who help under [[support]]")
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
    if case.release and case.held_since and case.release.on <= case.held_since.on:
        table.fault("release", "is not after the detention; check both dates")
    if case.birth and case.held_since and case.birth.on >= case.held_since.on:
        table.fault("birth", "is not before the detention; check both dates")
    if case.address and case.birth and str(case.birth.on.year) not in case.address.recipient:
        table.fault("address: recipient", f"lacks the year of birth {case.birth.on.year}; add it")
    if case.address and case.full_name.text and case.full_name.text in case.address.recipient:
        table.fault("address: recipient", "is in the nominative; write to whom, in the dative")
