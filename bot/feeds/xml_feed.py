"""RSS, RDF and Atom. What is not regular goes through feedparser, without its cleaning and link
resolving. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
from feedparser.api import LooseFeedParser, StrictFeedParser

from bot.feeds.dates import plausible, read_date
from bot.feeds.parsed import ENTRIES_LIMIT, NotAFeed, ParsedEntry, make_entry, web_link
from bot.feeds.plain import plain
from bot.feeds.regular import MARKUP, WEB_ADDRESS, parse_regular

_DECLARATION = re.compile(r"\A<\?xml[^>]*\?>\s*")
# One character that XML 1.0 forbids makes the strict parser give up on the whole document.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_PROLOGUE = re.compile(r"<[?!]")
_OPENED = re.compile(r"<(?:[\w-]+:)?(?:item|entry)(?:\s[^<>]*)?(?<!/)>", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_PAGE = re.compile(r"<html|<!doctype html", re.IGNORECASE)
# An address in a protocol of its own beside the page's, which stands where it should.
_LINK_URI = re.compile(
    r"""<link\s{1,9}uri=(?:"[^"<>]{0,999}"|'[^'<>]{0,999}')\s{0,9}>(?=\s{0,99}[^<\s])"""
)
# RFC 4287, 4.1.2: there is exactly one. Where there are more, most take the first.
_UPDATED_AGAIN = re.compile(
    r"(<updated>[^<]{0,99}</updated>)(?:\s{0,99}<updated>[^<]{0,99}</updated>)+"
)
# The loose parser takes a bare ampersand's word for an entity and ends it so.
_ENDED_PARAMETER = re.compile(r"(?<=\S)&(\w+);(?=\w*=)")
# Where in a document its root must stand.
_HEAD = 4096

# A guid is a name and no address: others keep it as written, relative or not.
for _kind in (LooseFeedParser, StrictFeedParser):
    _kind.can_be_relative_uri = _kind.can_be_relative_uri - {"id"}

Record = Mapping[str, Any]
"""feedparser's record as a plain dict: asked for a missing key, its own answers with another."""


def parse_xml_feed(text: str, url: str) -> tuple[ParsedEntry, ...]:
    root = _ROOT.search(text, 0, _HEAD)
    if root and not _PROLOGUE.match(text):
        # Warnings of a web server's language often stand before the document.
        declaration = text.find("<?xml", 0, root.start())
        text = text[declaration if declaration >= 0 else root.start() :]
    # The text is decoded already, so what the declaration says of an encoding is no longer true.
    text = _NOT_XML.sub("", _DECLARATION.sub("", text))
    regular = parse_regular(text, url) if url else None
    return parse_patiently(text, url) if regular is None else regular


def parse_patiently(text: str, url: str) -> tuple[ParsedEntry, ...]:
    """By feedparser, whatever state the document is in."""
    root = _ROOT.search(text, 0, _HEAD)
    text = _UPDATED_AGAIN.sub(r"\1", _LINK_URI.sub("<link>", text))
    document = feedparser.parse(
        BytesIO(text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not document["entries"] and not document.get("version"):
        is_page = _PAGE.search(text, 0, _HEAD)
        if root and not is_page:
            return ()  # a dialect that nobody knows, with nothing in it today
        found = "a web page" if is_page else "something else"
        raise NotAFeed(f"The answer is {found}, not a feed.")
    is_typed = str(document.get("version", "")).startswith("atom")
    base = url or str(dict(document["feed"]).get("link", ""))
    raw_entries = document["entries"]
    entries = [_entry(dict(raw), base, is_typed) for raw in raw_entries[:ENTRIES_LIMIT]]
    if len(entries) == len(raw_entries) > 0 and _is_cut_off(text):
        entries[-1] = replace(entries[-1], is_whole=False)
    return tuple(entries)


def _is_cut_off(text: str) -> bool:
    """Whether the document ends within an entry."""
    closed = max((found.start() for found in _CLOSED.finditer(text)), default=0)
    return _OPENED.search(text, closed) is not None


def _entry(record: Record, base: str, is_typed: bool) -> ParsedEntry:
    content = next(iter(record.get("content") or ()), None)
    return make_entry(
        guid=_ENDED_PARAMETER.sub(r"&\1", str(record.get("id") or "")),
        link=_link(record, base),
        title=_text(_title(record), is_typed),
        summary=_text(record.get("summary_detail"), is_typed) or _text(content, is_typed),
        published=_date(record, "published")
        or _date(record, "updated")
        or _date(record, "created"),
    )


def _title(record: Record) -> Record | None:
    """The entry's own title: the detail is of the last title in it, a picture's too."""
    detail = record.get("title_detail")
    is_own = detail is None or detail.get("value") == record.get("title")
    return detail if is_own else {"value": record.get("title")}


def _text(detail: Record | None, is_typed: bool) -> str:
    """A text construct's plain text. Atom names the type of each; RSS leaves it to be guessed."""
    if detail is None:
        return ""
    value = str(detail.get("value") or "")
    is_plain = detail.get("type") == "text/plain" and (is_typed or not MARKUP.search(value))
    return value if is_plain else plain(value)


def _link(record: Record, base: str) -> str:
    """The entry's page; else its guid, if that is an address and not said to lead nowhere."""
    links = [dict(link) for link in record.get("links") or ()]
    guid = str(record.get("id") or "")
    candidates = [
        *(link.get("href") for link in links if link.get("rel", "alternate") == "alternate"),
        record.get("link") if not record.get("guidislink") else None,
        guid if record.get("guidislink") and WEB_ADDRESS.match(guid) else None,
    ]
    found = (web_link(str(each), base) for each in candidates if each)
    return next(filter(None, found), "")


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
