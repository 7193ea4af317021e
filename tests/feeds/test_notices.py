"""Organisers hear of a feed's troubles once, in their language, also across restarts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.feeds.condition import Condition, Notice, condition, notice_for
from bot.feeds.notices import Notices
from storage import feeds
from storage.rows import Feed, FeedSource, Role, Trouble
from tests.fixtures.house import ANN, OLGA, OWNER, House

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed(
    1,
    FeedSource("https://a.org/feed", "A & B"),
    NOW,
    baseline_at=NOW - 90 * DAY,
    last_success=NOW,
    last_entry=NOW - DAY,
    usual_gap=DAY,
)
FAILING = replace(FEED, failures=9, failing_since=NOW - 3 * DAY, last_error="It is <down>.")


@pytest.mark.parametrize(
    ("feed", "notice"),
    [
        (FEED, None),
        (FAILING, Notice.FAILING),
        (replace(FAILING, failing_since=NOW - 2 * DAY), None),
        (replace(FAILING, trouble_told=Trouble.FAILING), None),
        (replace(FAILING, failing_since=NOW, gone=True), Notice.GONE),
        (replace(FAILING, gone=True, trouble_told=Trouble.FAILING), Notice.GONE),
        (replace(FAILING, gone=True, trouble_told=Trouble.GONE), None),
        (replace(FAILING, trouble_told=Trouble.GONE), None),
        (replace(FAILING, paused=True), None),
        (replace(FEED, trouble_told=Trouble.FAILING), Notice.BACK),
        (replace(FEED, trouble_told=Trouble.GONE), Notice.BACK),
        (replace(FEED, last_entry=NOW - 11 * DAY), Notice.SILENT),
        (replace(FEED, last_entry=NOW - 9 * DAY), None),
        (replace(FEED, last_entry=NOW - 6 * DAY, usual_gap=HOUR), None),
        (replace(FEED, last_entry=NOW - 99 * DAY, usual_gap=None), None),
        (replace(FEED, last_entry=NOW - 11 * DAY, silence_told=NOW - 11 * DAY), None),
        (replace(FEED, last_entry=NOW - 11 * DAY, silence_told=NOW - 50 * DAY), Notice.SILENT),
        (replace(FEED, moved_to="https://b.org", moved_since=NOW - 3 * DAY), Notice.MOVED),
        (replace(FEED, moved_to="https://b.org", moved_since=NOW - 2 * DAY), None),
    ],
)
def test_what_is_to_be_told(feed: Feed, notice: Notice | None) -> None:
    assert notice_for(feed, NOW) is notice


@pytest.mark.parametrize(
    ("feed", "word"),
    [
        (FEED, Condition.WELL),
        (FAILING, Condition.FAILING),
        (replace(FAILING, paused=True), Condition.PAUSED),
        (replace(FEED, last_entry=NOW - 99 * DAY), Condition.SILENT),
        (Feed(1, FEED.source, NOW), Condition.UNREAD),
    ],
)
def test_how_a_feed_does(feed: Feed, word: Condition) -> None:
    assert condition(feed, NOW) is word


async def keep(house: House, feed: Feed) -> Feed:
    """The only feed, as if polls had taught this."""
    async with house.database.write() as connection:
        await feeds.sync(connection, [feed.source], NOW)
        [kept] = await feeds.watched(connection)
        await feeds.polled(connection, replace(feed, id=kept.id))
        [kept] = await feeds.watched(connection)
    return kept


async def heard(house: House, person: int) -> list[str]:
    """What the bot says of feeds, as a bot just started would and another after it."""
    before = len(house.emulator.messages(person, from_bot=True))
    for _ in range(2):
        await Notices(house.database, house.services).tick()
    return [shown.text for shown in house.emulator.messages(person, from_bot=True)[before:]]


async def test_all_organisers_hear_once_of_a_failure_and_of_its_end(house: House) -> None:
    await house.services.organisers.appoint(house.chat(OLGA), Role.ORGANISER)
    for person in (ANN, OLGA, OWNER):
        await house.say(person, "/start")
    await house.say(OLGA, "/language ru")
    now = house.clock.now()
    await keep(house, replace(FAILING, failing_since=now - 4 * DAY))
    before = len(house.emulator.messages(OLGA, from_bot=True))
    [said] = await heard(house, OWNER)
    assert "A & B could not be read since 19 Nov 2026, 12:00 UTC" in said
    assert "It is <down>." in said
    [russian] = house.emulator.messages(OLGA, from_bot=True)[before:]
    assert "не читается с" in russian.text
    await keep(house, replace(FEED, last_success=now, last_entry=now))
    assert await heard(house, OWNER) == ["✅ A & B can be read again."]
    assert await heard(house, OWNER) == []
    assert not any("A & B" in shown.text for shown in house.emulator.messages(ANN, from_bot=True))


async def test_silence_is_told_once_until_something_new_came(house: House) -> None:
    await house.say(OWNER, "/start")
    now = house.clock.now()
    feed = await keep(house, replace(FEED, last_success=now, last_entry=now - 20 * DAY))
    assert len(await heard(house, OWNER)) == 1
    await keep(house, replace(feed, last_success=now, last_entry=now - 15 * DAY))
    [said] = await heard(house, OWNER)
    assert "brought nothing new since 8 Nov 2026" in said


async def test_a_lasting_redirect_moves_the_feed_and_is_told(house: House) -> None:
    await house.say(OWNER, "/start")
    now = house.clock.now()
    moving = replace(FEED, last_success=now, moved_to="https://b.org/x", moved_since=now - 3 * DAY)
    await keep(house, replace(moving, last_entry=now))
    [said] = await heard(house, OWNER)
    assert "https://b.org/x" in said
    async with house.database.read() as connection:
        [feed] = await feeds.watched(connection)
    assert (feed.address, feed.moved_to, feed.moved_since) == ("https://b.org/x", "", None)


async def test_what_nobody_could_hear_is_told_later_but_a_move_does_not_wait(house: House) -> None:
    now = house.clock.now()
    await keep(house, replace(FAILING, failing_since=now - 4 * DAY))
    assert await heard(house, OWNER) == []
    await house.say(OWNER, "/start")
    assert len(await heard(house, OWNER)) == 1
