"""Broadcasts, as organisers make them in the chat."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.broadcasts.progress import SECONDS, LiveProgress
from bot.delivery.fan_out import FanOut
from handlers.writing import formatted
from storage.broadcast_rows import BroadcastState
from storage.rows import Role
from tests.fixtures.house import ANN, BEN, OLGA, OWNER, House

RUSSIAN = "Напишите Борису: example.org/sign"


async def state(house: House) -> BroadcastState:
    ((newest, _), *_) = await house.services.broadcasts.recent()
    return newest.state


async def test_strangers_do_not_learn_that_the_command_exists(house: House) -> None:
    for command in ("/broadcast", "/broadcasts", "/stop"):
        assert "broadcast" not in (await house.say(ANN, command)).text.lower()
    await house.forge(ANN, "b:new:all:")
    assert await house.services.broadcasts.drafts.asking(house.chat(ANN)) is None


async def test_from_the_first_tap_to_the_final_report(house: House) -> None:
    for user in (ANN, OLGA):
        await house.say(user, "/follow all")
    progress = LiveProgress(house.services)
    await house.say(OWNER, "/broadcast")
    await house.press(OWNER, "Everyone")
    assert "English" in house.last(OWNER).text
    await house.say(OWNER, "Write to Boris: example.org/sign")
    previews = await house.hear(OWNER, RUSSIAN)
    texts = [shown.text for shown in previews]
    assert len(texts) == 3
    assert texts[0].startswith("Write to Boris: example.org/sign\n\n📣")
    assert texts[1].startswith("Напишите Борису: example.org/sign\n\n📣 Обращение")
    assert "in English, in Russian" in texts[2]
    assert "fewer than ten" in texts[2]
    assert "The check list found nothing" in texts[2]
    assert "Nobody else looks at it" in texts[2]
    await house.press(OWNER, "Send it now")
    assert await state(house) is BroadcastState.RUNNING
    await progress.tick()
    shown = house.last(OWNER)
    assert "going out" in shown.text
    await FanOut(house.database, house.clock).advance(10)
    await house.say(OWNER, "/broadcasts")
    assert "going out" in house.last(OWNER).text
    stopped = await house.press(OWNER, "Stop")
    assert stopped.text == "Stopped."
    await progress.tick()
    # Edits come no closer than Telegram takes them.
    assert "going out" in house.shown(OWNER, shown.id).text
    await house.clock.advance(SECONDS)
    await progress.tick()
    await progress.tick()
    report = house.shown(OWNER, shown.id)
    assert "stopped" in report.text
    assert report.button("Take back")
    assert "Nothing is going out" in (await house.say(OWNER, "/stop")).text


async def test_a_quick_broadcast_is_reported_once(house: House) -> None:
    progress = LiveProgress(house.services)
    await house.write_call(russian=RUSSIAN)
    await house.press(OWNER, "Send")
    fan_out = FanOut(house.database, house.clock)
    await fan_out.advance(10)
    await fan_out.settle()
    await progress.tick()
    assert "done" in house.last(OWNER).text
    said = len(house.emulator.messages(OWNER))
    await house.clock.advance(SECONDS)
    await progress.tick()
    assert len(house.emulator.messages(OWNER)) == said


async def test_a_second_tap_sends_nothing_twice(house: House) -> None:
    await house.write_call(russian=RUSSIAN)
    data = house.last(OWNER).button("Send").callback
    await house.press(OWNER, "Send")
    again = await house.forge(OWNER, data)
    assert again.alert
    assert len(await house.services.broadcasts.recent()) == 1


async def test_a_second_person_sees_the_same_and_decides(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(OWNER, "/start")
    await house.say(BEN, "/start")
    await house.write_call(BEN, russian=RUSSIAN)
    assert "a second person has to approve" in house.last(BEN).text
    known = len(house.emulator.messages(OWNER))
    await house.press(BEN, "Ask for approval")
    assert "one person" in house.last(BEN).text
    seen = house.emulator.messages(OWNER)[known:]
    assert seen[0].text.startswith("Write to Boris")
    assert "second person" in seen[-1].text
    assert await state(house) is BroadcastState.PENDING
    await house.press(OWNER, "Send back")
    assert "was not approved" in house.last(BEN).text
    submit = next(
        shown for shown in reversed(house.emulator.messages(BEN)) if "Sent for" in shown.text
    )
    await house.press(BEN, "Change the text", message=submit.id)
    await house.say(BEN, "Another text: example.org")
    await house.press(BEN, "Keep")
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Approve")
    assert "was approved" in house.last(BEN).text
    assert await state(house) is BroadcastState.RUNNING


async def test_an_approval_is_for_what_was_seen(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(OWNER, "/start")
    await house.write_call(BEN, russian=RUSSIAN)
    await house.press(BEN, "Ask for approval")
    old = house.last(OWNER).button("Approve").callback
    await house.press(BEN, "Change the text")
    await house.say(BEN, "Something else: example.org")
    await house.press(BEN, "Keep")
    await house.press(BEN, "Ask for approval")
    refused = await house.forge(OWNER, old)
    assert refused.alert
    assert await state(house) is BroadcastState.PENDING
    assert "Something else" in " ".join(m.text for m in house.emulator.messages(OWNER)[-4:])
    await house.press(OWNER, "Approve")
    assert await state(house) is BroadcastState.RUNNING


async def test_with_nobody_to_ask_the_draft_is_kept(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    house.emulator.user(OWNER, "Vera", "en")
    await house.say(OWNER, "/start")
    house.emulator.block(OWNER)
    await house.idle()
    await house.write_call(BEN, russian=RUSSIAN)
    await house.press(BEN, "Ask for approval")
    assert "Nobody who may approve" in house.last(BEN).text
    house.emulator.unblock(OWNER)
    await house.idle()
    await house.press(BEN, "Ask for approval")
    assert "one person" in house.last(BEN).text


async def test_plain_messages_are_lookups_again_once_nothing_is_asked(house: House) -> None:
    await house.say(OWNER, "/broadcast Kagarlitsky")
    assert "followers of Boris Kagarlitsky" in house.last(OWNER).text
    await house.press(OWNER, "Discard")
    assert "Discarded" in house.last(OWNER).text
    assert (await house.say(OWNER, "Kagarlitsky")).text.startswith("Boris Kagarlitsky")


async def test_one_language_only(house: House) -> None:
    await house.say(OLGA, "/follow all")
    await house.say(OWNER, "/broadcast all")
    await house.press(OWNER, "No text")
    assert "Russian" in house.last(OWNER).text
    with pytest.raises(LookupError):
        house.last(OWNER).button("No text")
    await house.say(OWNER, "Дарья Козырева")
    summary = house.last(OWNER).text
    assert "no link" in summary
    assert "no English text" in summary
    assert "Daria Kozyreva is named" in summary


async def test_a_text_that_is_too_long_is_refused_and_asked_again(house: House) -> None:
    await house.say(OWNER, "/broadcast all")
    answer = await house.say(OWNER, "a" * 3900)
    assert "too long" in answer.text
    assert "Russian" in (await house.say(OWNER, "Short: example.org")).text


async def test_forged_steps_are_nothing(house: House) -> None:
    await house.say(OWNER, "/broadcasts")
    for data in ("b:", "b:go", "b:go:1:x", "b:ok:²:x", "b:new:case:nobody", "b:skip:1", "b:text:9"):
        await house.forge(OWNER, data)
    assert await house.services.broadcasts.recent() == ()


def test_formatting_is_kept_and_ids_are_not() -> None:
    text = "Bold link quote Ann tg"
    somebody = User(12345, "Ann", is_bot=False)
    entities = [
        MessageEntity("bold", 0, 4),
        MessageEntity("text_link", 5, 4, url='https://example.org/?a=1&b="2"'),
        MessageEntity("blockquote", 10, 5),
        MessageEntity("text_mention", 16, 3, user=somebody),
        MessageEntity("text_link", 20, 2, url="tg://user?id=12345"),
    ]
    message = Message(
        1, datetime(2026, 11, 23, tzinfo=UTC), Chat(1, "private"), text=text, entities=entities
    )
    assert formatted(message) == (
        '<b>Bold</b> <a href="https://example.org/?a=1&amp;b=&quot;2&quot;">link</a> '
        "<blockquote>quote</blockquote> Ann tg"
    )
