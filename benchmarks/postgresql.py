"""What rows on PostgreSQL can do: a call to a million, and four workers that claim and mark.

    python -m benchmarks.postgresql [--people 1000000] [--moved 100000]

Beside it pgqueuer moves as many jobs that do nothing, with as many workers, in the same run and on
the same server. It is installed into a throw-away environment for that; where it cannot be, its row
says so. PostgreSQL is the one the tests install, with its default memory and told not to wait for
the disk, for both alike.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bot.clock import SystemClock
from bot.delivery.fan_out import FanOut
from storage import deliveries
from storage.buckets import BUCKETS
from storage.database import Database
from storage.rows import EVERYTHING, SealedId
from tests.delivery.house import add_broadcast
from tests.fixtures.postgresql import DEFAULT, Server

WORKERS = 4
BATCH = 100
"""Rows of one claim, for both."""
PEER = Path(__file__).with_name("pgqueuer_peer.py")


async def called(url: str, people: int) -> float:
    """Seconds for a call to so many subscribers to have its rows, chunk by chunk."""
    rows = Database(url)
    try:
        await rows.upgrade()
        async with rows.write() as connection:
            await connection.execute(
                text(
                    "INSERT INTO subscribers (chat, kind, language, time_zone, last_contact)"
                    " SELECT substring(sha256(i::text::bytea) for 24), 'private', 'en', 'UTC',"
                    " '2026-11-01' FROM generate_series(1, :people) AS i"
                ),
                {"people": people},
            )
            await connection.execute(text("ANALYZE subscribers"))
            author, now = SealedId(b"o" * 24), SystemClock().now()
            await add_broadcast(connection, author, EVERYTHING, now, en="A letter is waiting.")
        fan_out = FanOut(rows, SystemClock())
        began = time.monotonic()
        while await fan_out.advance(50):
            pass
        return time.monotonic() - began
    finally:
        await rows.close()


async def move(url: str, part: int) -> int:
    """Claim and mark as sent what one of the workers finds, to the end; how many."""
    rows = Database(url)
    mine = frozenset(range(part, BUCKETS, WORKERS))
    moved = 0
    clock = SystemClock()
    try:
        while True:
            now = clock.now()
            async with rows.write() as connection:
                claimed = await deliveries.claim(
                    connection, now, now + timedelta(seconds=15), BATCH, buckets=mine
                )
            if not claimed:
                return moved
            async with rows.write() as connection:
                done = [(delivery.id, delivery.id) for delivery in claimed]
                await deliveries.delivered(connection, done, clock.now())
            moved += len(claimed)
    finally:
        await rows.close()


def worker(url: str, part: int) -> None:
    print("ready", flush=True)
    input()
    asyncio.run(move(url, part))


def together(commands: Sequence[Sequence[str]]) -> float:
    """Seconds from the word to begin until all these workers have ended.

    Each says "ready" when it has loaded what it needs, and then waits for a line.
    """
    pipe = subprocess.PIPE
    workers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for command in commands
    ]
    for each in workers:
        if each.stdout is None or each.stdout.readline() != "ready\n":
            raise RuntimeError("a worker did not start; what it said stands above")
    began = time.monotonic()
    for each in workers:
        if each.stdin is not None:
            each.stdin.write("begin\n")
            each.stdin.flush()
    ends = [each.wait() for each in workers]
    if any(ends):
        raise RuntimeError("a worker failed; what it said stands above")
    return time.monotonic() - began


def peer(folder: Path, url: str, moved: int) -> float | None:
    """Seconds in which pgqueuer moves as many; None where it cannot be installed or run."""
    venv.create(folder / "peer", with_pip=True)
    python = str(folder / "peer" / "bin" / "python")
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "pgqueuer", "psycopg[binary]"],
        capture_output=True,
        check=False,
    )
    if installed.returncode:
        return None
    subprocess.run([python, str(PEER), url, "fill", str(moved)], check=True)

    seconds = together([[python, str(PEER), url, "move", str(BATCH)]] * WORKERS)
    with psycopg.connect(url) as connection:
        left = connection.execute("SELECT count(*) FROM pgqueuer").fetchone()
    return seconds if left == (0,) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--moved", type=int, default=100_000)
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.url:
        worker(given.url, given.worker)
        return
    server = Server.start(DEFAULT)
    table = Table("", "target", "measured")
    try:
        rate = _ours(table, server.create("ours"), given.people, given.moved)
        with tempfile.TemporaryDirectory() as folder:
            seconds = peer(Path(folder), server.create("theirs"), given.moved)
    finally:
        server.stop()
    _beside(table, rate, None if seconds is None else given.moved / seconds)
    Console().print(table)
    Console().print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _ours(table: Table, url: str, people: int, moved: int) -> float:
    """A call to so many, of which so many are then sent; how many a second."""
    took = asyncio.run(called(url, people))
    table.add_row(f"a call to {people:,} fans out", "30 s a million", f"{took:.1f} s")
    if people > moved:
        with psycopg.connect(url, autocommit=True) as connection:
            query = "DELETE FROM deliveries WHERE id > (SELECT min(id) FROM deliveries)"
            connection.execute(f"{query} + {moved - 1}".encode())
            connection.execute(b"VACUUM ANALYZE deliveries")
    ours = [sys.executable, "-m", "benchmarks.postgresql", "--url", url, "--worker"]
    return moved / together([[*ours, str(part)] for part in range(WORKERS)])


def _beside(table: Table, ours: float, theirs: float | None) -> None:
    table.add_row(f"{WORKERS} workers claim and mark", "ahead of the peer", f"{ours:,.0f}/s")
    if theirs is None:
        table.add_row("pgqueuer, as many workers", "", "could not be run here")
    else:
        table.add_row("pgqueuer, as many workers", "", f"{theirs:,.0f}/s")
        table.add_row("ours to theirs", "> 1", f"{ours / theirs:.1f}")


if __name__ == "__main__":
    main()
