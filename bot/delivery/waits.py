"""Waits that Telegram named, written down: they outlive a restart and reach other processes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.delivery.pacing import Pacer
from storage import pauses
from storage.database import AsyncConnection, Database
from storage.sealing import Seal


async def restore(database: Database, now: datetime, seal: Seal, pacer: Pacer) -> None:
    """Let the pacer know of those that last. Raises StorageError."""
    async with database.read() as connection:
        lasting = await pauses.lasting(connection, now)
    for chat, until in lasting:
        chat_id = None if chat is None else seal.open(chat)
        pacer.resume(chat_id, (until - now).total_seconds())


async def keep(
    connection: AsyncConnection,
    waits: Mapping[int | None, float],
    now: datetime,
    seal: Seal,
    pacer: Pacer,
) -> None:
    """Write down the pacer's ``waits``, in the caller's transaction."""
    for chat_id, until in waits.items():
        chat = None if chat_id is None else seal.seal(chat_id)
        await pauses.keep(connection, chat, now + timedelta(seconds=until - pacer.now()))
