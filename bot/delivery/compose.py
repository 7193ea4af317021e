"""A delivery as its reader will see it: decided and rendered at the moment of sending.

What a delivery is about is read in one go; views, given by the composition root, make the words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.delivery.decide import Drop, Hold, Send, Standing, decide
from bot.i18n import Translations, Translator
from bot.render import Message
from storage import broadcasts, changes, entries, feeds, mentions, readers
from storage.calls import Broadcast, BroadcastState
from storage.database import AsyncConnection, Database
from storage.readers import Reader
from storage.rows import (
    EVERYTHING,
    CaseChange,
    ChangeState,
    Delivery,
    Entry,
    FeedSource,
    Topic,
    TopicKind,
)

_KEPT_CALLS = 16


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


class ChangeView(Protocol):
    def __call__(self, change: CaseChange, *, say: Translator, today: date) -> Message:
        """What organisers confirmed of a case, or took back."""


@dataclass(frozen=True, slots=True)
class Views:
    alert: AlertView
    reminder: ReminderView
    broadcast: BroadcastView
    change: ChangeView


@dataclass(frozen=True, slots=True)
class Story:
    """An alert's subject."""

    entry: Entry
    source: FeedSource
    cases: tuple[str, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        return entry_topics(self.cases, self.source.campaign)


def entry_topics(cases: tuple[str, ...], campaign: str) -> tuple[Topic, ...]:
    """Whose followers an entry concerns: its cases' and those of its feed's campaign.

    An entry without either, from a feed all of whose entries count, is for who follows everything.
    """
    topics = tuple(Topic(TopicKind.CASE, case) for case in cases)
    if campaign:
        topics = (*topics, Topic(TopicKind.CAMPAIGN, campaign))
    return topics or (EVERYTHING,)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a delivery is about and who reads it. None: it is gone, or there is none."""

    reader: Reader | None
    story: Story | None
    broadcast: Broadcast | None
    change: CaseChange | None = None


class Composer:
    def __init__(
        self, database: Database, clock: Clock, translations: Translations, views: Views
    ) -> None:
        self._database = database
        self._clock = clock
        self._translations = translations
        self._views = views
        self._asked: list[tuple[Delivery, asyncio.Future[Subject]]] = []
        self._reading: asyncio.Task[None] | None = None
        self._calls: dict[tuple[Broadcast, str], Message] = {}

    async def read(self, due: Sequence[Delivery]) -> dict[int, Subject]:
        """What is needed to compose these, by delivery id, as it stands now.

        All are read together: one by one, reading would cost more than sending. Raises
        StorageError.
        """
        async with self._database.read() as connection:
            known = await readers.of(connection, [delivery.chat for delivery in due])
            stories = {
                entry_id: await _story(connection, entry_id)
                for entry_id in {delivery.entry_id for delivery in due}
                if entry_id is not None
            }
            calls = {
                broadcast_id: await broadcasts.find(connection, broadcast_id)
                for broadcast_id in {delivery.broadcast_id for delivery in due}
                if broadcast_id is not None
            }
            told = {
                change_id: await changes.find(connection, change_id)
                for change_id in {delivery.change_id for delivery in due}
                if change_id is not None
            }
        return {
            delivery.id: Subject(
                known.get(delivery.chat),
                stories.get(delivery.entry_id or 0),
                calls.get(delivery.broadcast_id or 0),
                told.get(delivery.change_id or 0),
            )
            for delivery in due
        }

    async def running(self) -> frozenset[int]:
        """The broadcasts that go out now. Raises StorageError."""
        async with self._database.read() as connection:
            running = await broadcasts.in_states(connection, (BroadcastState.RUNNING,))
        return frozenset(call.id for call in running)

    async def read_again(self, delivery: Delivery) -> Subject:
        """As `read`, for one whose turn has come; those that ask meanwhile are read together."""
        answer: asyncio.Future[Subject] = asyncio.get_running_loop().create_future()
        self._asked.append((delivery, answer))
        if self._reading is None:
            self._reading = asyncio.create_task(self._read_asked())
        return await answer

    async def _read_asked(self) -> None:
        while self._asked:
            asked, self._asked = self._asked, []
            (told,) = await asyncio.gather(
                self.read([delivery for delivery, _ in asked]), return_exceptions=True
            )
            for delivery, answer in asked:
                if answer.done():
                    continue
                if isinstance(told, BaseException):
                    answer.set_exception(told)
                else:
                    answer.set_result(told[delivery.id])
        self._reading = None

    def compose(self, delivery: Delivery, subject: Subject) -> Message | Drop | Hold:
        """The message to send now, or why not, or until when not."""
        reader, story, call = subject.reader, subject.story, subject.broadcast
        change = subject.change
        now = self._clock.now()
        if reader is None:
            return Drop("forgotten")
        standing = Standing(
            reader.subscriber,
            reader.follows,
            reader.mutes,
            about=_about(subject),
            broadcast=call.state if call else None,
            reminded=reader.reminded,
        )
        decision = decide(delivery, standing, now)
        if not isinstance(decision, Send):
            return decision
        say = self._translations(reader.subscriber.language)
        zone = reader.subscriber.time_zone
        today = now.astimezone(ZoneInfo(zone)).date()
        if story is not None:
            return self._alert(story, decision.topics, say, zone)
        if call is not None:
            return self._call(call, say)
        if change is not None:
            if change.state is not ChangeState.CONFIRMED:
                return Drop("withdrawn")
            return self._views.change(change, say=say, today=today)
        reminder = self._views.reminder(
            delivery.case, delivery_id=delivery.id, say=say, today=today
        )
        return reminder if reminder is not None else Drop("not suggested")

    def _call(self, call: Broadcast, say: Translator) -> Message:
        """Rendered once a language, not once a reader."""
        message = self._calls.get((call, say.language))
        if message is None:
            while len(self._calls) >= _KEPT_CALLS:
                del self._calls[next(iter(self._calls))]
            message = self._views.broadcast(_text_for(call, say.language), say=say)
            self._calls[call, say.language] = message
        return message

    def _alert(
        self, story: Story, topics: tuple[Topic, ...], say: Translator, zone: str
    ) -> Message:
        return self._views.alert(
            story.entry,
            feed=story.source.name,
            undesirable=story.source.undesirable,
            cases=tuple(topic.slug for topic in topics if topic.kind is TopicKind.CASE),
            campaign=next((t.slug for t in topics if t.kind is TopicKind.CAMPAIGN), ""),
            say=say,
            zone=zone,
        )


async def _story(connection: AsyncConnection, entry_id: int) -> Story | None:
    entry = await entries.find(connection, entry_id)
    feed = await feeds.find(connection, entry.feed_id) if entry is not None else None
    if entry is None or feed is None:
        return None
    named = await mentions.of(connection, entry_id)
    return Story(entry, feed.source, tuple(mention.case for mention in named))


def _about(subject: Subject) -> tuple[Topic, ...]:
    if subject.story is not None:
        return subject.story.topics
    if subject.change is not None:
        return subject.change.topics
    return (subject.broadcast.segment,) if subject.broadcast is not None else ()


def _text_for(broadcast: Broadcast, language: str) -> str:
    """The text in this language, or in the author's default language, which stands first."""
    texts = dict(broadcast.texts)
    return texts.get(language) or next(iter(texts.values()), "")
