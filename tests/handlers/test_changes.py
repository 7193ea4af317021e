"""What became of a case, as organisers say and check it in the chat."""

from __future__ import annotations

import pytest

from bot.cases.facts import StatusKind
from bot.preview.emulator.control import Shown
from storage.change_rows import ChangeKind, ChangeState
from storage.rows import Role
from tests.fixtures.house import ANN, BEN, OLGA, OWNER, House

BORIS = "boris-kagarlitsky"
LINK = "https://ovd.info/express/boris-free"
NEW_ADDRESS = "171252, Тверская область,\nг. Конаково, ул. Новая, д. 2\nФКУ ИК-9"


@pytest.fixture
async def two(house: House) -> House:
    """Ben may say that a case changed, the owner may approve it; both have pressed Start."""
    await house.services.organisers.appoint(house.chat(BEN), Role.EDITOR)
    await house.say(OWNER, "/start")
    await house.say(BEN, "/start")
    return house


async def say_released(house: House, author: int = BEN) -> list[Shown]:
    """Everything up to the previews; what the bot showed last."""
    await house.say(author, "/change Кагарлицкий")
    await house.press(author, "Released")
    await house.say(author, "20 ноября")
    return await house.hear(author, LINK)


def status(house: House) -> StatusKind:
    return house.registry.cases[BORIS].status.kind


async def state(house: House) -> ChangeState:
    return (await house.services.changes.recent())[0].state


async def test_strangers_do_not_learn_that_the_commands_exist(house: House) -> None:
    for command in ("/change Kagarlitsky", "/change", "/freeze Kagarlitsky"):
        assert "address" not in (await house.say(ANN, command)).text
    for data in (f"ch:freeze:{BORIS}", f"ch:new:died:{BORIS}", "ch:undo:1", "ch:ok:1:x"):
        assert "no longer works" in (await house.forge(ANN, data)).text
    assert await house.services.changes.recent() == ()
    assert house.registry.cases[BORIS].address is not None


async def test_a_release_from_the_first_word_to_the_new_card(two: House) -> None:
    house = two
    shown = await say_released(house)
    texts = [each.text for each in shown]
    assert len(texts) == 6
    assert texts[0].startswith("Boris Kagarlitsky") and "🕊 Released" in texts[0]
    assert texts[1].startswith("🕊 Boris Kagarlitsky is free.")
    assert texts[2].startswith("Борис Кагарлицкий")
    assert "Борис Кагарлицкий на свободе" in texts[3]
    assert "checked by this bot’s organisers on 23 November 2026" in texts[1]
    assert "Letters to prison are no longer needed" in texts[4]
    assert all(not each.buttons for each in shown[:-1])
    assert "a second person has to approve" in texts[5]
    known = len(house.emulator.messages(OWNER))
    await house.press(BEN, "Ask for approval")
    assert "one person" in house.last(BEN).text
    assert status(house) is StatusKind.IMPRISONED
    seen = house.emulator.messages(OWNER)[known:]
    assert len(seen) == 6 and "second person" in seen[-1].text
    await house.press(OWNER, "Approve")
    assert "was approved" in house.last(BEN).text
    assert await state(house) is ChangeState.CONFIRMED
    assert (
        "Released, as reported 20 November 2026" in (await house.say(ANN, "/case Kagarlitsky")).text
    )
    refusal = await house.say(OLGA, "/write Кагарлицкий")
    assert "Писать в тюрьму больше не нужно" in refusal.text
    assert not [button for button in refusal.buttons if "📋" in str(button)]


async def test_an_author_is_never_the_second_person(two: House) -> None:
    house = two
    await house.services.organisers.appoint(house.chat(BEN), Role.APPROVER)
    await say_released(house)
    await house.press(BEN, "Ask for approval")
    approve = house.last(OWNER).button("Approve").callback
    assert (await house.forge(BEN, approve)).alert
    assert status(house) is StatusKind.IMPRISONED
    await house.services.organisers.appoint(house.chat(ANN), Role.EDITOR)
    await house.say(ANN, "/start")
    assert "Your role does not include" in (await house.forge(ANN, approve)).text
    assert await state(house) is ChangeState.PENDING


async def test_an_owner_alone_where_the_campaign_said_so(house: House) -> None:
    shown = await say_released(house, OWNER)
    assert "Nobody else looks at it" in shown[-1].text
    go = house.last(OWNER).button("It is so").callback
    await house.press(OWNER, "It is so")
    assert status(house) is StatusKind.RELEASED
    assert (await house.forge(OWNER, go)).alert
    assert len(await house.services.changes.recent()) == 1


