"""Feeds as organisers see them. Pure."""

from __future__ import annotations

from bot.feeds.condition import Notice
from bot.i18n import Translator
from bot.render import Html, Message, clean, shorten
from storage.rows import Feed


def notice(about: Notice, feed: Feed, say: Translator, zone: str) -> Message:
    """What organisers hear once; ``zone`` is the reader's."""
    never = say.plain("feed-never")
    since = feed.last_entry if about is Notice.SILENT else feed.failing_since
    error = feed.last_error if about in (Notice.FAILING, Notice.GONE) else ""
    return Message.of(
        say.html(
            f"feed-notice-{about}",
            feed=name(feed),
            when=say.moment(since, zone) if since else never,
            address=shorten(feed.moved_to, 500),
        ),
        say.html("feed-error", error=error) if error else Html(""),
    )


def name(feed: Feed) -> str:
    return shorten(clean(feed.source.name), 80)
