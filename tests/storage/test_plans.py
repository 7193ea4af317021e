"""The hot questions go through the indexes made for them, with many rows there."""

from __future__ import annotations

from storage import broadcasts, deliveries, entries, fan_outs, subscribers
from storage.database import Database
from storage.rows import EVERYTHING, DeliveryState, Lane
from tests.storage.made import (
    IVAN,
    NOW,
    OLGA,
    chat,
    deliver,
    deliver_many,
    entry,
    fan_out,
    seconds,
    subscribe,
    subscribe_many,
)
from tests.storage.plans import plans_of, statements

MANY = {"sqlite": 100_000, "postgresql": 20_000}


async def _waiting(database: Database) -> None:
    """Many alerts held until later, and one call that is due."""
    async with database.write() as c:
        await subscribe(c, [1])
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        await deliver_many(c, 1, MANY[database.dialect], due=seconds(3600))
        await deliver(c, 1, f"broadcast:{call}", lane=Lane.BROADCAST, broadcast_id=call)
        if database.dialect == "postgresql":
            await c.exec_driver_sql("ANALYZE")


async def test_a_claim_seeks_in_the_index_of_what_waits(database: Database) -> None:
    await _waiting(database)
    async with database.write() as c:
        with statements(c) as seen:
            found = await deliveries.claim(c, NOW, seconds(60), 10)
            await deliveries.next_due(c)
        plans = await plans_of(c, seen)
    assert len(found) == 1
    assert len(plans) == len(Lane) + 1
    for plan in plans:
        assert "ix_deliveries_waiting" in plan
        assert "Seq Scan on deliveries" not in plan
    if database.dialect == "sqlite":
        for plan in plans[: len(Lane)]:
            assert "INDEX ix_deliveries_waiting (lane=? AND due<?)" in plan
            assert "TEMP B-TREE" not in plan
            assert "SCAN deliveries" not in plan


async def test_progress_and_waiting_are_counted_from_indexes(sqlite_database: Database) -> None:
    await _waiting(sqlite_database)
    async with sqlite_database.write() as c:
        with statements(c) as seen:
            await deliveries.progress(c, 1)
            await deliveries.waiting(c, NOW)
            await deliveries.stop_broadcast(c, 1, NOW)
            await deliveries.is_over(c, 1)
        plans = await plans_of(c, seen)
    assert "COVERING INDEX ix_deliveries_broadcast (broadcast_id=?)" in plans[0]
    assert "TEMP B-TREE" not in plans[0]
    assert "INDEX ix_deliveries_waiting" in plans[6]
    assert "INDEX ix_deliveries_broadcast (broadcast_id=? AND state=? AND revision=?)" in plans[8]
    assert "INDEX ix_deliveries_broadcast (broadcast_id=? AND state=?)" in plans[-1]


async def test_every_mark_goes_straight_to_its_row(sqlite_database: Database) -> None:
    await _waiting(sqlite_database)
    async with sqlite_database.write() as c:
        with statements(c) as seen:
            await deliveries.delivered(c, [(1, 5)], NOW)
            await deliveries.retry(c, [(2, NOW, True)])
            await deliveries.finish(c, [(3, DeliveryState.FAILED, "too long")], NOW)
            await deliveries.release(c, [4])
        single = [(told, given[0] if isinstance(given, list) else given) for told, given in seen]
        plans = await plans_of(c, single)
    for plan in plans:
        assert "SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)" in plan


async def _following(database: Database) -> int:
    async with database.write() as c:
        await subscribe_many(c, MANY[database.dialect] // 4, IVAN, OLGA)
        if database.dialect == "postgresql":
            await c.exec_driver_sql("ANALYZE")
        return await fan_outs.begin(c, entry_id=await entry(c))


async def test_a_fan_out_walks_each_topic_in_its_index(database: Database) -> None:
    opened = await _following(database)
    async with database.write() as c:
        assert not await fan_out(c, opened, IVAN, OLGA)
        with statements(c) as seen:
            assert not await fan_out(c, opened, IVAN, OLGA)
        plans = await plans_of(c, seen[1::2])
    for plan in plans:
        assert "ix_follows_topic" in plan
        assert "Seq Scan on follows" not in plan
    if database.dialect == "sqlite":
        sought = "COVERING INDEX ix_follows_topic (topic_kind=? AND topic=? AND chat>?"
        assert plans[0].count(sought) == plans[1].count(sought) == 3


async def test_small_questions_scan_nothing(sqlite_database: Database) -> None:
    async with sqlite_database.write() as c:
        with statements(c) as seen:
            await subscribers.find(c, chat(1))
            await subscribers.forget(c, chat(1))
            await entries.known_keys(c, 1, [b"key"])
            await deliveries.find(c, 1, chat(1))
            await deliveries.purge(c, NOW)
        plans = await plans_of(c, seen)
    # Fan-outs and revisions under way are a handful, and have no index by their cursor.
    scans = {line for plan in plans for line in plan.splitlines() if line.startswith("SCAN")}
    assert scans <= {"SCAN fan_outs", "SCAN revisions", "SCAN CONSTANT ROW"}
