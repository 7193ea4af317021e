"""What a body says: the entries of a feed, a page or a channel's preview. Pure.

A hostile body can hold a parser for minutes: `parse_worker` runs this within limits.
"""

from __future__ import annotations

from bot.feeds.channels import parse_channel
from bot.feeds.encoding import decode
from bot.feeds.json_feed import parse_json_feed
from bot.feeds.pages import parse_page
from bot.feeds.parsed import ParsedEntry
from bot.feeds.xml_feed import parse_xml_feed
from storage.rows import FeedKind


def parse(
    body: bytes, *, kind: FeedKind, content_type: str = "", url: str = ""
) -> tuple[ParsedEntry, ...]:
    """The entries in the order of the document. An empty body has none. Raises `NotAFeed`.

    `content_type`: the HTTP header. `url`: where the body came from; links are relative to it.
    """
    text = decode(body, content_type).lstrip("\ufeff\0 \t\r\n")
    if not text:
        return ()
    match kind:
        case FeedKind.PAGE:
            return parse_page(text, url)
        case FeedKind.CHANNEL:
            return parse_channel(text)
        case FeedKind.FEED:
            return parse_json_feed(text, url) if text[0] == "{" else parse_xml_feed(text, url)
