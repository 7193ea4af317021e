"""How fast, how evenly and at what cost the whole bot delivers; the peers' way beside it.

    python -m benchmarks.delivery                  # about six minutes
    python -m benchmarks.delivery --brief          # a minute and a half: smaller crowds

Bot and Telegram are processes of their own, speaking HTTP on loopback. CPU is that of the bot's
process alone. What a busy machine adds is part of what is measured: look at the load it prints.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import senders, street
from benchmarks.street import PEOPLE, Counts
from storage import broadcasts, fan_outs, seals
from storage.broadcast_rows import BroadcastState
from storage.database import Database
from storage.rows import EVERYTHING
from storage.sealing import Seal

ASK_EVERY = 0.25
"""Seconds between two people's questions while a broadcast goes out."""
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Run:
    """One broadcast, seen from Telegram's side."""

    permitted: float
    counts: Counts
    each: float
    """CPU milliseconds of the bot's process for a message."""
    memory: int
    """The most its process held, in bytes."""
    stop: float | None = None
    """Seconds from an organiser's /stop to the last message."""

    @property
    def rate(self) -> float:
        arrived = self.counts.arrived
        return (len(arrived) - 1) / (arrived[-1] - arrived[0])

    @property
    def share(self) -> float:
        """Of the permitted rate. Replies took their part of it and count."""
        arrived = self.counts.arrived
        return (len(arrived) - 1 + len(self.counts.replies)) / (
            (arrived[-1] - arrived[0]) * self.permitted
        )


@dataclass(frozen=True, slots=True)
class Crowd:
    people: int
    fan_out: float
    """Seconds, from the first chunk on."""
    memory: int
    reply: float
    """p99 of commands meanwhile, half of them writing."""


@dataclass(slots=True)
class Telegram:
    line: Connection
    url: str

    def ask(self, user: int, words: str) -> None:
        self.line.send(("ask", user, words))

    def progress(self) -> int:
        self.line.send(("progress",))
        return int(self.line.recv())

    def counts(self) -> Counts:
        self.line.send(("counts",))
        counts = self.line.recv()
        assert isinstance(counts, Counts)
        return counts


@contextmanager
def telegram(per_second: float) -> Iterator[Telegram]:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=street.serve, args=(theirs, per_second), daemon=True)
    process.start()
    try:
        yield Telegram(ours, ours.recv())
    finally:
        ours.send(("stop",))
        process.join(5)
        process.kill()


@contextmanager
def sender(target: Callable[..., None], *arguments: object) -> Iterator[Connection]:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=target, args=(theirs, *arguments), daemon=True)
    process.start()
    try:
        yield ours
    finally:
        ours.send("stop")
        process.join(10)
        process.kill()


def usage(line: Connection) -> tuple[float, int]:
    line.send("usage")
    cpu, kilobytes = line.recv()
    return cpu, kilobytes * 1024


async def settle(url: str, key: str, people: int) -> None:
    """A database with so many subscribers, and a broadcast to all of them that may begin."""
    database = Database(url)
    await database.upgrade()
    seal = Seal.from_text(key)
    now = datetime.now(UTC)
    path = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "INSERT INTO subscribers (chat, kind, language, time_zone, last_contact, suspended)"
            " VALUES (?, 'private', ?, 'Europe/Berlin', '2026-11-01', 0)",
            ((seal.seal(n), "ru" if n % 2 else "en") for n in range(1, people + 1)),
        )
        connection.commit()
    async with database.write() as connection:
        await seals.keep_or_check(connection, seal)
        call = await broadcasts.create(
            connection, author=seal.seal(senders.OWNER), segment=EVERYTHING, created=now
        )
        await broadcasts.set_text(connection, call, "en", senders.CALL)
        await broadcasts.change_state(
            connection, call, (BroadcastState.DRAFT,), BroadcastState.RUNNING, now
        )
        await fan_outs.begin(connection, broadcast_id=call)
    await database.close()


def broadcast(people: int, permitted: float, folder: Path, profile: str = "") -> Run:
    """The whole bot sends one call to so many and is stopped while some are left."""
    key, url = Seal.new_key(), f"sqlite:///{folder}/{people}-{permitted:g}.db"
    asyncio.run(settle(url, key, people + max(60, int(3 * permitted))))
    with telegram(permitted) as town:
        ours = senders.Bot(town.url, url, key, permitted, profile)
        with sender(senders.ours, ours) as line:
            while town.progress() < 1:
                time.sleep(0.05)
            began, _ = usage(line)
            quiet = first = town.progress()
            # What sending costs is measured before anybody asks; answers cost their own.
            while (quiet := town.progress()) < people // 2:
                time.sleep(0.05)
            ended, _ = usage(line)
            asked = 0
            while town.progress() < people:
                asked += 1
                town.ask(PEOPLE + asked, "/case kagarlitsky")
                time.sleep(ASK_EVERY)
            _, memory = usage(line)
            counts = town.counts()
            town.ask(senders.OWNER, "/stop")
            stopped = time.monotonic()
            time.sleep(2.5)
            last = town.counts().arrived[-1]
    each = (ended - began) / (quiet - first) * 1000
    return Run(permitted, counts, each, memory, max(0.0, last - stopped))


