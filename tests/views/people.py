"""A made-up case whose every text is as long as somebody may write it."""

from __future__ import annotations

from datetime import date

from bot.cases.facts import (
    Campaign,
    Case,
    Day,
    Name,
    Source,
    Statement,
    Status,
    StatusKind,
    Support,
)

LONG = {"en": "Long words & <more> " * 100, "ru": "Длинные слова & <ещё> " * 100}
SOURCE = Source("https://a-rather-long-host-name.example.org/" + "x" * 200, "2020-01-02", LONG)
STATEMENT = Statement(LONG, SOURCE)


def endless(kind: StatusKind) -> Case:
    return Case(
        slug="a-slug-of-thirty-five-letters-in-all",
        gender="f",
        name=LONG,
        full_name=Name("Очень " * 50),
        aliases=(),
        birth=Day(date(1990, 1, 1), SOURCE),
        who=STATEMENT,
        held_since=Day(date(2020, 1, 1), SOURCE),
        charges=(STATEMENT,) * 9,
        sentences=(STATEMENT,) * 9,
        story=STATEMENT,
        place=STATEMENT,
        status=Status(kind, "2020-01", SOURCE),
        address=None,
        support=(Support("https://example.org", LONG, SOURCE),) * 9,
        recognised=(STATEMENT,) * 9,
        notes=(STATEMENT,) * 9,
        campaigns=("endless",),
    )


ENDLESS_CAMPAIGN = Campaign(
    slug="endless",
    name={"en": "Endless", "ru": "Бесконечная"},
    aliases=(),
    about=(STATEMENT,) * 9,
    demands=(STATEMENT,) * 20,
    link="https://example.org",
    sources=(SOURCE,),
)
