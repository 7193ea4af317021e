"""Who comes, mutes or goes in the middle of a broadcast: decided when their turn comes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.preview.emulator import Emulator
from storage import fan_outs, follows, subscribers
from storage.database import Database
from storage.rows import EVERYTHING, Calls
from storage.sealing import Seal
from tests.delivery.house import (
    CASE,
    House,
    add_broadcast,
    add_reader,
    now,
    opened,
    states,
    texts,
)


@pytest.fixture
async def house(database: Database, seal: Seal, emulator: Emulator) -> AsyncIterator[House]:
    async with opened(database, seal, emulator, per_second=1000, chunk=2) as house:
        yield house


async def test_what_changes_between_its_row_and_its_turn_is_honoured(
    house: House, emulator: Emulator
) -> None:
    people = range(1, 8)
    for user in people:
        emulator.user(user, started=True)
    chats = {user: house.seal.seal(user) for user in people}
    async with house.database.write() as c:
        for user in people:
            await add_reader(c, chats[user], CASE)
        await add_broadcast(c, house.seal.seal(9), CASE, now(), en="Write")
    await house.fan_out.advance(10)
    later = now() + timedelta(days=1)
    async with house.database.write() as c:
        await follows.mute(c, chats[1], CASE, later)
        await follows.mute(c, chats[2], EVERYTHING, later)
        await follows.remove(c, chats[3], CASE)
        await subscribers.forget(c, chats[4])
        await subscribers.change(c, chats[5], calls=Calls.NONE)
        await subscribers.change(c, chats[6], suspended=True)
    await house.sender.drain()
    assert [texts(emulator, user) for user in people] == [[]] * 6 + [["Write"]]
    assert sorted(await states(house.database)) == [
        ("dropped", "calls off"),
        ("dropped", "muted"),
        ("dropped", "muted"),
        ("dropped", "suspended"),
        ("dropped", "unfollowed"),
        ("sent", ""),
    ]


async def test_who_joins_while_rows_are_written_gets_it_once_if_their_turn_is_still_to_come(
    house: House, emulator: Emulator
) -> None:
    in_order = sorted(range(1, 9), key=house.seal.seal)
    # The first and the last by their sealed ids join late.
    early, late = in_order[1:-1], (in_order[0], in_order[-1])
    for user in in_order:
        emulator.user(user, started=True)
    async with house.database.write() as c:
        for user in early:
            await add_reader(c, house.seal.seal(user))
        await add_broadcast(c, house.seal.seal(9), EVERYTHING, now(), en="Write")
    assert await house.fan_out.advance(1) == 1
    async with house.database.write() as c:
        for user in late:
            await add_reader(c, house.seal.seal(user))
    while await house.fan_out.advance(10):
        pass
    await house.sender.drain()
    passed, reached = late
    assert texts(emulator, passed) == []
    assert [texts(emulator, user) for user in (*early, reached)] == [["Write"]] * 7
    async with house.database.read() as c:
        assert not await fan_outs.pending(c)
