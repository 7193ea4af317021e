"""Roles and what each may do. Pure: one table, read aloud."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from enum import Enum

from storage.rows import Organiser, Role, SealedId

TRIAL = timedelta(hours=72)
"""So long a new approver or owner is no second person: time enough for the others to object."""


class Action(Enum):
    COMPOSE = "compose"
    """Write a call, ask for it to go out, and let it go on after a pause."""
    WATCH = "watch"
    """See calls and how far they have come, what became of cases, how the feeds do."""
    STOP = "stop"
    """Pause, stop or take back any call, whoever wrote it."""
    REPORT = "report"
    """Say that a case changed."""
    FREEZE = "freeze"
    """Give an address to nobody any more, at once."""
    APPROVE = "approve"
    """Let somebody else's call go out, somebody else's change be so, somebody else's feed be
    watched."""
    APPROVE_ALONE = "approve-alone"
    """Be one's own second person, where the campaign said that one person decides."""
    KEEP_FEEDS = "keep-feeds"
    """Pause and resume feeds."""
    CHOOSE_FEEDS = "choose-feeds"
    """Ask for new feeds; change and remove those that were added in the chat."""
    APPOINT = "appoint"
    """Ask for roles, agree to those that another owner asked for, and take them away."""
    STEP_UP = "step-up"
    """Bind one's decisions to the codes of a second device."""
    PANIC = "panic"
    """Ask for everything that leads to a person to be destroyed, and agree to it."""


_EVERYBODY = frozenset({Action.WATCH, Action.STOP, Action.FREEZE})
_EDITOR = _EVERYBODY | {Action.REPORT, Action.KEEP_FEEDS}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ORGANISER: _EVERYBODY | {Action.COMPOSE},
    Role.EDITOR: _EDITOR | {Action.CHOOSE_FEEDS},
    Role.APPROVER: _EDITOR | {Action.COMPOSE, Action.APPROVE, Action.STEP_UP},
    Role.OWNER: frozenset(Action),
}


def may(role: Role | None, action: Action) -> bool:
    return role is not None and action in ALLOWED[role]


def may_approve(role: Role | None, *, author: SealedId, user: SealedId, solo: bool) -> bool:
    """Whether this person may let this author's work be so.

    The author never counts as the second person. ``solo`` is the configuration's word that an owner
    may decide alone.
    """
    if user == author:
        return solo and may(role, Action.APPROVE_ALONE)
    return may(role, Action.APPROVE)


def may_appoint(role: Role | None, *, author: SealedId, user: SealedId, solo: bool) -> bool:
    """Whether this person may give the role that this owner asked for: another owner, or the same
    one where the configuration lets one decide."""
    return may(role, Action.APPOINT) and (user != author or solo)


def is_on_trial(organiser: Organiser, now: datetime) -> bool:
    """Whether this role is too new to be anybody's second person."""
    return organiser.since is not None and now < organiser.since + TRIAL


def code_of(user: SealedId) -> str:
    """By what people tell organisers apart, such as K7QF-2M9D: it leads to nobody, and is another
    one under another key."""
    code = base64.b32encode(hashlib.sha256(user).digest()[:5]).decode()
    return f"{code[:4]}-{code[4:]}"
