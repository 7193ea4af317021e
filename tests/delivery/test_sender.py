"""From rows to a strict Telegram, with everything that can happen on the way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.delivery.sender import LEASE_MARGIN
from bot.preview.emulator import Drop, Emulator, Limits
from storage import broadcasts, deliveries, follows, reminders, subscribers
from storage.broadcast_rows import BroadcastState
from storage.database import Database
from storage.rows import EVERYTHING, ChatKind, Reminder
from storage.sealing import Seal
from tests.delivery.house import (
    CAMPAIGN,
    CASE,
    OTHER,
    House,
    add_broadcast,
    add_entry,
    add_reader,
    add_reminder_delivery,
    now,
    opened,
    running,
    states,
    texts,
)
from tests.fixtures.waiting import until


@pytest.fixture
async def house(database: Database, seal: Seal, emulator: Emulator) -> AsyncIterator[House]:
    async with opened(database, seal, emulator, per_second=1000) as house:
        yield house


async def news_for_three(house: House, emulator: Emulator) -> None:
    for user in (1, 2, 3):
        emulator.user(user)
        emulator.start(user)
    async with house.database.write() as c:
        for user in (1, 2, 3):
            await add_reader(c, house.seal.seal(user), CASE)
        await add_entry(c, "news", now(), CASE.slug)


async def test_an_entry_reaches_each_follower_once_in_their_language(
    house: House, emulator: Emulator
) -> None:
    for user in range(1, 6):
        emulator.user(user)
        emulator.start(user)
    seal = house.seal.seal
    async with house.database.write() as c:
        await add_reader(c, seal(1), CASE)
        await add_reader(c, seal(2), CASE, OTHER, language="ru")
        await add_reader(c, seal(3), EVERYTHING)
        await add_reader(c, seal(4), CAMPAIGN)
        await add_reader(c, seal(5))
        await add_entry(c, "news", now(), CASE.slug, OTHER.slug, campaign=CAMPAIGN.slug)
    await house.sender.drain()
    told = "news|A feed|False|"
    assert texts(emulator, 1) == [told + "kagarlitsky||en|Europe/Berlin"]
    assert texts(emulator, 2) == [told + "kagarlitsky,kozyreva||ru|Europe/Berlin"]
    assert texts(emulator, 3) == [told + "kagarlitsky,kozyreva|people-first|en|Europe/Berlin"]
    assert texts(emulator, 4) == [told + "|people-first|en|Europe/Berlin"]
    assert texts(emulator, 5) == []
    assert await states(house.database) == [("sent", "")] * 4


async def test_what_changes_while_a_delivery_waits_is_honoured(
    house: House, emulator: Emulator
) -> None:
    await news_for_three(house, emulator)
    await house.fan_out.advance()
    seal = house.seal.seal
    async with house.database.write() as c:
        await follows.mute(c, seal(1), CASE, now() + timedelta(days=1))
        await follows.remove(c, seal(2), CASE)
        await subscribers.forget(c, seal(3))
    await house.sender.drain()
    assert [texts(emulator, user) for user in (1, 2, 3)] == [[], [], []]
    assert sorted(await states(house.database)) == [("dropped", "muted"), ("dropped", "unfollowed")]


async def test_a_reminder_goes_out_unless_its_case_is_not_suggested_any_more(
    house: House, emulator: Emulator
) -> None:
    emulator.user(1)
    emulator.start(1)
    chat = house.seal.seal(1)
    async with house.database.write() as c:
        await add_reader(c, chat)
        await reminders.keep(c, Reminder(chat, 6, 18 * 60, now() + timedelta(days=7)))
        await add_reminder_delivery(c, chat, "reminder:1", now())
        await add_reminder_delivery(c, chat, "reminder:2", now(), case="released")
    await house.sender.drain()
    assert len(texts(emulator, 1)) == 1
    assert texts(emulator, 1)[0].startswith("write to anna|en|")
    assert await states(house.database) == [("sent", ""), ("dropped", "not suggested")]


async def test_a_broadcast_reaches_all_in_its_languages_and_ends(
    house: House, emulator: Emulator
) -> None:
    for user in (1, 2):
        emulator.user(user)
        emulator.start(user)
    seal = house.seal.seal
    async with house.database.write() as c:
        await add_reader(c, seal(1))
        await add_reader(c, seal(2), CASE, language="ru")
        call = await add_broadcast(c, seal(9), EVERYTHING, now(), en="<b>Write</b>", ru="Пишите")
    await house.sender.drain()
    assert (texts(emulator, 1), texts(emulator, 2)) == (["Write"], ["Пишите"])
    async with house.database.read() as c:
        ended = await broadcasts.find(c, call)
    assert ended is not None
    assert ended.state is BroadcastState.DONE


async def test_a_stopped_broadcast_stops_within_a_second(
    sqlite_database: Database, seal: Seal, emulator: Emulator
) -> None:
    emulator.limits = Limits()
    async with opened(sqlite_database, seal, emulator) as house:
        async with sqlite_database.write() as c:
            for user in range(1, 201):
                emulator.user(user)
                emulator.start(user)
                await add_reader(c, seal.seal(user))
            call = await add_broadcast(c, seal.seal(9), EVERYTHING, now(), en="Write")
        task, stop = await running(house)
        await until(lambda: len(emulator.calls("sendMessage")) >= 40)
        async with sqlite_database.write() as c:
            await broadcasts.change_state(
                c, call, (BroadcastState.RUNNING,), BroadcastState.STOPPED, now()
            )
            await deliveries.stop_broadcast(c, call, now())
        stopped, before = time.monotonic(), len(emulator.calls("sendMessage"))
        await asyncio.sleep(1.5)
        calls = emulator.calls("sendMessage")
        sent = [done for done in calls if done.code == 200]
        stop.set()
        await task
        assert {done.code for done in calls} == {200}
        assert emulator.most_in(1.0) <= 30
        assert 40 <= len(sent) <= before + 30
        assert max(done.began for done in sent) < stopped + 1.0
        async with sqlite_database.read() as c:
            progress = await deliveries.progress(c, call)
        assert (progress.due, progress.sent) == (0, len(sent))


async def test_who_blocked_the_bot_is_suspended(house: House, emulator: Emulator) -> None:
    emulator.user(1)
    emulator.start(1)
    emulator.block(1)
    chat = house.seal.seal(1)
    async with house.database.write() as c:
        await add_reader(c, chat, CASE)
        await add_entry(c, "news", now(), CASE.slug)
    await house.sender.drain()
    assert await states(house.database) == [("dropped", "blocked")]
    async with house.database.read() as c:
        gone = await subscribers.find(c, chat)
    assert gone is not None
    assert gone.suspended


async def test_a_group_that_moved_is_followed_there(house: House, emulator: Emulator) -> None:
    emulator.user(1)
    emulator.group(-5, "Letters", admins=(1,))
    emulator.add_to_group(-5, 1)
    emulator.migrate(-5, -100777)
    seal = house.seal.seal
    async with house.database.write() as c:
        await add_reader(c, seal(-5), CASE, kind=ChatKind.GROUP)
        await add_entry(c, "news", now(), CASE.slug)
    await house.sender.drain()
    assert len(texts(emulator, -100777)) == 1
    async with house.database.read() as c:
        assert await subscribers.find(c, seal(-5)) is None
        assert await follows.of(c, seal(-100777)) == (CASE,)


async def test_server_trouble_is_tried_again_and_a_refusal_is_not(
    house: House, emulator: Emulator
) -> None:
    await news_for_three(house, emulator)
    emulator.fail_next("sendMessage", 502, "Bad Gateway", chat_id=1)
    emulator.fail_next("sendMessage", 400, "Bad Request: message is too long", chat_id=2)
    emulator.fail_next("sendMessage", 429, retry_after=2, chat_id=3)
    await house.sender.drain()
    assert sorted(await states(house.database)) == [
        ("due", ""),
        ("due", ""),
        ("failed", "message is too long"),
    ]
    task, stop = await running(house)
    await emulator.wait_for(1, "news")
    await emulator.wait_for(3, "news")
    stop.set()
    await task
    first, second = (call for call in emulator.calls("sendMessage") if call.chat_id == 3)
    assert second.began - first.ended >= 2
    assert sorted(await states(house.database))[1:] == [("sent", ""), ("sent", "")]


async def test_a_lost_answer_is_sent_again(house: House, emulator: Emulator) -> None:
    emulator.user(1)
    emulator.start(1)
    async with house.database.write() as c:
        await add_reader(c, house.seal.seal(1), CASE)
        await add_entry(c, "news", now(), CASE.slug)
    emulator.drop_next("sendMessage", Drop.AFTER)
    task, stop = await running(house)
    await emulator.wait_for(1, lambda shown: shown.id == 3)
    stop.set()
    await task
    assert await states(house.database) == [("sent", "")]


async def test_quiet_hours_keep_the_row_for_later(house: House, emulator: Emulator) -> None:
    emulator.user(1)
    emulator.start(1)
    chat = house.seal.seal(1)
    moment = now()
    async with house.database.write() as c:
        await add_reader(c, chat, CASE)
        await subscribers.change(c, chat, quiet=(0, 1439), time_zone="UTC")
        await add_entry(c, "news", moment, CASE.slug)
    await house.sender.drain()
    async with house.database.read() as c:
        due = await deliveries.next_due(c)
    if (moment.hour, moment.minute) != (23, 59):
        assert texts(emulator, 1) == []
        assert due is not None
        assert (due.hour, due.minute) == (23, 59)


async def test_a_stop_marks_what_was_sent_and_gives_back_the_rest(
    sqlite_database: Database, seal: Seal, emulator: Emulator
) -> None:
    async with opened(sqlite_database, seal, emulator) as house:
        async with sqlite_database.write() as c:
            for user in range(1, 101):
                emulator.user(user)
                emulator.start(user)
                await add_reader(c, seal.seal(user), CASE)
            await add_entry(c, "news", now(), CASE.slug)
        emulator.slow_next("sendMessage", 0.4, times=100)
        task, stop = await running(house)
        await until(lambda: len(emulator.calls("sendMessage")) >= 6)
        stop.set()
        began = time.monotonic()
        await task
        assert time.monotonic() - began < 2
        sent = sum(len(texts(emulator, user)) for user in range(1, 101))
        marked = [state for state, _ in await states(sqlite_database)]
        assert 5 < sent == marked.count("sent")
        async with sqlite_database.read() as c:
            leased = await c.execute(
                text("SELECT count(*) FROM deliveries WHERE lease IS NOT NULL")
            )
            assert leased.scalar_one() == 0
    assert len(marked) == 100


async def test_a_fault_in_one_message_holds_up_no_other(
    house: House, emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    emulator.user(1)
    emulator.start(1)
    async with house.database.write() as c:
        await add_reader(c, house.seal.seal(1), CASE)
        await add_entry(c, "broken", now(), CASE.slug)
        await add_entry(c, "news", now(), CASE.slug)
    await house.sender.drain()
    assert len(texts(emulator, 1)) == 1
    assert await states(house.database) == [("due", ""), ("sent", "")]
    assert "ValueError at house.py" in caplog.text
    assert "private words" not in caplog.text


async def test_a_sender_that_wakes_after_its_lease_sends_nothing(
    sqlite_database: Database, seal: Seal, emulator: Emulator
) -> None:
    emulator.user(1)
    emulator.start(1)
    async with opened(
        sqlite_database,
        seal,
        emulator,
        lease=LEASE_MARGIN,
    ) as house:
        async with sqlite_database.write() as c:
            await add_reader(c, seal.seal(1), CASE)
            await add_entry(c, "news", now(), CASE.slug)
        await house.sender.drain()
        assert texts(emulator, 1) == []
        assert await states(sqlite_database) == [("due", "")]
