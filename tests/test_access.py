"""Who may do what."""

from __future__ import annotations

import pytest

from bot.access import ALLOWED, Action, may, may_approve
from storage.rows import Role, SealedId

EVERY_ORGANISER = {Action.COMPOSE, Action.WATCH, Action.STOP, Action.REPORT}
ANNA, BORIS = SealedId(b"a" * 24), SealedId(b"b" * 24)


def test_every_role_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize("action", Action)
def test_without_a_role_nothing_is_allowed(action: Action) -> None:
    assert not may(None, action)


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        (Role.ORGANISER, EVERY_ORGANISER),
        (Role.APPROVER, EVERY_ORGANISER | {Action.APPROVE}),
        (Role.OWNER, set(Action)),
    ],
)
def test_a_role_allows_exactly_this(role: Role, actions: set[Action]) -> None:
    assert {action for action in Action if may(role, action)} == actions


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("solo", [True, False])
def test_nobody_is_their_own_second_person(role: Role | None, solo: bool) -> None:
    alone = may_approve(role, author=ANNA, user=ANNA, solo=solo)
    assert alone is (solo and role is Role.OWNER)


@pytest.mark.parametrize("solo", [True, False])
def test_the_second_person_needs_the_role(solo: bool) -> None:
    allowed = {role for role in Role if may_approve(role, author=ANNA, user=BORIS, solo=solo)}
    assert allowed == {Role.APPROVER, Role.OWNER}
    assert not may_approve(None, author=ANNA, user=BORIS, solo=solo)
