"""How long a fan-out holds the database's writer, and what it costs, by the rows of a chunk.

    python -m benchmarks.fan_out [--people 100000] [--chunks 250 500 1000 2000] [--rounds 3]

SQLite on disk, with the settings and indices of the house. Beside the fan-out somebody writes a
choice of theirs twenty times a second and waits for it, as after a command. CPU time is the whole
process's; the rounds are interleaved, and the round that cost least stands in the table, as other
work on the machine only ever adds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.delivery import settle
from bot.clock import SystemClock
from bot.delivery.fan_out import FanOut
from storage import subscribers
from storage.database import AsyncConnection, Database
from storage.sealing import Seal

ASK_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    wall: float
    cpu: float
    holds: list[float]
    """Seconds in which nobody else could write, a chunk."""
    waits: list[float]
    """Seconds until somebody's choice was written."""


class Timed(Database):
    """Notes how long each transaction that writes has the writer, its commit included."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.holds: list[float] = []

    @asynccontextmanager
    async def write(self, *, as_stored: bool = False) -> AsyncIterator[AsyncConnection]:
        async with super().write(as_stored=as_stored) as connection:
            began = time.perf_counter()
            yield connection
        self.holds.append(time.perf_counter() - began)


async def fan_out(path: Path, key: str, chunk: int) -> Run:
    database, other = Timed(f"sqlite:///{path}"), Seal.from_text(key).seal(1)
    waits: list[float] = []

    async def choose() -> None:
        while True:
            began = time.perf_counter()
            # The same turn at the writer as the fan-out's, without being counted as its hold.
            async with Database.write(database) as connection:
                await subscribers.change(connection, other, discreet=len(waits) % 2 == 0)
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(ASK_EVERY)

    work = FanOut(database, SystemClock(), chunk=chunk)
    choosing = asyncio.create_task(choose())
    began, cpu = time.perf_counter(), time.process_time()
    await work.advance(limit=1_000_000)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    choosing.cancel()
    await asyncio.gather(choosing, return_exceptions=True)
    await database.close()
    return Run(wall, cpu, database.holds, waits)


def measured(people: int, chunks: list[int], rounds: int, folder: Path) -> dict[int, Run]:
    """The cheapest round of each chunk size."""
    key = Seal.new_key()
    fresh = folder / "fresh.db"
    asyncio.run(settle(f"sqlite:///{fresh}", key, people))
    found: dict[int, Run] = {}
    for _ in range(rounds):
        for chunk in chunks:
            path = folder / "run.db"
            with closing(sqlite3.connect(fresh)) as source, closing(sqlite3.connect(path)) as copy:
                source.backup(copy)
            run = asyncio.run(fan_out(path, key, chunk))
            if chunk not in found or run.cpu < found[chunk].cpu:
                found[chunk] = run
            for left in folder.glob("run.db*"):
                left.unlink()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--chunks", type=int, nargs="+", default=[250, 500, 1000, 2000])
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    table = Table(
        "rows a chunk", "hold p50", "hold p99", "somebody's write p50", "p99",
        "CPU a million", "wall a million",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        found = measured(given.people, given.chunks, given.rounds, Path(folder))
    for chunk, run in found.items():
        million = 1_000_000 / given.people
        table.add_row(
            str(chunk),
            *(f"{at(run.holds, part) * 1000:.1f} ms" for part in (0.5, 0.99)),
            *(f"{at(run.waits, part) * 1000:.1f} ms" for part in (0.5, 0.99)),
            f"{run.cpu * million:.0f} s",
            f"{run.wall * million:.0f} s",
        )
    Console().print(table)
    Console().print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def at(seconds: list[float], part: float) -> float:
    return sorted(seconds)[int(len(seconds) * part)]


if __name__ == "__main__":
    main()
