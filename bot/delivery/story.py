"""What an alert is about: one thing that happened, as one feed or several told it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from storage.rows import EVERYTHING, Entry, FeedSource, Topic, TopicKind


@dataclass(frozen=True, slots=True)
class Story:
    """An alert's subject."""

    entry: Entry
    source: FeedSource
    cases: tuple[str, ...]
    """Whom any of its tellers names."""
    further: tuple[tuple[Entry, FeedSource], ...] = ()
    """The same as other feeds tell it, each feed once, in the order of coming."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        sources = (self.source, *(source for _, source in self.further))
        return tuple(
            dict.fromkeys(
                topic for source in sources for topic in entry_topics(self.cases, source.campaign)
            )
        )


def entry_topics(cases: tuple[str, ...], campaign: str) -> tuple[Topic, ...]:
    """Whose followers an entry concerns: its cases' and those of its feed's campaign.

    An entry without either, from a feed all of whose entries count, is for who follows everything.
    """
    topics = tuple(Topic(TopicKind.CASE, case) for case in cases)
    if campaign:
        topics = (*topics, Topic(TopicKind.CAMPAIGN, campaign))
    return topics or (EVERYTHING,)
