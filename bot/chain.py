"""The chain of the audit log: how rows hang together, and what shows that they do not. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import StrEnum

from storage.audit_rows import AuditChain, AuditRow
from storage.sealing import BadKey, Seal

ORIGIN = bytes(32)
"""Stands for the digest before the first row."""
PURPOSE = "audit"
"""For which the chain's key is wrapped."""
_MARK = 16
"""Hexadecimal digits of a digest that people compare: 64 bits."""


class Verb(StrEnum):
    """What was done; beside each stands what it was done to."""

    ASKED = "asked-approval"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDREW = "withdrew"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    RECALLED = "recalled"
    CLOSED = "closed"
    FROZE = "froze"
    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    INVITED = "invited"
    ACCEPTED = "accepted"
    APPOINTED = "appointed"
    PROVED = "set-up-codes"
    RESET = "reset-codes"
    PANICKED = "panicked"
    PURGED = "purged"
    """Accounts for the rows removed from the beginning."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: a number and the beginning of a digest, for people to compare."""

    number: int
    mark: str

    def __str__(self) -> str:
        return f"{self.number}:{self.mark}"

    @classmethod
    def read(cls, text: str) -> Head:
        """A head as `str` writes it. Raises ValueError."""
        number, _, mark = text.strip().partition(":")
        if not (number.isascii() and number.isdigit() and len(mark) == _MARK):
            raise ValueError("A head of the log looks like 41:0123456789abcdef.")
        return cls(int(number), mark.lower())

    @classmethod
    def of(cls, chain: AuditChain | None) -> Head:
        if chain is None:
            return cls(0, ORIGIN.hex()[:_MARK])
        return cls(chain.number, chain.digest.hex()[:_MARK])


class Reading:
    """The rows in order, and the first thing that cannot be."""

    def __init__(self, seal: Seal, chain: AuditChain | None, known: Head | None) -> None:
        self.rows = 0
        self._seal = seal
        self._chain = chain
        self._known = known
        self._fault = ""
        self._key = b""
        self._last: AuditRow | None = None
        self._first: AuditRow | None = None
        self._checkpoints: set[str] = set()
        if chain is not None:
            try:
                self._key = seal.unwrap(chain.secret, PURPOSE)
            except BadKey:
                self._fault = "The log's own key does not open: it was replaced."

    def take(self, row: AuditRow) -> None:
        self.rows += 1
        self._fault = self._fault or self._fault_of(row)
        self._first = self._first or row
        self._last = row
        if row.verb == Verb.PURGED:
            self._checkpoints.add(row.about)
        known = self._known
        if known is not None and row.number == known.number and not _fits(row.digest, known):
            self._fault = self._fault or f"Row {row.number} is not the one that was noted."

    def close(self) -> str:
        return self._fault or self._fault_at_beginning() or self._fault_at_end()

    def _fault_of(self, row: AuditRow) -> str:
        if self._chain is None:
            return "There are rows, but no record of the log's end."
        if self._last is not None and row.number != self._last.number + 1:
            return f"Rows are missing between {self._last.number} and {row.number}."
        if self._last is not None and row.previous != self._last.digest:
            return f"Row {row.number} does not follow row {self._last.number}."
        try:
            person = None if row.actor is None else self._seal.open(row.actor)
        except BadKey:
            return f"Row {row.number} names nobody: its actor was changed."
        if not hmac.compare_digest(row.digest, digest(self._key, row, person)):
            return f"Row {row.number} was changed."
        return ""

    def _fault_at_beginning(self) -> str:
        first = self._first
        if first is None or (first.number == 1 and first.previous == ORIGIN):
            return ""
        if f"{first.number - 1}:{first.previous.hex()}" in self._checkpoints:
            return ""
        return f"Rows before row {first.number} are missing, and no purge accounts for them."

    def _fault_at_end(self) -> str:
        last, chain = self._last, self._chain
        ends = (0, ORIGIN) if last is None else (last.number, last.digest)
        if chain is not None and (chain.number, chain.digest) != ends:
            return f"The log should end with row {chain.number}, but ends with row {ends[0]}."
        known = self._known
        if known is not None and known.number > ends[0]:
            return f"The log had {known.number} rows when its head was noted; now it ends sooner."
        return ""


def digest(key: bytes, row: AuditRow, person: int | None) -> bytes:
    """What binds a row to its content and to the one before."""
    said = [row.number, row.at.isoformat(), person, row.verb, row.about, row.previous.hex()]
    return hmac.digest(key, json.dumps(said).encode(), hashlib.sha256)


def checkpoint(last: AuditRow) -> str:
    """What a purge says of the last row that it removes."""
    return f"{last.number}:{last.digest.hex()}"


def _fits(digest: bytes, head: Head) -> bool:
    return digest.hex().startswith(head.mark)
