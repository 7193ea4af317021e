"""The latest entries, for who asks."""

from __future__ import annotations

from storage import entries
from storage.database import Database
from storage.rows import Entry, FeedSource


class News:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(
        self, case: str | None = None, campaign: str | None = None, limit: int = 5
    ) -> tuple[tuple[Entry, FeedSource], ...]:
        """Newest first; a story that several feeds tell stands once."""
        async with self._database.read() as connection:
            # A story is seldom told by more than a few feeds.
            found = await entries.latest(connection, case=case, campaign=campaign, limit=limit * 4)
        stories: dict[str, tuple[Entry, FeedSource]] = {}
        for entry, _, source in found:
            stories.setdefault(entry.story, (entry, source))
        return tuple(stories.values())[:limit]
