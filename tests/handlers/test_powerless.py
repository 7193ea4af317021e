"""Every button of every kind, pressed by whom it is not for: not one row changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from sqlalchemy import select

from bot.access import ALLOWED, Action
from handlers.routes import PRESSES, Who
from storage import deliveries
from storage.rows import ChatKind, DeliveryKind, Lane, Role
from storage.schema import metadata
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, OWNER, House, HouseOf

EDNA = 104
"""Has a role, and never the right one."""
BY_VERB = {press.verb: press for press in PRESSES}
MEANT_FOR_MEMBERS = {"ev", "call"}
"""Letter evenings and "Done" are each person's own in a group."""
ODD = ("", "1", "9" * 18, "1:1:1", "case:boris-kagarlitsky:list")
RSS = (
    "<rss version='2.0'><channel><title>The Site</title><item><title>Boris Kagarlitsky</title>"
    "<link>https://news.example/1</link></item></channel></rss>"
)

Rows = dict[str, list[tuple[object, ...]]]


@pytest_asyncio.fixture
async def busy(house_of: HouseOf, feed_server: FeedServer) -> AsyncIterator[House]:
    """Vera and Olga own a campaign; of everything that two decide, one waits for the second."""
    people = {OWNER: "Vera", OLGA: "Olga", ANN: "Ann", BEN: "Ben", EDNA: "Edna"}
    async with house_of(*((user, name, "en") for user, name in people.items())) as house:
        house.emulator.group(GROUP, "Letters", (ANN,), (BEN,), bot="member")
        await house.services.organisers.appoint(house.chat(OLGA), Role.OWNER)
        for user in people:
            await house.say(user, "/language en")
        await ask_for_everything(house, feed_server)
        yield house


async def ask_for_everything(house: House, feed_server: FeedServer) -> None:
    await house.say(OLGA, "/follow all")
    await house.say(OLGA, "/remind weekly Sun 18:00 Europe/Berlin")
    await house.say(OLGA, "/settings")
    await house.hear(ANN, "/follow all", chat=GROUP)
    await house.hear(ANN, "/evening tomorrow 19:00 Cafe", chat=GROUP)
    invited = await house.say(OWNER, "/invite editor")
    await house.say(EDNA, "/start join_" + invited.text.partition("start=join_")[2].split()[0])
    await house.say(OWNER, "/change Kagarlitsky")
    await house.press(OWNER, "Released")
    await house.say(OWNER, "20 November 2026")
    await house.say(OWNER, "https://ovd.info/express/boris-free")
    await house.press(OWNER, "Ask for approval")
    await house.say(OWNER, f"/feeds add {feed_server.serve(RSS)}")
    await house.press(OWNER, "✅ Watch: all its entries")
    await house.say(OWNER, "/feeds")
    await house.write_call()
    await house.press(OWNER, "Ask for approval")
    await house.say(OWNER, "/broadcasts")
    await house.say(OWNER, "/change")
    await house.say(OWNER, "/totp")
    await house.say(OWNER, "/panic")
    async with house.database.write() as connection:
        await deliveries.add(
            connection,
            chat=house.chat(OLGA),
            kind=DeliveryKind.REMINDER,
            about="reminder",
            lane=Lane.REMINDER,
            due=house.clock.now(),
            expires=house.clock.now() + timedelta(days=1),
            case="boris-kagarlitsky",
        )


def real(house: House, *chats: int) -> list[str]:
    """The data of every button that was shown in these chats."""
    shown = [each for chat in chats for each in house.emulator.messages(chat, from_bot=True)]
    data = (button.callback for each in shown for row in each.buttons for button in row)
    return sorted({each for each in data if each})


def verb(data: str) -> str:
    return data.partition(":")[0]


def needs(data: str) -> Who | Action:
    return BY_VERB[verb(data)].needs(data.partition(":")[2])


