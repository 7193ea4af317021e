"""Roles and what each may do. Pure: one table, read aloud."""

from __future__ import annotations

from enum import Enum

from storage.rows import Role, SealedId


class Action(Enum):
    COMPOSE = "compose"
    """Write a broadcast and ask for it to go out."""
    WATCH = "watch"
    """See broadcasts and how far they have come."""
    STOP = "stop"
    """Stop any broadcast, whoever wrote it."""
    REPORT = "report"
    """Say that a case changed, and stop giving an address at once."""
    APPROVE = "approve"
    """Let somebody else's broadcast go out, and somebody else's change of a case be so."""
    APPROVE_ALONE = "approve-alone"
    """Let one's own broadcast go out, where the campaign said that one person decides."""
    APPOINT = "appoint"
    """Give and take roles."""
    CHOOSE_FEEDS = "choose-feeds"
    """Add feeds, and remove those that were added in the chat."""


_EVERY_ORGANISER = frozenset({Action.COMPOSE, Action.WATCH, Action.STOP, Action.REPORT})

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ORGANISER: _EVERY_ORGANISER,
    Role.APPROVER: _EVERY_ORGANISER | {Action.APPROVE},
    Role.OWNER: _EVERY_ORGANISER
    | {Action.APPROVE, Action.APPROVE_ALONE, Action.APPOINT, Action.CHOOSE_FEEDS},
}


def may(role: Role | None, action: Action) -> bool:
    return role is not None and action in ALLOWED[role]


def may_approve(role: Role | None, *, author: SealedId, user: SealedId, solo: bool) -> bool:
    """Whether this person may let this author's broadcast go out.

    The author never counts as the second person. ``solo`` is the configuration's word that an owner
    may decide alone.
    """
    if user == author:
        return solo and may(role, Action.APPROVE_ALONE)
    return may(role, Action.APPROVE)
