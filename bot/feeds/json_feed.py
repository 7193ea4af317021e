"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/). Pure."""

from __future__ import annotations

import json

from bot.feeds.dates import read_date
from bot.feeds.parsed import ENTRIES_LIMIT, NotAFeed, ParsedEntry, make_entry, web_link
from bot.feeds.plain import plain


def parse_json_feed(text: str, url: str) -> tuple[ParsedEntry, ...]:
    try:
        # Numbers stay as written: an id may have more digits than a number can.
        document = json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("The answer is broken JSON, not a feed.") from error
    version = document.get("version")
    items = document.get("items")
    if not isinstance(version, str) or "jsonfeed.org" not in version or not isinstance(items, list):
        raise NotAFeed("The answer is JSON, but not a JSON Feed.")
    return tuple(_entry(item, url) for item in items[:ENTRIES_LIMIT] if isinstance(item, dict))


def _entry(item: dict[str, object], url: str) -> ParsedEntry:
    lead = _text(item, "summary") or _text(item, "content_text")
    return make_entry(
        guid=_text(item, "id"),
        link=web_link(_text(item, "url") or _text(item, "external_url"), url),
        title=_text(item, "title"),
        summary=lead or plain(_text(item, "content_html")),
        published=read_date(_text(item, "date_published") or _text(item, "date_modified")),
    )


def _text(item: dict[str, object], name: str) -> str:
    """Ids should be strings but are often numbers; the format asks readers to take both."""
    value = item.get(name)
    return value if isinstance(value, str) else ""