async def rows(house: House) -> Rows:
    """Everything the bot keeps, but the month of a last contact."""
    async with house.database.read() as connection:
        return {
            table.name: sorted(
                (
                    tuple(row)
                    for row in await connection.execute(
                        select(*(each for each in table.c if each.name != "last_contact"))
                    )
                ),
                key=repr,
            )
            for table in metadata.sorted_tables
        }


def organisers_buttons(house: House) -> list[str]:
    shown = [each for each in real(house, OWNER, OLGA) if isinstance(needs(each), Action)]
    assert {verb(each) for each in shown} == {"b", "ch", "feeds", "org", "totp", "panic"}
    return shown


async def test_an_organisers_button_does_not_exist_for_a_stranger_or_in_a_group(
    busy: House,
) -> None:
    before = await rows(busy)
    for user, chat in ((ANN, ANN), (ANN, GROUP), (BEN, GROUP)):
        gone = await busy.forge(user, "nosuchverb:1", chat=chat)
        for data in organisers_buttons(busy):
            answer = await busy.forge(user, data, chat=chat)
            assert (answer.text, answer.alert) == (gone.text, gone.alert), data
    assert await rows(busy) == before


async def test_a_role_does_nothing_that_it_is_not_for(busy: House) -> None:
    for role in (Role.ORGANISER, Role.EDITOR, Role.APPROVER):
        await busy.services.organisers.appoint(busy.chat(EDNA), role)
        before = await rows(busy)
        refused = [each for each in organisers_buttons(busy) if needs(each) not in ALLOWED[role]]
        assert refused
        for data in refused:
            answer = await busy.forge(EDNA, data)
            assert "Your role does not include" in answer.text, data
        assert await rows(busy) == before


async def test_a_member_looks_and_does_not_act_for_the_group(busy: House) -> None:
    before = await rows(busy)
    forged = [f"{press.verb}:{odd}" for press in PRESSES for odd in ODD]
    for data in (*real(busy, GROUP, OLGA), *forged):
        if verb(data) in MEANT_FOR_MEMBERS:
            continue
        answer = await busy.forge(BEN, data, chat=GROUP)
        if needs(data) is Who.CHAT:
            assert "administrators" in answer.text, data
    assert await rows(busy) == before


async def test_nobodys_rows_change_by_what_others_press(busy: House) -> None:
    """Foreign numbers, of another chat's deliveries, reminders and settings."""
    theirs = busy.chat(OLGA), busy.chat(GROUP), busy.chat(OWNER)
    await busy.services.subscribers.welcome(busy.chat(ANN), ChatKind.PRIVATE, "en")
    known = {
        name: [row for row in kept if any(each in row for each in theirs)]
        for name, kept in (await rows(busy)).items()
    }
    assert known["subscribers"] and known["follows"] and known["reminders"] and known["deliveries"]
    for press in PRESSES:
        for odd in ODD:
            await busy.forge(ANN, f"{press.verb}:{odd}")
    for data in real(busy, OLGA, GROUP):
        await busy.forge(ANN, data)
    now = await rows(busy)
    for name, kept in known.items():
        assert all(row in now[name] for row in kept), name


async def test_what_was_decided_is_not_decided_again(busy: House) -> None:
    """A word given twice, late, or against one's own earlier one."""
    decisions = [
        each
        for each in organisers_buttons(busy)
        if each.split(":")[1] in ("ok", "no") and verb(each) in ("b", "ch", "feeds", "org")
    ]
    agreed = [each for each in decisions if each.split(":")[1] == "ok"]
    assert {verb(each) for each in agreed} == {"b", "ch", "feeds", "org"}
    undecided = await rows(busy)
    for data in agreed:
        await busy.forge(OLGA, data)
    before = await rows(busy)
    for table in ("broadcasts", "case_changes", "feeds", "organisers"):
        assert before[table] != undecided[table]
    for user in (OLGA, OWNER):
        for data in decisions:
            await busy.forge(user, data)
            await busy.forge(user, data[:-1] + "0")
    assert await rows(busy) == before
