"""What the bot can be measured by: counts without a person in them, for `/metrics` and `stats`."""

from __future__ import annotations

from bot.clock import Clock
from bot.counts import rounded
from bot.health import Metric
from storage import deliveries, feeds, subscribers
from storage.database import Database
from storage.rows import Lane


async def measures(database: Database, clock: Clock) -> tuple[Metric, ...]:
    """The state of the outbox, the feeds and (rounded, 0 while small) the subscribers.

    Raises StorageError when the database does not answer.
    """
    now = clock.now()
    async with database.read() as connection:
        waiting = await deliveries.waiting(connection, now)
        watched = await feeds.all(connection)
        people = await subscribers.count(connection)
    counts = {lane: waiting.get(lane, (0, now)) for lane in Lane}
    return (
        Metric(
            "bot_deliveries_waiting",
            "gauge",
            "Messages that are due and not sent.",
            {_label(lane): count for lane, (count, _) in counts.items()},
        ),
        Metric(
            "bot_deliveries_oldest_seconds",
            "gauge",
            "How long the oldest due message has waited.",
            {
                _label(lane): max(0.0, (now - oldest).total_seconds()) if count else 0.0
                for lane, (count, oldest) in counts.items()
            },
        ),
        Metric("bot_feeds_watched", "gauge", "Feeds that are polled.", {"": len(watched)}),
        Metric(
            "bot_feeds_failing",
            "gauge",
            "Feeds whose last poll failed.",
            {"": sum(1 for feed in watched if feed.failures)},
        ),
        Metric(
            "bot_subscribers_rounded",
            "gauge",
            "Active subscribers, rounded down; 0 below ten.",
            {"": rounded(people) or 0},
        ),
    )


def _label(lane: Lane) -> str:
    return f'lane="{lane.partition("-")[2]}"'
