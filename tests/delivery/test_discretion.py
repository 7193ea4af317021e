"""Whatever is delivered: discreet where its reader wants it, and without links that endanger."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from bot.cases.registry import load
from bot.delivery.compose import Composer, Subject
from bot.delivery.story import Story
from bot.i18n import LANGUAGES, Translations
from bot.letters.advice import Advice
from bot.preview.emulator import Emulator
from bot.render import Message
from bot.views import calls
from house import views
from storage import broadcasts, entries, fan_outs, feeds, follows, mentions, subscribers
from storage.broadcast_rows import Broadcast, BroadcastState, CallKind, Closing, Content, Link
from storage.change_rows import CaseChange, ChangeKind, ChangeState
from storage.database import Database
from storage.readers import Reader
from storage.rows import (
    EVERYTHING,
    Act,
    ChatKind,
    Delivery,
    DeliveryKind,
    Entry,
    FeedSource,
    Lane,
    Mention,
    SealedId,
    Subscriber,
)
from storage.sealing import Seal
from tests.delivery.house import now, opened
from tests.fixtures.clock import FakeClock
from tests.test_reading import PREVIEW

REGISTRY = load(Path(__file__).parents[2] / "data" / "cases")
SAY = Translations()
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BAD = "https://undesirable.example/rss"
LINK = "https://undesirable.example/boris"
SOURCE = FeedSource(BAD, "Undesirable", undesirable=True)
VIEWS = views(REGISTRY, Advice(confirmed_within=1200))
READERS = tuple(
    Subscriber(
        SealedId(b"reader-%d" % number),
        ChatKind.PRIVATE,
        language,
        "UTC",
        date(2026, 3, 1),
        discreet=discreet,
        links=links,
        russia=russia,
    )
    for number, (language, discreet, links, russia) in enumerate(
        product(LANGUAGES, (False, True), (False, True), (False, True))
    )
)
AUTHOR = SealedId(b"author")


def subjects(slug: str) -> Iterator[tuple[DeliveryKind, Act, Subject]]:
    """Everything the bot ever says unasked about one person, each with a link it should not have
    for everybody."""
    name = REGISTRY.cases[slug].name
    entry = Entry(1, 1, LINK, f"{name['ru']} / {name['en']}", f"see {LINK}", NOW, NOW, "1")
    story = Story(entry, SOURCE, (slug,), ((replace(entry, id=2), SOURCE),))
    texts = tuple(
        (language, f'<b>{name[language]}</b>: <a href="{LINK}">{LINK}</a> undesirable.example/b')
        for language in LANGUAGES
    )
    content = Content(
        CallKind.SHARE, links=(("en", (Link("Open", LINK),)),), case=slug, petition=LINK, done=True
    )
    call = Broadcast(
        1, AUTHOR, BroadcastState.RUNNING, EVERYTHING, NOW, texts, started=NOW, content=content
    )
    corrected = replace(call, id=2, act=Act.EDIT, revises=1)
    change = CaseChange(
        1,
        slug,
        ChangeKind.RELEASED,
        ChangeState.CONFIRMED,
        AUTHOR,
        NOW.date(),
        "2026-11-20",
        LINK,
        undesirable=True,
    )
    nothing = Subject(None, None, None, undesirable=(BAD,))
    yield DeliveryKind.ALERT, Act.SEND, replace(nothing, story=story)
    yield DeliveryKind.ALERT, Act.EDIT, replace(nothing, story=story)
    yield DeliveryKind.ALERT, Act.SEND, replace(nothing, change=change)
    yield DeliveryKind.ALERT, Act.SEND, replace(nothing, change=replace(change, id=2, corrects=1))
    yield DeliveryKind.DIGEST, Act.SEND, replace(nothing, gathered=(story,) * 7)
    yield DeliveryKind.REMINDER, Act.SEND, nothing
    yield DeliveryKind.OCCASIONS, Act.SEND, nothing
    yield DeliveryKind.SILENCE, Act.SEND, nothing
    yield DeliveryKind.BROADCAST, Act.SEND, replace(nothing, broadcast=call)
    yield DeliveryKind.BROADCAST, Act.EDIT, replace(nothing, broadcast=call, revision=corrected)
    won = replace(call, closed=Closing.WON)
    yield DeliveryKind.BROADCAST, Act.EDIT, replace(nothing, broadcast=won, revision=corrected)


def told(composer: Composer, slug: str) -> Iterator[tuple[Subscriber, DeliveryKind, Message]]:
    for subscriber, (kind, act, subject) in product(READERS, subjects(slug)):
        reader = Reader(subscriber, frozenset({EVERYTHING}), {}, reminded=True, ahead=True)
        delivery = Delivery(
            1,
            subscriber.chat,
            kind,
            "occasions:2026-11-23:2027-11-23:abroad" if kind is DeliveryKind.OCCASIONS else "one",
            Lane.ALERT,
            NOW,
            NOW + timedelta(days=1),
            case=slug,
            act=act,
        )
        message = composer.compose(delivery, replace(subject, reader=reader))
        if isinstance(message, Message):
            yield subscriber, kind, message


def plain(message: Message) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", message.parts[0]))


def names() -> set[str]:
    """Every surname and given name of the registry, in every language."""
    every = (name for case in REGISTRY.cases.values() for name in case.name.values())
    return {word.casefold() for name in every for word in name.split()}


@pytest.fixture
def composer(sqlite_database: Database, clock: FakeClock) -> Composer:
    return Composer(sqlite_database, clock, SAY, VIEWS, registry=REGISTRY)


async def test_every_kind_keeps_every_choice(composer: Composer) -> None:
    seen = set[tuple[DeliveryKind, str]]()
    known = names()
    for slug in REGISTRY.cases:
        for reader, kind, message in told(composer, slug):
            seen.add((kind, reader.language))
            everything = "".join(message.parts)
            addresses = [button.url for row in message.buttons for button in row if button.url]
            if reader.discreet:
                first = plain(message)[:PREVIEW].casefold()
                assert not known & set(re.findall(r"[\w-]+", first)), first
                assert message.media is None and not message.link_preview
            if not reader.links:
                assert "href" not in everything and not addresses
            if reader.russia:
                assert "undesirable.example" not in everything, (kind, everything)
                assert not any("undesirable" in each for each in addresses)
                if kind in (DeliveryKind.BROADCAST, DeliveryKind.DIGEST):
                    assert all(b.switch_inline is None for row in message.buttons for b in row)
            elif reader.links and kind is DeliveryKind.BROADCAST:
                assert "undesirable.example" in everything
    kinds = set(DeliveryKind)
    assert seen == set(product(kinds, LANGUAGES))


async def test_the_longest_call_stays_one_message_for_everybody(composer: Composer) -> None:
    """What is in two messages cannot be corrected."""
    slug = next(iter(REGISTRY.cases))
    kind, act, subject = next(each for each in subjects(slug) if each[2].broadcast)
    assert kind is DeliveryKind.BROADCAST and act is Act.SEND and subject.broadcast
    call, size = subject.broadcast, 4096
    while calls.too_long(call, REGISTRY, SAY):
        size -= 8
        words = f"{LINK} " + "x" * size
        call = replace(call, texts=tuple((language, words) for language in LANGUAGES))
    revised = replace(call, id=2, act=Act.EDIT, revises=1)
    for reader, revision in product(READERS, (None, revised)):
        delivery = Delivery(
            1,
            reader.chat,
            kind,
            "one",
            Lane.BROADCAST,
            NOW,
            NOW + timedelta(days=1),
            act=Act.EDIT if revision else Act.SEND,
        )
        whole = replace(
            subject,
            broadcast=call,
            revision=revision,
            reader=Reader(reader, frozenset({EVERYTHING}), {}, reminded=False),
        )
        message = composer.compose(delivery, whole)
        assert isinstance(message, Message) and len(message.parts) == 1


async def test_through_the_sender(
    sqlite_database: Database, seal: Seal, emulator: Emulator
) -> None:
    """An alert, a reminder and a call, as they arrive with four people."""
    slug = "boris-kagarlitsky"
    people = {1: "", 2: "discreet", 3: "links", 4: "russia"}
    async with opened(
        sqlite_database,
        seal,
        emulator,
        per_second=1000,
        views=VIEWS,
        registry=REGISTRY,
    ) as house:
        moment = now()
        async with sqlite_database.write() as connection:
            for user, choice in people.items():
                emulator.user(user, "Reader", "en", started=True)
                chat = seal.seal(user)
                row = Subscriber(chat, ChatKind.PRIVATE, "en", "UTC", moment.date())
                await subscribers.add(connection, row)
                await subscribers.change(
                    connection,
                    chat,
                    discreet=choice == "discreet",
                    links=choice != "links",
                    russia=choice == "russia",
                )
                await follows.add(connection, chat, EVERYTHING)
            await feeds.sync(connection, [SOURCE], moment)
            (feed,) = await feeds.watched(connection)
            entry = Entry(0, feed.id, LINK, "Boris in court", f"see {LINK}", moment, moment, "1")
            [entry_id] = await entries.add(connection, [entry])
            await mentions.add(connection, entry_id, [Mention(slug, "Boris")])
            await fan_outs.begin(connection, entry_id=entry_id)
            call = await broadcasts.create(
                connection, author=AUTHOR, segment=EVERYTHING, created=moment
            )
            await broadcasts.set_text(connection, call, "en", f"Write to Boris: {LINK}")
            await broadcasts.change_state(
                connection, call, (BroadcastState.DRAFT,), BroadcastState.RUNNING, moment
            )
            await fan_outs.begin(connection, broadcast_id=call)
        await house.sender.drain()
    for user in people:
        messages = emulator.messages(user, from_bot=True)
        assert len(messages) == 2
        for shown in messages:
            everything = f"{shown.text} {shown.payload}"
            assert ("undesirable.example" in everything) == (user < 3)
            assert ("Boris" in shown.text[:PREVIEW]) == (user != 2)
            assert ("text_link" in everything) <= (user != 3)