def peers(messages: int) -> Run:
    with telegram(30) as town, sender(senders.theirs, town.url, messages) as line:
        while town.progress() < 1:
            time.sleep(0.05)
        began, _ = usage(line)
        last, quiet = 0, 0
        # A message that was flooded too often is lost there: the end is silence.
        while (sent := town.progress()) < messages and quiet < 80:
            quiet = quiet + 1 if sent == last else 0
            last = sent
            time.sleep(0.25)
        ended, memory = usage(line)
        counts = town.counts()
        return Run(30, counts, (ended - began) / len(counts.arrived) * 1000, memory)


def million(people: int, folder: Path) -> Crowd:
    """A call to so many: what its fan-out costs while people go on asking and choosing."""
    key, url = Seal.new_key(), f"sqlite:///{folder}/crowd.db"
    asyncio.run(settle(url, key, people))
    with telegram(1e9) as town:
        rows = sqlite3.connect(url.removeprefix("sqlite:///"))
        ours = senders.Bot(town.url, url, key, 30)
        with closing(rows), sender(senders.ours, ours) as line:
            # The first message leaves when the first chunk has its rows.
            while town.progress() < 1:
                time.sleep(0.01)
            began = time.monotonic()
            asked = 0
            while rows.execute("SELECT count(*) FROM fan_outs").fetchone()[0]:
                asked += 1
                words = "/follow kagarlitsky" if asked % 2 else "/case kagarlitsky"
                town.ask(PEOPLE + asked, words)
                time.sleep(ASK_EVERY)
            took = time.monotonic() - began
            time.sleep(2.0)
            _, memory = usage(line)
            return Crowd(people, took, memory, p99(town.counts().replies))


def p99(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)] if seconds else float("nan")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--free", type=int, default=3000, help="chats at 30 a second")
    options.add_argument("--paid", type=int, default=60_000, help="chats at 1,000 a second")
    options.add_argument("--peers", type=int, default=900, help="messages the peers' way")
    options.add_argument("--million", type=int, default=1_000_000, help="subscribers fanned out to")
    options.add_argument("--brief", action="store_true", help="small crowds, for a first look")
    options.add_argument("--profile", default="", help="write the bot's cProfile here")
    given = options.parse_args()
    if given.brief:
        given.free, given.paid, given.peers, given.million = 450, 10_000, 300, 100_000
    table = Table("", "target", "measured")
    with tempfile.TemporaryDirectory() as folder:
        free = broadcast(given.free, 30, Path(folder), given.profile) if given.free else None
        if free is not None:
            _free(table, free)
        paid = broadcast(given.paid, 1000, Path(folder), given.profile) if given.paid else None
        if paid is not None:
            _paid(table, paid)
        if given.peers:
            _peers(table, given.peers, peers(given.peers), free, paid)
        if given.million:
            _crowd(table, million(given.million, Path(folder)))
    Console().print(table)
    Console().print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _free(table: Table, run: Run) -> None:
    counts = run.counts
    table.add_row("share of 30/s used", "≥ 96 %", f"{run.share:.1%}")
    table.add_row("most in any second", "≤ 30", str(counts.most))
    table.add_row("429s", "0", str(counts.floods))
    table.add_row("a reply meanwhile, p99", "≤ 500 ms", f"{p99(counts.replies) * 1000:.0f} ms")
    table.add_row("from /stop to the last message", "≤ 1 s", f"{run.stop:.2f} s")
    table.add_row("CPU a message", "", f"{run.each:.2f} ms")


def _paid(table: Table, run: Run) -> None:
    counts = run.counts
    table.add_section()
    table.add_row("share of 1,000/s used", "≥ 95 %", f"{run.share:.1%}")
    table.add_row("429s", "0", str(counts.floods))
    table.add_row("a reply meanwhile, p99", "≤ 100 ms", f"{p99(counts.replies) * 1000:.0f} ms")
    table.add_row("from /stop to the last message", "≤ 1 s", f"{run.stop:.2f} s")
    table.add_row("CPU a message", "", f"{run.each:.2f} ms")


def _peers(table: Table, asked: int, run: Run, free: Run | None, paid: Run | None) -> None:
    counts = run.counts
    table.add_section()
    table.add_row("the peers' way: share of 30/s used", "", f"{run.share:.1%}")
    table.add_row("the peers' way: most in any second", "", str(counts.most))
    table.add_row("the peers' way: 429s", "", str(counts.floods))
    table.add_row("the peers' way: never sent", "", str(asked - len(counts.arrived)))
    table.add_row("the peers' way: CPU a message", "", f"{run.each:.2f} ms")
    if paid is not None:
        table.add_row("our cost at 1,000/s, of theirs", "≤ 0.33", f"{paid.each / run.each:.2f}")
    if free is not None:
        table.add_row("our cost at 30/s, all else included", "", f"{free.each / run.each:.2f}")


def _crowd(table: Table, crowd: Crowd) -> None:
    table.add_section()
    table.add_row(f"fan-out to {crowd.people:,}", "≤ 60 s a million", f"{crowd.fan_out:.1f} s")
    table.add_row("memory of the process", "≤ 250 MB", f"{crowd.memory / 1e6:.0f} MB")
    table.add_row("a command meanwhile, p99", "≤ 50 ms", f"{crowd.reply * 1000:.0f} ms")


if __name__ == "__main__":
    main()
