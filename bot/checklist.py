"""What is seen before a call goes out, and what is usually wrong with one. Pure."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.cases.registry import Registry
from bot.i18n import LANGUAGES
from bot.letters.guide import guidance
from bot.render import plain
from bot.sites import site_of
from bot.wordings import HELD_AGAINST, charged_with_terrorism
from storage.broadcast_rows import Broadcast, CallKind, Content, written
from storage.rows import Mention, TopicKind


class Doubt(Enum):
    UNDESIRABLE = "undesirable"
    """A link to a publisher designated "undesirable" in Russia: sharing it is punished there."""
    RELEASED = "released"
    """Somebody is named who is free or dead."""
    NO_LINK = "no-link"
    NO_TEXT = "no-text"
    """A language has no text of its own: its readers get the first one."""
    SHORTENED = "shortened"
    """A link hides where it leads."""
    OLD_ADDRESS = "old-address"
    """The address of whom it asks to write to was not confirmed for six months, or is in doubt."""
    PAST = "past"
    """The deadline, the event or the schedule is over before it begins."""
    NO_TARGET = "no-target"
    """Its kind needs something to do that is missing: a person, a link, letters, an event."""
    TERRORISM = "terrorism"
    """Somebody is named who is charged under such an article: words for them have been punished."""
    WORDING = "wording"
    """And it uses words that were held against somebody in such a text."""
    TOO_LONG = "too-long"
    """With all that belongs to it, it does not fit into one message."""


BLOCKING = frozenset({Doubt.NO_TARGET, Doubt.TOO_LONG, Doubt.PAST})
"""What cannot go out; the rest is for people to weigh."""


@dataclass(frozen=True, slots=True)
class Finding:
    doubt: Doubt
    about: str = ""
    """The link's host, the person's slug, the language, or the `Wording`."""
    words: tuple[str, ...] = ()
    """As the text has them."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person must see before they let a broadcast go out."""

    broadcast: Broadcast
    recipients: int | None
    """Rounded; None when fewer than ten."""
    findings: tuple[Finding, ...]
    digest: str
    stars: int = 0
    """What it may cost in Telegram's Stars, rounded up; 0 where nothing is paid."""
    astray: tuple[Tried, ...] = ()
    """The links that could not be opened just now, or lead to another site."""


