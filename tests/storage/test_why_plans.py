"""What became of a link is looked up through indexes, however much was told."""

from __future__ import annotations

from storage import deliveries, entries, feeds, passed_over, stories
from storage.database import Database
from storage.rows import (
    DeliveryKind,
    DeliveryState,
    Entry,
    FeedSource,
    Lane,
    PassedOver,
    Reason,
)
from tests.storage.made import NOW, WEEK, chat, subscribe
from tests.storage.plans import plans_of, statements

MANY = 300


async def _told(database: Database) -> bytes:
    """Many feeds, entries, keys and deliveries; the key of one entry's link."""
    async with database.write() as c:
        await feeds.sync(
            c, [FeedSource(f"https://{n}.example/", f"Feed {n}") for n in range(40)], NOW
        )
        known = [feed.id for feed in await feeds.watched(c)]
        await subscribe(c, range(1, 4))
        for number in range(MANY):
            feed_id, key = known[number % len(known)], number.to_bytes(16, "big")
            link = f"https://news.example/{number}"
            [entry_id] = await entries.add(
                c, [Entry(0, feed_id, link, "Told", "", None, NOW, key.hex())]
            )
            await entries.remember(c, feed_id, [key, key[::-1]])
            await passed_over.add(c, [PassedOver(feed_id, key, NOW, Reason.NO_CASE)])
            await deliveries.add(
                c,
                chat=chat(1 + number % 3),
                kind=DeliveryKind.ALERT,
                about=f"story:{key.hex()}",
                lane=Lane.ALERT,
                due=NOW,
                expires=NOW + WEEK,
                entry_id=entry_id,
            )
        if database.dialect == "postgresql":
            await c.exec_driver_sql("ANALYZE")
    return (MANY - 1).to_bytes(16, "big")


async def test_no_table_is_read_whole(database: Database) -> None:
    key = await _told(database)
    async with database.write() as c:
        if database.dialect == "postgresql":
            # The tables are small here: this shows what is done with large ones.
            await c.exec_driver_sql("SET LOCAL enable_seqscan = off")
        with statements(c) as seen:
            [entry_id] = await stories.entries_of(c, key.hex(), "https://news.example/x")
            assert len(await stories.feeds_that_know(c, [key, b"x" * 16])) == 1
            assert await stories.messages(c, [entry_id]) == {(DeliveryState.DUE, ""): 1}
            assert len(await passed_over.of(c, key)) == 1
            assert await passed_over.purge(c, NOW) == 0
        plans = await plans_of(c, seen)
    used = ("ix_entries_link", "entry_keys", "ix_deliveries_entry", "ix_passed_over_key", "_seen")
    for plan, index in zip(plans, used, strict=True):
        assert index in plan, plan
        for table in ("entries", "entry_keys", "deliveries", "passed_over"):
            assert f"SCAN {table}" not in plan, plan
            assert f"Seq Scan on {table}" not in plan, plan
    assert "ix_entries_story" in plans[0]
