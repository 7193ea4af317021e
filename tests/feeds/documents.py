"""Articles of our own making, and feeds of every format that show them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Article:
    number: int
    title: str
    link: str
    guid: str
    published: datetime | None
    summary: str
    is_permalink: bool = False


def rss(articles: Sequence[Article]) -> str:
    items = "".join(
        f"<item><title>{escape(a.title)}</title>"
        + (f"<link>{escape(a.link)}</link>" if a.link else "")
        + (
            f'<guid isPermaLink="{str(a.is_permalink).lower()}">{escape(a.guid)}</guid>'
            if a.guid
            else ""
        )
        + (f"<pubDate>{format_datetime(a.published)}</pubDate>" if a.published else "")
        + f"<description>{escape(a.summary)}</description></item>\n"
        for a in articles
    )
    return f'{_DECLARATION}<rss version="2.0"><channel><title>T</title>\n{items}</channel></rss>'


def atom(articles: Sequence[Article]) -> str:
    items = "".join(
        f"<entry><title>{escape(a.title)}</title>"
        + (f'<link rel="alternate" href="{escape(a.link)}"/>' if a.link else "")
        + (f"<id>{escape(a.guid)}</id>" if a.guid else "")
        + (f"<published>{a.published.isoformat()}</published>" if a.published else "")
        + f"<summary>{escape(a.summary)}</summary></entry>\n"
        for a in articles
    )
    return (
        f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>\n{items}</feed>'
    )


def rdf(articles: Sequence[Article]) -> str:
    """RSS 1.0, in which every entry has a name."""
    items = "".join(
        f'<item rdf:about="{escape(a.guid or a.link)}"><title>{escape(a.title)}</title>'
        + (f"<link>{escape(a.link)}</link>" if a.link else "")
        + (f"<dc:date>{a.published.isoformat()}</dc:date>" if a.published else "")
        + f"<description>{escape(a.summary)}</description></item>\n"
        for a in articles
    )
    return (
        f'{_DECLARATION}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{items}</rdf:RDF>"
    )


def json_feed(articles: Sequence[Article]) -> str:
    items = [
        {
            "id": a.guid or a.link,
            "title": a.title,
            "summary": a.summary,
            **({"url": a.link} if a.link else {}),
            **({"date_published": a.published.isoformat()} if a.published else {}),
        }
        for a in articles
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})


WRITERS: dict[str, Callable[[Sequence[Article]], str]] = {
    "rss": rss,
    "atom": atom,
    "rdf": rdf,
    "json": json_feed,
}
_DECLARATION = '<?xml version="1.0"?>\n'
