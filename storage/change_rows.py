"""What becomes of cases, as organisers confirm it. Pure records, as in `rows`.

What a second person must see before they approve is what stands up to ``corrects``; what becomes of
the change afterwards is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.rows import SealedId, Topic, TopicKind


class ChangeKind(StrEnum):
    """What became of a case, as organisers confirm it in the chat."""

    RELEASED = "released"
    DIED = "died"
    TRANSFERRED = "transferred"
    TRANSIT = "transit"
    """On the way to another place of detention."""
    ADDRESS = "address"
    """This is the address of letters now."""
    FROZEN = "frozen"
    """The address must not be given: it may be wrong."""


class ChangeState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    """Waits for a second person."""
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Taken back: by its author before, or by a correction after it was confirmed."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One fact of a case, said by an organiser and checked by a second person."""

    id: int
    case: str
    kind: ChangeKind
    state: ChangeState
    author: SealedId
    created: date
    dated: str = ""
    """When it happened, an ISO date as precise as known; empty until it is said."""
    source: str = ""
    """The address of the page that reports it."""
    undesirable: bool = False
    """The publisher is designated "undesirable" in Russia: sharing its links is punished there."""
    place_en: str = ""
    """The new place of detention in words; empty where it is not known."""
    place_ru: str = ""
    address: str = ""
    """Where letters go from now on; empty where it is not known."""
    recipient: str = ""
    asking: str = ""
    """What the author is being asked for; empty when nothing is asked."""
    corrects: int | None = None
    """The confirmed change that this one takes back; all else is as that one said it."""
    campaigns: tuple[str, ...] = ()
    """Whose followers hear of it besides the case's own, set when it is confirmed."""
    approver: SealedId | None = None
    decided: date | None = None
    """The day on which it was confirmed, refused or withdrawn."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Whose followers it concerns."""
        campaigns = (Topic(TopicKind.CAMPAIGN, slug) for slug in self.campaigns)
        return (Topic(TopicKind.CASE, self.case), *campaigns)


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry whose headline claims such a change of a case, as organisers were told."""

    id: int
    case: str
    kind: ChangeKind
    entry_id: int
    told: datetime
