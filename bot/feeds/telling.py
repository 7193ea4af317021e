"""What a poll brought becomes rows: new entries with their deliveries, edits of what was told.

Everything here is written in the poll's own transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.delivery.fan_out import alert
from bot.delivery.story import entry_topics
from bot.feeds.choice import Choice, Chosen
from bot.feeds.identity import NewEntry, SeenEntry
from bot.feeds.keys import keys_of, said, title_key
from bot.feeds.substance import says_the_same
from storage import entries, fan_outs, gatherings, mentions, revisions, tellings
from storage.database import AsyncConnection
from storage.rows import Entry, Feed

EDITED_WITHIN = timedelta(days=1)
"""So long after it was seen an entry's edits change the alert."""
LONG_AGO = timedelta(days=7)
"""An entry dated earlier than this before it is seen is no news, though nobody has heard of it."""
HANDFUL = 5
"""So many entries of one poll come as alerts; more come as one digest."""


@dataclass(frozen=True, slots=True)
class Edit:
    """An entry that was stored, and what stands in its place now."""

    before: Entry
    now: SeenEntry

    @property
    def is_substantial(self) -> bool:
        after = self.now.entry
        return not says_the_same(
            (self.before.title, self.before.summary), (after.headline, after.summary)
        )

    @property
    def has_other_words(self) -> bool:
        """Not only other counts, dates or punctuation: somebody may be named who was not."""
        return said(self.before.title, self.before.summary) != keys_of(self.now.entry).said


def edits(seen: Sequence[SeenEntry], recent: Sequence[Entry]) -> list[Edit]:
    """Which of the recent entries stand there in other words, each once. Pure."""
    by_story = {entry.own_story: entry for entry in recent}
    by_guid = {entry.guid: entry for entry in recent if entry.guid is not None}
    found: dict[int, Edit] = {}
    for each in seen:
        before = by_story.get(each.story) or (by_guid.get(each.guid) if each.guid else None)
        words = (each.entry.headline, each.entry.summary)
        if before is not None and words != (before.title, before.summary):
            found.setdefault(before.id, Edit(before, each))
    return list(found.values())


async def tell(
    connection: AsyncConnection, feed: Feed, news: Sequence[Chosen], now: datetime
) -> None:
    """Store new entries, as they stand in the document, with the first of their deliveries.

    Where another feed told the story already, those who were told see their message edited. Many at
    once, or several of long ago, are told as one digest. In a first body nobody is told.
    """
    # The newest first in most documents: stored last, it has the highest number.
    entered = [(_entry(feed, each.entry, now), each.choice) for each in reversed(news)]
    old = [(entry, choice) for entry, choice in entered if _is_old(entry)]
    recent = [(entry, choice) for entry, choice in entered if not _is_old(entry)]
    for alike, least in ((old, 2), (recent, HANDFUL + 1)):
        gathering = None
        if feed.baseline_at is not None and len(alike) >= least:
            gathering = (await gatherings.begin(connection, least=least, due=now)).id
        await _tell(connection, feed, alike, gathering)


async def retell(
    connection: AsyncConnection,
    feed: Feed,
    edited: Sequence[tuple[Edit, Choice]],
    now: datetime,
) -> None:
    """Store what entries say now; messages about those that changed in substance are edited.

    Who follows somebody newly named is alerted, unless they were told already; of one of a first
    body too, if its words are others. Whom an entry no longer names stays with it: nothing that was
    said is unsaid.
    """
    for edit, choice in edited:
        before = edit.before
        is_first = feed.baseline_at is None or before.seen <= feed.baseline_at
        if not choice.told or (is_first and not edit.has_other_words):
            continue
        named = {mention.case for mention in await mentions.of(connection, before.id)}
        gained = [mention for mention in choice.mentions if mention.case not in named]
        if not (gained or edit.is_substantial):
            continue
        parsed = edit.now.entry
        entry = replace(
            before,
            link=parsed.link or before.link,
            title=parsed.headline,
            summary=parsed.summary,
            title_key=title_key(parsed.headline),
        )
        await tellings.rewrite(connection, entry)
        await mentions.add(connection, entry.id, gained)
        if gained and not await fan_outs.rewind(connection, entry.id):
            await _fan_out(connection, feed, entry, [mention.case for mention in gained])
        await revisions.ask(connection, entry.story, now)


async def _tell(
    connection: AsyncConnection,
    feed: Feed,
    told: Sequence[tuple[Entry, Choice]],
    gathering: int | None,
) -> None:
    named = [[mention.case for mention in choice.mentions] for _, choice in told]
    found = [(entry, cases) for (entry, _), cases in zip(told, named, strict=True)]
    before = await tellings.told_before(connection, found)
    made = [
        replace(entry, story=story or entry.story)
        for (entry, _), story in zip(told, before, strict=True)
    ]
    ids = await entries.add(connection, made)
    mentioned = [
        (entry_id, mention)
        for entry_id, (_, choice) in zip(ids, told, strict=True)
        for mention in choice.mentions
    ]
    await mentions.add_all(connection, mentioned)
    if feed.baseline_at is None:
        return
    if gathering is not None:
        await fan_outs.begin_gathered(connection, ids, gathering)
    else:
        for entry_id, entry, cases in zip(ids, made, named, strict=True):
            await _fan_out(connection, feed, replace(entry, id=entry_id), cases)
    for story, entry in zip(before, made, strict=True):
        if story is not None:
            await revisions.ask(connection, story, entry.seen)


async def _fan_out(
    connection: AsyncConnection, feed: Feed, entry: Entry, cases: Sequence[str]
) -> None:
    fan_out = await fan_outs.begin(connection, entry_id=entry.id)
    topics = entry_topics(tuple(cases), feed.source.campaign)
    await fan_outs.advance(connection, fan_out, fan_outs.Followers(topics), alert(entry))


def _is_old(entry: Entry) -> bool:
    return entry.published is not None and entry.seen - entry.published > LONG_AGO


def _entry(feed: Feed, new: NewEntry, now: datetime) -> Entry:
    parsed = new.entry
    is_future = parsed.published is not None and parsed.published > now + timedelta(days=1)
    return Entry(
        id=0,
        feed_id=feed.id,
        link=parsed.link or feed.source.url,
        title=parsed.headline,
        summary=parsed.summary,
        # A date far ahead is a mistake, and would keep the entry on top of the news for as long.
        published=None if is_future else parsed.published,
        seen=now,
        story=new.story,
        own_story=new.story,
        guid=new.guid,
        title_key=title_key(parsed.headline),
    )
