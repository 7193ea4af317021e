"""Roles in the chat: invited by a link, agreed to by a second owner, taken away by one."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from sqlalchemy import select

from bot.access import TRIAL, code_of
from bot.appointing import LASTS, WAITS
from bot.step_up import SECONDS, totp
from storage.audit import latest
from storage.rows import Role
from storage.schema import invitations
from tests.fixtures.house import ANN, BEN, OLGA, OWNER, House, HouseOf


@pytest_asyncio.fixture
async def two(house_of: HouseOf) -> AsyncIterator[House]:
    """Vera and Olga own a campaign in which nobody decides alone; Ann and Ben are nobody yet."""
    people = ((OWNER, "Vera", "en"), (OLGA, "Olga", "en"), (ANN, "Ann", "en"), (BEN, "Ben", "en"))
    async with house_of(*people) as house:
        await house.services.organisers.appoint(house.chat(OLGA), Role.OWNER)
        for user, *_ in people:
            await house.say(user, "/start")
        yield house


def code(house: House, user: int) -> str:
    return code_of(house.chat(user))


async def role(house: House, user: int) -> Role | None:
    return await house.services.organisers.role_of(house.chat(user))


async def invitation(house: House, name: str = "approver", owner: int = OWNER) -> str:
    """What somebody says who opens the link."""
    said = await house.say(owner, f"/invite {name}")
    return "/start join_" + said.text.partition("start=join_")[2].split()[0]


async def verbs(house: House) -> list[str]:
    async with house.database.read() as connection:
        return [row.verb for row in reversed(await latest(connection, 50))]


async def test_from_the_invitation_to_the_role(two: House) -> None:
    said = await two.say(ANN, await invitation(two))
    assert "You are invited to be approver" in said.text
    assert code(two, ANN) in said.text
    asked = two.last(OLGA)
    assert f"{code(two, ANN)} took an invitation of {code(two, OWNER)}" in asked.text
    assert "to be approver" in asked.text
    assert "Another owner was asked" in two.last(OWNER).text
    assert await role(two, ANN) is None
    await two.press(OLGA, "✅ Agree")
    assert await role(two, ANN) is Role.APPROVER
    assert "You are approver now" in two.last(ANN).text
    assert f"{code(two, ANN)} is approver now" in two.last(OWNER).text
    head = await two.services.organisers.audit.head()
    assert str(head) in two.last(OWNER).text
    assert await verbs(two) == ["appointed", "invited", "accepted", "appointed"]
    listed = (await two.say(OWNER, "/organisers")).text
    assert f"{code(two, OWNER)}: owner, you" in listed
    assert f"{code(two, ANN)}: approver, since 23 Nov 2026, 12:00 UTC, not yet" in listed
    # As words: a code and the end of the log are made of the same digits by chance.
    assert not re.search(rf"\b(Ann|{ANN})\b", listed)


async def test_a_link_works_once_for_a_day_and_only_its_hash_is_kept(two: House) -> None:
    words = await invitation(two, "editor")
    token = words.removeprefix("/start join_")
    async with two.database.read() as connection:
        kept = await connection.scalar(select(invitations.c.token))
    assert kept and token.encode() not in kept and base64.urlsafe_b64decode(token) not in kept
    await two.say(ANN, words)
    unknown = (await two.say(BEN, "/start join_x")).text
    assert (await two.say(BEN, words)).text == unknown
    late = await invitation(two, "editor")
    await two.clock.advance(LASTS.total_seconds())
    assert (await two.say(BEN, late)).text == unknown
    assert (await two.say(BEN, "/start join_" + "x" * 60)).text == unknown


async def test_who_asked_and_who_is_asked_about_never_agree(two: House) -> None:
    await two.say(ANN, await invitation(two, "owner"))
    agree = two.last(OLGA).button("✅ Agree").callback
    assert "Another owner has to decide" in (await two.forge(OWNER, agree)).text
    await two.forge(ANN, agree)
    assert await role(two, ANN) is None
    await two.press(OLGA, "✅ Agree")
    assert await role(two, ANN) is Role.OWNER
    await two.forge(OLGA, agree)
    assert (await verbs(two)).count("appointed") == 2


async def test_a_word_is_bound_to_exactly_what_was_seen(two: House) -> None:
    await two.say(ANN, await invitation(two))
    agree = two.last(OLGA).button("✅ Agree").callback
    await two.services.organisers.appoint(two.chat(ANN), Role.ORGANISER)
    assert "Something has changed" in (await two.forge(OLGA, agree)).text
    assert await role(two, ANN) is Role.ORGANISER
    again = two.last(OLGA)
    assert "So far: organiser" in again.text
    for forged in (agree[:-1] + "!", "org:ok:99:0", "org:ok::", "org:no:x:y"):
        await two.forge(OLGA, forged)
    assert await role(two, ANN) is Role.ORGANISER
    fresh = next(b.callback for row in again.buttons for b in row if b.text == "✅ Agree")
    await two.forge(OLGA, fresh)
    assert await role(two, ANN) is Role.APPROVER


async def test_an_owner_refuses_and_what_waits_lapses(two: House) -> None:
    await two.say(ANN, await invitation(two))
    await two.press(OLGA, "✋ Refuse")
    assert "an owner refused" in two.last(OWNER).text
    await two.say(ANN, await invitation(two))
    await two.clock.advance(WAITS.total_seconds() + 1)
    await two.press(OLGA, "✅ Agree")
    assert await role(two, ANN) is None


async def test_a_new_approver_is_no_second_person_for_three_days(two: House) -> None:
    organisers = two.services.organisers
    await two.say(ANN, await invitation(two))
    await two.press(OLGA, "✅ Agree")
    assert two.chat(ANN) not in await organisers.who_may_approve(two.chat(OWNER))
    assert not await organisers.may_approve(two.chat(ANN), two.chat(OWNER))
    await two.clock.advance((TRIAL - timedelta(seconds=1)).total_seconds())
    assert not await organisers.may_approve(two.chat(ANN), two.chat(OWNER))
    await two.clock.advance(1)
    assert await organisers.may_approve(two.chat(ANN), two.chat(OWNER))
    assert two.chat(ANN) in await organisers.who_may_approve(two.chat(OWNER))


async def test_a_new_owner_agrees_to_nobody_for_three_days(two: House) -> None:
    await two.say(ANN, await invitation(two, "owner"))
    await two.press(OLGA, "✅ Agree")
    await two.say(BEN, await invitation(two, "editor", OLGA))
    agree = two.last(OWNER).button("✅ Agree").callback
    assert "Another owner has to decide" in (await two.forge(ANN, agree)).text
    await two.press(OWNER, "✅ Agree")
    assert await role(two, BEN) is Role.EDITOR


async def test_a_role_is_taken_by_one_at_once_with_all_that_hangs_on_it(two: House) -> None:
    await two.services.organisers.appoint(two.chat(ANN), Role.OWNER)
    words = await invitation(two, "owner", ANN)
    await two.say(BEN, await invitation(two, "owner", ANN))
    agree = two.last(OWNER).button("✅ Agree").callback
    said = await two.say(OLGA, f"/remove {code(two, ANN).lower().replace('-', ' ')}")
    assert "The role is taken away" in said.text
    assert await role(two, ANN) is None
    assert "You have no role here any more" in two.last(ANN).text
    assert f"{code(two, ANN)} is owner no longer" in two.last(OWNER).text
    assert "nothing to decide" in (await two.forge(OWNER, agree)).text
    assert "invited" not in (await two.say(BEN, words)).text
    assert (await verbs(two))[-1] == "removed"
    assert (await two.say(ANN, "/organisers")).text == (await two.say(ANN, "/nosuch")).text


async def test_owners_of_the_configuration_stay(two: House) -> None:
    said = await two.say(OLGA, f"/remove {code(two, OWNER)}")
    assert "stands in the configuration" in said.text
    assert await role(two, OWNER) is Role.OWNER
    assert "Send the code" in (await two.say(OLGA, "/remove AAAA-AAAA")).text
    assert "Send the code" in (await two.say(OLGA, "/remove")).text
    # Nor is an owner made less by an invitation they open themselves.
    assert "invited" not in (await two.say(OLGA, await invitation(two, "editor"))).text
    assert await role(two, OLGA) is Role.OWNER


async def test_an_owner_alone_where_the_campaign_said_so(house: House) -> None:
    await house.say(OWNER, "/start")
    await house.say(ANN, await invitation(house, "editor"))
    await house.press(OWNER, "✅ Agree")
    assert await role(house, ANN) is Role.EDITOR


async def test_without_a_second_owner_it_waits_and_says_so(two: House) -> None:
    await two.services.organisers.remove(two.chat(OLGA))
    await two.say(ANN, await invitation(two))
    assert "there is none who could agree" in two.last(OWNER).text


class Device:
    """Olga's other telephone."""

    def __init__(self, house: House, shown: str) -> None:
        words = next(line for line in shown.splitlines() if len(line.replace(" ", "")) == 32)
        self._totp = totp(base64.b32decode(words.replace(" ", "")))
        self._house = house

    async def code(self) -> str:
        """The next one."""
        await self._house.clock.advance(SECONDS)
        return self._totp.generate(int(self._house.clock.now().timestamp())).decode()


