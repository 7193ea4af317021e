"""What is asked of whoever says that a case changed, one thing after another. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from bot.cases.facts import Case, StatusKind
from bot.changes.reading import (
    read_address,
    read_date,
    read_place,
    read_recipient,
    read_source,
)
from storage.change_rows import CaseChange, ChangeKind


class Step(StrEnum):
    DATE = "date"
    SOURCE = "source"
    PLACE = "place"
    ADDRESS = "address"
    RECIPIENT = "recipient"


MAY_BE_UNKNOWN = frozenset({Step.PLACE, Step.ADDRESS})
_ALWAYS = (Step.DATE, Step.SOURCE)
_STEPS = {
    ChangeKind.RELEASED: _ALWAYS,
    ChangeKind.DIED: _ALWAYS,
    ChangeKind.TRANSIT: _ALWAYS,
    ChangeKind.TRANSFERRED: (*_ALWAYS, Step.PLACE, Step.ADDRESS, Step.RECIPIENT),
    ChangeKind.ADDRESS: (*_ALWAYS, Step.ADDRESS, Step.RECIPIENT),
    ChangeKind.FROZEN: (),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person must see before they let a change be true."""

    change: CaseChange
    before: Case
    after: Case
    digest: str

    @property
    def changes_nothing(self) -> bool:
        """A correction always says something: that what was told is not so."""
        return self.change.corrects is None and self.before == self.after


def kinds(case: Case) -> tuple[ChangeKind, ...]:
    """What may be said of a case as it stands; whoever is free again is a matter for the files."""
    match case.status.kind:
        case StatusKind.DIED:
            return ()
        case StatusKind.RELEASED:
            return (ChangeKind.DIED,)
        case StatusKind.TRANSIT | StatusKind.HOUSE_ARREST:
            return (ChangeKind.TRANSFERRED, ChangeKind.RELEASED, ChangeKind.DIED)
        case _:
            moves = (ChangeKind.RELEASED, ChangeKind.TRANSFERRED, ChangeKind.TRANSIT)
            frozen = (ChangeKind.FROZEN,) if case.address and not case.address.caution else ()
            return (*moves, ChangeKind.DIED, ChangeKind.ADDRESS, *frozen)


def following(change: CaseChange, after: Step | None) -> Step | None:
    """What to ask after this step, or first; None once everything is said."""
    steps = _STEPS[change.kind]
    rest = steps if after is None else steps[steps.index(after) + 1 :]
    return next((step for step in rest if not _is_said(change, step)), None)


def read(step: Step, words: str, case: Case, today: date) -> dict[str, str]:
    """What an answer says, by the fields of a change; empty where it cannot be understood."""
    match step:
        case Step.DATE:
            return _said(dated=read_date(words, today))
        case Step.SOURCE:
            return _said(source=read_source(words))
        case Step.PLACE:
            english, russian = read_place(words)
            return _said(place_en=english, place_ru=russian)
        case Step.ADDRESS:
            return _said(address=read_address(words))
        case Step.RECIPIENT:
            return _said(recipient=read_recipient(words, case))


def digest(change: CaseChange, before: Case, after: Case) -> str:
    """Binds an approval to exactly this change of exactly this card."""
    said = [
        change.id, change.kind, change.corrects, change.dated, change.source, change.undesirable,
        change.place_en, change.place_ru, change.address, change.recipient,
    ]  # fmt: skip
    seen = json.dumps([said, asdict(before), asdict(after)], default=date.isoformat)
    return hashlib.sha256(seen.encode()).hexdigest()[:24]


def _is_said(change: CaseChange, step: Step) -> bool:
    match step:
        case Step.DATE:
            return bool(change.dated)
        case Step.SOURCE:
            return bool(change.source)
        case Step.RECIPIENT:
            return bool(change.recipient) or not change.address
        case _:
            return False


def _said(**fields: str) -> dict[str, str]:
    return fields if all(fields.values()) else {}
