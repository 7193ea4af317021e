"""Entries of which nobody was told, and which of them say something else now. Pure.

An edit may name whom the entry did not name: within a day it is decided again, as if it were new.
What was passed over in a first body is no exception, since the edit itself is news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feeds.choice import Chosen
from bot.feeds.identity import NewEntry, SeenEntry
from bot.feeds.keys import keys_of
from storage.rows import PassedOver


@dataclass(frozen=True, slots=True)
class Reconsidered:
    """An entry that was passed over, and what stands in its place now."""

    before: PassedOver
    now: NewEntry


def reconsidered(
    seen: Sequence[SeenEntry], recent: Sequence[PassedOver]
) -> tuple[Reconsidered, ...]:
    """Which of those recently passed over stand there in other words, each once."""
    by_story = {each.story: each for each in recent if each.said is not None}
    by_guid = {each.guid: each for each in by_story.values() if each.guid is not None}
    found: dict[int, Reconsidered] = {}
    for each in seen:
        before = by_story.get(each.story) or (by_guid.get(each.guid) if each.guid else None)
        if before is not None and before.said != keys_of(each.entry).said:
            now = NewEntry(each.entry, each.story, each.guid)
            found.setdefault(before.id, Reconsidered(before, now))
    return tuple(found.values())


def passed_over(feed_id: int, news: Iterable[Chosen], seen: datetime) -> list[PassedOver]:
    """What is kept of those of whom nobody is told."""
    return [
        PassedOver(
            feed_id=feed_id,
            key=_key(each.entry),
            seen=seen,
            reason=each.choice.reason,
            words=each.choice.words,
            case=each.choice.case,
            story=each.entry.story,
            guid=each.entry.guid,
            said=keys_of(each.entry.entry).said,
        )
        for each in news
        if not each.choice.told
    ]


def _key(new: NewEntry) -> bytes:
    """An entry without a link is asked for by none."""
    return keys_of(new.entry).link or bytes.fromhex(new.story)
