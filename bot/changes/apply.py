"""The facts of the files, with what organisers confirmed since laid over them. Pure.

Each fact keeps to its own date: a file's fact that is newer than a change stays. An address that is
older than a move, a release or a death is no address any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from bot.cases.facts import Address, Case, Registry, Source, Statement, Status, StatusKind, Texts
from storage.change_rows import CaseChange, ChangeKind, ChangeState

STATUS = {
    ChangeKind.RELEASED: StatusKind.RELEASED,
    ChangeKind.DIED: StatusKind.DIED,
    ChangeKind.TRANSFERRED: StatusKind.IMPRISONED,
    ChangeKind.TRANSIT: StatusKind.TRANSIT,
}
"""What a reviewed file would say; an address says nothing of the person's state."""


class Wording(Protocol):
    """What is said in every language beside a fact."""

    def checked(self, change: CaseChange) -> Texts:
        """Who vouches for the source, and since when: it stands for the source's own date."""

    def frozen(self, change: CaseChange) -> Texts:
        """Why an address is not given."""


def overlaid(files: Registry, changes: Iterable[CaseChange], wording: Wording) -> dict[str, Case]:
    """The cases that read otherwise than in the files, by slug."""
    by_case: dict[str, list[CaseChange]] = {}
    for change in changes:
        by_case.setdefault(change.case, []).append(change)
    found = {
        slug: applied(files.cases[slug], told, wording)
        for slug, told in by_case.items()
        if slug in files.cases
    }
    return {slug: case for slug, case in found.items() if case != files.cases[slug]}


def applied(case: Case, changes: Iterable[CaseChange], wording: Wording) -> Case:
    """The case as a reviewed file would describe it after the confirmed ones of these changes."""
    confirmed = [
        change
        for change in changes
        if change.state is ChangeState.CONFIRMED and change.corrects is None
    ]
    # An address that was confirmed after a freeze ends it, whatever day its source names.
    thawed = max((change.id for change in confirmed if change.address), default=0)
    told = [change for change in confirmed if not _in_file(case, change)]
    for change in sorted(told, key=lambda change: (change.dated, change.id)):
        source = Source(change.source, "", wording.checked(change), change.undesirable)
        if change.kind is ChangeKind.FROZEN:
            if change.id > thawed:
                case = _frozen(case, change, wording.frozen(change))
        elif change.kind is ChangeKind.ADDRESS:
            if not (case.status.kind.over or case.status.kind is StatusKind.TRANSIT):
                case = _addressed(case, _address(case, change, source))
        else:
            case = _moved(case, change, source)
    return case


def newer(fact: str, change: str) -> bool:
    """Whether an ISO date is after another one; as precise as both are, so 2025 is not after
    2025-03."""
    known = min(len(fact), len(change))
    return fact[:known] > change[:known]


def _in_file(case: Case, change: CaseChange) -> bool:
    """Whether the file says this already, on the same word: what it says besides is reviewed."""
    if change.kind is ChangeKind.ADDRESS:
        fact = (case.address.source.url, case.address.confirmed) if case.address else None
        return fact == (change.source, change.dated)
    status = case.status
    return status.kind is STATUS.get(change.kind) and (
        (status.source.url, status.as_of) == (change.source, change.dated)
    )


def _moved(case: Case, change: CaseChange, source: Source) -> Case:
    kind = STATUS[change.kind]
    known = case.status
    if not newer(known.as_of, change.dated) and (known.kind, known.as_of) != (kind, change.dated):
        case = replace(case, status=Status(kind, change.dated, source))
    if case.status.kind.over:
        return replace(case, held_since=None, address=None, ways=None, write_policy=None)
    place = case.place
    if change.kind not in (ChangeKind.RELEASED, ChangeKind.DIED) and not (
        place and newer(place.source.dated, change.dated)
    ):
        texts = {"en": change.place_en, "ru": change.place_ru}
        place = Statement(texts, source) if change.place_en else None
    return _addressed(replace(case, place=place), _address(case, change, source))


def _address(case: Case, change: CaseChange, source: Source) -> Address | None:
    if case.address and newer(case.address.confirmed, change.dated):
        return case.address
    if not change.address:
        return None
    return Address(change.address, change.recipient, source, change.dated)


def _addressed(case: Case, address: Address | None) -> Case:
    """The case with this address; what was known of ways to write went with another place."""
    before = case.address
    same = before is not None and address is not None and before.place == address.place
    return replace(case, address=address, ways=case.ways if same else None)


def _frozen(case: Case, change: CaseChange, caution: Texts) -> Case:
    if case.address is None or newer(case.address.confirmed, change.dated):
        return case
    return replace(case, address=replace(case.address, caution=caution))
