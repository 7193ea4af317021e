"""The demo feeds as documents: RSS, Atom and a web page. Pure."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class DemoEntry:
    number: int
    feed: str
    title: str
    summary: str
    published: datetime


@dataclass(frozen=True, slots=True)
class DemoFeed:
    slug: str
    name: str
    language: str
    form: str
    """rss, atom or page."""


Document = Callable[[DemoFeed, Sequence[DemoEntry], str], tuple[bytes, str]]
"""The body and its content type; the last argument is the address that links begin with."""


def _rss(feed: DemoFeed, entries: Sequence[DemoEntry], root: str) -> tuple[bytes, str]:
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    _texts(channel, title=feed.name, link=f"{root}/demo/{feed.slug}", description=feed.name)
    for entry in entries:
        item = ElementTree.SubElement(channel, "item")
        link = f"{root}/demo/entries/{entry.number}"
        _texts(item, title=entry.title, link=link, guid=link, description=entry.summary)
        _texts(item, pubDate=format_datetime(entry.published))
    return ElementTree.tostring(rss, encoding="utf-8", xml_declaration=True), "application/rss+xml"


def _atom(feed: DemoFeed, entries: Sequence[DemoEntry], root: str) -> tuple[bytes, str]:
    atom = ElementTree.Element("feed", xmlns=_ATOM)
    address = f"{root}/demo/{feed.slug}"
    updated = max(entry.published for entry in entries).isoformat()
    _texts(atom, id=address, title=feed.name, updated=updated)
    for entry in entries:
        item = ElementTree.SubElement(atom, "entry")
        link = f"{root}/demo/entries/{entry.number}"
        moment = entry.published.isoformat()
        _texts(item, id=link, title=entry.title, summary=entry.summary)
        _texts(item, published=moment, updated=moment)
        ElementTree.SubElement(item, "link", href=link, rel="alternate")
    return (
        ElementTree.tostring(atom, encoding="utf-8", xml_declaration=True),
        "application/atom+xml",
    )


def _page(feed: DemoFeed, entries: Sequence[DemoEntry], root: str) -> tuple[bytes, str]:
    articles = "\n".join(
        f'<article><h2><a href="{root}/demo/entries/{entry.number}">{html.escape(entry.title)}</a>'
        f'</h2><time datetime="{entry.published.isoformat()}">{entry.published:%d.%m.%Y}</time>'
        f"<p>{html.escape(entry.summary)}</p></article>"
        for entry in entries
    )
    name = html.escape(feed.name)
    page = (
        f'<!doctype html><html lang="{feed.language}"><meta charset="utf-8"><title>{name}</title>'
        f"<body><h1>{name}</h1><main>\n{articles}\n</main></body></html>"
    )
    return page.encode(), "text/html"


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = text


DOCUMENTS: dict[str, Document] = {"rss": _rss, "atom": _atom, "page": _page}
