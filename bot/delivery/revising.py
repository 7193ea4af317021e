"""What follows once all recipients of a story have their rows: digests, and edits of what was told.

Both go a chunk at a time, as fan-outs do, and only while no fan-out has work: nothing here delays
an alert.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.delivery.story import entry_topics
from storage import gatherings, revisions, tellings
from storage.database import AsyncConnection, Database
from storage.gatherings import Gathering
from storage.revisions import Patience

DIGEST_LIFETIME = timedelta(days=7)
PATIENCE = Patience(in_flight=timedelta(seconds=65), apart=timedelta(minutes=10))
"""A lease lasts a minute, and a message leaves within it or not at all."""


async def advance(database: Database, now: datetime, chunk: int) -> bool:
    """Write the next chunk; False where there is nothing to do now. Raises StorageError."""
    async with database.read() as connection:
        gathering = await gatherings.complete(connection)
        story = None if gathering else await revisions.next_story(connection, now)
    if gathering is not None:
        await settle(database, gathering, now)
        return True
    if story is None:
        return False
    async with database.write() as connection:
        await _revise(connection, story, now, chunk)
    return True


async def settle(database: Database, gathering: Gathering, now: datetime) -> None:
    """Make what a gathering holds due, as alerts or as digests, for the next chats."""
    async with database.write() as connection:
        await gatherings.settle(connection, gathering, now, gathering.due + DIGEST_LIFETIME)


async def _revise(connection: AsyncConnection, story: str, now: datetime, chunk: int) -> None:
    told = await tellings.latest_of_story(connection, story)
    if not told:
        await revisions.close(connection, story)
        return
    named = await tellings.cases_of(connection, [entry.id for entry, _ in told])
    cases = tuple(dict.fromkeys(case for found in named.values() for case in found))
    topics = tuple(
        dict.fromkeys(topic for _, source in told for topic in entry_topics(cases, source.campaign))
    )
    await revisions.advance(
        connection, story, topics=topics, now=now, patience=PATIENCE, chunk=chunk
    )
