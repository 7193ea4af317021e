"""Whom a call reaches among those who follow what it is about. Pure."""

from __future__ import annotations

from collections.abc import Collection

from storage.broadcast_rows import Narrowing
from storage.rows import Calls, Subscriber, Topic


def belongs(narrowing: Narrowing, subscriber: Subscriber, follows: Collection[Topic]) -> bool:
    """Whether a subscriber is left after all that a call narrows."""
    return (
        (not narrowing.languages or subscriber.language in narrowing.languages)
        and (not narrowing.kinds or subscriber.kind in narrowing.kinds)
        and not any(topic in follows for topic in narrowing.without)
    )


def wants(calls: Calls, *, urgent: bool) -> bool:
    """Whether who wants such calls wants this one."""
    return calls is Calls.ALL or (calls is Calls.URGENT and urgent)


def has_had_enough(had: int, cap: int, *, beyond_cap: str) -> bool:
    """Whether somebody was sent their share of calls this week; a ``cap`` of 0 is none."""
    return bool(cap) and had >= cap and not beyond_cap