async def test_a_code_before_each_decision(two: House) -> None:
    device = Device(two, (await two.say(OLGA, "/totp")).text)
    await two.press(OLGA, "I have it. Hide")
    assert "Now send me the six digits" in two.last(OLGA).text
    assert "Set up" in (await two.say(OLGA, await device.code())).text
    assert await two.services.step_up.spend(two.chat(OLGA))
    await two.say(ANN, await invitation(two))
    asked = two.last(OLGA)
    agree = asked.button("✅ Agree").callback
    assert "six digits" in (await two.press(OLGA, "✅ Agree")).text
    assert await role(two, ANN) is None
    assert "not the code" in (await two.say(OLGA, "000 000")).text
    right = await device.code()
    assert "Right" in (await two.say(OLGA, f"{right[:3]} {right[3:]}")).text
    await two.forge(OLGA, agree)
    assert await role(two, ANN) is Role.APPROVER
    assert "used before" in (await two.say(OLGA, right)).text
    assert "already" in (await two.say(OLGA, "/totp")).text


async def test_a_lost_device_is_forgiven_by_two(two: House) -> None:
    device = Device(two, (await two.say(OLGA, "/totp")).text)
    await two.say(OLGA, f"/totp {await device.code()}")
    assert "Nobody with this code" in (await two.say(OWNER, "/totp reset AAAA-AAAA")).text
    await two.services.organisers.appoint(two.chat(ANN), Role.OWNER)
    await two.clock.advance(TRIAL.total_seconds())
    await two.say(OWNER, f"/totp reset {code(two, OLGA)}")
    assert code(two, OLGA) in two.last(ANN).text
    await two.press(ANN, "✅ Agree")
    assert not await two.services.step_up.is_on(two.chat(OLGA))
    assert "ask you for no codes" in two.last(OLGA).text
    assert (await verbs(two))[-1] == "reset-codes"


