"""Why an entry was told or not: what the rows say of one link. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.rows import DeliveryState, Entry, Feed, Mention


@dataclass(frozen=True, slots=True)
class Telling:
    """An entry as one feed brought it."""

    entry: Entry
    feed: Feed
    mentions: tuple[Mention, ...]

    @property
    def stood_there(self) -> bool:
        """Whether it came with the feed's first body, of which nobody is told."""
        return self.feed.baseline_at is not None and self.entry.seen <= self.feed.baseline_at


@dataclass(frozen=True, slots=True)
class Why:
    """What became of a link."""

    tellings: tuple[Telling, ...]
    passed_over: tuple[Feed, ...]
    """Feeds that brought it and named nobody, where only entries that name somebody count."""
    messages: Mapping[DeliveryState, int]
    """Those still kept: what ended is deleted after a week."""
