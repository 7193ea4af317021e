"""A broadcast changes while it is a draft, and its state only from where it was."""

from __future__ import annotations

import asyncio

from storage import broadcasts
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.database import Database
from storage.rows import EVERYTHING
from tests.storage.made import IVAN, NOW, chat, seconds

DRAFT, PENDING, RUNNING = BroadcastState.DRAFT, BroadcastState.PENDING, BroadcastState.RUNNING


async def _draft(database: Database, author: int = 1, asking: str = "") -> int:
    async with database.write() as c:
        return await broadcasts.create(
            c, author=chat(author), segment=EVERYTHING, created=NOW, asking=asking
        )


async def test_a_draft_takes_texts_in_the_order_they_came(database: Database) -> None:
    call = await _draft(database)
    async with database.write() as c:
        assert await broadcasts.set_text(c, call, "ru", "первый")
        assert await broadcasts.set_text(c, call, "en", "second")
        assert await broadcasts.set_text(c, call, "ru", "исправленный")
        assert await broadcasts.set_segment(c, call, IVAN)
        assert await broadcasts.set_asking(c, call, "de")
        assert await broadcasts.find(c, call) == Broadcast(
            call,
            chat(1),
            DRAFT,
            IVAN,
            NOW,
            texts=(("ru", "исправленный"), ("en", "second")),
            asking="de",
        )
        assert await broadcasts.find(c, call + 1) is None


async def test_what_a_second_person_reads_changes_no_more(database: Database) -> None:
    call = await _draft(database)
    async with database.write() as c:
        await broadcasts.set_text(c, call, "en", "checked")
        assert await broadcasts.change_state(c, call, [DRAFT], PENDING, NOW)
        assert not await broadcasts.set_text(c, call, "en", "other")
        assert not await broadcasts.set_text(c, call, "ru", "другой")
        assert not await broadcasts.set_segment(c, call, IVAN)
        assert not await broadcasts.set_asking(c, call, "en")
        found = await broadcasts.find(c, call)
        assert found is not None
        assert (found.texts, found.segment, found.asking) == ((("en", "checked"),), EVERYTHING, "")


async def test_of_two_who_approve_at_once_one_does(database: Database) -> None:
    call = await _draft(database)

    async def approve(second: int) -> bool:
        async with database.write() as c:
            return await broadcasts.change_state(
                c, call, [DRAFT, PENDING], RUNNING, seconds(second)
            )

    assert sorted(await asyncio.gather(approve(1), approve(2))) == [False, True]


async def test_its_times_are_those_of_its_states(database: Database) -> None:
    call = await _draft(database)
    async with database.write() as c:
        await broadcasts.change_state(c, call, [DRAFT], PENDING, seconds(1))
        await broadcasts.change_state(c, call, [PENDING], RUNNING, seconds(2))
        assert not await broadcasts.change_state(c, call, [DRAFT], BroadcastState.DISCARDED, NOW)
        await broadcasts.change_state(c, call, [RUNNING], BroadcastState.STOPPED, seconds(3))
        found = await broadcasts.find(c, call)
    assert found is not None
    assert (found.state, found.started, found.ended) == ("stopped", seconds(2), seconds(3))


async def test_an_author_is_asked_about_the_newest_draft(database: Database) -> None:
    await _draft(database, asking="en")
    newest = await _draft(database, asking="ru")
    await _draft(database)
    await _draft(database, author=2, asking="en")
    async with database.write() as c:
        found = await broadcasts.of_author_asking(c, chat(1))
        assert found is not None
        assert found.id == newest
        await broadcasts.change_state(c, newest, [DRAFT], PENDING, NOW)
        found = await broadcasts.of_author_asking(c, chat(1))
        assert found is not None
        assert found.id != newest
        assert await broadcasts.of_author_asking(c, chat(3)) is None


async def test_recent_ones_come_newest_first(database: Database) -> None:
    ids = [await _draft(database) for _ in range(3)]
    async with database.write() as c:
        await broadcasts.set_text(c, ids[1], "en", "text")
    async with database.read() as c:
        found = await broadcasts.recent(c, 2)
        assert [(call.id, call.texts) for call in found] == [
            (ids[2], ()),
            (ids[1], (("en", "text"),)),
        ]
        assert await broadcasts.recent(c, 0) == []
