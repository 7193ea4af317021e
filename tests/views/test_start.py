"""First words, settings and help stay short for any number of people and any language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cases.facts import StatusKind
from bot.cases.registry import Registry
from bot.holdings import Holdings
from bot.i18n import LANGUAGES
from bot.render import Message
from bot.views import follows, news, settings, start
from storage.rows import (
    EVERYTHING,
    ChatKind,
    Entry,
    FeedSource,
    Reminder,
    Role,
    SealedId,
    Subscriber,
    Topic,
    TopicKind,
)
from tests.views.checking import REAL, SAY, checked
from tests.views.people import ENDLESS_CAMPAIGN, endless

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CHAT = SealedId(b"x" * 24)
_ONE = endless(StatusKind.IMPRISONED)
MANY = Registry(
    {f"person-{number}": replace(_ONE, slug=f"person-{number}") for number in range(150)},
    {"endless": ENDLESS_CAMPAIGN},
)
SUBSCRIBER = Subscriber(CHAT, ChatKind.PRIVATE, "ru", "Europe/Moscow", date(2026, 11, 1), 1320, 480)
REMINDER = Reminder(CHAT, 6, 1080, NOW)


def everything(language: str, registry: Registry) -> Iterator[Message]:
    say = SAY(language)
    topics = tuple(start.listed(registry, say))
    mutes = {topic: NOW + timedelta(days=2) for topic in (*topics, EVERYTHING)}
    one = topics[0]
    for unknown_link in (False, True):
        yield start.welcome(say, unknown_link=unknown_link)
    for following in ((), topics):
        for reminder in (None, REMINDER):
            yield start.present(say, registry, following=following, reminder=reminder)
            yield start.done(say, registry, following=following, reminder=reminder, zone="UTC")
        for page in (-1, 0, 1, 999):
            yield start.choose(registry, following, say, page)
        yield follows.following(following, registry, say)
    yield start.remind_question(say)
    for verb in ("start", "set"):
        yield start.zone_question(say, NOW, verb)
    for role in (None, *Role):
        yield start.help_(say, role=role)
    yield start.privacy(say)
    for topic in (one, topics[-1], EVERYTHING):
        for is_so in (False, True):
            for was_so in (False, True):
                yield follows.changed(
                    topic, registry, say, follows=is_so, was_so=was_so, first=is_so
                )
        yield follows.mute_choice(topic, registry, say)
        yield follows.muted(topic, NOW, registry, say, zone="Asia/Tokyo")
    yield follows.still_included(one, registry, say)
    yield follows.all_but(one, registry, say)
    yield follows.choose((), registry, say, verb="follow")
    yield follows.choose(topics[:10], registry, say, verb="unfollow")
    yield follows.unmuted(topics, registry, say)
    yield settings.overview(SUBSCRIBER, mutes, REMINDER, registry, say, now=NOW)
    yield settings.languages(say)
    yield settings.quiet(SUBSCRIBER, say)
    yield settings.mute(mutes, registry, say, "Europe/Moscow")
    for kept in (None, REMINDER):
        yield settings.reminder(kept, say)
    yield settings.zone_set("Etc/GMT-3", NOW, say)
    yield settings.forget_question(say)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("registry", [REAL, MANY], ids=["real", "many"])
def test_everything_fits_one_message(registry: Registry, language: str) -> None:
    for message in everything(language, registry):
        checked(message)
        assert sum(len(row) for row in message.buttons) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_my_data_may_take_several(language: str) -> None:
    say = SAY(language)
    topics = tuple(start.listed(MANY, say))
    held = Holdings(SUBSCRIBER, topics, dict.fromkeys(topics, NOW), REMINDER, None, 1_000_000)
    for role in (None, *Role):
        text = checked(settings.my_data(held, role, MANY, say), parts=None)
        assert say.plain("mydata-forget") in text


def test_pages_of_people() -> None:
    say = SAY("en")
    first = start.choose(MANY, (), say, 0)
    assert [button.callback for button in first.buttons[-2]] == ["start:choose:1"]
    last = start.choose(MANY, (), say, 999)
    assert [button.callback for button in last.buttons[-2]] == ["start:choose:8"]
    topic = Topic(TopicKind.CAMPAIGN, "endless")
    assert start.page_of(topic, MANY, say) == 9
    assert start.page_of(Topic(TopicKind.CASE, "gone"), MANY, say) == 0


def test_news_fit_whatever_feeds_say() -> None:
    wild = "<i>слово & " * 3000
    entries = [
        (
            Entry(n, 1, "https://x.example", wild, wild, None, NOW, str(n)),
            FeedSource("https://x.example/feed", wild, undesirable=bool(n)),
        )
        for n in range(5)
    ]
    text = checked(news.latest(entries, SAY("ru"), name="Кто-то", zone="Europe/Moscow"))
    assert text.count("⚠️") == 5
