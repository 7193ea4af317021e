"""Lets rows pass to the next key, in a process of its own that may be killed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.clock import SystemClock
from bot.rotating import rotate
from storage import rotations, seals
from storage.database import Database
from storage.sealing import Seal


def run(url: str, old: str, new: str) -> None:
    asyncio.run(_work(url, old, new))


async def _work(url: str, old: str, new: str) -> None:
    database = Database(url)
    seal = Seal.from_text(new, Seal.from_text(old))
    async with database.write() as connection:
        await seals.keep_or_check(connection, seal)
        await rotations.announce(connection, seal, datetime.now(UTC))
    database.follow(seal)
    await rotate(database, SystemClock(), seal)
    await database.close()
