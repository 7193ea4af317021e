"""What readers do with a call, and which calls they want."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from bot.broadcasts.notices import HoldNotices
from bot.broadcasts.rounds import Rounds
from bot.delivery.fan_out import FanOut
from bot.preview.emulator.control import Shown
from storage import deliveries
from storage.broadcast_rows import BroadcastState
from storage.rows import Calls, DeliveryKind, Role
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, OWNER, House


async def sent(house: House, *steps: str) -> None:
    """A call that every follower has got."""
    await house.write_call()
    for step in steps:
        await house.say(OWNER, f"/broadcast {step}")
    await house.press(OWNER, "b:go")
    await deliver(house)


async def deliver(house: House) -> None:
    """As the sender would: every row that is due is delivered."""
    fan_out = FanOut(house.database, house.clock)
    await fan_out.advance(10)
    now = house.clock.now()
    async with house.database.write() as connection:
        due = await deliveries.claim(connection, now, now + timedelta(minutes=1), 100)
        await deliveries.delivered(connection, [(each.id, each.id) for each in due], now)
    await fan_out.settle()


async def due(house: House) -> list[str]:
    now = house.clock.now()
    async with house.database.write() as connection:
        found = await deliveries.claim(connection, now, now + timedelta(minutes=1), 100)
        await deliveries.release(connection, [each.id for each in found])
    return sorted(each.about for each in found if each.kind is DeliveryKind.BROADCAST)


async def test_done_is_counted_once_and_small_numbers_are_hidden(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(house, "done on")
    first = await house.forge(ANN, "call:done:1")
    assert "nobody sees who" in first.text
    assert "already" in (await house.forge(ANN, "call:done:1")).text
    # The call never reached Olga: her press is not counted.
    await house.say(OLGA, "/start")
    await house.forge(OLGA, "call:done:1")
    found = await house.services.broadcasts.find(1)
    assert found is not None
    assert found.done == 1


async def test_forged_presses_are_nothing(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(house)
    for data in ("call:done:1", "call:done:9", "call:to:1:0", "call:to:1:²", "call:", "call:x:1"):
        answer = await house.forge(ANN, data)
        assert "already" not in answer.text
    found = await house.services.broadcasts.find(1)
    assert found is not None
    assert found.done == 0


async def test_a_letter_to_a_representative_is_there_to_copy(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(
        house,
        "letters Germany — mail@example.org\nAzat\nDear all,\nfree him\n---\n"
        "France — https://example.org/form\nAzat\nMadame",
    )
    await house.forge(ANN, "call:to:1:0")
    letter = house.last(ANN)
    assert "To: mail@example.org" in letter.text
    assert "Dear all,\nfree him" in letter.text
    assert letter.button("Copy the address").copy_text == "mail@example.org"
    assert letter.button("Copy the subject").copy_text == "Azat"
    assert letter.button("Copy the letter").copy_text == "Dear all,\nfree him"
    await house.forge(ANN, "call:to:1:1")
    assert house.last(ANN).button("Open the form").url == "https://example.org/form"
    await house.say(ANN, "/follow all", chat=GROUP)
    said = len(house.emulator.messages(GROUP))
    answer = await house.forge(ANN, "call:to:1:0", chat=GROUP)
    assert "in private" in answer.text
    assert len(house.emulator.messages(GROUP)) == said


async def test_letters_are_read_before_they_are_approved(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    for user in (OWNER, BEN):
        await house.say(user, "/start")
    await house.write_call(BEN)
    await house.say(BEN, "/broadcast done on")
    await house.say(
        BEN, "/broadcast letters Germany — mail@example.org\nFree Azat\nDear Sir or Madam, …"
    )
    await house.press(BEN, "Ask for approval")
    shown = house.emulator.messages(OWNER)[-2]
    await house.press(OWNER, "Germany", message=shown.id)
    letter = house.last(OWNER)
    assert "mail@example.org" in letter.text
    assert "Dear Sir or Madam" in letter.text
    answer = await house.press(OWNER, "I have done it", message=shown.id)
    assert "nobody is counted" in answer.text
    # A reader who forges the button learns nothing of it.
    await house.say(ANN, "/start")
    known = len(house.emulator.messages(ANN))
    assert "counted" not in (await house.forge(ANN, "call:done:1")).text
    await house.forge(ANN, "call:to:1:0")
    assert len(house.emulator.messages(ANN)) == known


async def test_an_event_goes_into_ones_own_calendar(house: House) -> None:
    await house.say(ANN, "/follow all")
    await house.say(OLGA, "/start")
    await house.say(OWNER, "/broadcast all")
    await house.say(OWNER, "Letters night\nBring <pens> and friends: example.org/evening")
    await house.say(OWNER, "Вечер писем\nБерите ручки: example.org/evening")
    await house.say(OWNER, "/broadcast event Café Eins; Torstraße 1, Berlin\n5.12. 18:00 Berlin")
    await house.press(OWNER, "b:go")
    await deliver(house)
    entries = []
    for reader in (ANN, OLGA):
        await house.forge(reader, "call:when:1")
        shown = house.last(reader)
        assert "18:00" in shown.text
        file = house.emulator.world.files[shown.payload["document"]["file_id"]]
        entries.append(vobject.readOne(file.content.decode()).vevent)
    english, russian = entries
    assert english.summary.value == "Letters night"
    assert russian.summary.value == "Вечер писем"
    for entry in entries:
        assert entry.dtstart.value == datetime(2026, 12, 5, 17, 0, tzinfo=UTC)
        assert entry.location.value == "Café Eins; Torstraße 1, Berlin"
        assert "18:00 (" in entry.description.value
    # A correction's entry takes the place of the first.
    assert english.uid.value == russian.uid.value
    await house.services.subscribers.be_discreet(house.chat(ANN), discreet=True)
    await house.forge(ANN, "call:when:1")
    document = house.last(ANN).payload["document"]
    entry = vobject.readOne(house.emulator.world.files[document["file_id"]].content.decode()).vevent
    assert entry.summary.value == "Meeting"
    await house.say(ANN, "/follow all", chat=GROUP)
    answer = await house.forge(ANN, "call:when:1", chat=GROUP)
    assert "Berlin" in answer.text
    assert "document" not in house.last(GROUP).payload


async def test_a_closed_call_thanks_and_counts_no_more(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(house, "done on")
    await house.say(OWNER, "/broadcasts over 1")
    await house.press(OWNER, "Over")
    assert "is over" in (await house.forge(ANN, "call:done:1")).text
    assert "cannot be corrected" in (await house.say(OWNER, "/broadcasts correct 1")).text
    assert "no broadcast" in (await house.say(OWNER, "/broadcasts recall 99")).text


async def test_readers_choose_their_calls(house: House) -> None:
    assert "Write it like this" in (await house.say(ANN, "/calls")).text
    await house.say(ANN, "/follow all")
    assert "urgent ones only" in (await house.say(ANN, "/calls urgent")).text
    await house.say(ANN, "/settings")
    await house.press(ANN, "Calls")
    await house.press(ANN, "None")
    await house.press(ANN, "No reminders")
    kept = await house.subscriber(ANN)
    assert kept is not None
    assert (kept.calls, kept.follow_ups) == (Calls.NONE, False)
    assert "Calls from organisers: none" in (await house.say(ANN, "/mydata")).text
    await house.say(ANN, "/settings")
    await house.press(ANN, "Calls")
    await house.press(ANN, "All")
    kept = await house.subscriber(ANN)
    assert kept is not None
    assert kept.calls is Calls.ALL


async def test_who_has_not_done_it_is_reminded_once(house: House) -> None:
    for user in (ANN, OLGA, OWNER):
        await house.say(user, "/follow all")
    await house.forge(OLGA, "set:calls:off")
    await sent(house, "deadline 2026-11-26 12:00", "followup on")
    await house.forge(ANN, "call:done:1")
    rounds = Rounds(house.services)
    await rounds.tick()
    assert await due(house) == []
    await house.clock.advance(2 * 24 * 3600 + 60)
    for _ in range(3):
        await rounds.tick()
    # Ann did it, Olga does not want to be reminded: the owner is left.
    assert await due(house) == ["follow-up:1"]
    await deliver(house)
    await rounds.tick()
    await rounds.tick()
    (follow_up, _), *_ = await house.services.broadcasts.recent()
    assert (follow_up.revises, follow_up.state) == (1, BroadcastState.DONE)
    assert "Reminds of broadcast 1" in (await house.say(OWNER, "/broadcasts")).text


async def test_a_pause_keeps_everything_back_until_it_goes_on(house: House) -> None:
    for user in (ANN, OLGA):
        await house.say(user, "/follow all")
    await house.write_call()
    await house.press(OWNER, "b:go")
    await FanOut(house.database, house.clock).advance(10)
    waiting = await due(house)
    assert set(waiting) == {"broadcast:1"}
    assert "paused" in (await house.say(OWNER, "/broadcasts pause 1")).text
    await Rounds(house.services).tick()
    assert await due(house) == []
    shown = await house.say(OWNER, "/broadcasts show 1")
    assert "paused" in shown.text
    await house.press(OWNER, "Go on")
    assert await due(house) == waiting
    await house.say(OWNER, "/stop")
    assert await due(house) == []


async def test_what_came_due_while_the_bot_was_away_goes_out_late_or_expires(house: House) -> None:
    for end in ("12:00", "20:00"):
        await house.write_call()
        await house.say(OWNER, f"/broadcast schedule 2026-11-24 10:00 not after {end}")
        await house.press(OWNER, "b:go")
        assert "goes out at 24 Nov 2026, 10:00" in house.last(OWNER).text
    rounds = Rounds(house.services)
    await rounds.tick()
    states = [each.state for each, _ in await house.services.broadcasts.recent()]
    assert states == [BroadcastState.APPROVED, BroadcastState.APPROVED]
    await house.clock.advance(26 * 3600)
    await rounds.tick()
    states = [each.state for each, _ in await house.services.broadcasts.recent()]
    assert states == [BroadcastState.RUNNING, BroadcastState.EXPIRED]
    assert "did not go out" in house.last(OWNER).text


async def scheduled(house: House) -> Shown:
    """A call that goes out tomorrow at ten; the notice of it, with its button."""
    await house.write_call()
    await house.say(OWNER, "/broadcast schedule 2026-11-24 10:00 not after 20:00")
    await house.press(OWNER, "b:go")
    return house.last(OWNER)


async def test_what_waits_is_held_back_once(house: House) -> None:
    notice = await scheduled(house)
    assert "Held back" in (await house.press(OWNER, "Hold it back", message=notice.id)).text
    notice = house.shown(OWNER, notice.id)
    assert "draft" in notice.text
    assert notice.buttons == ()
    # Somebody else's notice of the same.
    assert "Nothing is going out" in (await house.forge(OWNER, "b:stop:1")).text


async def test_the_author_hears_that_another_held_it_back(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/start")
    notice = await scheduled(house)
    await house.press(BEN, "Hold it back")
    heard = house.last(OWNER)
    assert heard.id > notice.id
    assert "it is a draft again" in heard.text
    await house.press(OWNER, "Look at broadcast 1")
    assert house.last(OWNER).button("Discard")


@pytest.mark.parametrize("held", [True, False], ids=["held back", "gone out"])
async def test_the_button_goes_when_nothing_can_be_held_back(house: House, *, held: bool) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/start")
    rounds, notices = Rounds(house.services), HoldNotices(house.services)
    notice = await scheduled(house)
    others = house.last(BEN)
    await rounds.tick()
    await notices.tick()
    assert house.shown(BEN, others.id).button("Hold it back")
    if held:
        await house.say(BEN, "/broadcasts stop 1")
    else:
        await house.clock.advance(24 * 3600)
        await rounds.tick()
    await notices.tick()
    for user, shown in ((OWNER, notice), (BEN, others)):
        after = house.shown(user, shown.id)
        assert after.buttons == ()
        assert ("held back" if held else "went out at 24 Nov 2026, 12:0") in after.text
    # Nothing is left to be looked at.
    assert await house.services.broadcasts.late_notices() == []


async def test_every_organiser_sees_what_it_is_that_goes_out(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.EDITOR)
    await house.say(BEN, "/start")
    await house.write_call()
    # A draft is nobody else's to see.
    known = len(house.emulator.messages(BEN, from_bot=True))
    await house.forge(BEN, "b:show:1")
    assert "Write to Boris" not in house.last(BEN).text
    await house.say(OWNER, "/broadcast schedule 2026-11-24 10:00 not after 20:00")
    await house.press(OWNER, "b:go")
    notice = house.last(BEN)
    assert "“Write to Boris: example.org/sign”" in notice.text
    await house.press(BEN, "Look at broadcast 1")
    said = house.emulator.messages(BEN, from_bot=True)[known:]
    assert said[-2].text.startswith("Write to Boris: example.org/sign\n\n📣")
    assert said[-1].button("Hold it back")
    listed = (await house.say(BEN, "/broadcasts")).text
    assert "“Write to Boris: example.org/sign”" in listed
    assert "everyone · 24 Nov 2026, 10:00 UTC" in listed


async def test_a_correction_that_counts_down_is_held_back_from_the_list(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(house)
    house.services.broadcasts.delay = timedelta(minutes=1)
    await house.say(OWNER, "/broadcasts correct 1")
    await house.say(OWNER, "Write to Boris, please: example.org/sign")
    await house.press(OWNER, "b:skip")
    await house.press(OWNER, "b:go")
    await house.say(OWNER, "/broadcasts")
    await house.press(OWNER, "Broadcast 2")
    assert "Corrects broadcast 1" in house.last(OWNER).text
    assert "Held back" in (await house.press(OWNER, "Hold it back")).text
    await house.clock.advance(61)
    await Rounds(house.services).tick()
    assert await due(house) == []


async def test_everything_but_picture_and_readers_can_be_corrected(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(house, "event Alexanderplatz, Berlin, 2026-12-05 18:00", "picture off")
    await house.say(OWNER, "/broadcasts correct 1")
    await house.press(OWNER, "b:skip")
    await house.press(OWNER, "b:skip")
    menu = house.last(OWNER)
    for gone in ("Picture", "To whom", "When"):
        with pytest.raises(LookupError):
            menu.button(gone)
    for word in ("only ru", "without Kagarlitsky", "schedule tomorrow 18:00", "to all"):
        assert "nothing to choose" in (await house.say(OWNER, f"/broadcast {word}")).text
    assert "keeps its picture" in (await house.say(OWNER, "/broadcast picture off")).text
    await house.press(OWNER, "Buttons in English", message=menu.id)
    await house.say(OWNER, "How to get there — https://example.org/way")
    await house.press(OWNER, "What for")
    await house.press(OWNER, "to come")
    await house.say(OWNER, "Alexanderplatz, Berlin, 2026-12-06 18:00")
    await house.press(OWNER, "Deadline")
    await house.say(OWNER, "2026-12-06 18:00")
    await house.press(OWNER, "b:go")
    await Rounds(house.services).tick()
    corrected = await house.services.broadcasts.find(1)
    assert corrected is not None
    assert corrected.content.event is not None
    assert corrected.content.event.starts == datetime(2026, 12, 6, 18, tzinfo=UTC)
    assert corrected.content.links[0][1][0].url == "https://example.org/way"
    assert corrected.content.deadline == datetime(2026, 12, 6, 18, tzinfo=UTC)
    assert await due(house) == ["broadcast:1"]


async def test_what_has_gone_out_is_not_held_back(house: House) -> None:
    await house.say(ANN, "/follow all")
    notice = await scheduled(house)
    await house.clock.advance(24 * 3600)
    await Rounds(house.services).tick()
    await deliver(house)
    answer = await house.press(OWNER, "Hold it back", message=notice.id)
    assert answer.alert
    assert "gone out already" in answer.text
    shown = house.shown(OWNER, notice.id)
    assert "done" in shown.text
    assert shown.button("Take back")
    assert all(button.callback != "b:stop:1" for row in shown.buttons for button in row)


async def test_a_call_is_passed_on_while_it_stands(house: House) -> None:
    await house.say(ANN, "/follow all")
    await house.write_call()
    await house.say(OWNER, "/broadcast kind share")
    await house.say(OWNER, "/broadcast done on")
    assert await house.inline(ANN, "call-1") == []
    await house.press(OWNER, "b:go")
    await deliver(house)
    (passed_on,) = await house.inline(ANN, "call-1")
    assert passed_on.title == "📨 Pass it on"
    assert passed_on.description.startswith("Write to Boris")
    assert passed_on.text.startswith("Write to Boris: example.org/sign")
    assert "Passed on" in passed_on.text
    # Neither the button that counts nor the one that passes on works where the bot is not.
    assert "reply_markup" not in passed_on.message
    for unknown in ("call-2", "call-", "call-x", "call-²", f"call-{10**30}"):
        assert await house.inline(ANN, unknown) == []
    await house.say(OWNER, "/broadcasts recall 1")
    await house.press(OWNER, "Take back")
    assert await house.inline(ANN, "call-1") == []


async def test_a_call_that_asks_for_something_else_is_not_passed_on(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(house, "done on")
    assert await house.inline(ANN, "call-1") == []
