"""Why an entry was sent, or why not, for organisers. Pure."""

from __future__ import annotations

from bot.cases.registry import Registry
from bot.counts import rounded
from bot.feeds.condition import condition
from bot.feeds.why import Silence, Telling, Why
from bot.i18n import Translator
from bot.render import Html, Message, clean, link, shorten
from bot.views.entries import headline
from bot.views.feeds import moment, name
from bot.views.topics import case_name
from storage.rows import DeliveryState, EntriesRule, Feed, Reason

_TOLD_REASONS = frozenset({"expired", "muted", "unfollowed", "suspended"})
"""Why a delivery was dropped, where that says more than that it was."""


def why(found: Why, asked: str, registry: Registry, say: Translator, zone: str) -> Message:
    """Every reason the rows know."""
    if not found.tellings and not found.silences:
        return _unseen(found, asked, say, zone)
    return Message.of(
        *(_telling(each, found, registry, say, zone) for each in found.tellings),
        *(_silence(each, registry, say, zone) for each in found.silences),
        Html("\n".join(_counts(found, say))) if found.tellings else Html(""),
    )


def _unseen(found: Why, asked: str, say: Translator, zone: str) -> Message:
    """No feed has brought it: what is known of the feeds that could have."""
    return Message.of(
        say.html("feed-why-unknown", link=shorten(clean(asked), 300)),
        *(_could_have(feed, say, zone) for feed in found.same_site),
        Html("") if found.same_site else say.html("feed-why-no-feed"),
    )


def _could_have(feed: Feed, say: Translator, zone: str) -> Html:
    now = feed.last_success or feed.next_poll
    return say.html(
        f"feed-why-site-{condition(feed, now)}",
        feed=name(feed),
        when=moment(feed.failing_since if feed.failures else feed.last_success, say, zone),
    )


def _telling(telling: Telling, found: Why, registry: Registry, say: Translator, zone: str) -> Html:
    entry, feed = telling.entry, telling.feed
    title = headline(entry.title, say, 200)
    before = found.told_before(telling)
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
    elif before is not None:
        lines.append(say.html("feed-why-before", feed=name(before)))
    lines.append(say.html("feed-why-entry", number=str(entry.id)))
    return Html("\n".join(lines))


def _silence(silence: Silence, registry: Registry, say: Translator, zone: str) -> Html:
    feed, passed = silence.feed, silence.passed
    if passed is None:
        return say.html("feed-why-forgotten", feed=name(feed))
    lines = [
        say.html("feed-why-brought", feed=name(feed), when=say.moment(passed.seen, zone)),
        reason(passed.reason, passed.words, passed.case, registry, say),
    ]
    if feed.baseline_at is not None and passed.seen <= feed.baseline_at:
        lines.append(say.html("feed-why-stood-there"))
    return Html("\n".join(lines))


def reason(why_not: Reason, words: str, case: str, registry: Registry, say: Translator) -> Html:
    """Why nobody is told of an entry."""
    return say.html(f"feed-why-not-{why_not}", **_named(words, case, registry, say))


def reason_words(
    why_not: Reason, words: str, case: str, registry: Registry, say: Translator
) -> str:
    """The same as plain text."""
    return say.plain(f"feed-why-not-{why_not}", **_named(words, case, registry, say))


def _named(words: str, case: str, registry: Registry, say: Translator) -> dict[str, str]:
    person = case_name(registry, case, say) if case else ""
    return {"words": shorten(clean(words), 100), "name": person}


def _counts(found: Why, say: Translator) -> list[Html]:
    """Never exact, never of a few: a count that small points at people."""
    totals: dict[str, int] = {}
    for state in DeliveryState:
        for (kept, said), count in sorted(found.messages.items()):
            if kept is state:
                told = said if state is DeliveryState.DROPPED and said in _TOLD_REASONS else ""
                key = f"feed-why-{state}-{told}" if told else f"feed-why-{state}"
                totals[key] = totals.get(key, 0) + count
    counts = [
        say.html(key, count=shown)
        for key, count in totals.items()
        if (shown := rounded(count)) is not None
    ]
    return counts or [say.html("feed-why-few")]
