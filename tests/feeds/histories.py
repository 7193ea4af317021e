"""Poll histories of our own making: what feeds do over time, and which entries are news.

A history is a folder with ``index.jsonl`` and one document a poll. The first line of the index says
what names an entry (``key``); each further line names the entries of the first poll (``baseline``)
and those seen now for the first time (``tell``).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

_WORDS = ("письмо", "суд", "колония", "апелляция", "адвокат", "этап", "срок", "приговор")
_START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Article:
    name: str
    title: str
    link: str
    guid: str
    published: datetime
    summary: str = ""


@dataclass(frozen=True)
class Style:
    """How a feed names its entries."""

    guid: str = "permalink"
    """permalink, opaque or none"""
    link: str = "own"
    """own, shared (all entries link to one page), anchored (to places on one page) or none"""
    document: str = "rss"
    """rss or atom"""


STYLES = {
    "wordpress": Style("opaque"),
    "permalinks": Style("permalink"),
    "links only": Style("none"),
    "atom": Style("opaque", document="atom"),
    "one link, guids": Style("opaque", "shared"),
    "one link, nothing else": Style("none", "shared"),
    "places on a page": Style("none", "anchored"),
    "titles only": Style("none", "none"),
}


@dataclass
class Feed:
    """A feed whose articles come, change and go."""

    style: Style
    chance: random.Random
    articles: list[Article] = field(default_factory=list)
    gone: list[Article] = field(default_factory=list)
    made: int = 0

    def publish(self, count: int = 1, *, days_ago: int = 0) -> None:
        for _ in range(count):
            self.made += 1
            n = self.made
            self.articles.insert(0, self._article(n, _START + timedelta(hours=n, days=-days_ago)))
        self.gone += self.articles[12:]
        del self.articles[12:]

    def change(self, **changes: Callable[[Article], object]) -> None:
        """Change some of the articles, with all their copies."""
        changed = {a.name for a in self.articles if self.chance.random() < 0.7}
        seed = self.chance.random()
        for place, article in enumerate(self.articles):
            if article.name in changed:
                self.chance.seed(f"{seed} {article.name}")
                made = {name: change(article) for name, change in changes.items()}
                self.articles[place] = replace(article, **made)  # type: ignore[arg-type]

    def document(self) -> str:
        return _atom(self.articles) if self.style.document == "atom" else _rss(self.articles)

    def _article(self, n: int, published: datetime) -> Article:
        word = _WORDS[n % len(_WORDS)]
        own = f"https://news.example.org/2026/{word_slug(n)}"
        link = {
            "own": own,
            "shared": "https://news.example.org/chronicle",
            "anchored": f"https://news.example.org/chronicle#p{n}",
            "none": "",
        }[self.style.link]
        guid = {"permalink": own, "opaque": f"tag:{n * 7919}", "none": ""}[self.style.guid]
        name = f"No {n}"
        return Article(name, f"Новость {n}: {word}", link, guid, published, name)


def word_slug(n: int) -> str:
    return f"story-{n}"


Change = Callable[[Feed], None]


def _grow(feed: Feed) -> None:
    feed.publish()


def _burst(feed: Feed) -> None:
    feed.publish(5)


def _backdated(feed: Feed) -> None:
    feed.publish(days_ago=400)


def _grow_below(feed: Feed) -> None:
    """A feed that puts what is new at its end."""
    feed.publish()
    feed.articles.append(feed.articles.pop(0))


def _reorder(feed: Feed) -> None:
    feed.chance.shuffle(feed.articles)


def _reverse(feed: Feed) -> None:
    feed.articles.reverse()


def _redate(feed: Feed) -> None:
    feed.change(published=lambda a: a.published + timedelta(days=feed.chance.randint(-9, 9)))


def _redate_all_alike(feed: Feed) -> None:
    feed.change(published=lambda _: _START + timedelta(days=90))


def _polish_title(feed: Feed) -> None:
    """Quotes, dashes and case are no news, even where the title is the only name."""
    feed.change(title=lambda a: f"«{a.title.upper()}»  —")


def _vanish(feed: Feed) -> None:
    feed.gone += feed.articles[::2]
    feed.articles = feed.articles[1::2]


def _return(feed: Feed) -> None:
    feed.articles += feed.gone[-6:]
    del feed.gone[-6:]


def _empty(feed: Feed) -> None:
    feed.gone += feed.articles
    feed.articles = []


def _duplicate(feed: Feed) -> None:
    feed.articles += feed.articles[:3]


def _once(feed: Feed) -> None:
    feed.articles = list(dict.fromkeys(feed.articles))


def _nothing(_: Feed) -> None:
    pass


ALWAYS: tuple[Change, ...] = (
    _grow, _burst, _backdated, _grow_below, _reorder, _reverse, _redate, _redate_all_alike,
    _polish_title, _vanish, _return, _empty, _return, _duplicate, _once, _nothing,
)  # fmt: skip


def _retitle(feed: Feed) -> None:
    feed.change(title=lambda a: f"{a.title} (обновлено {feed.chance.randint(1, 99)})")


def _resummarise(feed: Feed) -> None:
    feed.change(published=lambda a: a.published, title=lambda a: f"{a.title}.")


def _scheme(feed: Feed) -> None:
    feed.change(link=lambda a: a.link.replace("https://", "http://www."))


def _scheme_back(feed: Feed) -> None:
    feed.change(link=lambda a: a.link.replace("http://www.", "https://"))


def _tracking(feed: Feed) -> None:
    feed.change(link=lambda a: f"{a.link.partition('?')[0]}?utm_source=rss&utm_term={a.name[3:]}")


def _fragment(feed: Feed) -> None:
    feed.change(link=lambda a: f"{a.link.partition('#')[0]}#utm_source=feed")


def _slash(feed: Feed) -> None:
    feed.change(link=lambda a: a.link if "?" in a.link or "#" in a.link else a.link + "/")


def _mirror(feed: Feed) -> None:
    """The site moves to another name, its guids and links with it."""
    feed.change(
        link=lambda a: a.link.replace("news.example.org", "mirror.example.net"),
        guid=lambda a: a.guid.replace("news.example.org", "mirror.example.net"),
    )


def _churn_guids(feed: Feed) -> None:
    feed.change(guid=lambda a: a.guid and f"{a.guid}-{feed.chance.randint(1, 10**6)}")


def _drop_guids(feed: Feed) -> None:
    feed.change(guid=lambda _: "")


def _twins(feed: Feed) -> None:
    """The same article twice, under two guids and two ways to write its address."""
    feed.articles += [
        replace(a, guid=a.guid and f"{a.guid}-twin", link=f"{a.link}?from=rss")
        for a in feed.articles[:3]
    ]


OWN_LINKS: tuple[Change, ...] = (
    _retitle, _resummarise, _scheme, _scheme_back, _tracking, _fragment, _slash, _churn_guids,
    _drop_guids, _twins, _mirror,
)  # fmt: skip


def _move(feed: Feed) -> None:
    """New addresses under old guids."""
    feed.change(
        link=lambda a: f"https://news.example.org/archive/{a.name[3:]}" if a.guid else a.link
    )


OWN_GUIDS: tuple[Change, ...] = (_retitle, _move)


def write_history(folder: Path, style: Style, seed: int) -> None:
    """Every change that this style of feed lets a reader see through, new entries in between."""
    chance = random.Random(seed)
    changes = [*ALWAYS]
    if style.link == "own":
        changes += OWN_LINKS
    if style.guid == "opaque":
        changes += OWN_GUIDS
    feed = Feed(style, chance)
    feed.publish(6)
    told: set[str] = set()
    lines: list[dict[str, object]] = [{"feed": str(style), "key": "summary"}]
    chance.shuffle(changes)
    for poll, change in enumerate([_nothing, *changes], start=1):
        change(feed)
        if chance.random() < 0.4:
            feed.publish()
        if chance.random() < 0.2:
            chance.shuffle(feed.articles)
        names = list(dict.fromkeys(article.name for article in feed.articles))
        first_seen = [name for name in names if name not in told]
        told.update(names)
        file = f"{poll:04}.xml"
        (folder / file).write_text(feed.document(), encoding="utf-8")
        lines.append(
            {
                "poll": poll,
                "file": file,
                "change": change.__name__.strip("_"),
                "baseline": first_seen if poll == 1 else [],
                "tell": [] if poll == 1 else first_seen,
            }
        )
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "index.jsonl").write_text(text, encoding="utf-8")


def _rss(articles: list[Article]) -> str:
    items = "".join(
        f"<item><title>{escape(a.title)}</title>"
        + (f"<link>{escape(a.link)}</link>" if a.link else "")
        + (f'<guid isPermaLink="false">{escape(a.guid)}</guid>' if a.guid else "")
        + f"<pubDate>{format_datetime(a.published)}</pubDate>"
        f"<description>{escape(a.summary)}</description></item>"
        for a in articles
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'
    )


def _atom(articles: list[Article]) -> str:
    items = "".join(
        f"<entry><title>{escape(a.title)}</title>"
        + (f'<link rel="alternate" href="{escape(a.link)}"/>' if a.link else "")
        + (f"<id>{escape(a.guid)}</id>" if a.guid else "")
        + f"<published>{a.published.isoformat()}</published>"
        f"<summary>{escape(a.summary)}</summary></entry>"
        for a in articles
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{items}</feed>'
