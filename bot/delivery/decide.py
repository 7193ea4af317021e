"""Whether a delivery that is due is sent now, later or not at all. Pure.

Decided at the moment of sending, so that an unfollow, a mute, a /forget or a stopped broadcast is
honoured however long the delivery has waited.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from storage.calls import BroadcastState
from storage.rows import (
    EVERYTHING,
    Delivery,
    DeliveryKind,
    Subscriber,
    Topic,
)

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Send:
    topics: tuple[Topic, ...] = ()
    """Why it reaches this reader: what it is about that they follow and have not muted."""


@dataclass(frozen=True, slots=True)
class Drop:
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    until: datetime


Decision = Send | Drop | Hold


@dataclass(frozen=True, slots=True)
class Standing:
    """What is true of a delivery's reader and its subject as it is about to be sent."""

    subscriber: Subscriber
    follows: Collection[Topic]
    mutes: Mapping[Topic, datetime]
    """Each muted topic with the moment its mute ends."""
    about: tuple[Topic, ...] = ()
    """An alert's cases and campaign, or a broadcast's segment."""
    broadcast: BroadcastState | None = None
    reminded: bool = False
    """The reader still wants to be reminded of letters."""


def decide(delivery: Delivery, standing: Standing, now: datetime) -> Decision:
    """What to do with a delivery now. Dropping comes before holding: what is off stays off."""
    if delivery.expires <= now:
        return Drop("expired")
    if standing.subscriber.suspended:
        return Drop("suspended")
    if _muted(EVERYTHING, standing.mutes, now):
        return Drop("muted")
    decision = _BY_KIND[delivery.kind](standing, now)
    if isinstance(decision, Drop):
        return decision
    end = quiet_until(standing.subscriber, now)
    # A reminder comes when its reader asked for it, in quiet hours too, unless it is late.
    if end is not None and not (
        delivery.kind is DeliveryKind.REMINDER
        and quiet_until(standing.subscriber, delivery.due) is not None
        and now - delivery.due < timedelta(hours=1)
    ):
        return Hold(end)
    return decision


def quiet_until(subscriber: Subscriber, moment: datetime) -> datetime | None:
    """When the quiet hours end in which this moment falls; None when it falls in none.

    Quiet hours are local and may span midnight. Where clocks go back, an hour can be quiet twice;
    where they go forward over the end, they end with the gap. Equal ends mean no quiet hours.
    """
    start, end = subscriber.quiet_from, subscriber.quiet_until
    if start is None or end is None or start == end:
        return None
    zone = ZoneInfo(subscriber.time_zone)

    def quiet(at: datetime) -> bool:
        local = at.astimezone(zone)
        minute = local.hour * 60 + local.minute
        return start <= minute < end if start < end else minute >= start or minute < end

    if not quiet(moment):
        return None
    at = moment.replace(second=0, microsecond=0)
    while quiet(at):
        at += _MINUTE
    return at


def _alert(standing: Standing, now: datetime) -> Decision:
    followed = [
        topic
        for topic in standing.about
        if topic in standing.follows or EVERYTHING in standing.follows
    ]
    if not followed:
        return Drop("unfollowed")
    heard = tuple(topic for topic in followed if not _muted(topic, standing.mutes, now))
    return Send(heard) if heard else Drop("muted")


def _broadcast(standing: Standing, now: datetime) -> Decision:
    if standing.broadcast is not BroadcastState.RUNNING:
        return Drop("stopped")
    # A broadcast to everyone reaches those who follow nothing, too.
    return Send() if EVERYTHING in standing.about else _alert(standing, now)


def _reminder(standing: Standing, now: datetime) -> Decision:  # noqa: ARG001 - as its siblings
    return Send() if standing.reminded else Drop("unwanted")


_BY_KIND = {
    DeliveryKind.ALERT: _alert,
    DeliveryKind.BROADCAST: _broadcast,
    DeliveryKind.REMINDER: _reminder,
}


def _muted(topic: Topic, mutes: Mapping[Topic, datetime], now: datetime) -> bool:
    until = mutes.get(topic)
    return until is not None and until > now
