"""Who may do what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.access import ALLOWED, TRIAL, Action, is_on_trial, may, may_appoint, may_approve
from storage.rows import Organiser, Role, SealedId

EVERYBODY = {Action.WATCH, Action.STOP, Action.FREEZE}
EDITOR = EVERYBODY | {Action.REPORT, Action.KEEP_FEEDS}
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ANNA, BORIS = SealedId(b"a" * 24), SealedId(b"b" * 24)


def test_every_role_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize("action", Action)
def test_without_a_role_nothing_is_allowed(action: Action) -> None:
    assert not may(None, action)


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        (Role.ORGANISER, EVERYBODY | {Action.COMPOSE}),
        (Role.EDITOR, EDITOR | {Action.CHOOSE_FEEDS}),
        (Role.APPROVER, EDITOR | {Action.COMPOSE, Action.APPROVE, Action.STEP_UP}),
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


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("solo", [True, False])
def test_roles_are_given_by_another_owner(role: Role | None, solo: bool) -> None:
    assert may_appoint(role, author=ANNA, user=BORIS, solo=solo) is (role is Role.OWNER)
    assert may_appoint(role, author=ANNA, user=ANNA, solo=solo) is (role is Role.OWNER and solo)


def test_a_new_role_is_on_trial_for_three_days() -> None:
    assert is_on_trial(Organiser(ANNA, Role.APPROVER, NOW), NOW)
    last = TRIAL - timedelta(microseconds=1)
    assert is_on_trial(Organiser(ANNA, Role.APPROVER, NOW), NOW + last)
    assert not is_on_trial(Organiser(ANNA, Role.APPROVER, NOW), NOW + TRIAL)
    assert not is_on_trial(Organiser(ANNA, Role.OWNER), NOW)
