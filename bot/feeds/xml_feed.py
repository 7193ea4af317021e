"""RSS, RDF and Atom through feedparser, without its cleaning and link resolving. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from bot.feeds.dates import plausible, read_date
from bot.feeds.parsed import ENTRIES_LIMIT, NotAFeed, ParsedEntry, make_entry, web_link
from bot.feeds.plain import plain

_DECLARATION = re.compile(r"\A<\?xml[^>]*\?>\s*")
# One character that XML 1.0 forbids makes the strict parser give up on the whole document.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROOT = re.compile(r"<\?xml\s|<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
# feedparser takes a text for plain as soon as it holds a tag that it would not let through.
_MARKUP = re.compile(
    r"</(?:a|b|i|u|p|div|span|em|strong|h\d|li|ul|ol|table|script|style|iframe|figure|blockquote)\s*>"
    r"|<(?:br|hr|p|img|iframe|div|video|audio|figure)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<html|<!doctype html", re.IGNORECASE)

Record = Mapping[str, Any]
"""feedparser's record as a plain dict: asked for a missing key, its own answers with another."""


def parse_xml_feed(text: str, url: str) -> tuple[ParsedEntry, ...]:
    root = _ROOT.search(text, 0, 4096)
    # Warnings of a web server's language often stand before the document.
    text = text[root.start() :] if root else text
    # The text is decoded already, so what the declaration says of an encoding is no longer true.
    text = _NOT_XML.sub("", _DECLARATION.sub("", text))
    document = feedparser.parse(
        BytesIO(text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not document["entries"] and not document.get("version"):
        found = "a web page" if _PAGE.search(text, 0, 4096) else "something else"
        raise NotAFeed(f"The answer is {found}, not a feed.")
    is_typed = str(document.get("version", "")).startswith("atom")
    base = url or str(dict(document["feed"]).get("link", ""))
    return tuple(_entry(dict(raw), base, is_typed) for raw in document["entries"][:ENTRIES_LIMIT])


def _entry(record: Record, base: str, is_typed: bool) -> ParsedEntry:
    content = next(iter(record.get("content") or ()), None)
    return make_entry(
        guid=str(record.get("id") or ""),
        link=_link(record, base),
        title=_text(record.get("title_detail"), is_typed),
        summary=_text(record.get("summary_detail"), is_typed) or _text(content, is_typed),
        published=_date(record, "published")
        or _date(record, "updated")
        or _date(record, "created"),
    )


def _text(detail: Record | None, is_typed: bool) -> str:
    """A text construct's plain text. Atom names the type of each; RSS leaves it to be guessed."""
    if detail is None:
        return ""
    value = str(detail.get("value") or "")
    is_plain = detail.get("type") == "text/plain" and (is_typed or not _MARKUP.search(value))
    return value if is_plain else plain(value)


def _link(record: Record, base: str) -> str:
    """The entry's page; else a guid that is an address, else a file the entry brings along."""
    links = [dict(link) for link in record.get("links") or ()]
    candidates = [
        *(link.get("href") for link in links if link.get("rel", "alternate") == "alternate"),
        record.get("link") if not record.get("guidislink") else None,
    ]
    for candidate in candidates:
        if candidate and (address := web_link(str(candidate), base)):
            return address
    guid = str(record.get("id") or "")
    if guid.startswith(("http://", "https://")) and (address := web_link(guid)):
        return address
    files = (link.get("href") for link in links if link.get("rel") in ("enclosure", "related"))
    return next((address for each in files if (address := web_link(str(each or ""), base))), "")


def _date(record: Record, name: str) -> datetime | None:
    """Read by us where we can: feedparser takes MSK, EEST and their like for Greenwich."""
    written = record.get(name)
    if not written:
        return None
    parsed = record.get(f"{name}_parsed")
    ours = read_date(str(written))
    # It makes 2000 of the year -1: its word counts only for a year that is written there.
    if ours is not None or parsed is None or str(parsed[0]) not in str(written):
        return ours
    try:
        return plausible(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None
