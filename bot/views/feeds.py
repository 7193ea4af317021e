"""Feeds as organisers see them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.cases.registry import Registry
from bot.counts import rounded
from bot.feeds.condition import Condition, Notice, condition
from bot.feeds.proposal import Proposal
from bot.feeds.why import Telling, Why
from bot.i18n import Translator
from bot.render import Button, Html, Message, clean, escape, link, shorten
from bot.views.alerts import alert
from bot.views.topics import case_name, topic_name
from storage.rows import DeliveryState, EntriesRule, Feed, FeedSource, Topic, TopicKind

PAGE = 8


def health(
    feeds: Sequence[Feed], say: Translator, *, now: datetime, zone: str, page: int = 0
) -> Message:
    """All feeds at a glance, those in trouble first, a button for each; ``page`` counts from 0."""
    if not feeds:
        return Message.of(say.html("feed-none"))
    order = list(Condition)
    ranked = sorted(feeds, key=lambda feed: (order.index(condition(feed, now)), name(feed)))
    counts = Counter(condition(feed, now) for feed in feeds)
    last = (len(ranked) - 1) // PAGE
    page = min(page, last)
    shown = ranked[page * PAGE : (page + 1) * PAGE]
    turns = [
        Button(say.plain(f"feed-button-{way}"), callback=f"feeds:list:{to}")
        for way, to in (("before", page - 1), ("after", page + 1))
        if 0 <= to <= last
    ]
    return Message.of(
        say.html(
            "feed-summary",
            total=len(feeds),
            failing=counts[Condition.FAILING],
            silent=counts[Condition.SILENT],
            paused=counts[Condition.PAUSED],
            unread=counts[Condition.UNREAD],
        ),
        *(_line(feed, say, now, zone) for feed in shown),
        buttons=[
            *(
                (Button(shorten(name(feed), 40), callback=f"feeds:show:{feed.id}"),)
                for feed in shown
            ),
            *((tuple(turns),) if turns else ()),
        ],
    )


def one(feed: Feed, registry: Registry, say: Translator, *, now: datetime, zone: str) -> Message:
    """Everything about a feed, with what can be done."""
    campaign = Topic(TopicKind.CAMPAIGN, feed.source.campaign)
    act = "resume" if feed.paused else "pause"
    remove = Button(say.plain("feed-button-remove"), callback=f"feeds:remove:{feed.id}")
    return Message.of(
        Html(f"{_line(feed, say, now, zone)}\n{escape(shorten(_address(feed), 300))}"),
        say.html(f"feed-reads-{feed.source.entries}"),
        say.html("feed-campaign", name=topic_name(registry, campaign, say))
        if feed.source.campaign in registry.campaigns
        else Html(""),
        say.html("feed-error", error=feed.last_error) if feed.last_error else Html(""),
        say.html("feed-paused") if feed.paused else Html(""),
        say.html("feed-moved") if feed.address else Html(""),
        buttons=[
            (
                Button(say.plain(f"feed-button-{act}"), callback=f"feeds:{act}:{feed.id}"),
                Button(say.plain("feed-button-all"), callback="feeds:list:0"),
            ),
            *(((remove,),) if feed.by_hand else ()),
        ],
    )


def samples(
    found: Proposal, registry: Registry, say: Translator, *, now: datetime, zone: str
) -> tuple[Message, ...]:
    """The latest entries of a feed, the oldest first, as alerts would show them."""
    return tuple(
        replace(
            alert(
                registry,
                each.as_entry(now),
                feed=found.source.name,
                undesirable=found.source.undesirable,
                cases=each.cases,
                campaign="",
                say=say,
                zone=zone,
            ),
            buttons=(),
        )
        for each in reversed(found.latest)
    )


def proposal(found: Proposal, mark: str, say: Translator) -> Message:
    """What was found, and the question whether to watch it."""
    source = found.source
    return Message.of(
        say.html(
            f"feed-found-{source.kind}",
            feed=shorten(clean(source.name), 80),
            address=shorten(source.url, 300),
        ),
        say.html("feed-found-above" if found.latest else "feed-found-empty"),
        say.html("feed-ask-add"),
        buttons=[
            (Button(say.plain(f"feed-button-add-{choice}"), callback=f"feeds:add:{mark}:{choice}"),)
            for choice in ("mentions", "all", "no")
        ],
    )


def said(what: str, source: FeedSource, say: Translator) -> Message:
    """What became of a feed: ``added``, ``known``, ``not-added``, ``removed``, ``in-the-list``."""
    return Message.of(say.html(f"feed-{what}", feed=shorten(clean(source.name), 80)))


def why(found: Why, asked: str, registry: Registry, say: Translator, zone: str) -> Message:
    """Why an entry was told or not."""
    if not found.tellings and not found.passed_over:
        return Message.of(say.html("feed-why-unknown", link=shorten(clean(asked), 300)))
    return Message.of(
        *(_telling(each, registry, say, zone) for each in found.tellings),
        *(say.html("feed-why-passed-over", feed=name(feed)) for feed in found.passed_over),
        Html("\n".join(_counts(found, say))) if found.tellings else Html(""),
    )


def notice(about: Notice, feed: Feed, say: Translator, zone: str) -> Message:
    """What organisers hear once; ``zone`` is the reader's."""
    since = feed.last_entry if about is Notice.SILENT else feed.failing_since
    error = feed.last_error if about in (Notice.FAILING, Notice.GONE) else ""
    return Message.of(
        say.html(
            f"feed-notice-{about}",
            feed=name(feed),
            when=_moment(since, say, zone),
            address=shorten(feed.moved_to, 500),
        ),
        say.html("feed-error", error=error) if error else Html(""),
        buttons=[(Button(say.plain("feed-button-look"), callback=f"feeds:show:{feed.id}"),)],
    )


