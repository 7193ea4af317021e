"""From one sealing key to the next while everything goes on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import LargeBinary, select, type_coerce

from storage import follows, organisers, rotations, seals, subscribers
from storage.columns import Wrapped
from storage.database import Database
from storage.rotations import Step, step
from storage.rows import Role, SealedId, Subscriber, Topic, TopicKind
from storage.schema import fan_outs, metadata
from storage.sealing import BadKey, Seal
from tests.keys.filling import MOMENT, fill, sealed_columns
from tests.storage.made import subscriber

OLD = Seal.from_text(Seal.new_key())
NEW_KEY = Seal.new_key()
NEW = Seal.from_text(NEW_KEY)
BOTH = Seal.from_text(NEW_KEY, OLD)
ANN, BOB = 71234567890, -1009876543210
GORINOV = Topic(TopicKind.CASE, "alexei-gorinov")


@pytest_asyncio.fixture
async def both(database: Database, database_url: str) -> AsyncIterator[Database]:
    """The same database as `database`, in the hands of a bot that has both keys."""
    async with database.write() as c:
        await seals.keep_or_check(c, OLD)
    second = Database(database_url)
    await begin(second)
    yield second
    await second.close()


async def begin(database: Database) -> None:
    async with database.write() as c:
        await seals.keep_or_check(c, BOTH)
        await rotations.announce(c, BOTH, MOMENT)
    database.follow(BOTH)


async def rotate(database: Database, *, chunk: int = 200, steps: int = 10_000) -> Step:
    done = Step.MOVED
    for _ in range(steps):
        async with database.write(as_stored=True) as c:
            done = await step(c, BOTH, chunk=chunk)
        if done is not Step.MOVED:
            break
    return done


async def stored(database: Database) -> dict[str, list[bytes]]:
    """What stands in every sealed column, as it stands."""
    async with database.write(as_stored=True) as c:
        return {
            f"{column.table.name}.{column.name}": [
                value for (value,) in await c.execute(select(type_coerce(column, LargeBinary())))
            ]
            for column in sealed_columns()
        }


async def test_every_sealed_column_of_the_schema_passes_to_the_new_key(
    database: Database, both: Database
) -> None:
    async with database.write() as c:
        sealed = await fill(c, OLD)
    assert await rotate(both) is Step.OVER
    for name, values in (await stored(both)).items():
        assert values == [NEW.seal(OLD.open(sealed[name]))], name
    async with both.read() as c:
        for column in rotations.wrapped_columns():
            assert isinstance(column.type, Wrapped)
            for (secret,) in await c.execute(select(column)):
                assert NEW.unwrap(secret, column.type.purpose) == b"a secret of twenty b"


def test_whatever_could_hold_a_sealed_id_has_the_type_of_sealed_ids() -> None:
    """A column of another type would stay under the old key."""
    named = re.compile(r"chat|user|author|approver|actor|line|owner|organiser|subscriber")
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, LargeBinary):
                assert column.type.length != 24, f"{table.name}.{column.name}"
                assert not named.search(column.name), f"{table.name}.{column.name}"


async def test_half_way_everybody_is_found_and_nobody_twice(
    database: Database, both: Database
) -> None:
    ids = [ANN, BOB, *range(1, 40)]
    async with database.write() as c:
        for number in ids:
            chat = OLD.seal(number)
            await subscribers.add(c, _person(chat))
            await follows.add(c, chat, GORINOV)
        await organisers.appoint(c, OLD.seal(ANN), Role.OWNER)
    steps = 0
    while await rotate(both, chunk=5, steps=1) is Step.MOVED:
        steps += 1
        async with both.write() as c:
            for number in ids:
                chat = BOTH.seal(number)
                found = await subscribers.find(c, chat)
                assert found is not None and found.chat == chat
                assert await follows.of(c, chat) == (GORINOV,)
                assert not await subscribers.add(c, _person(chat))
            # New ones come meanwhile, others leave.
            newcomer = BOTH.seal(1000 + steps)
            assert await subscribers.add(c, _person(newcomer))
            assert await follows.add(c, newcomer, GORINOV)
            await subscribers.forget(c, BOTH.seal(ids.pop()))
            ids.append(1000 + steps)
            owner = await organisers.all_users(c)
            assert [each.user for each in owner] == [BOTH.seal(ANN)]
            assert await organisers.role_of(c, OLD.seal(ANN)) is Role.OWNER
        async with both.read() as c:
            assert await subscribers.count(c) == len(ids)
    # Of those who were there at first forty stayed.
    assert steps >= 8
    now_sealed: set[bytes] = {NEW.seal(number) for number in ids}
    assert set((await stored(both))["subscribers.chat"]) == now_sealed
    assert set((await stored(both))["follows.chat"]) == now_sealed


async def test_a_walk_in_the_order_of_ids_is_waited_for_or_begun_anew(
    database: Database, both: Database
) -> None:
    async with database.write() as c:
        await subscribers.add(c, _person(OLD.seal(ANN)))
        await c.execute(fan_outs.insert(), {"after": OLD.seal(1)})
    assert await rotate(both) is Step.WAITING
    async with both.write(as_stored=True) as c:
        assert await step(c, BOTH, rewind=True) is Step.MOVED
    async with both.read() as c:
        assert await c.scalar(select(fan_outs.c.after)) == b""
    assert await rotate(both) is Step.OVER


async def test_which_key_is_refused_when(database: Database, both: Database) -> None:
    async with database.write() as c:
        for number in range(20):
            await subscribers.add(c, _person(OLD.seal(number)))
    await rotate(both, chunk=5, steps=1)
    stranger = Seal.from_text(Seal.new_key())
    for seal, words in (
        (OLD, "both are needed"),
        (NEW, "both are needed"),
        (stranger, "another BOT_SEALING_KEY"),
        (Seal.from_text(NEW_KEY, stranger), "another BOT_SEALING_KEY"),
    ):
        with pytest.raises(BadKey, match=words):
            async with database.write() as c:
                await seals.keep_or_check(c, seal)
    with pytest.raises(BadKey, match="another next key"):
        async with database.write() as c:
            await rotations.announce(c, Seal.from_text(Seal.new_key(), OLD), MOMENT)
    assert await rotate(both, chunk=5) is Step.OVER
    for seal in (NEW, BOTH):
        async with database.write() as c:
            await seals.keep_or_check(c, seal)
            await rotations.announce(c, seal, MOMENT)
            assert await rotations.find(c) is None
    with pytest.raises(BadKey, match="another BOT_SEALING_KEY"):
        async with database.write() as c:
            await seals.keep_or_check(c, OLD)


async def test_before_the_first_row_has_passed_another_next_key_may_be_named(
    both: Database,
) -> None:
    other = Seal.from_text(Seal.new_key(), OLD)
    async with both.write() as c:
        await rotations.announce(c, other, MOMENT)
        found = await rotations.find(c)
    assert found is not None and other.proves(found.proof)


async def test_nothing_of_the_old_key_stays_in_the_file(
    sqlite_database: Database, sqlite_url: str
) -> None:
    async with sqlite_database.write() as c:
        await seals.keep_or_check(c, OLD)
        sealed = await fill(c, OLD)
    await begin(sqlite_database)
    assert await rotate(sqlite_database) is Step.OVER
    await sqlite_database.checkpoint()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    written = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    assert not [name for name, value in sealed.items() if written.count(value)]


def _person(chat: SealedId) -> Subscriber:
    return replace(subscriber(1), chat=chat)
