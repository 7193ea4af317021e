"""When a call goes out, is too old to, or is brought to mind again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from storage.broadcast_rows import Closing, Content, Schedule

PATIENCE = timedelta(hours=6)
"""How late a scheduled call may go out where its author named no end."""
LEAD = timedelta(hours=24)
"""A follow-up comes so long before the deadline."""
SHORTEST_LEAD = timedelta(hours=2)
"""Nearer to the deadline than this nobody is reminded: they could do nothing any more."""
KEEP = timedelta(days=7)
"""So long after its deadline a call can still be corrected, closed or taken back."""
LONGEST = timedelta(days=90)


class Now(Enum):
    """What is to be done with an approved call at this moment."""

    WAIT = "wait"
    GO = "go"
    EXPIRE = "expire"


def release(content: Content, approved: datetime, delay: timedelta) -> datetime:
    """When a call approved now goes out: at its time, never before the delay is over."""
    soonest = approved + delay
    return max(soonest, content.schedule.at) if content.schedule else soonest


def now(schedule: Schedule | None, release: datetime, moment: datetime) -> Now:
    """However long the bot was away: late is sent late, but never after the end that was named."""
    if schedule is not None and moment > schedule.not_after:
        return Now.EXPIRE
    return Now.GO if moment >= release else Now.WAIT


def follow_up_due(content: Content, started: datetime, closed: Closing, moment: datetime) -> bool:
    """Whether those who have not done it are to be reminded now."""
    deadline = content.deadline
    if not content.follow_up or not content.done or deadline is None or closed:
        return False
    # Nobody is reminded of what they heard a moment ago.
    begin = max(deadline - LEAD, started + SHORTEST_LEAD)
    return begin <= moment < deadline - SHORTEST_LEAD


def kept_until(content: Content, started: datetime) -> datetime:
    """From when a call's deliveries are like any other's: they go `KEEP` after that, or after their
    last change."""
    over = max(content.deadline or started, started)
    return min(over, started + LONGEST - KEEP)
