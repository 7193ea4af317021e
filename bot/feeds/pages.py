"""Pages watched in place of a feed: their article links and headings are the entries. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.feeds.dates import read_date
from bot.feeds.parsed import ENTRIES_LIMIT, NotAFeed, ParsedEntry, make_entry, web_link
from bot.feeds.plain import text_of

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
# The page's own title is no article.
_ARTICLE_HEADINGS = _HEADINGS - {"h1"}
_FURNITURE_TAGS = frozenset(
    {"nav", "footer", "aside", "dialog", "form", "script", "style", "noscript", "template", "svg"}
)
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "menu", "menubar", "search", "dialog", "complementary"}
)
# Classes and ids whose first or last part is such a word surround the articles.
_FURNITURE_WORDS = frozenset(
    {"nav", "navbar", "navigation", "menu", "submenu", "footer", "sidebar", "breadcrumb",
     "breadcrumbs", "cookie", "cookies", "social", "socials", "share", "sharing", "pagination",
     "pager", "languages", "popup", "modal", "subscribe"}
)  # fmt: skip
_ARTICLES = "article, main, [role=main], h1"
# Links that lead to more of the site, to files or to sharing, not to an article.
_SHELVES = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|page|search|login|signin|register|wp-admin|wp-login\.php|"
    r"privacy(?:-policy)?|terms|contacts?|feed|rss|sharer|share|intent)(?:/|\.php|$)|"
    r"\.(?:jpe?g|png|gif|webp|svg|css|js|xml|zip)$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\W*(?:read (?:more|on|further)|continue reading|(?:learn )?more|details|(?:view|see) all|"
    r"читать(?: далее| дальше| полностью)?|подробнее|далее|дальше|ещ[её]|узнать больше)\W*",
    re.IGNORECASE,
)
# A card's heading, link and date stand at most this far below what holds them together.
_CARD_DEPTH = 5


def parse_page(text: str, url: str) -> tuple[ParsedEntry, ...]:
    """Links to articles, then headings without a link, in the page's order, each once.

    Menus, footers and what else surrounds the articles are left out. Raises `NotAFeed`.
    """
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None or "<" not in text:
        raise NotAFeed("The answer is not a web page.")
    base = tree.css_first("base[href]")
    page = _Page(body, url, (web_link(_attribute(base, "href"), url) if base else "") or url)
    return tuple([*page.links(), *page.headings()][:ENTRIES_LIMIT])


@dataclass(slots=True)
class _Page:
    body: LexborNode
    url: str
    base: str
    _furniture: dict[int, bool] = field(default_factory=dict)
    _titles: set[str] = field(default_factory=set)
    _cards: dict[str, dict[int, list[LexborNode]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        root = self.body.css_first("main, [role=main]")
        self.body = root or self.body
        headings = [node for tag in sorted(_HEADINGS) for node in self.body.css(tag)]
        self._cards = {"heading": _by_card(headings), "time": _by_card(self.body.css("time"))}

    def links(self) -> Iterator[ParsedEntry]:
        """One entry an address, with its best title: pictures and "read more" link there too."""
        best: dict[str, tuple[str, LexborNode]] = {}
        for node in self.body.css("a[href]"):
            address = urldefrag(web_link(_attribute(node, "href"), self.base)).url
            if not self._is_article(address) or self._in_furniture(node):
                continue
            title = self._title(node)
            if len(title) > len(best.get(address, ("",))[0]):
                best[address] = (title, node)
        for address, (title, node) in best.items():
            self._titles.add(title)
            yield make_entry(link=address, title=title, published=self._date(node))

    def headings(self) -> Iterator[ParsedEntry]:
        """Headings that belong to no link; call it after `links`."""
        for node in self.body.css(", ".join(sorted(_ARTICLE_HEADINGS))):
            title = _line(node)
            if title in self._titles or not _is_telling(title) or self._in_furniture(node):
                continue
            if node.css_first("a[href]") or any(each.tag == "a" for each in _ancestors(node)):
                continue
            self._titles.add(title)
            place = _attribute(node, "id")
            yield make_entry(
                # Headings share the page's address: what they say is their name.
                guid=f"heading: {title}",
                link=f"{self.url}#{place}" if place else self.url,
                title=title,
                published=self._date(node),
            )

    def _title(self, node: LexborNode) -> str:
        """What a link promises; empty if nothing that could be an article's title."""
        inside = node.css_first(", ".join(sorted(_HEADINGS)))
        own = _line(inside or node)
        in_heading = inside or any(each.tag in _HEADINGS for each in _ancestors(node, _CARD_DEPTH))
        if _is_telling(own) and not in_heading and _is_aside(node, own):
            return ""
        if _is_telling(own) or (in_heading and len(own) > 3 and not _MORE.fullmatch(own)):
            return own
        if own and not _MORE.fullmatch(own):
            return ""
        heading = self._card("heading", node)
        return _line(heading) if heading else ""

    def _date(self, node: LexborNode) -> datetime | None:
        time = self._card("time", node)
        return read_date(_attribute(time, "datetime") or _line(time)) if time else None

    def _card(self, what: str, node: LexborNode) -> LexborNode | None:
        """The only heading or date beside a node, within the nearest card that has any."""
        for each in _ancestors(node, _CARD_DEPTH):
            found = self._cards[what].get(each.mem_id, [])
            # Two headings: this holds several cards, and a date in it may be another card's.
            if len(found) > 1 or len(self._cards["heading"].get(each.mem_id, [])) > 1:
                return None
            if found:
                return found[0]
        return None

    def _is_article(self, address: str) -> bool:
        path = urlsplit(address).path
        own = urldefrag(self.url).url.rstrip("/")
        return path.strip("/") != "" and address.rstrip("/") != own and not _SHELVES.search(path)

    def _in_furniture(self, node: LexborNode) -> bool:
        unknown = []
        answer = False
        for each in _ancestors(node):
            if each.mem_id == self.body.mem_id:
                break
            if each.mem_id in self._furniture:
                answer = self._furniture[each.mem_id]
                break
            unknown.append(each)
        for each in reversed(unknown):
            answer = answer or _is_furniture(each)
            self._furniture[each.mem_id] = answer
        return answer


