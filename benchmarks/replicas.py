"""Replicas on one PostgreSQL: what they lose when they are killed, and how well they share a rate.

`python -m benchmarks.replicas` runs three replicas behind a balancer for five minutes, under a
broadcast, alerts and questions, and kills the leader every twenty seconds; in between one is
stopped and woken, and the database is cut off, once for half a minute. `--rate` measures the
common rate instead, against a server that counts as strictly as Telegram may.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import signal
import time
from collections import Counter
from datetime import UTC, date, datetime

from benchmarks import street
from benchmarks.street import TOKEN
from bot.preview.emulator import Emulator
from storage import follows, seals, subscribers
from storage.database import Database
from storage.rows import EVERYTHING, ChatKind, SealedId, Subscriber
from storage.sealing import Seal
from tests.delivery.house import add_broadcast
from tests.fixtures.feed_server import served
from tests.fixtures.paper import Paper
from tests.fixtures.postgresql import DEFAULT, Server
from tests.fixtures.running import OWNER
from tests.fixtures.waiting import until
from tests.replicas.child import Replica
from tests.replicas.test_journey import cut_off, replaced
from tests.replicas.town import Town, number, town

FIRST = 60_000_001
ASKERS = range(80_000_001, 80_000_021)
PER_SECOND = 30.0
KILL_EVERY = 20.0
LONG_CUT = 30.0
SHORT_CUT = 5.0
CALL = "Write to Boris this week."


async def settle(database: Database, seal: Seal, readers: range) -> None:
    async with database.write() as connection:
        await seals.keep_or_check(connection, seal)
        for reader in readers:
            row = Subscriber(seal.seal(reader), ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            await subscribers.add(connection, row)
            if reader < FIRST + 40:
                await follows.add(connection, row.chat, EVERYTHING)


async def call_to_all(database: Database, author: SealedId) -> None:
    """A broadcast to everyone that has just begun."""
    async with database.write() as connection:
        await add_broadcast(connection, author, EVERYTHING, datetime.now(UTC), en=CALL)


async def rate(server: Server, replicas: int, seconds: float, per_second: float) -> None:
    """One broadcast to as many as take so long."""
    url = server.create(f"rate_{replicas}")
    key, database = Seal.new_key(), Database(url)
    await database.upgrade()
    seal = Seal.from_text(key)
    await settle(database, seal, range(1, round(per_second * seconds)))
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=street.serve, args=(there, per_second), daemon=True
    )
    process.start()
    base_url = await asyncio.to_thread(here.recv)
    pattern = Replica(url, base_url, TOKEN, key, per_second=per_second)
    async with town(pattern, replicas, webhook=False):
        await asyncio.sleep(5)
        await call_to_all(database, seal.seal(OWNER))

        async def over() -> bool:
            left = "SELECT count(*) FROM deliveries WHERE state = 'due'"
            gone = "SELECT count(*) FROM deliveries WHERE state = 'sent'"
            return bool(await number(database, gone)) and not await number(database, left)

        await until(over, within=seconds * 4)
        here.send(("counts",))
        counts: street.Counts = await asyncio.to_thread(here.recv)
    here.send(("stop",))
    await asyncio.to_thread(process.join)
    await database.close()
    # What begins and what ends is left out: there not all have something to send.
    times = sorted(counts.arrived)[round(per_second) : -round(per_second)]
    used = (len(times) - 1) / (times[-1] - times[0]) / per_second
    print(
        f"{replicas} replicas: {used:.1%} of {per_second:g} a second used, at most {counts.most} in"
        f" any second, {counts.floods} answers 429"
    )


async def chaos(server: Server, minutes: float) -> None:
    url = server.create("chaos")
    key, database = Seal.new_key(), Database(url)
    await database.upgrade()
    readers = range(FIRST, FIRST + round(minutes * 60 * PER_SECOND * 0.8))
    await settle(database, Seal.from_text(key), readers)
    asked = 0
    stories = 0
    async with Emulator() as emulator, served() as feeds:
        for person in (*readers, *ASKERS, OWNER):
            emulator.user(person, "P", "en", started=True)
        paper = Paper(feeds)
        pattern = Replica(url, emulator.base_url, emulator.token, key, paper.url, PER_SECOND)

        async def read() -> bool:
            return bool(await number(database, "SELECT count(*) FROM entries"))

        async with town(pattern, 3, webhook=True) as there:
            await until(read)
            await call_to_all(database, Seal.from_text(key).seal(OWNER))
            killing = asyncio.create_task(kill(there, server, url))
            began = time.monotonic()
            while time.monotonic() - began < minutes * 60:
                emulator.say(
                    ASKERS[asked % len(ASKERS)], ASKERS[asked % len(ASKERS)], "/case Kagarlitsky"
                )
                asked += 1
                if asked % 20 == 0:
                    stories += 1
                    paper.tell(stories)
                await asyncio.sleep(1)
            killing.cancel()
            await asyncio.gather(killing, return_exceptions=True)
            waiting = "SELECT count(*) FROM deliveries WHERE state = 'due'"

            async def over() -> bool:
                return not await number(database, waiting) and not emulator.updates.pending

            await until(over, within=300)
        report(emulator, readers, stories, asked)
    await database.close()


async def kill(there: Town, server: Server, url: str) -> None:
    """The leader every twenty seconds; another is stopped, or the database cut off, in between."""
    rounds = 0
    while True:
        await asyncio.sleep(KILL_EVERY)
        leader = await there.leader()
        began = time.monotonic()
        await replaced(there, leader)
        await there.leader()
        print(f"killed: another leads after {time.monotonic() - began:.1f} s", flush=True)
        rounds += 1
        if rounds % 3 == 1:
            stopped = await there.leader()
            there.signal(stopped, signal.SIGSTOP)
            began = time.monotonic()
            await there.leader(besides=stopped)
            print(f"stopped: another leads after {time.monotonic() - began:.1f} s", flush=True)
            there.signal(stopped, signal.SIGCONT)
        elif rounds % 3 == 2:
            seconds = LONG_CUT if rounds == 2 else SHORT_CUT
            await cut_off(server, url, seconds)
            took = await resumed(url)
            print(f"the database was away for {seconds:g} s: sent again after {took:.1f} s more")


async def resumed(url: str) -> float:
    """Seconds until one more message has been marked as sent."""
    database, sent = Database(url), "SELECT count(*) FROM deliveries WHERE state = 'sent'"
    try:
        began, before = time.monotonic(), await number(database, sent)

        async def more() -> bool:
            return await number(database, sent) > before

        await until(more, within=60)
        return time.monotonic() - began
    finally:
        await database.close()


def report(emulator: Emulator, readers: range, stories: int, asked: int) -> None:
    told: Counter[tuple[int, str]] = Counter()
    for reader in readers:
        for shown in emulator.messages(reader, from_bot=True):
            told[reader, shown.text.partition(":")[0].partition("\n")[0]] += 1
    calls = [heard for (_, what), heard in told.items() if not what.startswith("Story")]
    names = [f"Story {number}" for number in range(1, stories + 1)]
    alerts = [told[reader, name] for reader in readers[:40] for name in names]
    answers = sum(len(emulator.messages(asker, from_bot=True)) for asker in ASKERS)
    print(f"call: {len(readers) - len(calls)} lost, {sum(calls) - len(calls)} repeated")
    print(f"alerts: {alerts.count(0)} lost, {sum(max(0, n - 1) for n in alerts)} repeated")
    print(f"questions: {asked} asked, {answers} answers, {len(emulator.updates.pending)} waiting")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=5.0)
    options.add_argument("--rate", action="store_true")
    options.add_argument("--seconds", type=float, default=40.0, help="of sending, with --rate")
    options.add_argument("--per-second", type=float, default=PER_SECOND)
    options.add_argument("--replicas", type=int, nargs="*", default=[1, 2, 4])
    asked = options.parse_args()
    server = Server.start(DEFAULT)
    try:
        if asked.rate:
            for replicas in asked.replicas:
                asyncio.run(rate(server, replicas, asked.seconds, asked.per_second))
        else:
            asyncio.run(chaos(server, asked.minutes))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