async def test_what_changed_meanwhile_is_looked_at_again(two: House) -> None:
    house = two
    await say_released(house)
    await house.press(BEN, "Ask for approval")
    approve = house.last(OWNER).button("Approve").callback
    await house.say(OWNER, "/freeze Kagarlitsky")
    stale = await house.forge(OWNER, approve)
    assert "no longer what you saw" in stale.text
    assert status(house) is StatusKind.IMPRISONED
    await house.press(OWNER, "Approve")
    assert status(house) is StatusKind.RELEASED


async def test_the_same_thing_is_not_told_twice(two: House) -> None:
    house = two
    await house.services.organisers.appoint(house.chat(OLGA), Role.APPROVER)
    await house.say(OLGA, "/start")
    await say_released(house)
    await house.press(BEN, "Ask for approval")
    first = house.last(OWNER).button("Approve").callback
    await house.press(OWNER, "Approve")
    assert (await house.forge(OLGA, first)).alert
    nothing = await house.say(BEN, "/change Kagarlitsky")
    assert [button.text for row in nothing.buttons for button in row] == ["Died"]


async def test_refused_taken_back_and_said_anew(two: House) -> None:
    house = two
    await say_released(house)
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Do not approve")
    assert "not approved" in house.last(BEN).text
    assert await state(house) is ChangeState.REFUSED
    await say_released(house)
    old = house.last(BEN).button("Ask for approval").callback
    await house.press(BEN, "Say it anew")
    await house.press(BEN, "Yesterday")
    await house.say(BEN, LINK)
    assert (await house.forge(BEN, old)).alert
    await say_released(house)
    await house.press(BEN, "Ask for approval")
    await house.press(BEN, "Discard")
    assert await state(house) is ChangeState.WITHDRAWN
    assert (await house.press(OWNER, "Approve")).alert
    assert status(house) is StatusKind.IMPRISONED


async def test_a_transfer_with_its_new_address(two: House) -> None:
    house = two
    await house.say(BEN, "/change Kagarlitsky")
    await house.press(BEN, "Moved")
    await house.say(BEN, "someday")
    assert "I read no day" in house.last(BEN).text
    assert house.last(BEN).buttons[0][0].text == "Today"
    await house.after(BEN, lambda: house.emulator.share(BEN, b"a photograph"))
    assert "I read no day" in house.last(BEN).text
    await house.say(BEN, "01.11.2026")
    await house.say(BEN, "I heard it")
    assert "no link" in house.last(BEN).text
    assert house.last(BEN).buttons[-1][0].text == "🗑 Discard"
    await house.say(BEN, LINK)
    await house.say(BEN, "Penal colony IK-9\nИсправительная колония № 9")
    await house.say(BEN, NEW_ADDRESS)
    assert "Ask for approval" in str(house.last(BEN).buttons)
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Approve")
    letter = (await house.say(OLGA, "/write Кагарлицкий")).text
    assert "171252, Тверская область, г. Конаково, ул. Новая, д. 2, ФКУ ИК-9" in letter
    assert "Кагарлицкому Борису Юльевичу, 1958 г. р." in letter
    assert "Исправительная колония № 9" in (await house.say(OLGA, "/case Кагарлицкий")).text


async def test_a_transfer_to_nobody_knows_where(two: House) -> None:
    house = two
    await house.say(BEN, "/change Kagarlitsky")
    await house.press(BEN, "Moved")
    await house.press(BEN, "Yesterday")
    await house.say(BEN, LINK)
    await house.press(BEN, "Not known yet")
    previews = await house.after(BEN, lambda: None)
    await house.press(BEN, "Not known yet")
    assert previews == []
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Approve")
    assert "no confirmed address" in (await house.say(ANN, "/write Kagarlitsky")).text


async def test_an_address_is_frozen_by_one_and_given_again_by_two(two: House) -> None:
    house = two
    await house.say(BEN, "/freeze Kagarlitsky")
    assert "given to nobody" in house.last(BEN).text
    assert "given to nobody" in house.last(OWNER).text
    assert "in doubt" in (await house.say(ANN, "/write Kagarlitsky")).text
    again = await house.say(BEN, "/freeze Kagarlitsky")
    assert "I give no address" in again.text
    await house.press(OWNER, "Give this address again", message=house.last(OWNER).id)
    assert "Nobody gets a message" in house.last(OWNER).text
    # The owner's own word is enough only because this house says so.
    await house.press(OWNER, "It is so")
    assert "172011" in (await house.say(ANN, "/write Kagarlitsky")).text