def _is_furniture(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag in _FURNITURE_TAGS or _attribute(node, "role") in _FURNITURE_ROLES:
        return True
    if "hidden" in node.attributes or _attribute(node, "aria-hidden") == "true":
        return True
    is_named_so = any(
        _FURNITURE_WORDS & {parts[0], parts[-1]}
        for name in f"{_attribute(node, 'class')} {_attribute(node, 'id')}".lower().split()
        if (parts := re.split(r"[-_]+", name))
    )
    # A site's header, or a wrapper called "with-sidebar", is furniture only if no article is in it.
    return (is_named_so or tag == "header") and not (
        node.css_first(_ARTICLES) or any(each.tag == "article" for each in _ancestors(node))
    )


def _by_card(nodes: list[LexborNode]) -> dict[int, list[LexborNode]]:
    cards: defaultdict[int, list[LexborNode]] = defaultdict(list)
    for node in nodes:
        for each in _ancestors(node, _CARD_DEPTH):
            cards[each.mem_id].append(node)
    return cards


def _ancestors(node: LexborNode, depth: int | None = None) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None and depth != 0:
        yield parent
        parent = parent.parent
        depth = None if depth is None else depth - 1


def _is_aside(node: LexborNode, own: str) -> bool:
    """A link that a paragraph mentions in passing."""
    paragraph = next((each for each in _ancestors(node, _CARD_DEPTH) if each.tag == "p"), None)
    return paragraph is not None and len(_line(paragraph)) > 2 * len(own)


def _is_telling(title: str) -> bool:
    return len(title) >= 15 and len(title.split()) >= 3


def _line(node: LexborNode) -> str:
    return " ".join(text_of(node).split())


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()
