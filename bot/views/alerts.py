"""One alert: what a feed said about somebody the reader follows. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.registry import Registry
from bot.changes.headlines import claimed
from bot.i18n import Translator
from bot.render import Button, Html, Message, clean, escape, link, rows, shorten
from bot.views.entries import feed_name, headline
from bot.views.topics import case_name, topic_name
from storage.rows import Entry, FeedSource, Topic, TopicKind

CARDS = 4
"""Buttons to cards under one alert; the names of all stand in its text."""
FURTHER = 5
"""Further sources named in one alert; more are counted."""


def alert(
    registry: Registry,
    entry: Entry,
    *,
    feed: str,
    undesirable: bool,
    cases: tuple[str, ...],
    campaign: str,
    further: tuple[tuple[Entry, FeedSource], ...] = (),
    say: Translator,
    zone: str,
) -> Message:
    """``cases`` and ``campaign`` are those this reader follows; ``zone`` is the reader's.

    ``further``: who else tells the same. An "undesirable" publisher is named among them without a
    link, so that a message that was safe to pass on stays so.

    An alert keeps the date its source gave it; where there was none it says when it was seen.
    """
    title = headline(entry.title, say, 250)
    summary = shorten(clean(entry.summary).replace("\n", " "), 400)
    if summary == title:
        summary = ""
    message = Message.of(
        Html(f"<b>{link(entry.link, title)}</b>"),
        escape(summary),
        _origin(entry, feed, say, zone),
        _further(further, say),
        _about(registry, cases, campaign, say),
        say.html("alert-claim") if claimed(f"{title} {summary}") else Html(""),
        say.html("alert-undesirable") if undesirable else Html(""),
        buttons=_buttons(registry, entry, cases, campaign, say),
    )
    # A page that such a publisher leads to is withheld whoever else leads there.
    designated = {teller.link for teller, source in further if source.undesirable}
    if undesirable:
        designated.add(entry.link)
    return replace(message, designated=frozenset(designated))


def _origin(entry: Entry, feed: str, say: Translator, zone: str) -> Html:
    name = feed_name(feed)
    if entry.published:
        return say.html("alert-origin", feed=name, when=say.moment(entry.published, zone))
    return say.html("alert-origin-seen", feed=name, when=say.moment(entry.seen, zone))


def _further(further: tuple[tuple[Entry, FeedSource], ...], say: Translator) -> Html:
    if not further:
        return Html("")
    names = [_teller(entry, source) for entry, source in further[:FURTHER]]
    return say.html(
        "alert-further", names=Html(", ".join(names)), more=max(0, len(further) - FURTHER)
    )


def _teller(entry: Entry, source: FeedSource) -> Html:
    name = feed_name(source.name)
    return escape(f"{name} ⚠️") if source.undesirable else link(entry.link, name)


def _about(registry: Registry, cases: tuple[str, ...], campaign: str, say: Translator) -> Html:
    names = [case_name(registry, slug, say) for slug in cases]
    if campaign:
        names.append(topic_name(registry, Topic(TopicKind.CAMPAIGN, campaign), say))
    if not names:
        return Html("")
    return say.html("alert-about", names=shorten(", ".join(names), 500))


def _buttons(
    registry: Registry, entry: Entry, cases: tuple[str, ...], campaign: str, say: Translator
) -> tuple[tuple[Button, ...], ...]:
    cards = [
        Button(shorten(case_name(registry, slug, say), 40), callback=f"case:{slug}")
        for slug in cases[:CARDS]
    ]
    if campaign and not cards:
        label = topic_name(registry, Topic(TopicKind.CAMPAIGN, campaign), say)
        cards.append(Button(shorten(label, 40), callback=f"campaign:{campaign}"))
    if len(cases) == 1:
        muted = f"mute:{TopicKind.CASE}:{cases[0]}"
    elif campaign and not cases:
        muted = f"mute:{TopicKind.CAMPAIGN}:{campaign}"
    else:
        muted = f"mute:{TopicKind.ALL}:"
    last = [Button(say.plain("alert-button-mute"), callback=muted)]
    if entry.link.startswith(("http://", "https://")):
        last.append(Button(say.plain("alert-button-open"), url=entry.link))
    return (*rows(cards), tuple(last))
