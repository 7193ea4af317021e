"""How roles are asked for, and the codes that bind them to a second device. Pure records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.rows import Role, SealedId


class RequestKind(StrEnum):
    JOIN = "join"
    """Somebody took an invitation, and is to hold its role."""
    RESET = "reset"
    """Somebody lost the device that makes their codes, and is to go without."""


@dataclass(frozen=True, slots=True)
class RoleRequest:
    """What an owner wants of a role, waiting for a second owner."""

    id: int
    kind: RequestKind
    user: SealedId
    role: Role | None
    """None where no role is given."""
    author: SealedId
    asked: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as an owner sees it."""

    request: RoleRequest
    present: Role | None
    """What the person is now."""
    mark: str
    """Binds a word to exactly this."""


@dataclass(frozen=True, slots=True, repr=False)
class StepUp:
    """The codes of one person's second device. It has no repr: even wrapped, secrets stay in."""

    secret: bytes
    """Wrapped under the sealing key."""
    confirmed: bool
    """A code was shown once, so that the device has the secret."""
    step: int
    """The time step of the last code taken."""
    failures: int
    blocked: datetime | None
    """No code is looked at before."""
