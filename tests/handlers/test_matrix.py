"""Role by command by place: exactly what the table in `bot/access.py` allows, told from the routes
themselves. To strangers, and in groups and channels, the rest does not exist."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.access import ALLOWED, Action
from handlers import routes
from handlers.routes import COMMANDS, PRESSES
from storage.rows import Role
from tests.fixtures.house import ANN, BEN, CHANNEL, GROUP, House

UNKNOWN = "I do not know that command"
NOT_YOURS = "Your role does not include"
GONE = "no longer works"


def commands() -> Iterator[tuple[str, Action]]:
    """Every command that needs a role, with each first word that needs another one."""
    for command in COMMANDS:
        if isinstance(command.who, Action):
            yield f"/{command.name}", command.who
        for word, action in command.words.items():
            yield f"/{command.name} {word} x", action


def presses() -> Iterator[tuple[str, Action]]:
    for press in PRESSES:
        if isinstance(press.who, Action):
            yield f"{press.verb}:0", press.who
        for step, action in press.steps.items():
            yield f"{press.verb}:{step}:0:0", action


def test_every_action_guards_something() -> None:
    guarded = {action for _, action in (*commands(), *presses())}
    assert guarded | {Action.APPROVE_ALONE} == set(Action)


def test_what_decides_is_among_what_needs_a_role() -> None:
    for press in PRESSES:
        for step in press.proved | press.proved_alone:
            assert isinstance(press.needs(step), Action)


@pytest.mark.parametrize("role", [None, *Role])
async def test_commands_in_private(house: House, role: Role | None) -> None:
    await house.say(ANN, "/language en")
    if role is not None:
        await house.services.organisers.appoint(house.chat(ANN), role)
    unknown = (await house.say(ANN, "/nosuchcommand")).text
    assert UNKNOWN in unknown
    for words, action in commands():
        text = (await house.say(ANN, words)).text
        if role is None:
            assert text == unknown, words
        elif action in ALLOWED[role]:
            assert text != unknown and NOT_YOURS not in text, words
        else:
            assert NOT_YOURS in text, words


@pytest.mark.parametrize("role", [None, *Role])
async def test_presses_in_private(house: House, role: Role | None) -> None:
    await house.say(ANN, "/language en")
    if role is not None:
        await house.services.organisers.appoint(house.chat(ANN), role)
    unknown = await house.forge(ANN, "nosuchverb:0")
    assert GONE in unknown.text
    for data, action in presses():
        answer = await house.forge(ANN, data)
        if role is None:
            assert (answer.text, answer.alert) == (unknown.text, unknown.alert), data
        else:
            assert (NOT_YOURS in answer.text) == (action not in ALLOWED[role]), data


async def test_groups_and_channels_never_show_that_any_of_it_exists(house: House) -> None:
    await house.say(ANN, "/language en", chat=GROUP)
    await house.say(ANN, "/language en", chat=CHANNEL)
    for user in (ANN, BEN):
        await house.services.organisers.appoint(house.chat(user), Role.OWNER)
    for words, _ in commands():
        for user, chat in ((ANN, GROUP), (ANN, CHANNEL)):
            assert await house.hear(user, words, chat=chat) == [], words
    assert await house.hear(BEN, "/stop", chat=GROUP) == []
    unknown = await house.forge(ANN, "nosuchverb:0", chat=GROUP)
    for data, _ in presses():
        for chat in (GROUP, CHANNEL):
            answer = await house.forge(ANN, data, chat=chat)
            assert (answer.text, answer.alert) == (unknown.text, unknown.alert), data


def test_nothing_else_asks_who_somebody_is() -> None:
    assert set(routes.Who) == {routes.Who.ANYONE, routes.Who.CHAT}