def digest(broadcast: Broadcast) -> str:
    """Binds an approval to exactly this content for exactly this segment."""
    said = [
        broadcast.segment.kind,
        broadcast.segment.slug,
        broadcast.texts,
        written(broadcast.content),
        broadcast.act,
        broadcast.revises,
        broadcast.closed,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Tried:
    """One link and where it led."""

    url: str
    fault: str = ""
    """Why it could not be opened, as a sentence; empty if it could."""
    leads_to: str = ""
    """Another host that it forwards to; empty if it stays where it says."""


class FindsPeople(Protocol):
    def find(self, text: str) -> Sequence[Mention]:
        """The cases a text names."""


def check(
    broadcast: Broadcast,
    registry: Registry,
    people: FindsPeople,
    undesirable: Iterable[str],
    *,
    now: datetime,
    too_long: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What is doubtful in a call, each thing once.

    ``undesirable`` holds addresses of publishers so designated, ``too_long`` the languages in which
    it does not fit.
    """
    publishers, content = tuple(undesirable), broadcast.content
    found: dict[Finding, None] = {Finding(Doubt.TOO_LONG, each): None for each in too_long}
    if not _has_target(content):
        found[Finding(Doubt.NO_TARGET, content.kind)] = None
    found |= dict.fromkeys(Finding(Doubt.PAST, what) for what in _past(content, now))
    addresses = addresses_of(broadcast)
    for address in addresses:
        if designated(address, publishers):
            found[Finding(Doubt.UNDESIRABLE, "/".join(site_of(address)).rstrip("/"))] = None
        if site_of(address)[0] in SHORTENERS:
            found[Finding(Doubt.SHORTENED, site_of(address)[0])] = None
    named = {mention.case for _, text in broadcast.texts for mention in people.find(plain(text))}
    for slug in sorted(named & registry.cases.keys()):
        if registry.cases[slug].status.kind.over:
            found[Finding(Doubt.RELEASED, slug)] = None
    if content.kind is CallKind.LETTER and content.case in registry.cases:
        card = guidance(registry.cases[content.case], now.date()).card
        if registry.cases[content.case].status.kind.over:
            found[Finding(Doubt.RELEASED, content.case)] = None
        elif card is None or card.old:
            found[Finding(Doubt.OLD_ADDRESS, content.case)] = None
    found |= dict.fromkeys(_held_against(broadcast, named, registry))
    if not addresses and content.kind in (CallKind.NEWS, CallKind.SHARE):
        found[Finding(Doubt.NO_LINK)] = None
    for language in LANGUAGES:
        if language not in dict(broadcast.texts):
            found[Finding(Doubt.NO_TEXT, language)] = None
    return tuple(found)


def _held_against(broadcast: Broadcast, named: set[str], registry: Registry) -> list[Finding]:
    whom = {*named, broadcast.content.case}
    if broadcast.segment.kind is TopicKind.CASE:
        whom.add(broadcast.segment.slug)
    charged = sorted(
        slug
        for slug in whom & registry.cases.keys()
        if charged_with_terrorism(registry.cases[slug])
    )
    if not charged:
        return []
    every = [plain(text) for _, text in broadcast.texts]
    every += [each.label for _, row in broadcast.content.links for each in row]
    said = {wording.name: wording.said_in("\n".join(every)) for wording in HELD_AGAINST}
    return [
        *(Finding(Doubt.TERRORISM, slug) for slug in charged),
        *(Finding(Doubt.WORDING, name, words) for name, words in said.items() if words),
    ]


def addresses_of(broadcast: Broadcast) -> tuple[str, ...]:
    """Every address that a call leads to, each once."""
    content = broadcast.content
    every = [address for _, text in broadcast.texts for address in links(text)]
    every += [link.url for _, row in content.links for link in row]
    every += [content.petition] if content.petition else []
    every += [each.to for each in content.appeals if each.to.startswith("https://")]
    return tuple(dict.fromkeys(every))


def designated(address: str, undesirable: Iterable[str]) -> bool:
    """Whether an address belongs to one of the publishers that have these addresses."""
    return any(_same(site_of(address), site_of(url)) for url in undesirable)


def _has_target(content: Content) -> bool:
    return {
        CallKind.LETTER: bool(content.case),
        CallKind.PETITION: bool(content.petition),
        CallKind.REPRESENTATIVE: bool(content.appeals),
        CallKind.EVENT: content.event is not None,
    }.get(content.kind, True)


def _past(content: Content, now: datetime) -> list[str]:
    begin = max(now, content.schedule.at) if content.schedule else now
    ends = {
        "deadline": content.deadline,
        "event": content.event.starts if content.event else None,
        "schedule": content.schedule.not_after if content.schedule else None,
    }
    return [
        what
        for what, end in ends.items()
        if end is not None and end <= (now if what == "schedule" else begin)
    ]


SHORTENERS = frozenset(
    {
        "bit.ly", "buff.ly", "clck.ru", "cutt.ly", "goo.gl", "goo.su", "is.gd", "lnkd.in",
        "ow.ly", "rb.gy", "rebrand.ly", "s.id", "shorturl.at", "t.co", "t.ly", "tiny.cc",
        "tinyurl.com", "u.to", "v.gd", "vk.cc",
    }
)  # fmt: skip
"""Services that shorten addresses: nobody sees where they lead, and they see who goes there."""

_HREF = re.compile(r'href="([^"]*)"')
_HIDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Telegram makes links of bare addresses too.
_BARE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#][^\s<>]*)?", re.IGNORECASE)


def links(text: str) -> list[str]:
    """Every address in a text that a reader can tap."""
    return [html.unescape(href) for href in _HREF.findall(text)] + _BARE.findall(plain(text))


def tidy(text: str) -> str:
    """Telegram HTML without control characters and direction overrides, which hide what is said."""
    return _HIDING.sub("", text).strip()


def _same(link: tuple[str, str], publisher: tuple[str, str]) -> bool:
    if link[1] or publisher[1]:
        return link == publisher
    return link[0] == publisher[0] or link[0].endswith(f".{publisher[0]}")
