"""The delivery room put together, with views of one line: for tests and for what they kill."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

import telegram
from sqlalchemy import text

from bot.cases.registry import Registry
from bot.clock import Clock, SystemClock
from bot.delivery.compose import Composer, Views
from bot.delivery.door import Door
from bot.delivery.fan_out import FanOut
from bot.delivery.pacing import Pacer
from bot.delivery.sender import LEASE, Sender
from bot.delivery.story import Story
from bot.delivery.transport import AiohttpRequest
from bot.i18n import Translations, Translator
from bot.preview.emulator import Emulator
from bot.render import Button, Html, Message
from bot.views import silence
from storage import broadcasts, deliveries, entries, fan_outs, feeds, follows, mentions, subscribers
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.change_rows import CaseChange
from storage.database import AsyncConnection, Database
from storage.rows import (
    ChatKind,
    DeliveryKind,
    Entry,
    FeedSource,
    Lane,
    Mention,
    SealedId,
    Subscriber,
    Topic,
    TopicKind,
)
from storage.sealing import Seal

CASE = Topic(TopicKind.CASE, "kagarlitsky")
OTHER = Topic(TopicKind.CASE, "kozyreva")
CAMPAIGN = Topic(TopicKind.CAMPAIGN, "people-first")


def alert(
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
    if entry.title == "broken":
        raise ValueError("a fault that quotes private words")
    told = f"{entry.title}|{feed}|{undesirable}|{','.join(cases)}|{campaign}|{say.language}|{zone}"
    also = "".join(f"+{source.name}" for _, source in further)
    return Message((Html(told + also),))


def digest(stories: Sequence[Story], *, delivery_id: int, say: Translator, zone: str) -> Message:
    return Message((Html("digest: " + ", ".join(story.entry.title for story in stories)),))


def reminder(case: str, *, delivery_id: int, say: Translator, today: date) -> Message | None:
    if case == "released":
        return None
    button = Button("I wrote", callback=f"wrote:{delivery_id}")
    return Message((Html(f"write to {case}|{say.language}|{today}"),), ((button,),))


def occasions(
    about: str,
    *,
    follows: Collection[Topic],
    muted: Collection[Topic],
    say: Translator,
    today: date,
) -> Message | None:
    return Message((Html(f"{about}|{len(follows)}|{len(muted)}|{say.language}|{today}"),))


def broadcast(call: Broadcast, *, say: Translator, revision: Broadcast | None) -> Message:
    texts = dict(call.texts)
    return Message((Html(texts.get(say.language) or next(iter(texts.values()), "")),))


def change(change: CaseChange, *, say: Translator) -> Message:
    return Message((Html(f"{change.case} {change.kind}|{say.language}"),))


# Read once: processes that are killed start from one that has read them.
TRANSLATIONS = Translations()


@dataclass(frozen=True, slots=True)
class House:
    database: Database
    clock: Clock
    seal: Seal
    pacer: Pacer
    door: Door
    fan_out: FanOut
    sender: Sender


class BotApi(Protocol):
    """Where Telegram listens, and the bot's token there."""

    @property
    def base_url(self) -> str: ...

    @property
    def token(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Address:
    """A `BotApi` in another process, or none at all."""

    base_url: str
    token: str


@asynccontextmanager
async def opened(
    database: Database,
    seal: Seal,
    street: BotApi,
    *,
    clock: Clock | None = None,
    per_second: float = 30.0,
    chunk: int = 2000,
    lease: timedelta = LEASE,
    pace: Clock | None = None,
    request: AiohttpRequest | None = None,
    views: Views | None = None,
    registry: Registry | None = None,
) -> AsyncIterator[House]:
    """``views``: real ones, where it matters what is said."""
    clock = clock or SystemClock()
    pacer = Pacer(pace or SystemClock(), per_second)
    request = request or AiohttpRequest(read_timeout=1.0)
    fan_out = FanOut(database, clock, chunk=chunk)
    composer = Composer(
        database,
        clock,
        TRANSLATIONS,
        views
        or Views(
            alert=alert,
            reminder=reminder,
            occasions=occasions,
            broadcast=broadcast,
            change=change,
            silence=silence.question,
            digest=digest,
        ),
        registry=registry,
    )
    async with request:
        bot = telegram.Bot(
            street.token, street.base_url, request=request, get_updates_request=request
        )
        door = Door(bot, pacer)
        sender = Sender(
            database,
            clock,
            seal,
            door=door,
            composer=composer,
            fan_out=fan_out,
            per_second=per_second,
            lease=lease,
        )
        yield House(database, clock, seal, pacer, door, fan_out, sender)


async def add_reader(
    connection: AsyncConnection,
    chat: SealedId,
    *topics: Topic,
    kind: ChatKind = ChatKind.PRIVATE,
    language: str = "en",
) -> None:
    await subscribers.add(
        connection, Subscriber(chat, kind, language, "Europe/Berlin", date(2026, 11, 1))
    )
    for topic in topics:
        await follows.add(connection, chat, topic)


async def add_entry(
    connection: AsyncConnection, title: str, now: datetime, *cases: str, campaign: str = ""
) -> int:
    """An entry that mentions these cases, with its fan-out opened."""
    source = FeedSource(f"https://example.org/{title}", "A feed", campaign=campaign)
    await feeds.sync(connection, [source], now)
    (feed,) = await feeds.watched(connection)
    [entry_id] = await entries.add(
        connection, [Entry(0, feed.id, "https://example.org/", title, "", now, now, title)]
    )
    await mentions.add(connection, entry_id, [Mention(case, case) for case in cases])
    await fan_outs.begin(connection, entry_id=entry_id)
    return entry_id


async def add_broadcast(
    connection: AsyncConnection, author: SealedId, segment: Topic, now: datetime, **texts: str
) -> int:
    """A running broadcast with its fan-out opened."""
    broadcast_id = await broadcasts.create(connection, author=author, segment=segment, created=now)
    for language, html in texts.items():
        await broadcasts.set_text(connection, broadcast_id, language, html)
    await broadcasts.change_state(
        connection, broadcast_id, (BroadcastState.DRAFT,), BroadcastState.RUNNING, now
    )
    await fan_outs.begin(connection, broadcast_id=broadcast_id)
    return broadcast_id


async def add_reminder_delivery(
    connection: AsyncConnection, chat: SealedId, about: str, due: datetime, case: str = "anna"
) -> None:
    await deliveries.add(
        connection,
        chat=chat,
        kind=DeliveryKind.REMINDER,
        about=about,
        lane=Lane.REMINDER,
        due=due,
        expires=due + timedelta(days=1),
        case=case,
    )


def now() -> datetime:
    return datetime.now(UTC)


async def states(database: Database) -> list[tuple[str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(text("SELECT state, reason FROM deliveries ORDER BY id"))
        return [(row.state, row.reason) for row in rows]


def texts(emulator: Emulator, chat_id: int) -> list[str]:
    return [shown.text for shown in emulator.messages(chat_id, from_bot=True)]


async def running(house: House) -> tuple[asyncio.Task[None], asyncio.Event]:
    stop = asyncio.Event()
    return asyncio.create_task(house.sender.run(stop)), stop
