"""Everything kept about one chat, as it is shown to it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.rows import Digest, Reminder, Subscriber, Topic


@dataclass(frozen=True, slots=True)
class Holdings:
    subscriber: Subscriber
    follows: tuple[Topic, ...]
    mutes: dict[Topic, datetime]
    reminder: Reminder | None
    digest: Digest | None
    deliveries: int
    """Notes of messages sent or due to the chat, without their texts."""
