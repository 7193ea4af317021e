"""A delivery as its reader will see it: decided and rendered at the moment of sending.

What a delivery is about is read in one go; views, given by the composition root, make the words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.cases.registry import Registry
from bot.clock import Clock
from bot.delivery.decide import Drop, Hold, Send, Standing, decide, heard
from bot.delivery.story import Story
from bot.i18n import Translations, Translator
from bot.reading import discreet, publishers, suited
from bot.render import Message
from storage import broadcasts, called, changes, entries, feeds, gatherings, readers, tellings
from storage.broadcast_rows import Broadcast
from storage.change_rows import CaseChange, ChangeState
from storage.database import AsyncConnection, Database
from storage.readers import Reader
from storage.rows import Delivery, DeliveryKind, Entry, FeedSource, Topic, TopicKind

OCCASIONS = DeliveryKind.OCCASIONS
_KEPT_CALLS = 16
_WEEK = timedelta(days=7)


class AlertView(Protocol):
    def __call__(
        self,
        entry: Entry,
        *,
        feed: str,
        undesirable: bool,
        cases: tuple[str, ...],
        campaign: str,
        further: tuple[tuple[Entry, FeedSource], ...],
        say: Translator,
        zone: str,
    ) -> Message:
        """An entry for one reader. ``cases`` and ``campaign`` are those the reader follows;
        ``further``: who else tells the same."""


class ReminderView(Protocol):
    def __call__(
        self, case: str, *, delivery_id: int, say: Translator, today: date
    ) -> Message | None:
        """A suggestion whom to write to; None when this case must not be suggested any more."""


class OccasionsView(Protocol):
    def __call__(
        self,
        about: str,
        *,
        follows: Collection[Topic],
        muted: Collection[Topic],
        say: Translator,
        today: date,
    ) -> Message | None:
        """Days ahead on which a letter means most; None when none of them is left."""


class BroadcastView(Protocol):
    def __call__(self, call: Broadcast, *, say: Translator, revision: Broadcast | None) -> Message:
        """A call to action in the reader's language; ``revision``: what corrects, closes or takes
        back what was delivered of it."""


class ChangeView(Protocol):
    def __call__(self, change: CaseChange, *, say: Translator) -> Message:
        """What organisers confirmed of a case, or took back."""


class SilenceView(Protocol):
    def __call__(self, say: Translator) -> Message:
        """Whether the chat still wants to hear anything."""


class DigestView(Protocol):
    def __call__(
        self, stories: Sequence[Story], *, delivery_id: int, say: Translator, zone: str
    ) -> Message:
        """Several stories in one message; their cases are those the reader follows."""


@dataclass(frozen=True, slots=True)
class Views:
    alert: AlertView
    reminder: ReminderView
    occasions: OccasionsView
    broadcast: BroadcastView
    change: ChangeView
    digest: DigestView
    silence: SilenceView


@dataclass(frozen=True, slots=True)
class Subject:
    """What a delivery is about and who reads it. None: it is gone, or there is none."""

    reader: Reader | None
    story: Story | None
    broadcast: Broadcast | None
    change: CaseChange | None = None
    revision: Broadcast | None = None
    """What changes the broadcast where it was delivered."""
    lately: int = 0
    """How many calls the reader was sent in the last week."""
    gathered: tuple[Story, ...] = ()
    """What a digest tells."""
    undesirable: tuple[str, ...] = ()
    """Addresses of publishers so designated, read for readers in Russia."""


class Composer:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        translations: Translations,
        views: Views,
        *,
        calls_a_week: int = 0,
        registry: Registry | None = None,
    ) -> None:
        """``calls_a_week``: how many calls a chat is sent in a week at most; 0 sets no limit."""
        self._cap = calls_a_week
        self._registry = registry
        self._database = database
        self._clock = clock
        self._translations = translations
        self._views = views
        self._asked: list[tuple[Delivery, asyncio.Future[Subject]]] = []
        self._reading: asyncio.Task[None] | None = None
        self._calls: dict[tuple[Broadcast, Broadcast | None, str], Message] = {}

    async def read(self, due: Sequence[Delivery]) -> dict[int, Subject]:
        """What is needed to compose these, by delivery id, as it stands now.

        All are read together: one by one, reading would cost more than sending. Raises
        StorageError.
        """
        async with self._database.read() as connection:
            known = await readers.of(connection, [delivery.chat for delivery in due])
            gathered = {
                delivery.id: await gatherings.entries_of(
                    connection, delivery.gathering, delivery.chat
                )
                for delivery in due
                if delivery.kind is DeliveryKind.DIGEST and delivery.gathering is not None
            }
            stories = {
                entry_id: await read_story(connection, entry_id)
                for entry_id in {delivery.entry_id for delivery in due}.union(*gathered.values())
                if entry_id is not None
            }
            calls = {
                broadcast_id: await broadcasts.find(connection, broadcast_id)
                for broadcast_id in {
                    *(delivery.broadcast_id for delivery in due),
                    *(delivery.revision or None for delivery in due),
                }
                if broadcast_id is not None
            }
            called_to = [delivery.chat for delivery in due if delivery.broadcast_id is not None]
            lately = (
                await called.calls_since(connection, called_to, self._clock.now() - _WEEK)
                if self._cap and called_to
                else {}
            )
            undesirable: tuple[str, ...] = ()
            if any(reader.subscriber.russia for reader in known.values()):
                watched = [feed.source for feed in await feeds.watched(connection)]
                undesirable = (
                    *(source.url for source in watched if source.undesirable),
                    *publishers(self._registry),
                )
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
                calls.get(delivery.revision),
                lately.get(delivery.chat, 0),
                tuple(
                    story
                    for entry_id in gathered.get(delivery.id, ())
                    if (story := stories[entry_id]) is not None
                ),
                undesirable,
            )
            for delivery in due
        }

    async def running(self) -> frozenset[int]:
        """The broadcasts that go out now. Raises StorageError."""
        async with self._database.read() as connection:
            return await broadcasts.running(connection)

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
        """The message to send now, as its reader wants messages; or why not, or until when not."""
        message = self._compose(delivery, subject)
        if not isinstance(message, Message) or subject.reader is None:
            return message
        reader = subject.reader.subscriber
        say = self._translations(reader.language)
        message = suited(message, reader, subject.undesirable, say)
        return discreet(message, say) if reader.discreet else message

    def _compose(self, delivery: Delivery, subject: Subject) -> Message | Drop | Hold:
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
            broadcast=call,
            revision=subject.revision,
            lately=subject.lately,
            cap=self._cap,
            reminded=reader.ahead if delivery.kind is OCCASIONS else reader.reminded,
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
            return self._call(call, subject.revision, say)
        if change is not None:
            if change.state is not ChangeState.CONFIRMED:
                return Drop("withdrawn")
            return self._views.change(change, say=say)
        if delivery.kind is DeliveryKind.SILENCE:
            return self._views.silence(say)
        if delivery.kind is DeliveryKind.DIGEST:
            wanted = heard_of(subject.gathered, reader, now)
            if not wanted:
                return Drop("nothing wanted")
            return self._views.digest(wanted, delivery_id=delivery.id, say=say, zone=zone)
        if delivery.kind is OCCASIONS:
            muted = [topic for topic, until in reader.mutes.items() if until > now]
            told = self._views.occasions(
                delivery.about, follows=reader.follows, muted=muted, say=say, today=today
            )
            return told if told is not None else Drop("nobody left")
        reminder = self._views.reminder(
            delivery.case, delivery_id=delivery.id, say=say, today=today
        )
        return reminder if reminder is not None else Drop("not suggested")

    def _call(self, call: Broadcast, revision: Broadcast | None, say: Translator) -> Message:
        """Rendered once a language, not once a reader."""
        known = (call, revision, say.language)
        message = self._calls.get(known)
        if message is None:
            while len(self._calls) >= _KEPT_CALLS:
                del self._calls[next(iter(self._calls))]
            message = self._views.broadcast(call, say=say, revision=revision)
            self._calls[known] = message
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
            further=story.further,
            say=say,
            zone=zone,
        )


def heard_of(stories: Sequence[Story], reader: Reader, now: datetime) -> tuple[Story, ...]:
    """Those this reader still wants to hear of, with the cases that are why."""
    wanted = []
    for story in stories:
        topics = heard(story.topics, reader.follows, reader.mutes, now)
        if topics:
            cases = tuple(topic.slug for topic in topics if topic.kind is TopicKind.CASE)
            wanted.append(replace(story, cases=cases))
    return tuple(wanted)


async def read_story(connection: AsyncConnection, entry_id: int) -> Story | None:
    """What this entry tells, with who else tells it; None where it is gone."""
    entry = await entries.find(connection, entry_id)
    if entry is None:
        return None
    told = await tellings.of_story(connection, entry.story, entry.seen)
    named = await tellings.cases_of(connection, [teller.id for teller, _ in told])
    sources = {teller.id: source for teller, source in told}
    others: dict[int, tuple[Entry, FeedSource]] = {}
    for teller, source in told:
        if teller.feed_id != entry.feed_id:
            others.setdefault(teller.feed_id, (teller, source))
    cases = dict.fromkeys(case for found in named.values() for case in found)
    return Story(entry, sources[entry_id], tuple(sorted(cases)), tuple(others.values()))


def _about(subject: Subject) -> tuple[Topic, ...]:
    if subject.story is not None:
        return subject.story.topics
    if subject.change is not None:
        return subject.change.topics
    return (subject.broadcast.segment,) if subject.broadcast is not None else ()
