"""What could be watched, before anybody decided. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.feeds.choice import Choice
from bot.feeds.parsed import ParsedEntry
from storage.rows import Entry, FeedSource


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of a feed that is only looked at."""

    entry: ParsedEntry
    choice: Choice
    """What would become of it, were it new."""

    @property
    def cases(self) -> tuple[str, ...]:
        """Slugs of the cases it names."""
        return tuple(each.case for each in self.choice.mentions)

    def as_entry(self, now: datetime) -> Entry:
        """As it would be stored, were it new now."""
        parsed = self.entry
        return Entry(
            id=0,
            feed_id=0,
            link=parsed.link,
            title=parsed.headline,
            summary=parsed.summary,
            published=parsed.published,
            seen=now,
            story="",
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A feed that could be watched, and its latest entries, the newest first."""

    source: FeedSource
    latest: tuple[Seen, ...]
