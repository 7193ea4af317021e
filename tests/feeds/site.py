"""A feed over time: what it shows at each poll."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.feeds.documents import WRITERS, Article

_WORDS = ("письмо", "суд", "колония", "апелляция", "адвокат", "этап", "срок", "приговор")
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
_WINDOW = 7
_IN_XML = re.compile(r"No (\d+)\b[^<]*</(?:description|summary)></(?:item|entry)>")
_WHOLE = {"rss": _IN_XML, "atom": _IN_XML, "rdf": _IN_XML, "json": re.compile(r'"No (\d+)\b')}
"""An article that stands in a document from its beginning to its end."""


@dataclass(frozen=True)
class Style:
    """How a feed names its entries."""

    guid: str = "permalink"
    """permalink, opaque or none"""
    link: str = "own"
    """own, queried (told apart by a parameter), shared (all link to one page), anchored (to places
    on one page) or none"""
    document: str = "rss"


STYLES = {
    "opaque guids": Style("opaque"),
    "permalinks": Style("permalink"),
    "links only": Style("none"),
    "queried": Style("none", "queried"),
    "atom": Style("opaque", document="atom"),
    "one link, guids": Style("opaque", "shared"),
    "one link, nothing else": Style("none", "shared"),
    "places on a page": Style("none", "anchored"),
    "guids only": Style("opaque", "none"),
    "titles only": Style("none", "none"),
}


@dataclass
class Site:
    """A feed whose articles come, change and go. Its host names it among others."""

    style: Style
    chance: random.Random
    host: str = "news.example.org"
    articles: list[Article] = field(default_factory=list)
    gone: list[Article] = field(default_factory=list)
    made: int = 0
    document: str = "rss"
    encoding: str = "utf-8"
    window: int = _WINDOW
    away: timedelta = timedelta(0)
    """So long nobody asks."""
    spoil: Callable[[str], str] | None = None
    """What becomes of the next document."""
    moved: bool = False
    stuck: bool = False
    """The server says 304 to whoever asks with a validator."""
    status: int = 200
    counts_places: bool = False
    """A guid is the place in the document, whatever stands there."""

    def __post_init__(self) -> None:
        self.document = self.style.document

    def publish(self, count: int = 1, *, days_ago: int = 0) -> None:
        for _ in range(count):
            self.made += 1
            n = self.made
            self.articles.insert(0, self._article(n, START + timedelta(hours=n, days=-days_ago)))
        self.gone += self.articles[self.window :]
        del self.articles[self.window :]

    def change(self, **changes: Callable[[Article], Any]) -> None:
        """Change some of the articles, with all their copies."""
        changed = {a.number for a in self.articles if self.chance.random() < 0.7}
        seed = self.chance.random()
        for place, article in enumerate(self.articles):
            if article.number in changed:
                self.chance.seed(f"{seed} {article.number}")
                made = {name: change(article) for name, change in changes.items()}
                self.articles[place] = replace(article, **made)

    def take(self) -> tuple[bytes, list[int]]:
        """The document to be served now, and the numbers of the articles in it."""
        articles = self.articles
        if self.counts_places:
            articles = [replace(a, guid=f"{place}") for place, a in enumerate(articles, start=1)]
        text = WRITERS[self.document](articles)
        spoil, self.spoil = self.spoil, None
        if spoil is not None:
            text = spoil(text)
        if self.encoding != "utf-8":
            text = text.replace('version="1.0"', f'version="1.0" encoding="{self.encoding}"', 1)
        numbers = list(dict.fromkeys(map(int, _WHOLE[self.document].findall(text))))
        if self.document == "json" and not text.endswith("}"):
            numbers = []
        return text.encode(self.encoding, "xmlcharrefreplace"), numbers

    def _article(self, n: int, published: datetime) -> Article:
        own = f"https://{self.host}/2026/story-{n}"
        link = {
            "own": own,
            "queried": f"https://{self.host}/index.php?p={n}&lang=ru",
            "shared": f"https://{self.host}/chronicle",
            "anchored": f"https://{self.host}/chronicle#p{n}",
            "none": "",
        }[self.style.link]
        guid = {"permalink": own, "opaque": f"tag:{n * 7919}", "none": ""}[self.style.guid]
        title = f"Новость {n}: {_WORDS[n % len(_WORDS)]}"
        return Article(n, title, link, guid, published, f"No {n}", guid == own)
