"""Replicas killed, stopped, woken, cut off from the database: all is told, hardly any twice."""

from __future__ import annotations

import asyncio
import signal

import psycopg
import pytest

from bot.preview.emulator import Emulator
from storage.database import Database
from storage.sealing import Seal
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.paper import Paper, answers, subscribe, told
from tests.fixtures.postgresql import Server
from tests.fixtures.waiting import until
from tests.replicas.child import Replica
from tests.replicas.town import Town, number, town

pytestmark = pytest.mark.crash

READERS = range(60000001, 60000021)
PER_SECOND = 30.0
IN_FLIGHT = 15
"""Half a second of sending, on a busy machine; an idle one sees two or three."""


def count_of(emulator: Emulator, which: int) -> int:
    return sum(1 for _, one in told(emulator, READERS) if one == which)


async def all_heard(emulator: Emulator, which: int) -> None:
    await until(lambda: count_of(emulator, which) == len(READERS))


async def cut_off(server: Server, database_url: str, seconds: float) -> None:
    """Nobody has the database for so long, and every connection is cut."""
    name = database_url.partition("?")[0].rpartition("/")[2]
    where = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    async with await psycopg.AsyncConnection.connect(
        server.url("postgres"), autocommit=True
    ) as connection:
        await connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        await connection.execute(where, (name,))
        await asyncio.sleep(seconds)
        await connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


async def replaced(there: Town, gone: int) -> None:
    there.signal(gone, signal.SIGKILL)
    await there.left(gone)
    there.join()


async def test_nothing_is_lost_whatever_happens_to_replicas(
    emulator: Emulator,
    feed_server: FeedServer,
    postgresql_server: Server,
    postgresql_database: Database,
    postgresql_url: str,
) -> None:
    key = Seal.new_key()
    await subscribe(READERS, emulator, postgresql_database, Seal.from_text(key))
    paper = Paper(feed_server)
    pattern = Replica(postgresql_url, emulator.base_url, emulator.token, key, paper.url, PER_SECOND)
    async with town(pattern, 3, webhook=True) as there:

        async def read() -> bool:
            return bool(await number(postgresql_database, "SELECT count(*) FROM entries"))

        await until(read)
        # Killed while it sends.
        first = await there.leader()
        paper.tell(1)
        await until(lambda: count_of(emulator, 1) > 3)
        emulator.say(READERS[0], READERS[0], "/following")
        await replaced(there, first)
        second = await there.leader()
        await all_heard(emulator, 1)

        # Stopped while it sends, and woken when another leads.
        paper.tell(2)
        await until(lambda: count_of(emulator, 2) > 3)
        there.signal(second, signal.SIGSTOP)
        emulator.say(READERS[1], READERS[1], "/following")
        await there.leader(besides=second)
        paper.tell(3)
        await all_heard(emulator, 3)
        await all_heard(emulator, 2)
        there.signal(second, signal.SIGCONT)

        # Cut off from the database while all send.
        paper.tell(4)
        await until(lambda: count_of(emulator, 4) > 3)
        await cut_off(postgresql_server, postgresql_url, 2.0)
        emulator.say(READERS[2], READERS[2], "/following")
        await all_heard(emulator, 4)
        await until(lambda: not emulator.updates.pending)

        async def marked() -> bool:
            return not await number(
                postgresql_database, "SELECT count(*) FROM deliveries WHERE state <> 'sent'"
            )

        await until(marked)
        assert all(process.is_alive() for process in there.processes.values())
    counts = told(emulator, READERS)
    assert set(counts) == {(reader, which) for reader in READERS for which in range(1, 5)}
    assert counts.total() - len(counts) <= IN_FLIGHT * 3
    assert all(1 <= answers(emulator, asker) <= 2 for asker in READERS[:3])
