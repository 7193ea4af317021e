"""Whom a call reaches: the same in the rows as in the decision at the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.broadcasts.segments import belongs, has_had_enough, wants
from bot.delivery.decide import Drop, Hold, Send, Standing, decide
from storage import broadcasts, called, deliveries, fan_outs, follows, subscribers
from storage.broadcast_rows import Broadcast, BroadcastState, Content, Narrowing
from storage.database import Database
from storage.fan_outs import Everyone, Mailing
from storage.rows import (
    EVERYTHING,
    Act,
    Calls,
    ChatKind,
    Delivery,
    DeliveryKind,
    Lane,
    Topic,
)
from tests.storage.made import AMNESTY, IVAN, NOW, OLGA, chat, subscriber

TOPICS = (IVAN, OLGA, AMNESTY, EVERYTHING)
READERS = [
    (replace(subscriber(number), kind=kind, language=language, calls=calls), topics)
    for number, (kind, language, calls, topics) in enumerate(
        (kind, language, calls, topics)
        for kind in ChatKind
        for language in ("en", "ru")
        for calls in Calls
        for topics in ((), (IVAN,), (IVAN, OLGA), (EVERYTHING,), (EVERYTHING, OLGA))
    )
]
NARROWINGS = (
    Narrowing(),
    Narrowing(languages=("ru",)),
    Narrowing(kinds=(ChatKind.GROUP, ChatKind.CHANNEL)),
    Narrowing(without=(OLGA,)),
    Narrowing(("en",), (ChatKind.PRIVATE,), (OLGA, AMNESTY)),
)
DELIVERY = Delivery(
    1, chat(1), DeliveryKind.BROADCAST, "broadcast:1", Lane.BROADCAST, NOW, NOW + timedelta(days=3)
)


def call(
    segment: Topic = EVERYTHING,
    *,
    narrowing: Narrowing = NARROWINGS[0],
    urgent: bool = False,
    beyond_cap: str = "",
) -> Broadcast:
    return Broadcast(
        id=1,
        author=chat(0),
        state=BroadcastState.RUNNING,
        segment=segment,
        created=NOW,
        content=Content(narrowing=narrowing, urgent=urgent, beyond_cap=beyond_cap),
    )


@pytest.mark.parametrize("segment", [EVERYTHING, IVAN])
async def test_the_number_shown_is_of_those_who_get_it(database: Database, segment: Topic) -> None:
    async with database.write() as c:
        for reader, topics in READERS:
            await subscribers.add(c, reader)
            for topic in topics:
                await follows.add(c, reader.chat, topic)
        for narrowing in NARROWINGS:
            for urgent in (False, True):
                running = call(segment, narrowing=narrowing, urgent=urgent)
                sent = sum(
                    isinstance(
                        decide(
                            DELIVERY,
                            Standing(reader, topics, {}, about=(segment,), broadcast=running),
                            NOW,
                        ),
                        Send,
                    )
                    for reader, topics in READERS
                )
                assert await called.reach(c, segment, narrowing, urgent=urgent) == sent > 0


async def test_a_fan_out_makes_no_rows_for_who_is_left_out(database: Database) -> None:
    narrowing = Narrowing(("ru",), (ChatKind.PRIVATE,), (OLGA,))
    async with database.write() as c:
        for reader, topics in READERS:
            await subscribers.add(c, reader)
            for topic in topics:
                await follows.add(c, reader.chat, topic)
        made = await broadcasts.create(c, author=chat(0), segment=EVERYTHING, created=NOW)
        opened = await fan_outs.begin(c, broadcast_id=made)
        mailing = Mailing(
            DeliveryKind.BROADCAST,
            Lane.BROADCAST,
            f"broadcast:{made}",
            due=NOW,
            expires=NOW + timedelta(days=3),
            narrowing=narrowing,
        )
        while not await fan_outs.advance(c, opened, Everyone(), mailing, 7):
            pass
        told = (await deliveries.progress(c, made)).total
    assert told == sum(belongs(narrowing, reader, topics) for reader, topics in READERS)


@given(st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_enough_is_enough_but_for_a_reason(had: int, cap: int, reason: bool) -> None:
    enough = has_had_enough(had, cap, beyond_cap="ill" if reason else "")
    assert enough is (cap > 0 and had >= cap and not reason)


def test_urgent_calls_reach_who_wants_those_alone() -> None:
    assert [wants(calls, urgent=False) for calls in Calls] == [True, False, False]
    assert [wants(calls, urgent=True) for calls in Calls] == [True, True, False]


def test_every_reason_at_the_door() -> None:
    reader = subscriber(1)
    standing = Standing(reader, {EVERYTHING}, {}, about=(EVERYTHING,), broadcast=call(), cap=3)
    assert decide(DELIVERY, standing, NOW) == Send()
    assert decide(DELIVERY, replace(standing, lately=3), NOW) == Drop("enough calls")
    beyond = replace(standing, lately=3, broadcast=call(beyond_cap="ill"))
    assert decide(DELIVERY, beyond, NOW) == Send()
    off = replace(standing, subscriber=replace(reader, calls=Calls.NONE))
    assert decide(DELIVERY, off, NOW) == Drop("calls off")
    paused = replace(call(), state=BroadcastState.PAUSED)
    assert isinstance(decide(DELIVERY, replace(standing, broadcast=paused), NOW), Hold)
    again = replace(call(), revises=1)
    assert decide(DELIVERY, replace(standing, lately=3, broadcast=again), NOW) == Send()
    spared = replace(standing, subscriber=replace(reader, follow_ups=False), broadcast=again)
    assert decide(DELIVERY, spared, NOW) == Drop("follow-ups off")


def test_what_was_delivered_is_set_right_even_for_who_muted_it() -> None:
    edit = replace(DELIVERY, act=Act.EDIT, revision=2)
    done = replace(call(), state=BroadcastState.DONE)
    standing = Standing(
        replace(subscriber(1), calls=Calls.NONE, quiet_from=0, quiet_until=1439),
        (),
        {EVERYTHING: NOW + timedelta(days=1)},
        about=(IVAN,),
        broadcast=done,
        revision=replace(call(), id=2, act=Act.EDIT, revises=1),
    )
    assert decide(edit, replace(standing, mutes={}), NOW) == Send()
    assert decide(edit, standing, NOW) == Send()
    paused = replace(call(), id=2, state=BroadcastState.PAUSED)
    assert isinstance(decide(edit, replace(standing, revision=paused), NOW), Hold)
