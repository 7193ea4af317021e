"""What the rows say the bot can be measured by, for `/metrics` and `stats`. No person in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from prometheus_client.core import GaugeMetricFamily

from bot.clock import Clock
from bot.counts import rounded
from storage import deliveries, feeds, subscribers
from storage.database import Database
from storage.rows import Feed, Lane


async def measures(database: Database, clock: Clock) -> tuple[GaugeMetricFamily, ...]:
    """The state of the outbox, the feeds and (rounded, 0 while small) the subscribers.

    Raises StorageError when the database does not answer.
    """
    now = clock.now()
    async with database.read() as connection:
        waiting = await deliveries.waiting(connection, now)
        watched = await feeds.watched(connection)
        people = await subscribers.count(connection)
    counts = {lane: waiting.get(lane, (0, now)) for lane in Lane}
    return (
        _by_lane(
            "bot_deliveries_waiting",
            "Messages that are due and not sent.",
            {lane: count for lane, (count, _) in counts.items()},
        ),
        _by_lane(
            "bot_deliveries_oldest_seconds",
            "How long the oldest due message has waited.",
            {
                lane: max(0.0, (now - oldest).total_seconds()) if count else 0.0
                for lane, (count, oldest) in counts.items()
            },
        ),
        GaugeMetricFamily("bot_feeds_watched", "Feeds that are polled.", len(watched)),
        GaugeMetricFamily(
            "bot_feeds_failing",
            "Feeds whose last poll failed.",
            sum(1 for feed in watched if feed.failures),
        ),
        GaugeMetricFamily(
            "bot_feed_lag_seconds",
            "How late the poll is that is longest due.",
            lag(watched, now).total_seconds(),
        ),
        GaugeMetricFamily(
            "bot_subscribers_rounded",
            "Active subscribers, rounded down; 0 below ten.",
            rounded(people) or 0,
        ),
    )


def lag(watched: list[Feed], now: datetime) -> timedelta:
    """How late the poll is that is longest due; nothing where none is due."""
    due = [now - feed.next_poll for feed in watched if not feed.paused]
    return max([*due, timedelta(0)])


def _by_lane(name: str, words: str, values: Mapping[Lane, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=("lane",))
    for lane, value in values.items():
        family.add_metric((lane.partition("-")[2],), value)
    return family
