"""Roles given and taken in the terminal: nobody new decides at once, and the owners hear of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.access import TRIAL, code_of
from bot.role_notices import RoleNotices
from storage import audit
from storage.rows import Role
from tests.fixtures.house import ANN, BEN, OLGA, OWNER, House


async def may_approve(house: House, user: int) -> bool:
    return await house.services.organisers.may_approve(house.chat(user), house.chat(OWNER))


@pytest.mark.parametrize("role", [Role.APPROVER, Role.OWNER])
async def test_once_two_can_decide_a_third_waits_three_days(house: House, role: Role) -> None:
    organisers = house.services.organisers
    second = await organisers.appoint(house.chat(OLGA), role)
    assert second.since is None
    assert await may_approve(house, OLGA)
    third = await organisers.appoint(house.chat(ANN), role)
    assert third.since == house.clock.now()
    await house.clock.advance((TRIAL - timedelta(seconds=1)).total_seconds())
    assert not await may_approve(house, ANN)
    assert not await organisers.may_panic(house.chat(ANN))
    await house.clock.advance(1)
    assert await may_approve(house, ANN)


async def test_nobody_shortens_the_wait_by_another_role(house: House) -> None:
    organisers = house.services.organisers
    for user in (OLGA, BEN):
        await organisers.appoint(house.chat(user), Role.APPROVER)
    for role in (Role.EDITOR, Role.OWNER):
        await organisers.appoint(house.chat(BEN), role)
    assert not await may_approve(house, BEN)


async def test_owners_hear_once_of_what_was_done_in_the_terminal(house: House) -> None:
    services = house.services
    notices = RoleNotices(house.database, services)
    await house.say(OLGA, "/language ru")
    await house.say(OWNER, "/start")
    await services.organisers.appoint(house.chat(OLGA), Role.OWNER)
    await services.organisers.appoint(house.chat(ANN), Role.APPROVER)
    await services.organisers.remove(house.chat(ANN))
    await notices.tick()
    told = house.last(OWNER).text
    code = code_of(house.chat(ANN))
    assert f"{code} is approver now" in told and f"{code} is approver no longer" in told
    assert "in the terminal" in told
    assert str(await services.organisers.audit.head()) in told
    assert "не в чате, а в терминале" in house.last(OLGA).text
    known = len(house.emulator.messages(OWNER))
    await notices.tick()
    await house.say(OWNER, f"/remove {code_of(house.chat(OLGA))}")
    await notices.tick()
    later = house.emulator.messages(OWNER, from_bot=True, after=known)
    assert not any("terminal" in shown.text for shown in later)


async def test_who_cannot_be_reached_hears_of_it_later(house: House) -> None:
    notices = RoleNotices(house.database, house.services)
    await house.say(OWNER, "/start")
    await house.services.organisers.appoint(house.chat(ANN), Role.EDITOR)
    house.emulator.fail_next("sendMessage", 500, times=3)
    await notices.tick()
    async with house.database.read() as connection:
        chain = await audit.end(connection)
    assert chain is not None and chain.told < chain.number
    await notices.tick()
    assert "is editor now" in house.last(OWNER).text
