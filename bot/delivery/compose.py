"""A delivery as its reader will see it: decided and rendered at the moment of sending.

What a delivery is about is read in one go; views, given by the composition root, make the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.delivery.decide import Drop, Hold, Standing, decide
from bot.i18n import Translations, Translator
from bot.render import Message
from storage import broadcasts, entries, feeds, follows, mentions, reminders, subscribers
from storage.database import AsyncConnection, Database
from storage.rows import (
    Broadcast,
    Delivery,
    DeliveryKind,
    Entry,
    FeedSource,
    Subscriber,
    Topic,
    TopicKind,
)


class AlertView(Protocol):
    def __call__(
        self,
        entry: Entry,
        *,
        feed: str,
        undesirable: bool,
        cases: tuple[str, ...],
        campaign: str,
        say: Translator,
        zone: str,
    ) -> Message:
        """An entry for one reader. ``cases`` and ``campaign`` are those the reader follows."""


class ReminderView(Protocol):
    def __call__(
        self, case: str, *, delivery_id: int, say: Translator, today: date
    ) -> Message | None:
        """A suggestion whom to write to; None when this case must not be suggested any more."""


class BroadcastView(Protocol):
    def __call__(self, html: str, *, say: Translator) -> Message:
        """A call to action with its text in the reader's language."""


@dataclass(frozen=True, slots=True)
class Views:
    alert: AlertView
    reminder: ReminderView
    broadcast: BroadcastView


@dataclass(frozen=True, slots=True)
class _Story:
    """An alert's subject."""

    entry: Entry
    source: FeedSource
    cases: tuple[str, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        return entry_topics(self.cases, self.source.campaign)


def entry_topics(cases: tuple[str, ...], campaign: str) -> tuple[Topic, ...]:
    """Whose followers an entry concerns: its cases' and those of its feed's campaign."""
    topics = tuple(Topic(TopicKind.CASE, case) for case in cases)
    return (*topics, Topic(TopicKind.CAMPAIGN, campaign)) if campaign else topics


class Composer:
    def __init__(
        self, database: Database, clock: Clock, translations: Translations, views: Views
    ) -> None:
        self._database = database
        self._clock = clock
        self._translations = translations
        self._views = views

    async def compose(self, delivery: Delivery) -> Message | Drop | Hold:
        """The message to send now, or why not, or until when not. Raises StorageError."""
        async with self._database.read() as connection:
            subscriber = await subscribers.find(connection, delivery.chat)
            if subscriber is None:
                return Drop("forgotten")
            story, broadcast = None, None
            if delivery.entry_id is not None:
                story = await _story(connection, delivery.entry_id)
                if story is None:
                    return Drop("no entry")
            if delivery.broadcast_id is not None:
                broadcast = await broadcasts.find(connection, delivery.broadcast_id)
            standing = Standing(
                subscriber,
                await follows.of(connection, delivery.chat),
                await follows.mutes(connection, delivery.chat),
                about=_about(story, broadcast),
                broadcast=broadcast.state if broadcast else None,
                reminded=delivery.kind is DeliveryKind.REMINDER
                and await reminders.find(connection, delivery.chat) is not None,
            )
        decision = decide(delivery, standing, self._clock.now())
        if isinstance(decision, Drop | Hold):
            return decision
        say = self._translations(subscriber.language)
        if story is not None:
            return self._alert(story, decision.topics, say, subscriber)
        if broadcast is not None:
            return self._views.broadcast(_text_for(broadcast, say.language), say=say)
        today = self._clock.now().astimezone(ZoneInfo(subscriber.time_zone)).date()
        reminder = self._views.reminder(
            delivery.case, delivery_id=delivery.id, say=say, today=today
        )
        return reminder if reminder is not None else Drop("not suggested")

    def _alert(
        self, story: _Story, topics: tuple[Topic, ...], say: Translator, subscriber: Subscriber
    ) -> Message:
        return self._views.alert(
            story.entry,
            feed=story.source.name,
            undesirable=story.source.undesirable,
            cases=tuple(topic.slug for topic in topics if topic.kind is TopicKind.CASE),
            campaign=next((t.slug for t in topics if t.kind is TopicKind.CAMPAIGN), ""),
            say=say,
            zone=subscriber.time_zone,
        )


async def _story(connection: AsyncConnection, entry_id: int) -> _Story | None:
    entry = await entries.find(connection, entry_id)
    feed = await feeds.find(connection, entry.feed_id) if entry is not None else None
    if entry is None or feed is None:
        return None
    named = await mentions.of(connection, entry_id)
    return _Story(entry, feed.source, tuple(mention.case for mention in named))


def _about(story: _Story | None, broadcast: Broadcast | None) -> tuple[Topic, ...]:
    if story is not None:
        return story.topics
    return (broadcast.segment,) if broadcast is not None else ()


def _text_for(broadcast: Broadcast, language: str) -> str:
    """The text in this language, or in the author's default language, which stands first."""
    texts = dict(broadcast.texts)
    return texts.get(language) or next(iter(texts.values()), "")
