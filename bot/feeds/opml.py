"""Lists of feeds as other readers write and read them (OPML 2.0). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from xml.sax.saxutils import quoteattr

from selectolax.lexbor import LexborHTMLParser

from bot.feeds.listing import minutes
from bot.feeds.parsed import web_link
from bot.feeds.words import MOST_PHRASES, phrase_fault
from bot.render import clean, shorten
from storage.rows import EntriesRule, FeedKind, FeedSource

_NAME_LIMIT = 80
_OURS = "solidarity"
_NAMESPACE = "urn:solidarity-bot:feeds"
_KEYS = ("campaign", "case", "entries", "undesirable", "include", "exclude", "every", "quiet")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_MINUTES = 1440


def write_opml(sources: Iterable[FeedSource], title: str) -> str:
    """Feeds alone: other readers know neither pages nor channels.

    What OPML has no word for stands in attributes of our own, which other readers pass over. The
    proxy stays out: its name means something only where the bot runs.
    """
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<opml version="2.0" xmlns:{_OURS}="{_NAMESPACE}">',
            f"  <head><title>{_text(title)}</title></head>",
            "  <body>",
            *(_outline(each) for each in sources if each.kind is FeedKind.FEED),
            "  </body>",
            "</opml>",
            "",
        ]
    )


def _outline(source: FeedSource) -> str:
    attributes = {
        "type": "rss",
        "text": source.name,
        "xmlUrl": source.url,
        "language": source.language,
        f"{_OURS}:campaign": source.campaign,
        f"{_OURS}:case": source.case,
        f"{_OURS}:entries": "" if source.entries is EntriesRule.MENTIONS else source.entries,
        f"{_OURS}:undesirable": "true" if source.undesirable else "",
        f"{_OURS}:include": "\n".join(source.include),
        f"{_OURS}:exclude": "\n".join(source.exclude),
        f"{_OURS}:every": str(minutes(source.shortest) or ""),
        f"{_OURS}:quiet": str(minutes(source.longest) or ""),
    }
    written = (f"{name}={quoteattr(value)}" for name, value in attributes.items() if value)
    return f"    <outline {' '.join(written)}/>"


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
        ours = {key: given.get(f"{_OURS}:{key}") or "" for key in _KEYS}
        found[url] = FeedSource(
            url,
            name,
            language=language if is_language else "",
            campaign=_slug(ours["campaign"]),
            case=_slug(ours["case"]),
            entries=EntriesRule.ALL if ours["entries"] == "all" else EntriesRule.MENTIONS,
            undesirable=ours["undesirable"] == "true",
            include=_phrases(ours["include"]),
            exclude=_phrases(ours["exclude"]),
            shortest=_wait(ours["every"]),
            longest=_wait(ours["quiet"]),
        )
    return tuple(found.values())


def _slug(text: str) -> str:
    return text if _SLUG.fullmatch(text) else ""


def _phrases(text: str) -> tuple[str, ...]:
    found = dict.fromkeys(" ".join(clean(line).split()) for line in text.splitlines())
    return tuple(phrase for phrase in found if phrase and not phrase_fault(phrase))[:MOST_PHRASES]


def _wait(text: str) -> timedelta | None:
    is_minutes = text.isascii() and text.isdigit() and 0 < int(text[:5]) <= _LONGEST_MINUTES
    return timedelta(minutes=int(text)) if is_minutes else None


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
