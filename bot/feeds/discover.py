"""Where a site may keep its feed: what its page links to, and the usual places. Pure.

Only the head of a page is looked at, with patterns whose cost is bounded: pages are hostile too.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit, urlunsplit

from bot.feeds.encoding import decode
from bot.feeds.parsed import web_link
from bot.render import clean, shorten

LINKED_LIMIT = 4
_HEAD = 1 << 18
_NAME_LIMIT = 80
_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z-]{1,20})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I
)
_TITLE = re.compile(r"<title(?:\s[^<>]{0,200})?>(.{0,500}?)</title>", re.IGNORECASE | re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_USUAL = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")


def head_of(body: bytes, content_type: str) -> str:
    """As much of a document as is looked at."""
    return decode(body[:_HEAD], content_type)


def linked_feeds(head: str, url: str) -> tuple[str, ...]:
    """Feeds that a page names as its own, in its order; comments' feeds come last."""
    found: dict[str, bool] = {}
    for link in _LINK.finditer(head):
        attributes = {
            each[1].lower(): html.unescape(each[2] or each[3] or each[4] or "")
            for each in _ATTRIBUTE.finditer(link[1])
        }
        kind = attributes.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in attributes.get("rel", "").lower().split() and kind in _TYPES:
            address = web_link(attributes.get("href", ""), url)
            if address:
                found.setdefault(address, "comment" in address.lower())
    return tuple(sorted(found, key=found.__getitem__))[:LINKED_LIMIT]


def usual_places(url: str) -> tuple[str, ...]:
    """Where feeds often stand: beneath this page, then at the site's top."""
    parts = urlsplit(url)
    beneath = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/feed", "", ""))
    top = (urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in _USUAL)
    return tuple(dict.fromkeys((beneath, *top)))


def name_of(head: str, url: str) -> str:
    """What a page or feed calls itself, else its host."""
    title = _TITLE.search(head)
    words = html.unescape(_CDATA.sub(r"\1", title[1])) if title else ""
    name = " ".join(clean(re.sub(r"<[^<>]*>", " ", words)).split())
    return shorten(name, _NAME_LIMIT) or (urlsplit(url).hostname or url).removeprefix("www.")
