"""Edits of what was told, and alerts gathered in digests: in chunks, each once, none lost."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import deliveries, digests, fan_outs, gatherings, revisions, subscribers
from storage.database import Database
from storage.revisions import Patience
from storage.rows import Act, DeliveryKind, DeliveryState, Digest
from storage.schema import deliveries as rows
from tests.storage.made import IVAN, NOW, WEEK, chat, entry, fan_out, seconds, subscribe

PATIENCE = Patience(in_flight=timedelta(seconds=65), apart=timedelta(minutes=10))


async def told(c: AsyncConnection, *numbers: int, gathering: int | None = None) -> None:
    """An alert about story aa for each follower, due now."""
    await subscribe(c, numbers, IVAN)
    opened = await fan_outs.begin(c, entry_id=await entry(c), gathering=gathering)
    assert await fan_out(c, opened, IVAN)


async def revise(c: AsyncConnection, after: float, chunk: int = 2000) -> None:
    await revisions.advance(
        c, "aa", topics=[IVAN], now=seconds(after), patience=PATIENCE, chunk=chunk
    )


async def claim(c: AsyncConnection, after: float, limit: int = 100) -> list[int]:
    claimed = await deliveries.claim(c, seconds(after), seconds(after + 60), limit)
    return [delivery.id for delivery in claimed]


async def standing(c: AsyncConnection) -> list[tuple[str, str]]:
    found = await c.execute(select(rows.c.state, rows.c.act).order_by(rows.c.chat, rows.c.id))
    return [(state, act) for state, act in found]


async def test_what_was_delivered_is_edited_and_what_waits_is_not_touched(
    database: Database,
) -> None:
    async with database.write() as c:
        await told(c, 1, 2, 3)
        ids = await claim(c, 0, limit=2)
        await deliveries.delivered(c, [(each, 7) for each in ids], NOW)
        await revisions.ask(c, "aa", NOW)
        for _ in range(3):
            assert await revisions.next_story(c, NOW) == "aa"
            await revise(c, 1, chunk=1)
        await revise(c, 1, chunk=1)
        assert await revisions.next_story(c, NOW + WEEK) is None
        edit = (DeliveryState.DUE, Act.EDIT)
        assert await standing(c) == [edit, edit, (DeliveryState.DUE, Act.SEND)]
        # The alert that waits goes first.
        assert (await claim(c, 2))[0] not in ids


async def test_a_message_on_its_way_is_waited_for(database: Database) -> None:
    async with database.write() as c:
        await told(c, 1)
        [sent] = await claim(c, 0)
        await revisions.ask(c, "aa", seconds(1))
        await revise(c, 1)
        assert await revisions.next_story(c, seconds(1)) is None
        assert await revisions.next_story(c, seconds(2)) == "aa"
        await deliveries.delivered(c, [(sent, 7)], seconds(2))
        await revise(c, 2)
        assert await standing(c) == [(DeliveryState.DUE, Act.EDIT)]
        assert await claim(c, 2) == [sent]


async def test_a_sender_that_died_holds_a_revision_up_no_longer_than_its_lease(
    sqlite_database: Database,
) -> None:
    async with sqlite_database.write() as c:
        await told(c, 1)
        await claim(c, 0)
        await revisions.ask(c, "aa", seconds(1))
        await revise(c, 1)
        await revise(c, 61)
        assert await revisions.next_story(c, NOW + WEEK) is None
        assert await standing(c) == [(DeliveryState.DUE, Act.SEND)]


async def test_a_second_edit_waits_ten_minutes(database: Database) -> None:
    async with database.write() as c:
        await told(c, 1)
        for at in (0, 2):
            [sent] = await claim(c, at)
            await deliveries.delivered(c, [(sent, 7)], seconds(at))
            await revisions.ask(c, "aa", seconds(at + 1))
            await revise(c, at + 1)
        assert await claim(c, 599) == []
        assert await claim(c, 604) == [sent]


async def test_a_gathering_makes_one_digest_or_a_few_alerts(database: Database) -> None:
    async with database.write() as c:
        gathering = await gatherings.begin(c, least=2, due=NOW)
        await told(c, 1, gathering=gathering.id)
        opened = await fan_outs.begin(c, entry_id=await entry(c, "bb"), gathering=gathering.id)
        assert await gatherings.complete(c) is None
        await subscribe(c, [2], IVAN)
        await fan_out(c, opened, IVAN, about="story:bb")
        assert await gatherings.complete(c) == gathering
        assert await claim(c, 0) == []
        assert not await gatherings.settle(c, gathering, NOW, NOW + WEEK, chunk=1)
        while not await gatherings.settle(c, gathering, NOW, NOW + WEEK, chunk=1):
            pass
        assert await gatherings.complete(c) is None
        claimed = await deliveries.claim(c, NOW, seconds(60), 10)
        assert [(one.chat, one.kind) for one in claimed] == [
            (chat(2), DeliveryKind.ALERT),
            (chat(1), DeliveryKind.DIGEST),
        ]
        assert len(await gatherings.entries_of(c, gathering.id, chat(1))) == 2
        assert await gatherings.entries_of(c, gathering.id, chat(2)) == ()


async def test_who_wants_digests_has_alerts_held_until_then_and_forgotten_with_them(
    database: Database,
) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2], IVAN)
        await digests.keep(c, Digest(chat(1), None, 19 * 60, seconds(60)))
        await told(c)
        assert [state for state, _ in await standing(c)] == [
            DeliveryState.HELD,
            DeliveryState.DUE,
        ]
        assert await digests.due(c, NOW, 10) == []
        assert [each.chat for each, _ in await digests.due(c, seconds(60), 10)] == [chat(1)]
        await subscribers.forget(c, chat(1))
        assert await digests.due(c, seconds(60), 10) == []
        assert len(await standing(c)) == 1
