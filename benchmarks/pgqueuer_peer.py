"""pgqueuer as its users run it, with jobs that do nothing; run by `benchmarks/postgresql.py`.

    python pgqueuer_peer.py URL fill COUNT
    python pgqueuer_peer.py URL move BATCH

Stands alone: it runs in an environment that has pgqueuer and none of ours.
"""

from __future__ import annotations

import asyncio
import sys

import psycopg
from pgqueuer import Job, PsycopgDriver, Queries, QueueManager
from pgqueuer.types import QueueExecutionMode

CHUNK = 5000


async def fill(url: str, count: int) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        queries = Queries(PsycopgDriver(connection))
        await queries.install()
        for first in range(0, count, CHUNK):
            number = min(CHUNK, count - first)
            await queries.enqueue(["nothing"] * number, [None] * number, [0] * number)


async def nothing(_job: Job) -> None:
    """What a job does: what is measured is how it gets here."""


async def move(url: str, batch: int) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        manager = QueueManager(Queries(PsycopgDriver(connection)))

        manager.entrypoint("nothing")(nothing)
        print("ready", flush=True)
        await asyncio.to_thread(input)
        await manager.run(batch_size=batch, mode=QueueExecutionMode.drain)


if __name__ == "__main__":
    address, what, number_of = sys.argv[1:]
    asyncio.run((fill if what == "fill" else move)(address, int(number_of)))
