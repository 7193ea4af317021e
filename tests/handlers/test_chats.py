"""Coming, going, moving, and what happens when answering fails."""

from __future__ import annotations

import logging
from functools import partial

import pytest
from telegram import Bot

from bot.i18n import Translations
from handlers.introduction import introduce
from storage.rows import EVERYTHING, Topic, TopicKind
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, House

BORIS = Topic(TopicKind.CASE, "boris-kagarlitsky")


async def test_blocked_is_suspended_and_unblocked_resumes(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    house.emulator.block(ANN)
    await house.idle()
    blocked = await house.subscriber(ANN)
    assert blocked is not None
    assert blocked.suspended
    house.emulator.unblock(ANN)
    await house.idle()
    back = await house.subscriber(ANN)
    assert back is not None
    assert not back.suspended
    assert await house.follows(ANN) == (BORIS,)


async def test_who_speaks_again_resumes(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    await house.services.subscribers.suspend(house.chat(ANN))
    await house.say(ANN, "/following")
    back = await house.subscriber(ANN)
    assert back is not None
    assert not back.suspended


async def test_a_stranger_who_blocks_leaves_no_row(house: House) -> None:
    await house.say(BEN, "/start")
    house.emulator.block(BEN)
    await house.idle()
    assert await house.subscriber(BEN) is None


async def test_the_month_of_contact_is_kept_and_no_day(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    await house.clock.advance(20 * 24 * 3600)
    await house.say(ANN, "/help")
    subscriber = await house.subscriber(ANN)
    assert subscriber is not None
    assert subscriber.last_contact.isoformat() == "2026-12-01"


async def test_hello_to_a_group(house: House) -> None:
    group = house.emulator.group(-700, "New", (OLGA,))
    hello = await house.after(group, lambda: house.emulator.add_to_group(group, OLGA))
    assert len(hello) == 1
    assert "/follow" in hello[0].text
    assert await house.subscriber(group) is None


async def test_a_group_that_moves_keeps_what_it_follows(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky", chat=GROUP)
    house.emulator.migrate(GROUP, -1000000000500)
    await house.idle()
    assert await house.subscriber(GROUP) is None
    assert await house.follows(-1000000000500) == (BORIS,)


async def test_removed_from_a_group(house: House) -> None:
    await house.say(ANN, "/follow all", chat=GROUP)
    house.emulator.remove_from_group(GROUP, ANN)
    await house.idle()
    gone = await house.subscriber(GROUP)
    assert gone is not None
    assert gone.suspended
    assert await house.follows(GROUP) == (EVERYTHING,)


async def test_pictures_are_answered_in_private_and_ignored_in_groups(house: House) -> None:
    photo = {"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}
    await house.say(ANN, "/help")
    for chat in (ANN, GROUP):
        message = {
            "message_id": 999,
            "date": 0,
            "chat": house.emulator.world.chats[chat].as_chat(),
            "from": house.emulator.world.people[ANN].as_user(),
            "photo": [photo],
        }
        said = await house.after(chat, partial(house.emulator.updates.add, "message", message))
        assert [each.text for each in said] == (
            ["I read only text. Send me a name, or see /help"] if chat == ANN else []
        )


async def test_a_message_that_cannot_be_changed_is_said_anew(house: House) -> None:
    opened = await house.say(ANN, "/campaign")
    house.emulator.fail_next("editMessageText", 400, "Bad Request: message can't be edited")
    await house.press(ANN, opened.buttons[0][0].callback)
    await house.press(ANN, "Follow")
    assert house.last(ANN).button("Unfollow").callback


async def test_a_fault_is_told_and_logged_without_the_person(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.say(OLGA, "/follow Мифтахов")
    async with house.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE mutes")
    with caplog.at_level(logging.INFO):
        sorry = await house.say(OLGA, "/follow Кагарлицкий")
    assert sorry.text.startswith("Что-то сломалось")
    (line,) = (r.getMessage() for r in caplog.records if r.name == "handlers.errors")
    assert line.startswith("an update was not answered: ")
    for secret in (str(OLGA), "Кагарлицкий", "Ольга", house.emulator.token):
        assert secret not in caplog.text


async def test_the_menu_and_the_description_in_both_languages(house: House) -> None:
    await introduce(house.bot, Translations())
    world = house.emulator.world
    assert world.commands["all_private_chats", "ru"][0]["description"].startswith("Кто это")
    assert {c["command"] for c in world.commands["all_group_chats", ""]} >= {"case", "follow"}
    assert world.texts["description", "ru"].startswith("Новости")


async def test_a_refused_menu_is_one_line_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.emulator.fail_next("setMyCommands", 400, "BOT_COMMAND_INVALID")
    bot: Bot = house.bot
    with caplog.at_level(logging.WARNING):
        await introduce(bot, Translations())
    assert [r.name for r in caplog.records] == ["handlers.introduction"]
