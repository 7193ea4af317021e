"""What is known of a letter evening. Records only: this module knows no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from storage.rows import SealedId


@dataclass(frozen=True, slots=True)
class Evening:
    """One evening of one group."""

    id: int
    chat: SealedId
    starts: datetime
    ends: datetime
    """When it is over by itself."""
    zone: str
    place: str
    """As it was announced; may be empty."""
    people: tuple[str, ...]
    """Slugs."""
    message_id: int | None = None
    taken: dict[str, int] = field(default_factory=dict)
    """How many took each name; nobody's own stands here."""
    written: dict[str, int] = field(default_factory=dict)
    """How many said that they wrote, by slug."""
