"""Feeds as organisers see them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.cases.registry import Registry
from bot.feeds.condition import Condition, Notice, condition
from bot.feeds.listing import minutes
from bot.i18n import Translator
from bot.render import Button, Html, Message, escape, shorten
from bot.views.entries import feed_name
from bot.views.topics import case_name, topic_name
from storage.rows import Feed, FeedSource, Topic, TopicKind

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
    act = "resume" if feed.paused else "pause"
    edit = Button(say.plain("feed-button-edit"), callback=f"feeds:edit:{feed.id}")
    remove = Button(say.plain("feed-button-remove"), callback=f"feeds:remove:{feed.id}")
    return Message.of(
        Html(f"{_line(feed, say, now, zone)}\n{escape(shorten(address(feed), 300))}"),
        settings(feed.source, registry, say),
        say.html("feed-error", error=feed.last_error) if feed.last_error else Html(""),
        say.html("feed-paused") if feed.paused else Html(""),
        say.html("feed-moved") if feed.address else Html(""),
        buttons=[
            (
                Button(say.plain(f"feed-button-{act}"), callback=f"feeds:{act}:{feed.id}"),
                Button(say.plain("feed-button-all"), callback="feeds:list:0"),
            ),
            *(((edit, remove),) if feed.by_hand else ()),
        ],
    )


def settings(source: FeedSource, registry: Registry, say: Translator) -> Html:
    """What organisers set of a feed; what is as usual is not said."""
    campaign = topic_name(registry, Topic(TopicKind.CAMPAIGN, source.campaign), say)
    lines = [
        say.html(f"feed-reads-{source.entries}"),
        say.html("feed-includes", words=", ".join(source.include)) if source.include else "",
        say.html("feed-excludes", words=", ".join(source.exclude)) if source.exclude else "",
        say.html("feed-campaign", name=campaign) if source.campaign else "",
        say.html("feed-case", name=case_name(registry, source.case, say)) if source.case else "",
        say.html("feed-language", language=source.language) if source.language else "",
        pace(source, say),
        say.html("feed-proxy", proxy=source.proxy) if source.proxy else "",
        say.html("feed-undesirable") if source.undesirable else "",
    ]
    return Html("\n".join(line for line in lines if line))


def pace(source: FeedSource, say: Translator) -> Html:
    """How often it is asked, if that was set; in minutes."""
    shortest, longest = minutes(source.shortest), minutes(source.longest)
    if not shortest and not longest:
        return Html("")
    if not longest:
        return say.html("feed-every", shortest=shortest)
    if not shortest:
        return say.html("feed-quiet", longest=longest)
    return say.html("feed-every-up-to", shortest=shortest, longest=longest)


def notice(about: Notice, feed: Feed, say: Translator, zone: str) -> Message:
    """What organisers hear once; ``zone`` is the reader's."""
    since = feed.last_entry if about is Notice.SILENT else feed.failing_since
    error = feed.last_error if about in (Notice.FAILING, Notice.GONE) else ""
    return Message.of(
        say.html(
            f"feed-notice-{about}",
            feed=name(feed),
            when=moment(since, say, zone),
            address=shorten(feed.moved_to, 500),
        ),
        say.html("feed-error", error=error) if error else Html(""),
        buttons=[(Button(say.plain("feed-button-look"), callback=f"feeds:show:{feed.id}"),)],
    )


def name(feed: Feed) -> str:
    return feed_name(feed.source.name)


def _line(feed: Feed, say: Translator, now: datetime, zone: str) -> Html:
    lines = [
        say.html(f"feed-heading-{condition(feed, now)}", feed=name(feed)),
        say.html("feed-last-success", when=moment(feed.last_success, say, zone)),
        say.html("feed-last-entry", when=moment(feed.last_entry, say, zone)),
    ]
    if feed.failures:
        since = moment(feed.failing_since, say, zone)
        lines.append(say.html("feed-failures", number=feed.failures, when=since))
    if not feed.paused:
        lines.append(say.html("feed-next", when=moment(max(feed.next_poll, now), say, zone)))
    if feed.address or feed.moved_to:
        lines.append(say.html("feed-has-moved" if feed.address else "feed-is-moving"))
    return Html("\n".join(lines))


def moment(when: datetime | None, say: Translator, zone: str) -> str:
    return say.moment(when, zone) if when else say.plain("feed-never")


def address(feed: Feed) -> str:
    return feed.address or feed.source.url
