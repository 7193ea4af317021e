"""Of thousands of people and campaigns no message offers more than Telegram shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cases.facts import StatusKind
from bot.cases.registry import Registry
from bot.i18n import Translations
from bot.render import Message
from bot.views import cases, drafts, feed_choices, follows, start
from storage.rows import Feed, FeedSource, Topic, TopicKind
from tests.views.people import ENDLESS_CAMPAIGN, endless

SAY = Translations()("en")
CASE = endless(StatusKind.IMPRISONED)
SLUGS = [f"person-{number}" for number in range(300)]
MANY = Registry(
    {slug: replace(CASE, slug=slug) for slug in SLUGS},
    {slug: replace(ENDLESS_CAMPAIGN, slug=slug) for slug in SLUGS},
)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
FEED = Feed(1, FeedSource("https://example.org/feed", "Feed"), next_poll=NOW)


@pytest.mark.parametrize(
    "message",
    [
        cases.ask(MANY, SAY),
        cases.campaigns(MANY, SAY),
        cases.choose(SLUGS, MANY, SAY),
        drafts.people(MANY, SAY),
        drafts.segments(MANY, SAY),
        feed_choices.pick(FEED, "c", MANY, SAY, proxies=(), fastest=5),
        follows.following([Topic(TopicKind.CASE, slug) for slug in SLUGS], MANY, SAY),
        start.choose(MANY, (), SAY, 3),
    ],
)
def test_at_most_a_hundred_buttons(message: Message) -> None:
    assert 2 < sum(map(len, message.buttons)) <= 100
