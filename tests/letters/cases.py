"""People made up for these tests."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.registry import (
    Address,
    Case,
    Name,
    Registry,
    Source,
    Statement,
    Status,
    StatusKind,
    Support,
)

SOURCE = Source("https://example.org/fact", "2026-09-01")


def address(confirmed: str = "2026-09-01", *, doubtful: bool = False) -> Address:
    return Address(
        place="123456, г. Примеровск, ул. Учебная, д. 1, ФКУ ИК-1",
        recipient="Иванову Ивану Ивановичу, 1980 г. р.",
        source=SOURCE,
        confirmed=confirmed,
        caution={"en": "He may have been moved.", "ru": "Его могли перевести."} if doubtful else {},
    )


def case(
    slug: str,
    *,
    status: StatusKind = StatusKind.IMPRISONED,
    to: Address | None = None,
    support: bool = True,
    campaigns: tuple[str, ...] = (),
) -> Case:
    name = slug.title()
    helpers = Support("https://example.org/help", {"en": "Helpers", "ru": "Помощь"}, SOURCE)
    return Case(
        slug=slug,
        gender="m",
        name={"en": name, "ru": name},
        full_name=Name(name),
        aliases=(),
        birth=None,
        who=Statement({"en": "A teacher.", "ru": "Учитель."}, SOURCE),
        held_since=None,
        charges=(),
        sentences=(),
        story=Statement({"en": "She taught.", "ru": "Она учила."}, SOURCE),
        place=None,
        status=Status(status, "2026-09-01", SOURCE),
        address=to,
        support=(helpers,) if support else (),
        recognised=(),
        notes=(),
        campaigns=campaigns,
    )


def registry(*cases: Case) -> Registry:
    return Registry({each.slug: each for each in cases}, {})


def confirm_addresses(known: Registry, day: str = "2026-11-01", *, only: str = "") -> None:
    """As if organisers had confirmed every address in this registry on that day, or only one."""
    for slug, each in known.cases.items():
        if each.address is not None and only in ("", slug):
            known.cases[slug] = replace(each, address=replace(each.address, confirmed=day))
