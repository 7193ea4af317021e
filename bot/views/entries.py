"""What feeds brought, on one line: an entry's headline, a feed's name. Pure."""

from __future__ import annotations

from bot.i18n import Translator
from bot.render import clean, shorten


def headline(title: str, say: Translator, limit: int) -> str:
    """At most so many characters; an entry without a title is called so."""
    return shorten(clean(title).replace("\n", " "), limit) or say.plain("alert-untitled")


def feed_name(name: str, limit: int = 80) -> str:
    """As its site, or whoever runs the bot, calls it; at most so many characters."""
    return shorten(clean(name), limit)
