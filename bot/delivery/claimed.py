"""A delivery on its way: claimed for a time, and what was known of it when it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery.compose import Subject
from bot.delivery.decide import Drop, Hold
from storage.rows import Delivery


@dataclass(slots=True)
class Claimed:
    delivery: Delivery
    lease_until: datetime
    asked: float
    """When the lease was asked for, in monotonic seconds: the wall's clock may be set back."""
    subject: Subject
    read: float
    """When the subject was read, in monotonic seconds."""
    knocks: bool = False
    """It finds out whether Telegram can be reached again."""
    sending: bool = False
    """Its turn came: what happens now must be heard to the end."""
    instead: Drop | Hold | None = None
