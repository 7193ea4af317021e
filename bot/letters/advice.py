"""To whom letters may be suggested, and how early they have to leave. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.cases.registry import Case
from bot.letters.guide import STALE_MONTHS, guidance
from bot.letters.occasions import LEAD
from storage.reminder_rows import Route

CONFIRMED_WITHIN = 12
"""Months after which nobody is suggested whose address was not confirmed again."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What whoever runs the bot decided; config.toml gives the reasons."""

    confirmed_within: int = CONFIRMED_WITHIN
    """In months."""
    leads: Mapping[Route, timedelta] = field(default_factory=lambda: dict(LEAD))
    """How long before a day a letter should leave."""

    def suggests(self, case: Case, today: date) -> bool:
        """Whether anybody may be asked, without having named this person, to write to them now."""
        card = guidance(case, today).card
        return card is not None and card.months < self.confirmed_within


def fresh(cases: Iterable[Case], today: date) -> frozenset[str]:
    """The slugs of those whose address was confirmed so lately that it needs no warning."""
    cards = ((case.slug, guidance(case, today).card) for case in cases)
    return frozenset(slug for slug, card in cards if card and card.months < STALE_MONTHS)
