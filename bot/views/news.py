"""The latest entries, each with its source, date and link. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.i18n import Translator
from bot.render import Button, Html, Message, link
from bot.views.entries import feed_name, headline
from storage.rows import Entry, FeedSource


def latest(
    entries: Sequence[tuple[Entry, FeedSource]],
    say: Translator,
    *,
    name: str = "",
    zone: str,
    button: Button | None = None,
    hears: bool = False,
) -> Message:
    """Newest first. ``name`` is of the person or campaign asked about; ``button`` follows it.

    ``hears``: the reader gets such news already, and is not told how.
    """
    buttons = [(button,)] if button else []
    if not entries:
        empty = say.html("news-none-of", name=name) if name else say.html("news-none")
        if name and hears:
            empty = say.html("news-none-of-followed", name=name)
        return Message.of(empty, buttons=buttons)
    heading = say.html("news-of", name=name) if name else say.html("news-all")
    undesirable = frozenset(entry.link for entry, source in entries if source.undesirable)
    message = Message.of(
        heading,
        *(_line(entry, source, say, zone) for entry, source in entries),
        say.html("news-undesirable") if undesirable else Html(""),
        Html("") if hears else say.html("news-follow"),
        buttons=buttons,
    )
    return replace(message, designated=undesirable)


def _line(entry: Entry, source: FeedSource, say: Translator, zone: str) -> Html:
    title = headline(entry.title, say, 200)
    when = entry.published or entry.seen
    origin = say.html("news-origin", feed=feed_name(source.name), when=say.moment(when, zone))
    mark = " ⚠️" if source.undesirable else ""
    return Html(f"{link(entry.link, title)}\n{origin}{mark}")