async def test_codes_are_turned_off_with_a_code(two: House) -> None:
    assert "set up no second device" in (await two.say(OLGA, "/totp off")).text
    device = Device(two, (await two.say(OLGA, "/totp")).text)
    await two.say(OLGA, await device.code())
    assert await two.services.step_up.spend(two.chat(OLGA))
    assert "First send me" in (await two.say(OLGA, "/totp off")).text
    await two.say(OLGA, await device.code())
    assert "no codes any more" in (await two.say(OLGA, "/totp off")).text
    assert f"{code(two, OLGA)}, owner, has turned the codes off" in two.last(OWNER).text


async def test_six_digits_of_anybody_else_are_a_question_like_any(two: House) -> None:
    assert "device" not in (await two.say(ANN, "123456")).text


async def test_whoever_asked_for_panic_hears_that_it_was_withdrawn(two: House) -> None:
    await two.clock.advance(TRIAL.total_seconds())
    for asks, answers in ((OWNER, OLGA), (OLGA, OWNER)):
        await two.say(asks, "/panic")
        await two.press(asks, "Ask another owner")
        assert "asks for panic" in two.last(answers).text
        pressed = two.last(answers).id
        await two.press(answers, "No")
        assert "request is withdrawn" in two.shown(answers, pressed).text
        assert two.shown(answers, pressed).buttons == ()
        assert "request is withdrawn" in two.last(asks).text
    await two.say(OWNER, "/panic")
    await two.press(OWNER, "Ask another owner")
    strike = two.last(OLGA).button("Destroy everything now").callback
    await two.press(OWNER, "Withdraw the request")
    assert "Nothing has happened" in (await two.forge(OLGA, strike)).text
    assert "request is withdrawn" in two.last(OLGA).text
    assert await two.services.panic.asked() is None
