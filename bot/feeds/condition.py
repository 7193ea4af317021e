"""How a feed does, and what organisers have still to hear of it. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from storage.rows import Feed, Trouble

LONG_FAILURE = timedelta(days=3)
CONFIRMED = timedelta(days=3)
"""A permanent redirect is believed once it has been seen for so long, at every success."""
SILENT_GAPS = 10
SHORTEST_SILENCE = timedelta(days=7)


class Notice(StrEnum):
    FAILING = "failing"
    GONE = "gone"
    BACK = "back"
    SILENT = "silent"
    MOVED = "moved"


def notice_for(feed: Feed, now: datetime) -> Notice | None:
    """What organisers have still to hear about a feed."""
    if feed.paused:
        return None
    if feed.failing_since is not None:
        if feed.gone and feed.trouble_told is not Trouble.GONE:
            return Notice.GONE
        is_long = now - feed.failing_since >= LONG_FAILURE
        return Notice.FAILING if is_long and feed.trouble_told is Trouble.NONE else None
    if feed.trouble_told is not Trouble.NONE:
        return Notice.BACK
    if has_moved(feed):
        return Notice.MOVED
    return Notice.SILENT if is_silent(feed, now) and feed.silence_told != feed.last_entry else None


def has_moved(feed: Feed) -> bool:
    """Whether a permanent redirect stood for days, to the last success."""
    return (
        feed.moved_since is not None
        and feed.last_success is not None
        and feed.last_success - feed.moved_since >= CONFIRMED
    )


def is_silent(feed: Feed, now: datetime) -> bool:
    """Whether a feed has brought nothing new for many times its usual gap."""
    if feed.usual_gap is None or feed.last_entry is None:
        return False
    return now - feed.last_entry > max(feed.usual_gap * SILENT_GAPS, SHORTEST_SILENCE)


class Condition(StrEnum):
    """In a word, the most pressing first."""

    FAILING = "failing"
    PAUSED = "paused"
    UNREAD = "unread"
    SILENT = "silent"
    WELL = "well"


def condition(feed: Feed, now: datetime) -> Condition:
    if feed.paused:
        return Condition.PAUSED
    if feed.failures:
        return Condition.FAILING
    if feed.last_success is None:
        return Condition.UNREAD
    return Condition.SILENT if is_silent(feed, now) else Condition.WELL
