"""RSS 2.0 and Atom 1.0 as most sites write them, read many times faster than by feedparser. Pure.

Only what leaves nothing to guess is read here, and read exactly as `xml_feed` would read it with
feedparser. Any other element, attribute or repetition: None, and feedparser judges the document.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree

from bot.feeds.dates import read_date
from bot.feeds.parsed import ENTRIES_LIMIT, ParsedEntry, make_entry, web_link
from bot.feeds.plain import plain

# feedparser takes a text for plain as soon as it holds a tag that it would not let through.
MARKUP = re.compile(
    r"</(?:a|b|i|u|p|div|span|em|strong|h\d|li|ul|ol|table|script|style|iframe|figure|blockquote)\s*>"
    r"|<(?:br|hr|p|img|iframe|div|video|audio|figure)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NAMED = re.compile(r"&(\w+);")
_ENTITY = re.compile(r"&#?\w+;")
# What feedparser takes for another encoding's characters, and addresses that it mends.
_MENDED = re.compile("[\x80-\x9f]|:///")
_LATIN = re.compile("[\x00-\xff]*")
_ENTRY_NAME = re.compile(r"(?:\{[^}]*\})?(?:item|entry)", re.IGNORECASE)

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SILENT = frozenset({
    "author", "category", "comments", "enclosure",
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://purl.org/dc/elements/1.1/}subject",
    "{http://purl.org/rss/1.0/modules/slash/}comments",
    "{http://purl.org/rss/1.0/modules/slash/}section",
    "{http://purl.org/rss/1.0/modules/slash/}department",
    "{http://rssnamespace.org/feedburner/ext/1.0}origLink",
    "{http://wellformedweb.org/CommentAPI/}comment",
    "{http://wellformedweb.org/CommentAPI/}commentRss",
    "{http://search.yahoo.com/mrss/}content", "{http://search.yahoo.com/mrss/}thumbnail",
    f"{_ATOM}category", "{http://purl.org/syndication/thread/1.0}total",
})  # fmt: skip
"""Elements of an entry that say nothing about what is read here; they hold no others."""
_CHANNEL = frozenset({
    "title", "link", "description", "language", "lastBuildDate", "pubDate", "generator", "image",
    "copyright", "managingEditor", "webMaster", "ttl", "docs", "category", "skipHours", "skipDays",
    "image/url", "image/title", "image/link", "image/width", "image/height", "image/description",
    "skipHours/hour", "skipDays/day", "rating", "cloud", f"{_ATOM}link",
    "{http://rssnamespace.org/feedburner/ext/1.0}info",
    "{http://purl.org/rss/1.0/modules/syndication/}updatePeriod",
    "{http://purl.org/rss/1.0/modules/syndication/}updateFrequency",
    "{http://purl.org/rss/1.0/modules/syndication/}updateBase",
    "{http://purl.org/dc/elements/1.1/}language",
    "{com-wordpress:feed-additions:1}site",
})  # fmt: skip
_FEED = frozenset({
    *(_ATOM + name for name in (
        "id", "title", "subtitle", "link", "updated", "author", "category", "generator", "logo",
        "icon", "rights",
    )),
    *(f"{_ATOM}author/{_ATOM}{name}" for name in ("name", "email", "uri")),
})  # fmt: skip
_PERSON = frozenset(_ATOM + name for name in ("name", "email", "uri"))
_TYPES = {"": False, "text": False, "text/plain": False, "html": True, "text/html": True}
"""Of a text in Atom: whether it is markup."""
_LINK_ATTRIBUTES = frozenset({"href", "rel", "type", "title", "hreflang", "length"})


class _IrregularError(Exception):
    """There is something to guess."""


def parse_regular(text: str, base: str) -> tuple[ParsedEntry, ...] | None:
    """The entries of a document without declaration and document type; links relative to `base`.

    None: it has to be read with more patience.
    """
    if "<!DOCTYPE" in text:
        return None  # it may define entities
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - where entities cannot be defined
        is_atom = root.tag == f"{_ATOM}feed"
        if not is_atom and root.tag != "rss":
            return None
        parts = _feed(root) if is_atom else _channel(root)
        if sum(_ENTRY_NAME.fullmatch(each.tag) is not None for each in root.iter()) != len(parts):
            return None
        read = _entry if is_atom else _item
        return tuple(read(part, base) for part in parts[:ENTRIES_LIMIT])
    except (ElementTree.ParseError, _IrregularError):
        return None


def _channel(root: ElementTree.Element) -> list[ElementTree.Element]:
    _only(root.attrib, {"version"})
    channel = _alone(root)
    if channel.tag != "channel" or channel.attrib or not root.get("version", "").startswith("2."):
        raise _IrregularError
    return _entries(channel, "item", _CHANNEL)


def _feed(root: ElementTree.Element) -> list[ElementTree.Element]:
    _only(root.attrib, {_LANGUAGE})
    return _entries(root, f"{_ATOM}entry", _FEED)


def _entries(
    parent: ElementTree.Element, name: str, around: frozenset[str]
) -> list[ElementTree.Element]:
    for child in parent:
        if child.tag != name:
            _only((child.tag, *(f"{child.tag}/{inner.tag}" for inner in child)), around)
            _only((inner.tag for below in child for inner in below), ())
    return parent.findall(name)


def _item(item: ElementTree.Element, base: str) -> ParsedEntry:
    if item.attrib:
        raise _IrregularError
    said = _parts(item, {"title", "link", "description", "pubDate", "guid", _CONTENT})
    for name, part in said.items():
        _only(part.attrib, {"isPermaLink"} if name == "guid" else ())
    title, guid, link = (_value(said.get(name)) for name in ("title", "guid", "link"))
    if ";" in link or ("link" in said and not link):
        raise _IrregularError
    is_link = "guid" in said and said["guid"].get("isPermaLink", "true") == "true"
    if "link" not in said and is_link and WEB_ADDRESS.match(guid):
        link = guid
    return make_entry(
        guid=guid,
        link=_address(link, base),
        title=plain(title) if _looks_like_markup(title) else title,
        summary=plain(_value(said.get("description"))) or plain(_value(said.get(_CONTENT))),
        published=_date(_value(said.get("pubDate"))),
    )


def _entry(entry: ElementTree.Element, base: str) -> ParsedEntry:
    _only(entry.attrib, {_LANGUAGE})
    for author in entry.findall(f"{_ATOM}author"):
        _only((part.tag for part in author), _PERSON)
        _only((inner.tag for part in author for inner in part), ())
        entry.remove(author)
    links = entry.findall(f"{_ATOM}link")
    for link in links:
        _only(link.attrib, _LINK_ATTRIBUTES)
        entry.remove(link)
    pages = [each for each in links if each.get("rel", "alternate").lower() == "alternate"]
    if not pages or not pages[0].get("href"):
        raise _IrregularError
    names = ("id", "title", "summary", "content", "published", "updated")
    said = _parts(entry, {_ATOM + name for name in names})
    for name in ("id", "published", "updated"):
        _only(said[_ATOM + name].attrib if _ATOM + name in said else (), ())
    published, updated = (_date(_value(said.get(_ATOM + name))) for name in names[4:])
    return make_entry(
        guid=_value(said.get(f"{_ATOM}id")),
        link=_address(_kept(pages[0].get("href", "")), base),
        title=_typed(said.get(f"{_ATOM}title")),
        summary=_typed(said.get(f"{_ATOM}summary")) or _typed(said.get(f"{_ATOM}content")),
        published=published or updated,
    )


def _parts(entry: ElementTree.Element, read: Iterable[str]) -> dict[str, ElementTree.Element]:
    """The elements that are read, each at most once; nothing but silent ones beside them."""
    found: dict[str, ElementTree.Element] = {}
    for part in entry:
        if len(part) or part.tag in found:
            raise _IrregularError
        if part.tag in read:
            found[part.tag] = part
        else:
            _only((part.tag,), _SILENT)
    return found


def _alone(parent: ElementTree.Element) -> ElementTree.Element:
    if len(parent) != 1:
        raise _IrregularError
    return parent[0]


def _only(found: Iterable[str], known: Iterable[str]) -> None:
    if not set(found) <= set(known):
        raise _IrregularError


def _value(part: ElementTree.Element | None) -> str:
    return "" if part is None or part.text is None else _kept(part.text.strip())


def _kept(value: str) -> str:
    """The value, if feedparser leaves it as it is."""
    if _MENDED.search(value) or (not value.isascii() and _is_twice_encoded(value)):
        raise _IrregularError
    return value


def _is_twice_encoded(value: str) -> bool:
    if not _LATIN.fullmatch(value):
        return False
    try:
        value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _typed(part: ElementTree.Element | None) -> str:
    """A text construct of Atom, which names its type."""
    if part is None:
        return ""
    _only(part.attrib, {"type", _LANGUAGE})
    named = part.get("type", "").lower()
    if named not in _TYPES:
        raise _IrregularError
    return plain(_value(part)) if _TYPES[named] else _value(part)


def _looks_like_markup(title: str) -> bool:
    """RSS leaves it to be guessed."""
    if MARKUP.search(title):
        return True
    if "</" in title:
        raise _IrregularError
    if not _ENTITY.search(title):
        return False
    if "<" in title:
        raise _IrregularError
    return all(name in html.entities.entitydefs for name in _NAMED.findall(title))


def _address(link: str, base: str) -> str:
    found = web_link(link, base)
    if link and not found:
        raise _IrregularError
    return found


def _date(written: str) -> datetime | None:
    moment = read_date(written) if written else None
    if written and moment is None:
        raise _IrregularError
    return moment
