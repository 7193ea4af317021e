"""What readers do with a call, and which calls they want."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import vobject

from bot.broadcasts.rounds import Rounds
from bot.delivery.fan_out import FanOut
from storage.broadcast_rows import BroadcastState
from storage.rows import Calls, Role
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, OWNER, House
from tests.handlers.calling import deliver, due, sent


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
