"""Real processes killed at random moments: nothing is lost, and no more than was under way comes
twice. The seed of each run is shown with a failure."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from multiprocessing.context import ForkServerProcess

import pytest
from sqlalchemy import func, select, text

from bot.preview.emulator import Drop, Emulator
from bot.preview.emulator.record import Fault
from bot.preview.emulator.refusals import Refusal, too_many_requests
from storage import reminders
from storage.database import Database
from storage.rows import EVERYTHING, Reminder, Topic, TopicKind
from storage.schema import deliveries as rows
from storage.sealing import Seal
from tests.delivery import child
from tests.delivery.house import (
    CASE,
    add_broadcast,
    add_entry,
    add_reader,
    add_reminder_delivery,
    now,
)
from tests.fixtures.processes import begin, over
from tests.fixtures.waiting import PATIENCE, until

pytestmark = pytest.mark.crash

READERS = range(1, 301)
CASES = tuple(Topic(TopicKind.CASE, f"case{number}") for number in range(10))
PER_SECOND = 60.0
ON_THE_WAY = 0.1
"""Seconds that an answer takes from Telegram's word to the sender's list of marks. A commit holds
all marks of that list, so what is repeated was answered after the last commit began, or so shortly
before that its answer was in flight. That is about five messages on an idle machine at this rate:
two in flight, three that wait for the next 50 ms."""
KILLS = int(os.environ.get("CRASH_KILLS", "6"))
"""Of the run with faults; a hundred take some five minutes."""


@pytest.fixture
def seal() -> Seal:
    return Seal(child.KEY)


@dataclass(frozen=True, slots=True)
class Street:
    """A Telegram that readers have, and the sender that will be killed beside it."""

    emulator: Emulator
    seal: Seal
    dice: random.Random

    def begin(self, database_url: str, lease: float) -> ForkServerProcess:
        telegram = self.emulator.base_url, self.emulator.token
        return begin(child.send, database_url, *telegram, PER_SECOND, lease)


@pytest.fixture
def street(emulator: Emulator, seal: Seal, dice: random.Random) -> Street:
    for user in READERS:
        emulator.user(user, started=True)
    return Street(emulator, seal, dice)


async def ended(process: ForkServerProcess) -> float:
    """Ask it to end and wait for that; seconds it took."""
    began = time.monotonic()
    process.terminate()
    await over(process)
    return time.monotonic() - began


async def counted(database: Database, state: str) -> int:
    async with database.read() as connection:
        return int(
            await connection.scalar(
                text("SELECT count(*) FROM deliveries WHERE state = :state"), {"state": state}
            )
            or 0
        )


def accepted(emulator: Emulator, since: float = 0.0) -> int:
    """How many messages Telegram took, of those answered since a moment in monotonic seconds."""
    return sum(
        call.method == "sendMessage" and call.code == 200 and call.ended >= since
        for call in emulator.record.calls
    )


async def last_commit(database: Database) -> float:
    """When the last marks that were kept began to be written, in monotonic seconds."""
    async with database.read() as connection:
        moment = await connection.scalar(select(func.max(rows.c.ended)))
    if moment is None:
        return 0.0
    ago: timedelta = now() - moment
    return time.monotonic() - ago.total_seconds()


def heard(emulator: Emulator) -> Counter[tuple[int, str]]:
    return Counter(
        (user, shown.text.partition("|")[0])
        for user in READERS
        for shown in emulator.messages(user, from_bot=True)
    )


def talking(emulator: Emulator, already: int) -> bool:
    return accepted(emulator) > already


async def arrived(emulator: Emulator) -> None:
    """Wait for what was still on its way when the process died."""
    before = -1
    while (now_heard := heard(emulator).total() + accepted(emulator)) != before:
        before = now_heard
        await asyncio.sleep(0.1)


async def finished(database: Database, expected: int) -> None:
    async def all_sent() -> bool:
        return await counted(database, "sent") >= expected

    await until(all_sent, PATIENCE + expected / PER_SECOND)


async def kill_again_and_again(
    street: Street,
    database: Database,
    database_url: str,
    *,
    kills: int,
    lease: float,
    faults: bool = False,
) -> None:
    emulator, seal, dice = street.emulator, street.seal, street.dice
    emulator.slow_next("sendMessage", 0.02, times=1_000_000)
    expected: set[tuple[int, str]] = set()
    async with database.write() as connection:
        for user in READERS:
            await add_reader(connection, seal.seal(user), CASES[user % 10])
        await add_broadcast(connection, seal.seal(9), EVERYTHING, now(), en="call")
        expected |= {(user, "call") for user in READERS}
    unmarked = lost = 0
    for number in range(kills):
        some = [user for user in READERS if user % 10 == number % 10]
        async with database.write() as connection:
            await add_entry(connection, f"story{number}", now(), CASES[number % 10].slug)
            for user in some if faults else ():
                chat, letter = seal.seal(user), f"letter{number}"
                await reminders.keep(connection, Reminder(chat, 6, 0, now() + timedelta(days=7)))
                await add_reminder_delivery(connection, chat, f"reminder:{number}", now(), letter)
                expected.add((user, f"write to {letter}"))
        expected |= {(user, f"story{number}") for user in some}
        if faults:
            lost += trouble(emulator, dice)
        already, begun = accepted(emulator), time.monotonic()
        process = street.begin(database_url, lease)
        await until(partial(talking, emulator, already))
        await asyncio.sleep(dice.uniform(0, 0.25))
        process.kill()
        await over(process)
        await arrived(emulator)
        # What Telegram took and no row says so.
        gap = accepted(emulator) - unmarked - await counted(database, "sent")
        since = max(begun, await last_commit(database) - ON_THE_WAY)
        assert gap <= accepted(emulator, since)
        unmarked += gap
    process = street.begin(database_url, lease)
    await finished(database, len(expected))
    assert await ended(process) < 5
    told = heard(emulator)
    assert set(told) == expected
    assert told.total() - len(expected) <= unmarked + lost


def trouble(emulator: Emulator, dice: random.Random) -> int:
    """What the next calls meet, in any order; how many of them are heard and not answered."""
    answers_lost = dice.randint(0, 2)
    faults = [
        *(Fault("sendMessage", drop=Drop.AFTER) for _ in range(answers_lost)),
        *(Fault("sendMessage", drop=Drop.BEFORE) for _ in range(dice.randint(0, 3))),
        *(Fault("sendMessage", refusal=Refusal(502, "Bad Gateway")) for _ in range(3)),
        *(
            Fault("sendMessage", refusal=too_many_requests(1), chat_id=chat)
            for chat in (dice.choice(READERS), dice.choice((None, *READERS)))
        ),
    ]
    dice.shuffle(faults)
    # Before the slowness that every call meets: a call meets the first that fits.
    emulator.record.faults[:0] = faults
    return answers_lost


async def test_kill_9_amid_faults_of_broadcasts_alerts_and_reminders(
    street: Street, sqlite_database: Database, sqlite_url: str
) -> None:
    await kill_again_and_again(
        street, sqlite_database, sqlite_url, kills=KILLS, lease=60, faults=True
    )


async def test_kill_9_loses_nothing_and_repeats_what_was_in_flight(
    street: Street, sqlite_database: Database, sqlite_url: str
) -> None:
    await kill_again_and_again(street, sqlite_database, sqlite_url, kills=12, lease=60)


async def test_kill_9_on_postgresql(
    street: Street, postgresql_database: Database, postgresql_url: str
) -> None:
    await kill_again_and_again(street, postgresql_database, postgresql_url, kills=4, lease=6)


async def test_sigterm_repeats_nothing_and_is_quick(
    street: Street, sqlite_database: Database, sqlite_url: str
) -> None:
    emulator = street.emulator
    emulator.slow_next("sendMessage", 0.2, times=1_000_000)
    async with sqlite_database.write() as connection:
        for user in READERS:
            await add_reader(connection, street.seal.seal(user), CASE)
        await add_entry(connection, "story", now(), CASE.slug)
    expected = {(user, "story") for user in READERS}
    for _ in range(4):
        already = accepted(emulator)
        process = street.begin(sqlite_url, 60.0)
        await until(partial(talking, emulator, already))
        await asyncio.sleep(street.dice.uniform(0, 0.5))
        assert await ended(process) < 5
        assert process.exitcode == 0
        assert accepted(emulator) == await counted(sqlite_database, "sent")
    process = street.begin(sqlite_url, 60.0)
    await finished(sqlite_database, len(expected))
    await ended(process)
    assert heard(emulator) == Counter(expected)


async def test_a_thousand_waiting_commands_survive_kill_9(
    emulator: Emulator, dice: random.Random
) -> None:
    people = range(1, 1001)
    for user in people:
        emulator.user(user, started=True)
        emulator.say(user, user, f"/case {user}")
    repeats = 0
    for _ in range(6):
        already = accepted(emulator)
        process = begin(child.answer, emulator.base_url, emulator.token)
        await until(partial(talking, emulator, already))
        await asyncio.sleep(dice.uniform(0, 0.15))
        process.kill()
        await over(process)
        repeats += 100
    process = begin(child.answer, emulator.base_url, emulator.token)
    await until(lambda: not emulator.updates.pending)
    assert await ended(process) < 5
    answers = {
        user: [shown.text for shown in emulator.messages(user, from_bot=True)] for user in people
    }
    assert all(set(texts) == {f"heard /case {user}"} for user, texts in answers.items())
    assert sum(map(len, answers.values())) - len(people) <= repeats
