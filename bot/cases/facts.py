"""What is known of prisoners and campaigns, as plain frozen records, each fact with its source.

Every text exists in every language of the bot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Texts = dict[str, str]
"""A text by language code ("en", "ru")."""


@dataclass(frozen=True, slots=True)
class Source:
    url: str
    dated: str
    """ISO date as precise as the source is: "2025", "2025-07" or "2025-07-03"; empty if undated."""
    note: Texts = field(default_factory=dict)
    """What a reader must know about the date or the source ("year inferred", "single source")."""
    undesirable: bool = False
    """The publisher is designated "undesirable" in Russia: sharing its links is punished there."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sourced, dated fact of a case."""

    text: Texts
    source: Source


class StatusKind(StrEnum):
    IMPRISONED = "imprisoned"
    RELEASED = "released"
    HOUSE_ARREST = "house-arrest"
    TRANSIT = "transit"
    """On the way from one place of detention to another."""
    DIED = "died"
    UNKNOWN = "unknown"

    @property
    def over(self) -> bool:
        """Released or dead: nobody is asked to write to a prison, not even for want of others."""
        return self in (StatusKind.RELEASED, StatusKind.DIED)


@dataclass(frozen=True, slots=True)
class Status:
    kind: StatusKind
    as_of: str
    """ISO date, as precise as known."""
    source: Source


@dataclass(frozen=True, slots=True)
class Name:
    """A name or alias as somebody writes it."""

    text: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a source names it; one that was reckoned is none."""

    on: date
    source: Source


@dataclass(frozen=True, slots=True)
class Address:
    """Where a letter goes, in Russian as the post and the colony want it."""

    place: str
    """Postal code, region, town, street, institution."""
    recipient: str
    """In the dative, with the year of birth: "Кагарлицкому Борису Юльевичу, 1958 г. р."."""
    source: Source
    confirmed: str
    """ISO date of the newest source that has this address or this institution."""
    caution: Texts = field(default_factory=dict)
    """Set when the address may be outdated: shown, and the person is not suggested for letters."""


@dataclass(frozen=True, slots=True)
class Support:
    """A site or channel of those who help this person."""

    url: str
    label: Texts
    source: Source


class PolicyKind(StrEnum):
    """Who may write, where those who help a person ask for less than letters from everybody."""

    FAMILY_ONLY = "family-only"
    """Only letters from relatives are handed over."""
    NO_FOREIGN_ADDRESS = "no-foreign-address"
    """No letter that has a return address outside Russia."""
    NO_LETTERS = "no-letters"
    """Those who help ask that nobody write."""


@dataclass(frozen=True, slots=True)
class WritePolicy:
    kind: PolicyKind
    as_of: str
    """ISO date, as precise as known, on which it was last said."""
    source: Source


@dataclass(frozen=True, slots=True)
class NamedWays:
    """Ways to send a letter that a source names for somebody's place of detention."""

    named: tuple[str, ...]
    """Their slugs."""
    source: Source


@dataclass(frozen=True, slots=True)
class Case:
    """One prisoner as a public matter."""

    slug: str
    gender: str
    """"m" or "f"."""
    name: Texts
    """Given name and surname as shown."""
    full_name: Name
    """Surname, given name and patronymic (where a source prints it) in Russian."""
    aliases: tuple[Name, ...]
    """Every other spelling or pen name, in any script."""
    birth: Day | None
    who: Statement
    held_since: Day | None
    """The start of the present detention, unbroken."""
    charges: tuple[Statement, ...]
    sentences: tuple[Statement, ...]
    story: Statement
    """What happened, in two or three sentences."""
    place: Statement | None
    status: Status
    address: Address | None
    support: tuple[Support, ...]
    recognised: tuple[Statement, ...]
    notes: tuple[Statement, ...]
    """What else a reader should know, such as a wish the prisoner has stated."""
    campaigns: tuple[str, ...]
    ways: NamedWays | None = None
    """Besides paper post; None where no source names any."""
    write_policy: WritePolicy | None = None
    """None: nothing is known against letters from anybody."""
    release: Day | None = None
    """When they are due to be released."""
    hearings: tuple[Day, ...] = ()
    """Those ahead."""


class WayKind(StrEnum):
    POST = "post"
    ELECTRONIC = "electronic"
    """A paid service that prints letters inside the institution."""
    VOLUNTEERS = "volunteers"


class Sender(StrEnum):
    """Where a letter's writer is."""

    RUSSIA = "russia"
    ABROAD = "abroad"


class About(StrEnum):
    """What a fact about a way tells."""

    HOW = "how"
    LANGUAGE = "language"
    PAYMENT = "payment"
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A country from which this way was reported not to work."""

    country: str
    """ISO 3166 code."""
    since: str
    """ISO date, as precise as known."""
    source: Source
    """Its date is when it was last seen to be so."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to send a letter: post, a service, people who help."""

    slug: str
    kind: WayKind
    name: Texts
    link: str
    """Empty for post only."""
    senders: tuple[Sender, ...]
    facts: tuple[tuple[About, Statement], ...]
    stopped: tuple[Stopped, ...]
    people: tuple[str, ...]
    """Slugs of those for whom alone it is; empty: for everybody."""


@dataclass(frozen=True, slots=True)
class Campaign:
    slug: str
    name: Texts
    aliases: tuple[str, ...]
    about: tuple[Statement, ...]
    demands: tuple[Statement, ...]
    link: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Registry:
    cases: dict[str, Case]
    """The living registry's are changed in place as cases change: keep none beyond one step."""
    campaigns: dict[str, Campaign]
    ways: dict[str, Way] = field(default_factory=dict)
