"""What became of deliveries is asked by what they are about."""

from __future__ import annotations

from datetime import timedelta

from storage import broadcasts, called, deliveries, fan_outs, outcomes
from storage.broadcast_rows import BroadcastState
from storage.database import Database
from storage.outcomes import Outcome
from storage.rows import EVERYTHING, Act, DeliveryState, Lane
from tests.storage.made import NOW, chat, deliver, entry, fan_out, seconds, subscribe
from tests.storage.plans import plans_of, statements

DUE, SENT, DROPPED = DeliveryState.DUE, DeliveryState.SENT, DeliveryState.DROPPED


async def sent_call(database: Database) -> int:
    """To three: one sent, one sent after its sender had died, one blocked."""
    async with database.write() as c:
        await subscribe(c, [1, 2, 3])
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        await broadcasts.change_state(c, call, (BroadcastState.DRAFT,), BroadcastState.RUNNING, NOW)
        for reader in (1, 2, 3):
            await deliver(c, reader, f"broadcast:{call}", lane=Lane.BROADCAST, broadcast_id=call)
        first, *_ = await deliveries.claim(c, NOW, seconds(60), 1)
        second, *_ = await deliveries.claim(c, NOW, seconds(1), 1)
        (again,) = [
            one
            for one in await deliveries.claim(c, seconds(2), seconds(60), 2)
            if one.id == second.id
        ]
        (third,) = {first.id, second.id} ^ {
            row.id for row in await deliveries.claim(c, seconds(61), seconds(99), 3)
        }
        await deliveries.delivered(c, [(first.id, 1), (again.id, 2)], NOW)
        await deliveries.finish(c, [(third, DROPPED, "blocked")], NOW)
    return call


async def test_of_a_call_and_of_what_changed_it(database: Database) -> None:
    call = await sent_call(database)
    async with database.write() as c:
        told = await outcomes.of_broadcast(c, call)
        assert await outcomes.possibly_twice(c, call) == 2
        revision = await broadcasts.create(
            c, author=chat(0), segment=EVERYTHING, created=NOW, act=Act.EDIT, revises=call
        )
        reached = await called.revise(
            c,
            [call],
            revision,
            act=Act.EDIT,
            due=NOW,
            expires=seconds(99),
            deletable_since=NOW - timedelta(days=2),
        )
        assert reached == 2
        assert await outcomes.of_broadcast(c, call) == told
        changed = await outcomes.of_broadcast(c, revision)
    assert told == [Outcome(DROPPED, "blocked", 1, 0), Outcome(SENT, "", 2, 2)]
    assert changed is not None
    assert [(one.state, one.number) for one in changed] == [(DUE, 2)]


async def test_of_an_entry_whichever_of_its_story_told_it(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2], EVERYTHING)
        first = await entry(c, "aa")
        second = await entry(c, "aa")
        await fan_out(c, await fan_outs.begin(c, entry_id=first))
        expected = [Outcome(DUE, "", 2, 0)]
        assert await outcomes.of_entry(c, first) == expected
        assert await outcomes.of_entry(c, second) == expected


async def test_what_there_never_was_is_told_from_what_reached_nobody(database: Database) -> None:
    async with database.write() as c:
        assert await outcomes.of_broadcast(c, 1) is None
        assert await outcomes.of_entry(c, 1) is None
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        assert await outcomes.of_broadcast(c, call) == []


async def test_the_doubtful_are_found_in_their_index(sqlite_database: Database) -> None:
    call = await sent_call(sqlite_database)
    async with sqlite_database.write() as c:
        with statements(c) as seen:
            await outcomes.possibly_twice(c, call)
        plans = await plans_of(c, seen)
    assert "ix_deliveries_doubtful" in plans[-1]
