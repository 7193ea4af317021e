"""Calls revised where they were delivered, on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage import broadcasts, called, deliveries
from storage.database import Database
from storage.rows import EVERYTHING, Act, Lane
from tests.storage.made import NOW, chat, deliver, seconds, subscribe

TWO_DAYS = timedelta(hours=47)


async def test_taken_back_is_deleted_while_telegram_lets_us_and_edited_after(
    database: Database,
) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2])
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        for reader, sent in ((1, NOW - TWO_DAYS - timedelta(minutes=1)), (2, NOW)):
            await deliver(c, reader, f"broadcast:{call}", lane=Lane.BROADCAST, broadcast_id=call)
            (one,) = await deliveries.claim(c, NOW, seconds(60), 1)
            await deliveries.delivered(c, [(one.id, reader)], sent)
        reached = await called.revise(
            c,
            [call],
            7,
            act=Act.DELETE,
            due=NOW,
            expires=seconds(99),
            deletable_since=NOW - TWO_DAYS,
        )
        assert reached == 2
        found = await deliveries.claim(c, NOW, seconds(60), 5)
    acts = {one.chat: one.act for one in found}
    assert acts == {chat(1): Act.EDIT, chat(2): Act.DELETE}


async def test_a_correction_that_is_stopped_leaves_the_rest_as_delivered(
    database: Database,
) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2])
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        for reader in (1, 2):
            await deliver(c, reader, f"broadcast:{call}", lane=Lane.BROADCAST, broadcast_id=call)
        sent = await deliveries.claim(c, NOW, seconds(60), 5)
        await deliveries.delivered(c, [(one.id, one.id) for one in sent], NOW)
        revision = await broadcasts.create(
            c, author=chat(0), segment=EVERYTHING, created=NOW, act=Act.EDIT, revises=call
        )
        await called.revise(
            c,
            [call],
            revision,
            act=Act.EDIT,
            due=NOW,
            expires=seconds(99),
            deletable_since=NOW,
        )
        (corrected,) = await deliveries.claim(c, NOW, seconds(60), 1)
        await deliveries.delivered(c, [(corrected.id, corrected.message_id)], NOW)
        assert not await called.leave_as_is(c, [call], revision, NOW)
        progress = await deliveries.progress(c, call)
        assert await deliveries.claim(c, seconds(999), seconds(1099), 5) == []
    assert (progress.sent, progress.due) == (2, 0)
