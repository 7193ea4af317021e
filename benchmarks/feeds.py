"""What watching many feeds costs the bot, and whether it stays awake meanwhile.

    python -m benchmarks.feeds [number of feeds] [--reader | --reader-python PATH]

The feeds are generated, thirty entries each, and come from loopback. CPU is that of the bot's
process, with its parsers' where they work. With --reader, lemon24/reader updates the same feeds in
the same run: it is installed by pip into an environment that is thrown away afterwards; with
--reader-python, that Python has it already. The hostile set is that of `tests/feeds/hostile.py`.
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
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import reader_peer
from benchmarks.besieged import Siege, besieged
from benchmarks.feed_server import feed_addresses
from benchmarks.lag import IdleLoop, Lag, idle_loop
from benchmarks.polling import polling
from bot.cases.registry import load
from bot.feeds.parser import ParseFault, Parser
from bot.feeds.poll import Poller
from storage.rows import FeedKind, FeedSource
from tests.feeds.hostile import BOMBS, ODDITIES

_CASES = Path(__file__).parents[1] / "data" / "cases"
_PERIOD = 900.0
_CYCLES = ("all new", "unchanged", "unchanged")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class MovedClock:
    """The real time, and what was added to it."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


@dataclass(frozen=True, slots=True)
class Cycle:
    cpu: float
    """Seconds of the bot's process."""
    parsers: float
    """Seconds of the processes that parse."""
    seconds: float
    lag: float
    idle: float
    """Milliseconds by which a loop with nothing to do was late meanwhile."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("count", nargs="?", type=int, default=1000)
    arguments.add_argument("--reader", action="store_true")
    arguments.add_argument("--reader-python", type=Path)
    asked = arguments.parse_args()
    console = Console(width=100)
    with tempfile.TemporaryDirectory() as name, feed_addresses(asked.count) as addresses:
        folder = Path(name)
        cycles = asyncio.run(_measure(addresses))
        console.print(_cycles_table(cycles, asked.count))
        python = asked.reader_python or (_install(folder) if asked.reader else None)
        if python is not None:
            theirs = _peer(python, addresses, folder)
            console.print(_peer_table(cycles, theirs, asked.count))
    console.print(_siege_table(asyncio.run(besieged(load(_CASES), MovedClock(), _memory))))
    console.print(asyncio.run(_hostile()))


async def _measure(addresses: Sequence[str]) -> list[Cycle]:
    clock = MovedClock()
    sources = [FeedSource(address, f"Feed {n}") for n, address in enumerate(addresses)]
    cycles = []
    with idle_loop() as idle:
        async with polling(load(_CASES), clock, sources, seconds=_PERIOD) as (poller, _):
            for _ in _CYCLES:
                cycles.append(await _cycle(poller, idle))
                clock.ahead += timedelta(seconds=_PERIOD * 1.2)
    return cycles


async def _cycle(poller: Poller, idle: IdleLoop) -> Cycle:
    lag = Lag()
    idle.p99()
    began, cpu, parsers = time.perf_counter(), time.process_time(), _parsers_cpu()
    async with lag.watched():
        while await poller.poll_due():
            pass
    return Cycle(
        time.process_time() - cpu,
        _parsers_cpu() - parsers,
        time.perf_counter() - began,
        lag.p99(),
        idle.p99(),
    )


def _parsers_cpu() -> float:
    """CPU seconds of this process's children that parse; zero where there is no /proc."""
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            command = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == os.getpid() and b"parse_worker" in command:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS


def _cycles_table(cycles: Sequence[Cycle], count: int) -> Table:
    table = Table(
        "cycle",
        "feeds",
        "seconds",
        "CPU, ms a feed",
        "target",
        "loop lag p99, ms",
        "target",
        "an idle loop's",
        box=None,
    )
    for name, cycle in zip(_CYCLES, cycles, strict=True):
        table.add_row(
            name,
            f"{count}",
            f"{cycle.seconds:.1f}",
            f"{cycle.cpu * 1000 / count:.2f}",
            "< 2" if name == "unchanged" else "",
            f"{cycle.lag:.1f}",
            "< 20",
            f"{cycle.idle:.1f}",
        )
    return table


def _install(folder: Path) -> Path:
    """A Python with reader, in an environment that is deleted with the folder."""
    home = folder / "reader"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    # Its own copy of feedparser wants the second one.
    wanted = ("reader", "sgmllib3k")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return python


def _peer(python: Path, addresses: Sequence[str], folder: Path) -> list[float]:
    """CPU seconds of each of its updates."""
    answer = subprocess.run(
        [python, reader_peer.__file__, folder / "reader.db"],
        input="\n".join(addresses),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
    rows = [line.split() for line in answer.splitlines()]
    if any(int(well) < len(addresses) for _, well in rows):
        sys.exit("reader could not update every feed; the comparison would not be fair")
    return [float(cpu) for cpu, _ in rows]


def _peer_table(cycles: Sequence[Cycle], theirs: Sequence[float], count: int) -> Table:
    table = Table("feeds per CPU second", "this bot", "lemon24/reader", "target", box=None)
    for name, cycle, peer in zip(_CYCLES, cycles, theirs, strict=True):
        ours = count / (cycle.cpu + cycle.parsers)
        table.add_row(name, f"{ours:.0f}", f"{count / peer:.0f}", "ahead")
    return table


def _siege_table(siege: Siege) -> Table:
    table = Table("polled by the whole bot", "", "target", box=None)
    table.add_row("hostile servers", f"{siege.servers}", "")
    table.add_row("of them reported as failing", f"{siege.failed}", "")
    table.add_row("seconds for all", f"{siege.seconds:.0f}", "")
    table.add_row("answer p99 meanwhile, ms", f"{siege.p99:.1f}", "< 100")
    table.add_row("an idle loop's lag p99, ms", f"{siege.idle:.1f}", "")
    table.add_row("memory of the bot grew by, MB", f"{siege.grew:.0f}", "< 100")
    return table


async def _hostile() -> Table:
    """Every hostile document at once, and the event loop meanwhile."""
    lag = Lag()
    before, highest, killed = _memory(), 0.0, 0
    bodies = [*ODDITIES.values(), *(make() for make in BOMBS.values())]
    held = _memory()
    began = time.perf_counter()
    async with Parser() as parser:

        async def read(body: bytes) -> bool:
            nonlocal highest
            try:
                await parser.parse(body, kind=FeedKind.FEED, url="https://example.org/feed")
            except ParseFault as fault:
                return "more time" in str(fault) or "longer than" in str(fault)
            finally:
                highest = max(highest, _memory() - held)
            return False

        async with lag.watched():
            killed = sum([await read(body) for body in bodies])
    table = Table("hostile documents", "", "target", box=None)
    table.add_row("documents", f"{len(bodies)}", "135")
    table.add_row("of them held back at a limit", f"{killed}", "")
    table.add_row("seconds for all", f"{time.perf_counter() - began:.0f}", "")
    table.add_row("loop lag p99, ms", f"{lag.p99():.1f}", "< 100")
    table.add_row("memory of the bot grew by, MB", f"{highest:.0f}", "< 100")
    table.add_row("(the documents themselves, MB)", f"{held - before:.0f}", "")
    return table


def _memory() -> float:
    """Megabytes in use; zero where there is no /proc."""
    try:
        resident = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(resident) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


if __name__ == "__main__":
    main()
