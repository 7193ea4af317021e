"""Which days one message tells of. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bot.cases.registry import Case, Registry
from bot.letters.advice import Advice
from bot.letters.occasions import Occasion, in_order, occasions
from bot.letters.rotation import followed
from storage.reminder_rows import Route
from storage.rows import Topic, TopicKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that one message tells of, and how its reader's letters travel."""

    after: date
    to: date
    """The last one."""
    route: Route

    @property
    def about(self) -> str:
        """Names the span in a delivery."""
        return f"occasions:{self.after}:{self.to}:{self.route}"

    @classmethod
    def read(cls, about: str) -> Self:
        """What `about` named. Raises ValueError for anything else."""
        _, after, to, route = about.split(":")
        return cls(date.fromisoformat(after), date.fromisoformat(to), Route(route))


def ahead(
    registry: Registry, advice: Advice, topics: tuple[Topic, ...], span: Span, today: date
) -> tuple[Occasion, ...]:
    """The days of this span, from tomorrow on, of whom the reader follows and may be suggested."""
    start = max(span.after, today) + _DAY
    people = (case for case in followed(registry, topics) if advice.suggests(case, today))
    return in_order(day for case in people for day in _days(case, start, span.to + _DAY))


def without(topics: tuple[Topic, ...], days: tuple[Occasion, ...]) -> tuple[Occasion, ...]:
    """These days without those of the people among ``topics``, which are muted."""
    silent = {topic.slug for topic in topics if topic.kind is TopicKind.CASE}
    return tuple(day for day in days if day.case not in silent)


def _days(case: Case, start: date, end: date) -> tuple[Occasion, ...]:
    return occasions(case, start, end) if start < end else ()
