"""The emulator as python-telegram-bot's own Bot meets it, over its default transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from telegram import (
    Bot,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
)

from bot.preview.emulator import Emulator
from tests.fixtures.waiting import until

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060f8cf000002020100ff5ab6d20000000049454e44ae426082"
)


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    async with Bot(emulator.token, base_url=emulator.base_url) as bot:
        yield bot


@pytest.fixture
def ann(emulator: Emulator) -> int:
    return emulator.user(11, "Ann", "en", started=True)


async def test_a_message_comes_back_whole(emulator: Emulator, bot: Bot, ann: int) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Follow", callback_data="follow:case:x")]])
    sent = await bot.send_message(
        ann, "<b>Борис</b> &amp; 🕊 <i>birds</i>", parse_mode="HTML", reply_markup=markup
    )
    assert sent.text == "Борис & 🕊 birds"
    assert sent.chat.id == ann
    assert sent.parse_entities() == {
        sent.entities[0]: "Борис",
        sent.entities[1]: "birds",
    }
    assert emulator.last(ann).button("Follow").callback == "follow:case:x"


async def test_updates_wait_until_confirmed(emulator: Emulator, bot: Bot) -> None:
    emulator.user(11, "Ann", "ru")
    emulator.start(11, "case_boris")
    (first,) = await bot.get_updates()
    assert first.message is not None
    assert first.message.text == "/start case_boris"
    assert first.message.from_user is not None
    assert first.message.from_user.language_code == "ru"
    assert first.message.parse_entities(["bot_command"]) != {}
    assert [u.update_id for u in await bot.get_updates()] == [first.update_id]
    assert await bot.get_updates(offset=first.update_id + 1) == ()


async def test_a_poll_waits_and_a_second_one_ends_it(
    emulator: Emulator, bot: Bot, ann: int
) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=5))
    await _polled(emulator, times=1)
    emulator.say(ann, ann, "hello")
    (update,) = await polling
    first = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=5))
    await _polled(emulator, times=2)
    async with Bot(emulator.token, base_url=emulator.base_url) as second:
        await second.get_updates()
    with pytest.raises(Conflict):
        await first


async def _polled(emulator: Emulator, *, times: int) -> None:
    await until(lambda: len(emulator.calls("getUpdates")) >= times)


async def test_a_press_waits_for_its_answer(emulator: Emulator, bot: Bot, ann: int) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="forget:yes")]])
    sent = await bot.send_message(ann, "Sure?", reply_markup=markup)
    press = asyncio.create_task(emulator.press(ann, ann, sent.message_id, "Yes"))
    (update,) = await bot.get_updates(timeout=2)
    assert update.callback_query is not None
    assert update.callback_query.data == "forget:yes"
    await bot.answer_callback_query(update.callback_query.id, "Gone", show_alert=True)
    answer = await press
    assert (answer.text, answer.alert) == ("Gone", True)
    with pytest.raises(BadRequest, match=r"[Qq]uery is too old"):
        await bot.answer_callback_query(update.callback_query.id)


async def test_inline_results_are_chosen_and_edited(emulator: Emulator, bot: Bot, ann: int) -> None:
    asking = asyncio.create_task(emulator.inline(ann, "boris"))
    (update,) = await bot.get_updates(timeout=2)
    assert update.inline_query is not None
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("News", callback_data="news:boris")]])
    article = InlineQueryResultArticle(
        "boris", "Boris", InputTextMessageContent("<b>Boris</b>", "HTML"), reply_markup=markup
    )
    await bot.answer_inline_query(update.inline_query.id, [article], cache_time=0)
    (result,) = await asking
    assert (result.title, result.text) == ("Boris", "Boris")
    emulator.choose(ann, ann, result)
    await bot.get_updates(offset=update.update_id + 1)
    inline_id = emulator.world.chats[ann].messages[1].inline_id
    assert await bot.edit_message_text("Changed", inline_message_id=inline_id) is True
    assert emulator.messages(ann)[0].text == "Changed"


async def test_edits_refuse_the_same_again(bot: Bot, ann: int) -> None:
    sent = await bot.send_message(ann, "<b>One</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"[Mm]essage is not modified"):
        await bot.edit_message_text("<b>One</b>", ann, sent.message_id, parse_mode="HTML")
    edited = await bot.edit_message_text("Two", ann, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match=r"[Mm]essage to edit not found"):
        await bot.edit_message_text("Two", ann, 999)


async def test_who_blocked_cannot_be_reached(emulator: Emulator, bot: Bot, ann: int) -> None:
    emulator.block(ann)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann, "Hello")
    (update,) = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    emulator.unblock(ann)
    await bot.send_message(ann, "Hello")


async def test_a_group_grows_into_a_supergroup(emulator: Emulator, bot: Bot, ann: int) -> None:
    emulator.group(-5, "Letters", (ann,))
    with pytest.raises(Forbidden, match="not a member of the group chat"):
        await bot.send_message(-5, "Hello")
    emulator.add_to_group(-5, ann)
    await bot.send_message(-5, "Hello")
    owner = await bot.get_chat_member(-5, ann)
    assert isinstance(owner, ChatMemberOwner)
    assert len(await bot.get_chat_administrators(-5)) == 1
    emulator.migrate(-5, -1000000005)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "Hello")
    assert moved.value.new_chat_id == -1000000005
    await bot.send_message(-1000000005, "Hello")
    assert (await bot.get_chat(-1000000005)).title == "Letters"


async def test_files_are_kept_and_given_back(emulator: Emulator, bot: Bot, ann: int) -> None:
    photo = await bot.send_photo(ann, BytesIO(PIXEL), caption="<i>Card</i>", parse_mode="HTML")
    assert (photo.photo[0].width, photo.photo[0].height) == (1, 1)
    assert photo.caption == "Card"
    document = await bot.send_document(ann, b"BEGIN:VCALENDAR", filename="letters.ics")
    assert document.document is not None
    assert document.document.file_name == "letters.ics"
    file = await bot.get_file(document.document.file_id)
    assert file.file_path is not None
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(ann, b"no picture")
    copy = await bot.copy_message(ann, ann, document.message_id)
    assert emulator.messages(ann)[-1].id == copy.message_id


# The library warns about its own attribute while it makes the exception.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_floods_name_their_wait(emulator: Emulator, bot: Bot, ann: int) -> None:
    emulator.fail_next("sendMessage", 429, retry_after=7)
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await bot.send_message(ann, "Hello")
    assert emulator.sent_into_waits() == []
    await asyncio.sleep(0.06)
    await bot.send_message(ann, "Hello")
    assert len(emulator.sent_into_waits()) == 1


async def test_the_profile(emulator: Emulator, bot: Bot) -> None:
    assert (await bot.get_me()).supports_inline_queries
    await bot.set_my_commands([("case", "Find a person")], language_code="en")
    assert (await bot.get_my_commands(language_code="en"))[0].command == "case"
    assert await bot.set_my_description("About")
    assert await bot.set_my_short_description("About")
    assert await bot.set_my_name("Name")
    assert await bot.set_chat_menu_button()
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_an_outage_loses_nothing(emulator: Emulator, bot: Bot, ann: int) -> None:
    emulator.say(ann, ann, "before")
    await emulator.stop()
    with pytest.raises(NetworkError):
        await bot.send_message(ann, "lost")
    await emulator.start_serving()
    (update,) = await bot.get_updates()
    emulator.updates.again({"update_id": update.update_id, "message": {}})
    await bot.send_message(ann, "after")
    assert [shown.text for shown in emulator.messages(ann)] == ["before", "after"]


async def test_a_wait_that_ends_says_what_there_is(emulator: Emulator, bot: Bot, ann: int) -> None:
    await bot.send_message(ann, "One thing")
    with pytest.raises(TimeoutError, match="One thing"):
        await emulator.wait_for(ann, "another thing", within=0.05)
    waiting = asyncio.create_task(emulator.wait_for(ann, "another thing"))
    await bot.send_message(ann, "another thing, with a button")
    assert (await waiting).buttons == ()
    with pytest.raises(LookupError, match="no button"):
        emulator.last(ann).button("Yes")


async def test_a_channel_speaks_in_its_own_name(emulator: Emulator, bot: Bot, ann: int) -> None:
    emulator.channel(-1007, "Letters", (ann,), username="letters_channel")
    emulator.say(-1007, ann, "/follow all")
    (update,) = await bot.get_updates()
    assert update.channel_post is not None
    assert update.channel_post.sender_chat is not None
    posted = await bot.send_message("@letters_channel", "Hello")
    assert posted.chat.id == -1007
    assert posted.from_user is None
