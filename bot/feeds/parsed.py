"""What every kind of document becomes: entries in plain, bounded, harmless text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from bot.feeds.keys import Keys
from bot.render import clean, shorten

TITLE_LIMIT = 500
SUMMARY_LIMIT = 2000
ADDRESS_LIMIT = 4096
"""Of links and guids."""
_RAW_LIMIT = 20_000
"""Cleaning looks at every character; of more than these few are kept."""
_TITLE_FROM_SUMMARY = 120
_ONLY_SCHEME = re.compile(r"https?:/*(?:[?#]|\Z)", re.IGNORECASE)
ENTRIES_LIMIT = 5000
"""Of one document; the first ones count, since feeds begin with the newest."""


class NotAFeed(ValueError):
    """The body is not what was expected; the text says what it is, as a sentence."""


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One thing a feed says."""

    guid: str = ""
    """The feed's own name for the entry, as written."""
    link: str = ""
    """Absolute, http or https; empty if there is none such."""
    title: str = ""
    """One line; may be empty."""
    summary: str = ""
    published: datetime | None = None
    """In UTC. None: not given, or impossible."""
    is_whole: bool = True
    """False where the document broke off within it: its texts and names may be half."""
    keys: Keys | None = field(default=None, compare=False, repr=False)
    """What it is known by, where that was worked out with it."""

    @property
    def headline(self) -> str:
        """The title, or the beginning of the summary where there is none."""
        return self.title or shorten(" ".join(self.summary.split()), _TITLE_FROM_SUMMARY)


def make_entry(
    *, guid: str = "", link: str = "", title: str, summary: str = "", published: datetime | None
) -> ParsedEntry:
    """An entry within the limits. Texts are plain but not yet clean; the link is absolute."""
    return ParsedEntry(
        guid=clean(guid[:_RAW_LIMIT])[:ADDRESS_LIMIT],
        link=web_link(link),
        title=shorten(" ".join(clean(title[:_RAW_LIMIT]).split()), TITLE_LIMIT),
        summary=shorten(clean(summary[:_RAW_LIMIT]), SUMMARY_LIMIT),
        published=published,
    )


def web_link(link: str, base: str = "") -> str:
    """The absolute address if it is on the web, else nothing: no script, no ``tg:``, no data,
    no user's name."""
    link = re.sub(r"[\t\r\n]", "", clean(link[:_RAW_LIMIT]))
    if not link or _ONLY_SCHEME.match(link):
        return ""
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or len(address) > ADDRESS_LIMIT:
        return ""
    if "@" in parts.netloc:
        return ""  # what stands before it looks like a host and is none
    return address.replace(" ", "%20")
