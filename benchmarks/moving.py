"""How long a movement takes to move house: SQLite to PostgreSQL, and a backup there and back.

    python -m benchmarks.moving [--subscribers 1000000]

Every subscriber follows a case and a campaign. PostgreSQL is the one the tests install.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.backups import back_up, new_key, restore
from bot.moving import move
from storage.database import Database
from tests.fixtures.postgresql import DEFAULT, Server
from tests.storage.made import AMNESTY, IVAN, deliver_many, subscribe, subscribe_many


async def main(subscribers: int) -> None:
    server = Server.start(DEFAULT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            await measure(server, Path(folder), subscribers)
    finally:
        server.stop()


async def measure(server: Server, folder: Path, subscribers: int) -> None:
    source = Database(f"sqlite:///{folder}/source.db")
    await source.upgrade()
    async with source.write() as connection:
        await subscribe_many(connection, subscribers, IVAN, AMNESTY)
        await subscribe(connection, [1])
        await deliver_many(connection, 1, subscribers // 10)
    target = Database(server.create("target"))
    copy = Database(f"sqlite:///{folder}/copy.db")
    file, key = folder / "backup.age", new_key()
    print(f"{subscribers:,} subscribers, two follows each, a delivery for every tenth")
    print(f"{'':34}{'rows':>12}{'seconds':>9}{'target':>8}")
    try:
        started = time.monotonic()
        rows = await move(source, target, untold, untold)
        report("SQLite to PostgreSQL, compared", rows, started, "120")
        started = time.monotonic()
        rows = await back_up(source, key.recipient, file, datetime.now(UTC))
        report("a sealed backup", rows, started)
        await copy.upgrade()
        started = time.monotonic()
        rows = await restore(copy, key.identity, file)
        report("restored into SQLite", rows, started)
    finally:
        for database in (source, target, copy):
            await database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nthe backup has {file.stat().st_size / 2**20:.0f} MB; memory at most {peak:.0f} MB")


def untold(_table: str, _rows: int) -> None:
    """Nobody watches."""


def report(what: str, rows: int, started: float, target: str = "") -> None:
    print(f"{what:34}{rows:>12,}{time.monotonic() - started:>9.1f}{target:>8}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscribers", type=int, default=1_000_000)
    asyncio.run(main(parser.parse_args().subscribers))
