"""Days on which a letter means most, and how long before them it has to leave. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.cases.registry import Case, Source
from storage.reminder_rows import Route


class OccasionKind(StrEnum):
    BIRTHDAY = "birthday"
    DETENTION = "detention"
    """The anniversary of the day they were taken."""
    NEW_YEAR = "new-year"
    RELEASE = "release"
    """The day on which they are due to be released, as a source names it."""
    HEARING = "hearing"


LEAD: Mapping[Route, timedelta] = {
    Route.ABROAD: timedelta(weeks=6),
    Route.PAPER: timedelta(weeks=3),
    Route.ELECTRONIC: timedelta(weeks=1),
}
"""How long before the day a letter should leave: our own cautious estimate of post, censor and the
colony's own distribution, with a reserve. No postal service promises any of it."""


@dataclass(frozen=True, slots=True)
class Occasion:
    case: str
    kind: OccasionKind
    on: date
    number: int
    """Which one it is: the age on a birthday, the years in custody; otherwise 0."""
    source: Source | None
    """Where the day is from; a calendar's own feast needs none."""

    def write_by(self, lead: timedelta) -> date:
        """The last good day for sending a letter that takes so long."""
        return self.on - lead


def occasions(case: Case, start: date, end: date) -> tuple[Occasion, ...]:
    """What falls on the days from ``start`` to before ``end``, in order.

    None for who is free, or has a policy about who may write. Those born or taken on 29 February
    are remembered on the 28th in common years: a letter had better come a day early.
    """
    if case.status.kind.over or case.write_policy is not None:
        return ()
    found: list[Occasion] = []
    for year in range(start.year, end.year + 1):
        found.append(Occasion(case.slug, OccasionKind.NEW_YEAR, date(year, 1, 1), 0, None))
        if case.birth is not None:
            born = case.birth.on
            found.append(
                Occasion(
                    case.slug,
                    OccasionKind.BIRTHDAY,
                    _in_year(born, year),
                    year - born.year,
                    case.birth.source,
                )
            )
        if case.held_since is not None and year > case.held_since.on.year:
            taken = case.held_since.on
            found.append(
                Occasion(
                    case.slug,
                    OccasionKind.DETENTION,
                    _in_year(taken, year),
                    year - taken.year,
                    case.held_since.source,
                )
            )
    announced = [(OccasionKind.HEARING, hearing) for hearing in case.hearings]
    if case.release is not None:
        announced.append((OccasionKind.RELEASE, case.release))
    found += [Occasion(case.slug, kind, day.on, 0, day.source) for kind, day in announced]
    return in_order(occasion for occasion in found if start <= occasion.on < end)


def in_order(found: Iterable[Occasion]) -> tuple[Occasion, ...]:
    return tuple(sorted(found, key=lambda occasion: (occasion.on, occasion.case, occasion.kind)))


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
