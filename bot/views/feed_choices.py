"""What owners choose of feeds: whether one is watched, and how. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.cases.registry import Registry
from bot.feeds.options import Option
from bot.feeds.proposal import Proposal, Seen
from bot.i18n import Translator
from bot.render import MOST_BUTTONS, Button, Html, Message, rows, shorten
from bot.views.alerts import alert
from bot.views.entries import feed_name
from bot.views.feed_why import reason_words
from bot.views.feeds import settings
from bot.views.topics import topic_name
from storage.rows import EntriesRule, Feed, FeedRequest, FeedSource, Topic, TopicKind

MINUTES = (15, 60, 360, 1440)
LANGUAGES = ("en", "ru", "uk", "de", "fr")
CODES = {
    "e": Option.ENTRIES,
    "u": Option.UNDESIRABLE,
    "h": Option.EVERY,
    "l": Option.LANGUAGE,
    "c": Option.CAMPAIGN,
    "v": Option.PROXY,
}
"""Options with buttons, in one letter: a slug needs the room."""


def samples(
    found: Proposal, registry: Registry, say: Translator, *, now: datetime, zone: str
) -> tuple[Message, ...]:
    """The latest entries of a feed, the oldest first, as alerts would show them; under each that
    nobody would be told of, why."""
    return tuple(
        _sample(each, found.source, registry, say, now=now, zone=zone)
        for each in reversed(found.latest)
    )


def proposal(found: Proposal, mark: str, say: Translator) -> Message:
    """What was found, and the question whether to watch it."""
    source = found.source
    flag = "plain" if source.undesirable else "undesirable"
    return Message.of(
        _found(source, say),
        say.html("feed-found-above" if found.latest else "feed-found-empty"),
        say.html("feed-undesirable") if source.undesirable else Html(""),
        say.html("feed-proxy", proxy=source.proxy) if source.proxy else Html(""),
        say.html("feed-ask-add"),
        buttons=[
            *(
                (_add(say, choice, f"{mark}:{choice}"),)
                for choice in (EntriesRule.MENTIONS, EntriesRule.ALL)
            ),
            (_add(say, flag, f"{mark}:flag"),),
            (_add(say, "no", f"{mark}:no"),),
        ],
    )


def to_agree(request: FeedRequest, mark: str, registry: Registry, say: Translator) -> Message:
    """What a second person is asked."""
    if request.was is None:
        said = [say.html("feed-agree"), _found(request.source, say)]
    else:
        said = [
            say.html("feed-agree-change"),
            _found(request.source, say),
            settings(request.was, registry, say),
            say.html("feed-agree-becomes"),
        ]
    return Message.of(
        *said,
        settings(request.source, registry, say),
        buttons=[
            (
                Button(say.plain("feed-button-agree"), callback=f"feeds:ok:{request.id}:{mark}"),
                Button(say.plain("feed-button-refuse"), callback=f"feeds:no:{request.id}:{mark}"),
            )
        ],
    )


def edit(feed: Feed, registry: Registry, say: Translator, *, proxies: Sequence[str]) -> Message:
    """How a feed is watched, and what can be changed of it."""
    source = feed.source
    other = EntriesRule.ALL if source.entries is EntriesRule.MENTIONS else EntriesRule.MENTIONS
    flag = "plain" if source.undesirable else "undesirable"
    name = feed_name(source.name)
    return Message.of(
        say.html("feed-edit", feed=name),
        settings(source, registry, say),
        say.html("feed-edit-words", feed=name),
        buttons=[
            (_set(feed, "e", other, say.plain(f"feed-button-read-{other}")),),
            (_set(feed, "u", "off" if source.undesirable else "on", _flag(flag, say)),),
            (_pick(feed, "h", say), _pick(feed, "l", say)),
            (_pick(feed, "c", say), *((_pick(feed, "v", say),) if proxies else ())),
            (Button(say.plain("feed-button-done"), callback=f"feeds:show:{feed.id}"),),
        ],
    )


def pick(
    feed: Feed,
    code: str,
    registry: Registry,
    say: Translator,
    *,
    proxies: Sequence[str],
    fastest: float,
) -> Message:
    """The values that one option can take; ``fastest`` in minutes."""
    choices: list[tuple[str, str]] = []
    match CODES[code]:
        case Option.EVERY:
            choices = [
                (str(each), say.plain("feed-minutes", count=each))
                for each in MINUTES
                if each >= fastest
            ]
        case Option.LANGUAGE:
            choices = [(each, each) for each in LANGUAGES]
        case Option.CAMPAIGN:
            choices = [
                (slug, shorten(topic_name(registry, Topic(TopicKind.CAMPAIGN, slug), say), 40))
                for slug in registry.campaigns
            ]
        case Option.PROXY:
            choices = [(each, each) for each in proxies]
    option = CODES[code]
    return Message.of(
        say.html(f"feed-pick-{option}", feed=feed_name(feed.source.name)),
        buttons=[
            *rows([_set(feed, code, value, label) for value, label in choices[:MOST_BUTTONS]]),
            (_set(feed, code, "off", say.plain(f"feed-pick-{option}-none")),),
            (Button(say.plain("feed-button-back"), callback=f"feeds:edit:{feed.id}"),),
        ],
    )


def said(what: str, source: FeedSource, say: Translator) -> Message:
    """What became of a feed, such as ``added``, ``not-added``, ``removed``, ``in-the-list``."""
    return Message.of(say.html(f"feed-{what}", feed=feed_name(source.name)))


def known(feed: Feed, say: Translator) -> Message:
    """What was to be added is watched already: there it is."""
    look = Button(say.plain("feed-button-look"), callback=f"feeds:show:{feed.id}")
    return replace(said("known", feed.source, say), buttons=((look,),))


def _sample(
    seen: Seen, source: FeedSource, registry: Registry, say: Translator, *, now: datetime, zone: str
) -> Message:
    shown = alert(
        registry,
        seen.as_entry(now),
        feed=source.name,
        undesirable=source.undesirable,
        cases=seen.cases,
        campaign="",
        say=say,
        zone=zone,
    )
    if seen.choice.told:
        return replace(shown, buttons=())
    choice = seen.choice
    why = reason_words(choice.reason, choice.words, choice.case, registry, say)
    return Message.of(*shown.parts, say.html("feed-sample-silent", why=why))


def _found(source: FeedSource, say: Translator) -> Html:
    return say.html(
        f"feed-found-{source.kind}",
        feed=feed_name(source.name),
        address=shorten(source.url, 300),
    )


def _flag(flag: str, say: Translator) -> str:
    return say.plain(f"feed-button-add-{flag}")


def _add(say: Translator, choice: str, data: str) -> Button:
    return Button(say.plain(f"feed-button-add-{choice}"), callback=f"feeds:add:{data}")


def _set(feed: Feed, code: str, value: str, label: str) -> Button:
    return Button(label, callback=f"feeds:set:{feed.id}:{code}:{value}")


def _pick(feed: Feed, code: str, say: Translator) -> Button:
    label = say.plain(f"feed-button-pick-{CODES[code]}")
    return Button(label, callback=f"feeds:pick:{feed.id}:{code}")
