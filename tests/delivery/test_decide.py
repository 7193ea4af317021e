"""Every reason to send, hold or drop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.decide import Drop, Hold, Send, Standing, decide, quiet_until
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.rows import (
    EVERYTHING,
    ChatKind,
    Delivery,
    DeliveryKind,
    Lane,
    SealedId,
    Subscriber,
    Topic,
    TopicKind,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CASE = Topic(TopicKind.CASE, "kagarlitsky")
OTHER = Topic(TopicKind.CASE, "kozyreva")
CAMPAIGN = Topic(TopicKind.CAMPAIGN, "people-first")
READER = Subscriber(SealedId(b"sealed"), ChatKind.PRIVATE, "en", "Europe/Berlin", date(2026, 11, 1))
DELIVERY = Delivery(
    1, READER.chat, DeliveryKind.ALERT, "story:1", Lane.ALERT, NOW, NOW + timedelta(days=7)
)
STANDING = Standing(READER, {CASE}, {}, about=(CASE, OTHER, CAMPAIGN))


def test_an_alert_is_sent_for_what_its_reader_follows() -> None:
    assert decide(DELIVERY, STANDING, NOW) == Send((CASE,))
    everything = replace(STANDING, follows={EVERYTHING})
    assert decide(DELIVERY, everything, NOW) == Send((CASE, OTHER, CAMPAIGN))


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (replace(STANDING, follows=()), "unfollowed"),
        (replace(STANDING, mutes={CASE: NOW + timedelta(hours=1)}), "muted"),
        (replace(STANDING, mutes={EVERYTHING: NOW + timedelta(hours=1)}), "muted"),
        (replace(STANDING, subscriber=replace(READER, suspended=True)), "suspended"),
    ],
)
def test_an_alert_nobody_wants_any_more_is_dropped(standing: Standing, reason: str) -> None:
    assert decide(DELIVERY, standing, NOW) == Drop(reason)


def test_a_mute_that_has_ended_mutes_nothing() -> None:
    assert decide(DELIVERY, replace(STANDING, mutes={CASE: NOW}), NOW) == Send((CASE,))


def test_one_muted_case_of_two_leaves_the_other() -> None:
    standing = replace(STANDING, follows={CASE, OTHER}, mutes={CASE: NOW + timedelta(days=1)})
    assert decide(DELIVERY, standing, NOW) == Send((OTHER,))


def test_out_of_time_is_dropped() -> None:
    assert decide(DELIVERY, STANDING, DELIVERY.expires) == Drop("expired")


def test_a_broadcast_goes_to_its_segment_while_it_runs() -> None:
    call = replace(DELIVERY, kind=DeliveryKind.BROADCAST, lane=Lane.BROADCAST)
    runs = Broadcast(1, READER.chat, BroadcastState.RUNNING, CASE, NOW)
    running = replace(STANDING, about=(CASE,), broadcast=runs)
    assert decide(call, running, NOW) == Send((CASE,))
    assert decide(call, replace(running, follows=()), NOW) == Drop("unfollowed")
    to_all = replace(running, about=(EVERYTHING,), follows=())
    assert decide(call, to_all, NOW) == Send()
    for state in set(BroadcastState) - {BroadcastState.RUNNING, BroadcastState.PAUSED}:
        stopped = replace(running, broadcast=replace(runs, state=state))
        assert decide(call, stopped, NOW) == Drop("stopped")
    paused = replace(running, broadcast=replace(runs, state=BroadcastState.PAUSED))
    assert isinstance(decide(call, paused, NOW), Hold)
    assert decide(call, replace(running, broadcast=None), NOW) == Drop("stopped")


def test_a_reminder_needs_its_reader_to_want_reminders() -> None:
    reminder = replace(DELIVERY, kind=DeliveryKind.REMINDER, lane=Lane.REMINDER)
    assert decide(reminder, replace(STANDING, reminded=True), NOW) == Send()
    assert decide(reminder, STANDING, NOW) == Drop("unwanted")


def test_quiet_hours_hold_until_their_end() -> None:
    night = replace(READER, quiet_from=22 * 60, quiet_until=8 * 60)
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert decide(DELIVERY, replace(STANDING, subscriber=night), late) == Hold(
        datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    )


def test_a_reminder_asked_for_in_quiet_hours_comes_then_but_not_late() -> None:
    all_day = replace(READER, quiet_from=0, quiet_until=23 * 60)
    standing = replace(STANDING, subscriber=all_day, reminded=True)
    reminder = replace(DELIVERY, kind=DeliveryKind.REMINDER)
    assert decide(reminder, standing, NOW) == Send()
    assert isinstance(decide(reminder, standing, NOW + timedelta(hours=2)), Hold)


@pytest.mark.parametrize(
    ("zone", "quiet", "moment", "end"),
    [
        # Within one day, across midnight, and at both edges.
        ("UTC", (600, 660), "2026-11-23T10:30", "2026-11-23T11:00"),
        ("UTC", (600, 660), "2026-11-23T09:59", None),
        ("UTC", (600, 660), "2026-11-23T10:00", "2026-11-23T11:00"),
        ("UTC", (600, 660), "2026-11-23T11:00", None),
        ("UTC", (1380, 420), "2026-11-23T23:00", "2026-11-24T07:00"),
        ("UTC", (1380, 420), "2026-11-24T06:59", "2026-11-24T07:00"),
        ("UTC", (600, 600), "2026-11-23T10:00", None),
        # Berlin goes forward on 29 March 2026: 02:30 does not exist, the gap ends at 01:00 UTC.
        ("Europe/Berlin", (1380, 150), "2026-03-28T23:00", "2026-03-29T01:00"),
        ("Europe/Berlin", (1380, 420), "2026-03-28T23:00", "2026-03-29T05:00"),
        # And back on 25 October 2026: the night is an hour longer.
        ("Europe/Berlin", (1380, 420), "2026-10-24T22:00", "2026-10-25T06:00"),
        ("Asia/Kathmandu", (0, 60), "2026-11-23T18:30", "2026-11-23T19:15"),
    ],
)
def test_quiet_hours(zone: str, quiet: tuple[int, int], moment: str, end: str | None) -> None:
    reader = replace(READER, time_zone=zone, quiet_from=quiet[0], quiet_until=quiet[1])
    expected = datetime.fromisoformat(end).replace(tzinfo=UTC) if end else None
    assert quiet_until(reader, datetime.fromisoformat(moment).replace(tzinfo=UTC)) == expected


@given(
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.timedeltas(timedelta(0), timedelta(days=365)),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Gaza"]),
)
def test_after_quiet_hours_it_is_not_quiet(
    start: int, end: int, passed: timedelta, zone: str
) -> None:
    reader = replace(READER, time_zone=zone, quiet_from=start, quiet_until=end)
    moment = datetime(2026, 1, 1, tzinfo=UTC) + passed
    until = quiet_until(reader, moment)
    if until is None:
        local = moment.astimezone(ZoneInfo(zone))
        minute = local.hour * 60 + local.minute
        assert not (start <= minute < end if start <= end else minute >= start or minute < end)
    else:
        assert moment < until <= moment + timedelta(hours=26)
        assert quiet_until(reader, until) is None
