"""Chats that asked for something: what they follow, how they want it, and leaving."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime

from bot.clock import Clock
from bot.holdings import Holdings
from storage import deliveries, digests, follows, reminders, subscribers
from storage.database import AsyncConnection, Database, StorageError
from storage.rows import Calls, ChatKind, SealedId, Subscriber, Topic

log = logging.getLogger(__name__)


class Subscribers:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def find(self, chat: SealedId) -> Subscriber | None:
        async with self._database.read() as connection:
            return await subscribers.find(connection, chat)

    async def welcome(
        self, chat: SealedId, kind: ChatKind, language: str, time_zone: str = "UTC"
    ) -> Subscriber:
        """The chat's row, made if there is none; a suspended one resumes. Notes the month."""
        async with self._database.write() as connection:
            return await self._welcome(connection, chat, kind, language, time_zone)

    async def seen(self, subscriber: Subscriber) -> Subscriber:
        """A subscriber speaks: resume them and note the month, where that changes anything."""
        if not subscriber.suspended and subscriber.last_contact == self._month():
            return subscriber
        try:
            return await self.welcome(subscriber.chat, subscriber.kind, subscriber.language)
        except StorageError:
            # A database that cannot be written is no reason to leave a question unanswered.
            return subscriber

    async def speak(self, chat: SealedId, language: str) -> None:
        async with self._database.write() as connection:
            await subscribers.change(connection, chat, language=language)

    async def move_clock(self, chat: SealedId, time_zone: str) -> None:
        """Set the chat's zone. A reminder keeps its local time only once `Letters.rezone` ran."""
        async with self._database.write() as connection:
            await subscribers.change(connection, chat, time_zone=time_zone)

    async def keep_quiet(self, chat: SealedId, quiet: tuple[int, int] | None) -> None:
        """Quiet hours in local minutes of the day, or none."""
        async with self._database.write() as connection:
            await subscribers.change(connection, chat, quiet=quiet)

    async def choose_calls(self, chat: SealedId, calls: Calls) -> None:
        """Which calls from organisers the chat wants."""
        async with self._database.write() as connection:
            await subscribers.change(connection, chat, calls=calls)

    async def choose_follow_ups(self, chat: SealedId, *, wanted: bool) -> None:
        """Whether the chat wants to be reminded of a call before its deadline."""
        async with self._database.write() as connection:
            await subscribers.change(connection, chat, follow_ups=wanted)

    async def be_discreet(
        self,
        chat: SealedId,
        *,
        discreet: bool | None = None,
        links: bool | None = None,
        russia: bool | None = None,
    ) -> None:
        """Change what is given of how the chat's messages are kept from others' eyes."""
        async with self._database.write() as connection:
            await subscribers.change(
                connection, chat, discreet=discreet, links=links, russia=russia
            )

    async def follow(self, chat: SealedId, topic: Topic, kind: ChatKind, language: str) -> bool:
        """As `welcome`, and the topic is followed; False if it was already. That ends its mute.

        One transaction: while many rows are written, each waits its turn.
        """
        async with self._database.write() as connection:
            await self._welcome(connection, chat, kind, language)
            await follows.unmute(connection, chat, topic)
            return await follows.add(connection, chat, topic)

    async def unfollow(self, chat: SealedId, topic: Topic) -> bool:
        """False if it was not followed."""
        async with self._database.write() as connection:
            return await follows.remove(connection, chat, topic)

    async def unfollow_everything(self, chat: SealedId) -> None:
        async with self._database.write() as connection:
            await follows.clear(connection, chat)

    async def follow_only(self, chat: SealedId, topics: Iterable[Topic]) -> None:
        """Follow exactly these."""
        async with self._database.write() as connection:
            await follows.clear(connection, chat)
            for topic in topics:
                await follows.add(connection, chat, topic)

    async def following(self, chat: SealedId) -> tuple[Topic, ...]:
        async with self._database.read() as connection:
            return await follows.of(connection, chat)

    async def mute(self, chat: SealedId, topic: Topic, until: datetime) -> None:
        async with self._database.write() as connection:
            await follows.mute(connection, chat, topic, until)

    async def unmute(self, chat: SealedId, topic: Topic) -> None:
        async with self._database.write() as connection:
            await follows.unmute(connection, chat, topic)

    async def mutes(self, chat: SealedId) -> dict[Topic, datetime]:
        """What is muted now, and until when."""
        now = self._clock.now()
        async with self._database.read() as connection:
            kept = await follows.mutes(connection, chat)
        return {topic: until for topic, until in kept.items() if until > now}

    async def holdings(self, chat: SealedId) -> Holdings | None:
        """Everything kept about the chat; None if nothing is."""
        async with self._database.read() as connection:
            subscriber = await subscribers.find(connection, chat)
            if subscriber is None:
                return None
            return Holdings(
                subscriber,
                await follows.of(connection, chat),
                await follows.mutes(connection, chat),
                await reminders.find(connection, chat),
                await digests.find(connection, chat),
                await deliveries.count_of(connection, chat),
            )

    async def forget(self, chat: SealedId) -> None:
        """No row holds this chat afterwards; an organiser's role stays until an owner ends it."""
        async with self._database.write() as connection:
            await subscribers.forget(connection, chat)
        await self._database.checkpoint()
        log.info("a chat was forgotten")

    async def suspend(self, chat: SealedId) -> None:
        """The chat blocked or removed the bot: its choices wait, nothing is sent."""
        await self._set_suspended(chat, suspended=True)

    async def resume(self, chat: SealedId) -> None:
        await self._set_suspended(chat, suspended=False)

    async def move(self, old: SealedId, new: SealedId) -> None:
        """The group became a supergroup: everything follows it."""
        async with self._database.write() as connection:
            await subscribers.move(connection, old, new)

    async def _set_suspended(self, chat: SealedId, *, suspended: bool) -> None:
        async with self._database.write() as connection:
            if await subscribers.find(connection, chat) is not None:
                await subscribers.change(connection, chat, suspended=suspended)

    async def _welcome(
        self,
        connection: AsyncConnection,
        chat: SealedId,
        kind: ChatKind,
        language: str,
        time_zone: str = "UTC",
    ) -> Subscriber:
        month = self._month()
        known = await subscribers.find(connection, chat)
        if known is None:
            new = Subscriber(chat, kind, language, time_zone, last_contact=month)
            if await subscribers.add(connection, new):
                return new
        elif known.suspended or known.last_contact != month:
            await subscribers.change(connection, chat, last_contact=month, suspended=False)
        else:
            return known
        found = await subscribers.find(connection, chat)
        assert found is not None
        return found

    def _month(self) -> date:
        return self._clock.now().date().replace(day=1)
