"""When calls go out, whatever the bot sleeps through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.broadcasts.schedule import (
    KEEP,
    LEAD,
    LONGEST,
    SHORTEST_LEAD,
    Now,
    follow_up_due,
    kept_until,
    now,
    release,
)
from storage.broadcast_rows import Closing, Content, Schedule

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTES = st.integers(0, 60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))


@given(MINUTES, MINUTES, MINUTES, st.lists(MINUTES, max_size=20))
def test_however_long_the_bot_is_away_it_goes_out_once_late_or_not_at_all(
    at: timedelta, patience: timedelta, delay: timedelta, looks: list[timedelta]
) -> None:
    """Each look is a bot that was started again and reads what the rows say."""
    schedule = Schedule(START + at, START + at + patience, "UTC")
    content = Content(schedule=schedule)
    out = release(content, START, delay)
    assert out >= START + delay
    done: list[tuple[Now, datetime]] = []
    for look in sorted(looks):
        what = now(schedule, out, START + look)
        if what is not Now.WAIT:
            done.append((what, START + look))
            break
        assert START + look < out
    for what, moment in done:
        if what is Now.GO:
            assert out <= moment <= schedule.not_after
        else:
            assert moment > schedule.not_after


@given(MINUTES, MINUTES)
def test_without_a_schedule_it_goes_out_after_the_delay(delay: timedelta, look: timedelta) -> None:
    out = release(Content(), START, delay)
    assert now(None, out, START + look) is (Now.GO if look >= delay else Now.WAIT)


@given(MINUTES, MINUTES)
def test_a_follow_up_comes_before_the_deadline_and_never_at_once(
    deadline: timedelta, look: timedelta
) -> None:
    content = Content(done=True, follow_up=True, deadline=START + deadline)
    moment = START + look
    if follow_up_due(content, START, Closing.OPEN, moment):
        assert moment >= START + SHORTEST_LEAD
        assert SHORTEST_LEAD < START + deadline - moment <= LEAD
    assert not follow_up_due(content, START, Closing.WON, moment)


@given(st.none() | MINUTES)
def test_deliveries_are_kept_for_a_while_and_no_longer(deadline: timedelta | None) -> None:
    end = None if deadline is None else START + deadline
    until = kept_until(Content(deadline=end), START)
    assert START <= until <= START + LONGEST - KEEP
    assert until == START if end is None else until == min(end, START + LONGEST - KEEP)
