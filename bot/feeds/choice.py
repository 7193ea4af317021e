"""Is an entry told, and why or why not? What polls decide by, and what a trial shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.cases.mentions import Weighed
from bot.feeds.identity import NewEntry
from bot.feeds.parsed import ParsedEntry
from bot.feeds.words import phrases
from storage.rows import EntriesRule, FeedSource, Mention, Reason


class WeighsMentions(Protocol):
    def weigh(self, text: str, *, own: str | None = None) -> Weighed:
        """Whom a text names, each once, and whom not; ``own`` is the one its feed is about."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about one entry."""

    reason: Reason
    mentions: tuple[Mention, ...] = ()
    words: str = ""
    """An excluded phrase, or the name of somebody else; empty for other reasons."""
    case: str = ""
    """Whose name those words look like."""

    @property
    def told(self) -> bool:
        return self.reason is Reason.TOLD


@dataclass(frozen=True, slots=True)
class Chosen:
    """A new entry, and whether it is told."""

    entry: NewEntry
    choice: Choice


def choose(source: FeedSource, entry: ParsedEntry, people: WeighsMentions) -> Choice:
    """Organisers' words first: what they exclude is not told, whoever it names."""
    text = f"{entry.title}\n{entry.summary}"
    excluded = phrases(source.exclude, source.language).find(text)
    if excluded:
        return Choice(Reason.EXCLUDED, words=excluded)
    if source.include and not phrases(source.include, source.language).find(text):
        return Choice(Reason.NOT_INCLUDED)
    weighed = people.weigh(text, own=source.case or None)
    if weighed.named or source.entries is EntriesRule.ALL:
        return Choice(Reason.TOLD, weighed.named)
    if weighed.refused:
        seen = weighed.refused[0]
        return Choice(Reason.NAMESAKE, words=seen.words, case=seen.case)
    return Choice(Reason.NO_CASE)
