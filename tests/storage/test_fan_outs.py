"""Whatever happens meanwhile, who follows gets exactly one row."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import broadcasts, deliveries, fan_outs, follows, schema, subscribers
from storage.database import Database
from storage.rows import (
    EVERYTHING,
    Delivery,
    DeliveryKind,
    FanOut,
    Lane,
    Topic,
)
from tests.storage.made import (
    AMNESTY,
    IVAN,
    NOW,
    OLGA,
    WEEK,
    alert,
    chat,
    deliver,
    delivered_to,
    entry,
    fan_out,
    subscribe,
    subscriber,
)


async def test_followers_of_any_topic_get_one_row_each(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2, 3], IVAN)
        await subscribe(c, [3, 4], OLGA)
        await subscribe(c, [5], EVERYTHING)
        await subscribe(c, [6], AMNESTY)
        await subscribers.change(c, chat(2), suspended=True)
        story = await entry(c)
        opened = await fan_outs.begin(c, entry_id=story)
        assert await fan_outs.pending(c) == [FanOut(opened, story, None)]
        assert await fan_out(c, opened, IVAN, OLGA, IVAN)
        assert await delivered_to(c) == [chat(1), chat(3), chat(4), chat(5)]
        assert await fan_outs.pending(c) == []
        assert await fan_out(c, opened, AMNESTY)
        first = (await deliveries.claim(c, NOW, NOW + WEEK, 1))[0]
        assert first == Delivery(
            id=first.id,
            chat=chat(1),
            kind=DeliveryKind.ALERT,
            about="story:aa",
            lane=Lane.ALERT,
            due=NOW,
            expires=NOW + WEEK,
            attempts=1,
            entry_id=story,
        )


async def test_a_chunk_ends_after_so_many_followers(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, range(1, 8), IVAN, OLGA)
        opened = await fan_outs.begin(c, entry_id=await entry(c))
        assert not await fan_out(c, opened, IVAN, OLGA, chunk=3)
        assert await delivered_to(c) == [chat(1), chat(2), chat(3)]
        await deliver(c, 5, "story:aa")
        assert not await fan_out(c, opened, IVAN, OLGA, chunk=3)
        assert await delivered_to(c) == [chat(number) for number in range(1, 7)]
        assert await fan_out(c, opened, IVAN, OLGA, chunk=3)
        assert await delivered_to(c) == [chat(number) for number in range(1, 8)]


async def test_everyone_is_everyone_active(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, range(1, 6))
        await subscribers.change(c, chat(3), suspended=True)
        opened = await fan_outs.begin(c, entry_id=await entry(c))
        done = [await fan_out(c, opened, everyone=True, chunk=2) for _ in range(3)]
        assert done == [False, False, True]
        assert await delivered_to(c) == [chat(1), chat(2), chat(4), chat(5)]


async def test_without_followers_it_is_done_at_once(database: Database) -> None:
    async with database.write() as c:
        opened = await fan_outs.begin(c, entry_id=await entry(c))
        assert await fan_out(c, opened, IVAN)
        assert await fan_out(c, opened, IVAN)
        assert await delivered_to(c) == []


async def test_one_story_from_two_feeds_reaches_a_reader_once(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2], IVAN)
        for _ in range(2):
            opened = await fan_outs.begin(c, entry_id=await entry(c))
            assert await fan_out(c, opened, IVAN)
        assert await delivered_to(c) == [chat(1), chat(2)]


async def test_a_group_that_moves_behind_the_cursor_is_not_missed(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [2, 4, 6, 8], IVAN)
        opened = await fan_outs.begin(c, entry_id=await entry(c))
        assert not await fan_out(c, opened, IVAN, chunk=2)
        await subscribers.move(c, chat(8), chat(3))
        await subscribers.move(c, chat(2), chat(9))
        while not await fan_out(c, opened, IVAN, chunk=2):
            pass
        assert await delivered_to(c) == [chat(3), chat(4), chat(6), chat(9)]


async def test_an_entry_fans_out_once(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as c:
            story = await entry(c)
            await fan_outs.begin(c, entry_id=story)
            await fan_outs.begin(c, entry_id=story)


TOPICS = (IVAN, OLGA, EVERYTHING, AMNESTY)
people = some.integers(0, 7)
topics = some.sampled_from(TOPICS)
steps = some.lists(
    some.one_of(
        some.tuples(some.just("follow"), people, topics),
        some.tuples(some.just("unfollow"), people, topics),
        some.tuples(some.just("forget"), people, some.none()),
        some.tuples(some.just("suspend"), people, some.none()),
        some.tuples(some.just("move"), people, some.integers(1, 100)),
        some.tuples(some.just("advance"), some.none(), some.integers(1, 4)),
    ),
    max_size=25,
)


@dataclass
class Person:
    """A chat under whatever id it has now."""

    number: int
    follows: set[Topic] = field(default_factory=set)
    wanted: bool = False
    """Has followed since before the fan-out began, without a break."""
    may: bool = False
    """Followed at some time during it."""

    def look(self, *, opening: bool = False) -> None:
        wants = bool(self.follows & {IVAN, OLGA, EVERYTHING})
        self.wanted = wants and (opening or self.wanted)
        self.may = self.may or wants


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=some.lists(some.tuples(people, topics), max_size=20), steps=steps)
async def test_who_follows_throughout_gets_one_row_and_who_never_did_none(
    sqlite_database: Database,
    before: list[tuple[int, Topic]],
    steps: list[tuple[str, int, object]],
) -> None:
    everybody = {number: Person(number * 12 + 6) for number in range(8)}
    async with sqlite_database.write() as c:
        await c.execute(delete(schema.subscribers))
        await c.execute(delete(schema.entries))
        for person in everybody.values():
            await subscribers.add(c, subscriber(person.number))
        for who, topic in before:
            await follows.add(c, chat(everybody[who].number), topic)
            everybody[who].follows.add(topic)
        for person in everybody.values():
            person.look(opening=True)
        opened = await fan_outs.begin(c, entry_id=await entry(c))
        for what, who, how in steps:
            if what == "advance":
                assert isinstance(how, int)
                await fan_out(c, opened, IVAN, OLGA, chunk=how)
            elif who in everybody:
                await _step(c, everybody, what, who, how)
        while not await fan_out(c, opened, IVAN, OLGA, chunk=3):
            pass
        rows = await delivered_to(c)
    assert len(rows) == len(set(rows))
    assert {chat(person.number) for person in everybody.values() if person.wanted} <= set(rows)
    assert set(rows) <= {chat(person.number) for person in everybody.values() if person.may}


async def _step(
    c: AsyncConnection, everybody: dict[int, Person], what: str, who: int, how: object
) -> None:
    person = everybody[who]
    if what == "forget":
        await subscribers.forget(c, chat(person.number))
        del everybody[who]
    elif what == "suspend":
        await subscribers.change(c, chat(person.number), suspended=True)
        person.wanted = False
    elif what == "move":
        assert isinstance(how, int)
        if how not in {other.number for other in everybody.values()}:
            await subscribers.move(c, chat(person.number), chat(how))
            person.number = how
    else:
        assert isinstance(how, Topic)
        change = follows.add if what == "follow" else follows.remove
        await change(c, chat(person.number), how)
        person.follows ^= {how} if (how in person.follows) == (what == "unfollow") else set()
        person.look()
    cursors = await c.scalars(select(schema.fan_outs.c.after))
    known = {b"", *(chat(other.number) for other in everybody.values())}
    assert set(cursors) <= known


async def test_a_call_that_begins_anew_reaches_nobody_twice(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2, 3, 4, 5], IVAN)
        call = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        opened = await fan_outs.begin(c, broadcast_id=call)
        assert not await fan_out(c, opened, everyone=True, chunk=3)
        assert await delivered_to(c) == [chat(1), chat(2), chat(3)]
        # As a change of the sealing key may want it.
        await c.execute(update(schema.fan_outs).values(after=b""))
    async with database.write() as c:
        assert not await fan_out(c, opened, everyone=True, chunk=4)
        assert await delivered_to(c) == [chat(1), chat(2), chat(3), chat(4)]
        assert await fan_out(c, opened, everyone=True)
        assert await delivered_to(c) == [chat(number) for number in range(1, 6)]


async def test_what_is_out_of_date_deals_out_nothing(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2, 3], IVAN)
        opened = await fan_outs.begin(c, entry_id=await entry(c))
    async with database.read() as c:
        (standing,) = await fan_outs.pending(c)
        chunk = await fan_outs.next_chunk(c, standing, fan_outs.Followers([IVAN]), 2)
    async with database.write() as c:
        assert not await fan_out(c, opened, IVAN, chunk=1)
        assert not await fan_outs.deal_out(c, chunk, alert())
        assert await delivered_to(c) == [chat(1)]
        assert await fan_out(c, opened, IVAN)
        # Nor when it is done.
        assert not await fan_outs.deal_out(c, chunk, alert())
        assert await delivered_to(c) == [chat(1), chat(2), chat(3)]


async def test_nobody_rewinds_it_between_reading_whom_it_names_and_dealing_out(
    database: Database,
) -> None:
    async with database.write() as c:
        await subscribe(c, [1], IVAN)
        await subscribe(c, [2], OLGA)
        story = await entry(c)
        opened = await fan_outs.begin(c, entry_id=story)

    async def name_olga() -> None:
        async with database.write() as c:
            assert await fan_outs.rewind(c, story)

    async with database.write() as c:
        await fan_outs.hold(c, opened)
        naming = asyncio.create_task(name_olga())
        await asyncio.sleep(0.05)
        assert not naming.done()
        assert not await fan_out(c, opened, IVAN, chunk=1)
    await naming
    async with database.write() as c:
        assert await fan_out(c, opened, IVAN, OLGA)
        assert await delivered_to(c) == [chat(1), chat(2)]
