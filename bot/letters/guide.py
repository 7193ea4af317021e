"""How and where to write to one person: the address card, or why there is none. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.cases.registry import (
    Address,
    Case,
    PolicyKind,
    Source,
    StatusKind,
    Support,
    Texts,
)

STALE_MONTHS = 6
"""An address not confirmed for longer than this is shown with a warning."""


class Refusal(Enum):
    """Why no address is given."""

    RELEASED = "released"
    DIED = "died"
    NO_ADDRESS = "no-address"
    OUTDATED = "outdated"
    """The address is known to be doubtful; the caution says why."""
    HOUSE_ARREST = "house-arrest"
    TRANSIT = "transit"
    FAMILY_ONLY = "family-only"
    NO_FOREIGN_ADDRESS = "no-foreign-address"
    NO_LETTERS = "no-letters"


BY_POLICY = {
    PolicyKind.FAMILY_ONLY: Refusal.FAMILY_ONLY,
    PolicyKind.NO_FOREIGN_ADDRESS: Refusal.NO_FOREIGN_ADDRESS,
    PolicyKind.NO_LETTERS: Refusal.NO_LETTERS,
}


@dataclass(frozen=True, slots=True)
class AddressCard:
    """What goes on the envelope, in Russian, and how far to trust it."""

    place: str
    recipient: str
    """In the dative, with the year of birth."""
    source: Source
    confirmed: str
    """ISO date of any precision."""
    months: int
    """Whole months since it was confirmed."""
    old: bool


@dataclass(frozen=True, slots=True)
class Guidance:
    """Exactly one of ``card`` and ``refusal`` is set."""

    card: AddressCard | None
    refusal: Refusal | None
    caution: Texts
    """Why the address is doubtful; empty otherwise."""
    support: tuple[Support, ...]


class Rule(Enum):
    """What to keep to in a letter. The texts are `letters-rule-<value>`."""

    RUSSIAN = "russian"
    WAR = "war"
    CASE = "case"
    LGBT = "lgbt"
    INSULTS = "insults"
    CIPHERS = "ciphers"
    TONE = "tone"


RULES: tuple[tuple[Rule, str], ...] = (
    (Rule.RUSSIAN, "https://solidarityzone.net/?p=1060"),
    (Rule.WAR, "https://memopzk.org/en/kak-pisat-pisma-politzaklyuchyonnym"),
    (Rule.CASE, "https://memopzk.org/en/kak-pisat-pisma-politzaklyuchyonnym"),
    (Rule.LGBT, "https://memopzk.org/en/kak-pisat-pisma-politzaklyuchyonnym"),
    (Rule.INSULTS, "https://memopzk.org/en/kak-pisat-pisma-politzaklyuchyonnym"),
    (Rule.CIPHERS, "https://memopzk.org/en/kak-pisat-pisma-politzaklyuchyonnym"),
    (Rule.TONE, "https://memo.site/letters_to_prisoners"),
)
"""Each rule with the page that gives it. None of the pages bears a date; all say that letters pass
a censor."""


def guidance(case: Case, today: date, *, inside: bool = False) -> Guidance:
    """The address card of a person, or the reason for none and who knows more.

    ``inside``: the reader said that they write from Russia, with a return address there.
    """
    refusal = refusal_of(case, inside=inside)
    if refusal is not None or case.address is None:
        caution = case.address.caution if case.address and refusal is Refusal.OUTDATED else {}
        return Guidance(None, refusal or Refusal.NO_ADDRESS, caution, case.support)
    return Guidance(_card(case.address, today), None, {}, case.support)


def writable(case: Case) -> bool:
    """Whether letters may be suggested to anybody: still held, with an address nobody doubts, and
    nobody who helps asks for less than letters from all."""
    return refusal_of(case) is None


def months_since(start: date, today: date) -> int:
    """Whole months between two days; never negative."""
    months = (today.year - start.year) * 12 + today.month - start.month
    return max(0, months if _later(start, months) <= today else months - 1)


def refusal_of(case: Case, *, inside: bool = False) -> Refusal | None:
    """Why this person's address is not given; None if it is. ``inside`` as for `guidance`."""
    over, policy = _over(case), case.write_policy
    if over is not None or policy is None:
        return over or _unreachable(case)
    if inside and policy.kind is PolicyKind.NO_FOREIGN_ADDRESS:
        return _unreachable(case)
    return BY_POLICY[policy.kind]


def _over(case: Case) -> Refusal | None:
    """What makes every wish about letters pointless."""
    gone = {StatusKind.RELEASED: Refusal.RELEASED, StatusKind.DIED: Refusal.DIED}
    return gone.get(case.status.kind)


def _unreachable(case: Case) -> Refusal | None:
    match case.status.kind:
        case StatusKind.HOUSE_ARREST:
            # A home address is nobody's to publish, and courts often forbid correspondence.
            return Refusal.HOUSE_ARREST
        case StatusKind.TRANSIT:
            return Refusal.TRANSIT
        case _ if case.address is None:
            return Refusal.NO_ADDRESS
        case _ if case.address.caution:
            return Refusal.OUTDATED
        case _:
            return None


def _card(address: Address, today: date) -> AddressCard:
    confirmed = _first_day(address.confirmed)
    return AddressCard(
        place=address.place,
        recipient=address.recipient,
        source=address.source,
        confirmed=address.confirmed,
        months=months_since(confirmed, today),
        old=_later(confirmed, STALE_MONTHS) < today,
    )


def _first_day(when: str) -> date:
    """An ISO date of any precision; a bare month or year counts from its first day."""
    year, month, day = ([int(part) for part in when.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _later(day: date, months: int) -> date:
    """So many months later; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
