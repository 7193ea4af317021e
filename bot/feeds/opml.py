"""Lists of feeds as other readers write and read them (OPML 2.0). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from selectolax.lexbor import LexborHTMLParser

from bot.feeds.parsed import web_link
from bot.render import clean, shorten
from storage.rows import FeedKind, FeedSource

_NAME_LIMIT = 80


def write_opml(sources: Iterable[FeedSource], title: str) -> str:
    """Feeds alone: other readers know neither pages nor channels."""
    lines = [
        f'    <outline type="rss" text={quoteattr(each.name)} xmlUrl={quoteattr(each.url)}'
        + (f" language={quoteattr(each.language)}" if each.language else "")
        + "/>"
        for each in sources
        if each.kind is FeedKind.FEED
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            f"  <head><title>{_text(title)}</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
            "",
        ]
    )


def read_opml(text: str) -> tuple[FeedSource, ...]:
    """Every feed of the document, also in folders, each address once; broken XML is forgiven."""
    found: dict[str, FeedSource] = {}
    names: set[str] = set()
    # A parser of HTML: it expands no entities of the document's own and fetches nothing.
    for outline in LexborHTMLParser(text).css("outline[xmlurl]"):
        given = outline.attributes
        url = web_link(given.get("xmlurl") or "")
        if not url or url in found:
            continue
        words = clean(given.get("text") or given.get("title") or "").replace("\n", " ")
        name = shorten(words, _NAME_LIMIT) or url
        # The list of feeds knows each by a name of its own.
        name = f"{name} ({url})" if name in names else name
        names.add(name)
        language = (given.get("language") or "").lower()[:2]
        is_language = len(language) == 2 and language.isascii() and language.isalpha()
        found[url] = FeedSource(url, name, language=language if is_language else "")
    return tuple(found.values())


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
