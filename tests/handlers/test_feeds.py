"""Organisers see how the feeds do, pause them, and learn why an entry was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.feeds.keys import keys_of_link
from storage import deliveries, entries, feeds, mentions, passed_over, subscribers
from storage.rows import (
    ChatKind,
    DeliveryKind,
    DeliveryState,
    EntriesRule,
    Entry,
    Feed,
    FeedSource,
    Lane,
    Mention,
    PassedOver,
    Reason,
    Role,
    Subscriber,
)
from storage.schema import deliveries as rows
from tests.fixtures.house import ANN, OLGA, OWNER, House

LINK = "https://news.example/boris-freed"
NEWS = FeedSource("https://news.example/feed", "Example News")
BROKEN = FeedSource("https://broken.example/feed", "Broken & Co")
ALL = FeedSource("https://all.example/feed", "All of it", entries=EntriesRule.ALL)


async def fill(house: House) -> dict[str, Feed]:
    """One feed that does well, one that fails, one never read."""
    now = house.clock.now()
    async with house.database.write() as connection:
        await feeds.sync(connection, [NEWS, BROKEN, ALL], now)
        known = {feed.source.name: feed for feed in await feeds.watched(connection)}
        hour = timedelta(hours=1)
        well = replace(
            known["Example News"],
            baseline_at=now - 9 * hour,
            last_success=now,
            last_entry=now - hour,
            next_poll=now + hour,
        )
        failing = replace(
            known["Broken & Co"],
            failures=3,
            failing_since=now - 2 * hour,
            last_error="The site answered 500 (<Error>).",
        )
        for feed in (well, failing):
            await feeds.polled(connection, feed)
        return {feed.source.name: feed for feed in await feeds.watched(connection)}


async def tell(house: House, feed: Feed, readers: int, *, named: bool = True) -> None:
    """An entry that this feed brought a minute ago, with a delivery to each of so many."""
    now = house.clock.now()
    story = keys_of_link(LINK)[0].hex()
    entry = Entry(0, feed.id, LINK, "Boris freed", "", None, now, story)
    async with house.database.write() as connection:
        [entry_id] = await entries.add(connection, [entry])
        if named:
            await mentions.add(connection, entry_id, [Mention("boris-kagarlitsky", "Kagarlitsky")])
        for reader in range(readers):
            chat = house.chat(5000 + reader)
            await subscribers.add(
                connection, Subscriber(chat, ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            )
            await deliveries.add(
                connection,
                chat=chat,
                kind=DeliveryKind.ALERT,
                about=f"story:{story}",
                lane=Lane.ALERT,
                due=now,
                expires=now + timedelta(days=7),
                entry_id=entry_id,
            )


async def test_strangers_do_not_learn_that_the_commands_exist(house: House) -> None:
    feed = (await fill(house))["Example News"]
    unknown = (await house.say(ANN, "/nonsense")).text
    for command in ("/feeds", "/feeds pause Example", f"/why {LINK}"):
        assert (await house.say(ANN, command)).text == unknown
    await house.forge(ANN, f"feeds:pause:{feed.id}")
    assert not any(each.paused for each in await house.services.feeds.all())
    assert "/feeds" not in (await house.say(ANN, "/help")).text
    assert "/feeds" in (await house.say(OWNER, "/help")).text


async def test_health_at_a_glance_those_in_trouble_first(house: House) -> None:
    assert "No feed is watched" in (await house.say(OWNER, "/feeds")).text
    await fill(house)
    said = (await house.say(OWNER, "/feeds")).text
    assert said.startswith("Feeds: 3. Failing: 1. Silent: 0. Paused: 0. Not read yet: 1.")
    assert said.index("⚠️ Broken & Co") < said.index("⏳ All of it") < said.index("✅ Example News")
    assert "Failures in a row: 3, since 23 Nov 2026, 10:00 UTC" in said
    assert "Last new entry: 23 Nov 2026, 11:00 UTC" in said
    assert "Last read: never" in said
    assert "Next look: 23 Nov 2026, 13:00 UTC" in said


async def test_editors_pause_and_resume_by_button_and_by_command(house: House) -> None:
    feed = (await fill(house))["Broken & Co"]
    await house.services.organisers.appoint(house.chat(OLGA), Role.ORGANISER)
    assert "роль этого не" in (await house.say(OLGA, "/feeds pause broken")).text
    await house.services.organisers.appoint(house.chat(OLGA), Role.EDITOR)
    await house.say(OLGA, "/feeds")
    await house.press(OLGA, "Broken & Co")
    assert "(<Error>)" in house.last(OLGA).text
    await house.press(OLGA, "⏸ Пауза")
    assert "на паузе" in house.last(OLGA).text
    found = await house.services.feeds.find(feed.id)
    assert found is not None
    assert found.paused
    await house.press(OLGA, "Все ленты")
    assert "На паузе: 1" in house.last(OLGA).text
    assert "Next look" in (await house.say(OWNER, "/feeds resume broken")).text
    found = await house.services.feeds.find(feed.id)
    assert found is not None
    assert (found.paused, found.next_poll) == (False, house.clock.now())
    assert "paused" in (await house.say(OWNER, "/feeds pause broken.example")).text


async def test_a_feed_by_its_name(house: House) -> None:
    await fill(house)
    said = (await house.say(OWNER, "/feeds all of it")).text
    assert "https://all.example/feed" in said
    assert "All its entries count" in said
    assert "no feed with such a name" in (await house.say(OWNER, "/feeds zzz")).text
    assert "Feeds: 3" in (await house.say(OWNER, "/feeds example")).text


@pytest.mark.parametrize("word", ["pause", "resume", "remove", "edit"])
async def test_a_word_without_a_feed_says_how(house: House, word: str) -> None:
    assert f"/feeds {word} NAME" in (await house.say(OWNER, f"/feeds {word}")).text


async def test_many_feeds_stand_on_pages(house: House) -> None:
    many = [FeedSource(f"https://{n}.example/", f"Feed {n:02}") for n in range(19)]
    async with house.database.write() as connection:
        await feeds.sync(connection, many, house.clock.now())
    assert "Feed 08" not in (await house.say(OWNER, "/feeds")).text
    await house.press(OWNER, "After →")
    assert "Feed 08" in house.last(OWNER).text
    await house.press(OWNER, "After →")
    assert "Feed 18" in house.last(OWNER).text
    await house.press(OWNER, "← Before")
    assert "Feed 15" in house.last(OWNER).text


@pytest.mark.parametrize(
    "data",
    ["feeds:show:99", "feeds:pause:", "feeds:pause:99", "feeds:x:1", "feeds:", "feeds:list:x"],
)
async def test_forged_buttons_do_nothing(house: House, data: str) -> None:
    await fill(house)
    await house.say(OWNER, "/feeds")
    answer = await house.forge(OWNER, data)
    assert answer.text
    assert not any(each.paused for each in await house.services.feeds.all())


async def test_a_page_beyond_the_last_is_the_last(house: House) -> None:
    await fill(house)
    await house.say(OWNER, "/feeds")
    await house.forge(OWNER, "feeds:list:999")
    assert "Example News" in house.last(OWNER).text


async def test_why_an_entry_was_sent(house: House) -> None:
    known = await fill(house)
    await tell(house, known["Example News"], 23)
    said = (await house.say(OWNER, f"/why {LINK}/?utm_source=x")).text
    assert "Boris freed" in said
    assert "Brought by Example News, 23 Nov 2026, 12:00 UTC" in said
    assert "Names Boris Kagarlitsky: “Kagarlitsky”" in said
    assert "Messages still to go: about 20" in said
    assert "23." not in said


async def test_few_messages_are_not_counted(house: House) -> None:
    known = await fill(house)
    await tell(house, known["All of it"], 9, named=False)
    said = (await house.say(OWNER, f"/why {LINK}")).text
    assert "All its entries count" in said
    assert "none or fewer than ten" in said
    assert "9" not in said.partition("Messages")[2]


async def test_the_same_story_told_before_by_another_feed(house: House) -> None:
    known = await fill(house)
    await tell(house, known["All of it"], 12)
    await tell(house, known["Example News"], 0)
    said = (await house.say(OWNER, f"/why {LINK}")).text
    assert "Brought by Example News" in said
    assert said.count("All of it had told the same story before") == 1


async def test_why_messages_were_not_sent(house: House) -> None:
    known = await fill(house)
    await tell(house, known["Example News"], 30)
    async with house.database.write() as connection:
        for reason, first, last in (("muted", 1, 12), ("expired", 13, 28), ("stopped", 29, 30)):
            await connection.execute(
                update(rows)
                .where(rows.c.id.between(first, last))
                .values(state=DeliveryState.DROPPED, reason=reason, ended=house.clock.now())
            )
    said = (await house.say(OWNER, f"/why {LINK}")).text
    assert "Not sent, muted: about 10" in said
    assert "Not sent, too late by then: about 10" in said
    assert "other reasons" not in said


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        ({"reason": Reason.NO_CASE}, "it names none of our people"),
        ({"reason": Reason.EXCLUDED, "words": "foot<ball>"}, "excluded by the word “foot<ball>”"),
        ({"reason": Reason.NOT_INCLUDED}, "none of the words without which"),
        (
            {"reason": Reason.NAMESAKE, "words": "Igor Gorinov", "case": "alexei-gorinov"},
            "“Igor Gorinov” looks like Alexei Gorinov",
        ),
    ],
)
async def test_why_nobody_was_told(house: House, passed: dict[str, Any], said: str) -> None:
    feed = (await fill(house))["Example News"]
    key = keys_of_link(LINK)[0]
    async with house.database.write() as connection:
        await entries.remember(connection, feed.id, [key])
        await passed_over.add(connection, [PassedOver(feed.id, key, house.clock.now(), **passed)])
    heard = (await house.say(OWNER, f"/why {LINK}?utm_medium=tg")).text
    assert "Brought by Example News, 23 Nov 2026, 12:00 UTC" in heard
    assert said in heard
    assert "first time" not in heard


async def test_why_an_entry_was_not_sent(house: House) -> None:
    known = await fill(house)
    assert "after the command" in (await house.say(OWNER, "/why")).text
    assert "after the command" in (await house.say(OWNER, "/why javascript:alert(1)")).text
    async with house.database.write() as connection:
        await entries.remember(connection, known["Example News"].id, [keys_of_link(LINK)[0]])
    assert "Example News knows this entry" in (await house.say(OWNER, f"/why {LINK}")).text
    async with house.database.write() as connection:
        old = replace(known["Example News"], baseline_at=house.clock.now())
        await feeds.polled(connection, old)
    await tell(house, known["Example News"], 0)
    assert "for the first time" in (await house.say(OWNER, f"/why {LINK}")).text


async def test_a_link_that_no_feed_brought(house: House) -> None:
    known = await fill(house)
    said = (await house.say(OWNER, f"/why {LINK}")).text
    assert "No feed has brought this link" in said
    assert "Example News was last read 23 Nov 2026, 12:00 UTC: the entry did not stand" in said
    said = (await house.say(OWNER, "/why https://www.broken.example/1")).text
    assert "Broken & Co could not be read since 23 Nov 2026, 10:00 UTC" in said
    said = (await house.say(OWNER, "/why https://sub.all.example/1")).text
    assert "All of it has not been read yet" in said
    await house.services.feeds.pause(known["All of it"], house.chat(OWNER))
    assert "is paused" in (await house.say(OWNER, "/why https://all.example/1")).text
    assert "None of the feeds belongs" in (await house.say(OWNER, "/why https://x.org/1")).text


async def test_a_feed_that_moved_says_so(house: House) -> None:
    feed = (await fill(house))["Example News"]
    moving = replace(feed, moved_to="https://new.example/feed", moved_since=house.clock.now())
    async with house.database.write() as connection:
        await feeds.polled(connection, moving)
    assert "Redirects to another address" in (await house.say(OWNER, "/feeds")).text
    async with house.database.write() as connection:
        await feeds.move(connection, feed.id, "https://new.example/feed")
    said = (await house.say(OWNER, "/feeds example news")).text
    assert "read at its new address" in said
    assert "https://new.example/feed" in said
