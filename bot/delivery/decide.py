"""Whether a delivery that is due is sent now, later or not at all. Pure.

Decided at the moment of sending, so that an unfollow, a mute, a /forget or a stopped broadcast is
honoured however long the delivery has waited.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.broadcasts.segments import belongs, has_had_enough, wants
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.rows import (
    EVERYTHING,
    Act,
    Delivery,
    DeliveryKind,
    Subscriber,
    Topic,
)

_MINUTE = timedelta(minutes=1)
SILENT = timedelta(days=31 + 150)
"""After the month of the last contact began: the contact itself was 150 days ago or more."""
_PAUSED = timedelta(minutes=10)
"""What is paused is soon kept back as a whole, and made due at once when it goes on; only what was
claimed at that moment waits like this."""
_AT_AN_HOUR = (DeliveryKind.REMINDER, DeliveryKind.OCCASIONS, DeliveryKind.DIGEST)


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
    broadcast: Broadcast | None = None
    revision: Broadcast | None = None
    """What corrects, closes or takes back the broadcast where it was delivered."""
    lately: int = 0
    """How many calls the reader was sent in the last week, and how many are enough (0: any)."""
    cap: int = 0
    reminded: bool = False
    """The reader still wants to be reminded of letters, or told of days ahead, whichever it is."""


def decide(delivery: Delivery, standing: Standing, now: datetime) -> Decision:
    """What to do with a delivery now. Dropping comes before holding: what is off stays off."""
    if delivery.expires <= now:
        return Drop("expired")
    if standing.subscriber.suspended:
        return Drop("suspended")
    if delivery.kind is DeliveryKind.BROADCAST and delivery.act is not Act.SEND:
        return _revision(standing.revision, now)
    if delivery.kind is not DeliveryKind.SILENCE and _muted(EVERYTHING, standing.mutes, now):
        return Drop("muted")
    decision = _wanted(delivery.kind, standing, now)
    if isinstance(decision, Drop):
        return decision
    if delivery.act is Act.EDIT:
        # It does not ring.
        return decision
    end = quiet_until(standing.subscriber, now)
    # What its reader asked for at an hour comes then, in quiet hours too, unless it is late.
    if end is not None and not (
        delivery.kind in _AT_AN_HOUR
        and quiet_until(standing.subscriber, delivery.due) is not None
        and now - delivery.due < timedelta(hours=1)
    ):
        return Hold(end)
    return decision


def is_silent(subscriber: Subscriber, now: datetime) -> bool:
    """Nothing was heard of it for so long that it is asked whether it still wants this."""
    return subscriber.last_contact <= (now - SILENT).date()


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


def heard(
    about: Collection[Topic],
    follows: Collection[Topic],
    mutes: Mapping[Topic, datetime],
    now: datetime,
) -> tuple[Topic, ...]:
    """Of these topics, those that are followed and not muted."""
    return tuple(topic for topic in _followed(about, follows) if not _muted(topic, mutes, now))


def _followed(about: Collection[Topic], follows: Collection[Topic]) -> list[Topic]:
    return [topic for topic in about if topic in follows or EVERYTHING in follows]


def _wanted(kind: DeliveryKind, standing: Standing, now: datetime) -> Decision:
    match kind:
        case DeliveryKind.ALERT:
            return _alert(standing, now)
        case DeliveryKind.BROADCAST:
            return _broadcast(standing, now)
        case DeliveryKind.REMINDER | DeliveryKind.OCCASIONS:
            return Send() if standing.reminded else Drop("unwanted")
        case DeliveryKind.DIGEST:
            # What of it is still wanted is decided story by story.
            return Send()
        case DeliveryKind.SILENCE:
            silent = is_silent(standing.subscriber, now)
            return Send() if silent else Drop("heard of again")


def _alert(standing: Standing, now: datetime) -> Decision:
    if not _followed(standing.about, standing.follows):
        return Drop("unfollowed")
    topics = heard(standing.about, standing.follows, standing.mutes, now)
    return Send(topics) if topics else Drop("muted")


def _broadcast(standing: Standing, now: datetime) -> Decision:
    call = standing.broadcast
    if call is not None and call.state is BroadcastState.PAUSED:
        return Hold(now + _PAUSED)
    if call is None or call.state is not BroadcastState.RUNNING:
        return Drop("stopped")
    content, subscriber = call.content, standing.subscriber
    if not wants(subscriber.calls, urgent=content.urgent):
        return Drop("calls off")
    if not belongs(content.narrowing, subscriber, standing.follows):
        return Drop("not addressed")
    if call.revises is not None:
        # It is the same call once more, and asked for by itself.
        if not subscriber.follow_ups:
            return Drop("follow-ups off")
    elif has_had_enough(standing.lately, standing.cap, beyond_cap=content.beyond_cap):
        return Drop("enough calls")
    # A broadcast to everyone reaches those who follow nothing, too.
    return Send() if EVERYTHING in standing.about else _alert(standing, now)


def _revision(revision: Broadcast | None, now: datetime) -> Decision:
    """What was delivered is set right whatever its reader has muted since, at any hour: an edit
    does not ring."""
    if revision is None or revision.state is not BroadcastState.RUNNING:
        # Paused, or stopped a moment ago: then it is about to be left as it is.
        return Hold(now + _PAUSED)
    return Send()


def _muted(topic: Topic, mutes: Mapping[Topic, datetime], now: datetime) -> bool:
    until = mutes.get(topic)
    return until is not None and until > now
