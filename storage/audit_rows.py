"""What was done with the power that roles give, as the audit log keeps it. Pure records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.rows import SealedId


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act. Each row holds the digest of the one before it."""

    number: int
    """From 1, without a gap."""
    at: datetime
    """To the minute."""
    actor: SealedId | None
    """None: somebody in the terminal, or the bot itself."""
    verb: str
    about: str
    """What was acted on: a call's number, a case, a feed, a role. Never a subscriber."""
    previous: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class AuditChain:
    """The end of the log."""

    secret: bytes
    """The key of the digests, wrapped under the sealing key."""
    number: int
    digest: bytes
    told: int = 0
    """Up to which row the owners heard of what was done in the terminal."""