def name(feed: Feed) -> str:
    return shorten(clean(feed.source.name), 80)


def _button(feed: Feed) -> Button:
    return Button(shorten(name(feed), 40), callback=f"feeds:show:{feed.id}")


def _line(feed: Feed, say: Translator, now: datetime, zone: str) -> Html:
    lines = [
        say.html(f"feed-heading-{condition(feed, now)}", feed=name(feed)),
        say.html("feed-last-success", when=_moment(feed.last_success, say, zone)),
        say.html("feed-last-entry", when=_moment(feed.last_entry, say, zone)),
    ]
    if feed.failures:
        since = _moment(feed.failing_since, say, zone)
        lines.append(say.html("feed-failures", number=feed.failures, when=since))
    if not feed.paused:
        lines.append(say.html("feed-next", when=_moment(max(feed.next_poll, now), say, zone)))
    return Html("\n".join(lines))


def _telling(telling: Telling, registry: Registry, say: Translator, zone: str) -> Html:
    entry, feed = telling.entry, telling.feed
    title = shorten(clean(entry.title).replace("\n", " "), 200) or say.plain("alert-untitled")
    lines = [
        link(entry.link, title),
        say.html("feed-why-brought", feed=name(feed), when=say.moment(entry.seen, zone)),
        *(
            say.html("feed-why-names", name=case_name(registry, each.case, say), words=each.words)
            for each in telling.mentions
        ),
    ]
    if feed.source.entries is EntriesRule.ALL:
        lines.append(say.html("feed-reads-all"))
    if telling.stood_there:
        lines.append(say.html("feed-why-stood-there"))
    return Html("\n".join(lines))


def _counts(found: Why, say: Translator) -> list[Html]:
    """Never exact, never of a few: a count that small points at people."""
    counts = [
        say.html(f"feed-why-{state}", count=shown)
        for state in DeliveryState
        if (shown := rounded(found.messages.get(state, 0))) is not None
    ]
    return counts or [say.html("feed-why-few")]


def _moment(when: datetime | None, say: Translator, zone: str) -> str:
    return say.moment(when, zone) if when else say.plain("feed-never")


def _address(feed: Feed) -> str:
    return feed.address or feed.source.url