async def test_the_same_address_confirmed_anew(two: House) -> None:
    house = two
    await house.say(BEN, "/change Kagarlitsky")
    await house.press(BEN, "Address confirmed")
    await house.press(BEN, "Today")
    await house.say(BEN, LINK)
    await house.press(BEN, "It is still this one")
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Approve")
    letter = (await house.say(ANN, "/write Kagarlitsky")).text
    assert "172011" in letter
    assert "Last confirmed 23 November 2026" in letter


async def test_a_wrong_one_is_taken_back_by_two(two: House) -> None:
    house = two
    await say_released(house)
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Approve")
    await house.say(BEN, "/change")
    await house.press(BEN, "Take")
    texts = [shown.text for shown in house.emulator.messages(BEN)[-6:]]
    assert any(text.startswith("↩️ Correction: Boris Kagarlitsky.") for text in texts)
    await house.press(BEN, "Ask for approval")
    assert status(house) is StatusKind.RELEASED
    await house.press(OWNER, "Approve")
    assert status(house) is StatusKind.IMPRISONED
    assert "172011" in (await house.say(ANN, "/write Kagarlitsky")).text
    undone = await house.say(BEN, "/change")
    assert "taken back" in undone.text
    assert not undone.buttons


@pytest.mark.parametrize(
    "data",
    [
        "ch:",
        "ch:new:",
        "ch:new:exploded:boris-kagarlitsky",
        "ch:new:frozen:boris-kagarlitsky",
        "ch:new:died:nobody",
        "ch:day:1:2026-11-20",
        "ch:day:999999999999999999:x",
        "ch:none:1:date",
        "ch:same:1",
        "ch:undo:77",
        "ch:ok:77:abc",
        "ch:no:77:abc",
        "ch:go:x:y",
        "ch:who:nobody",
        "ch:freeze:nobody",
        "ch:claim:5",
        "ch:show:8",
        "ch:anew:8",
        "ch:drop:8",
    ],
)
async def test_forged_presses_do_nothing(two: House, data: str) -> None:
    house = two
    await house.forge(BEN, data)
    assert await house.services.changes.recent() == ()
    assert await house.services.change_drafts.asking(house.chat(BEN)) is None


async def test_a_button_of_another_draft_answers_nothing(two: House) -> None:
    house = two
    await house.say(BEN, "/change Kagarlitsky")
    await house.press(BEN, "Died")
    old = house.last(BEN).button("Today").callback
    await house.say(BEN, "/change Gorinov")
    await house.press(BEN, "Released")
    assert (await house.forge(BEN, old)).alert
    asked = await house.services.change_drafts.asking(house.chat(BEN))
    assert asked is not None and asked.kind is ChangeKind.RELEASED
    assert (asked.case, asked.dated) == ("alexei-gorinov", "")


async def test_an_uncertain_name_is_asked_about(two: House) -> None:
    house = two
    asked = await house.say(BEN, "/change Kagarlitskyyi")
    assert "ch:who:boris-kagarlitsky" in str(asked.buttons)
    await house.press(BEN, "ch:who:boris-kagarlitsky")
    assert "What happened to" in house.last(BEN).text
    assert "nobody by that name" in (await house.say(BEN, "/change Xyzzy")).text
    assert "Whose address" in (await house.say(BEN, "/freeze")).text


async def test_a_taken_away_role_confirms_nothing(two: House) -> None:
    house = two
    await say_released(house)
    go = house.last(BEN).button("Ask for approval").callback
    await house.services.organisers.remove(house.chat(BEN))
    assert "no longer works" in (await house.forge(BEN, go)).text
    await house.services.organisers.appoint(house.chat(BEN), Role.EDITOR)
    await house.forge(BEN, go)
    assert await state(house) is ChangeState.PENDING


async def test_a_place_in_one_line_is_pointed_out(two: House) -> None:
    house = two
    for place, pointed_out in (("Colony IK-4", True), ("Colony IK-4\nИК-4", False)):
        await house.say(BEN, "/change Kagarlitsky")
        await house.press(BEN, "Moved, arrived")
        await house.say(BEN, "20 November")
        await house.say(BEN, LINK)
        await house.say(BEN, place)
        await house.press(BEN, "Not known yet")
        assert ("in one line" in house.last(BEN).text) is pointed_out
