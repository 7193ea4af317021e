"""What is seen before a call goes out, and what is usually wrong with one. Pure."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol
from urllib.parse import urlsplit

from bot.cases.registry import Registry
from bot.i18n import LANGUAGES
from bot.letters.guide import free
from storage.calls import Broadcast
from storage.rows import Mention


class Doubt(Enum):
    UNDESIRABLE = "undesirable"
    """A link to a publisher designated "undesirable" in Russia: sharing it is punished there."""
    RELEASED = "released"
    """Somebody is named who is free or dead."""
    NO_LINK = "no-link"
    NO_TEXT = "no-text"
    """A language has no text of its own: its readers get the first one."""


@dataclass(frozen=True, slots=True)
class Finding:
    doubt: Doubt
    about: str = ""
    """The link's host, the person's slug, or the language."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person must see before they let a broadcast go out."""

    broadcast: Broadcast
    recipients: int | None
    """Rounded; None when fewer than ten."""
    findings: tuple[Finding, ...]
    digest: str


def digest(broadcast: Broadcast) -> str:
    """Binds an approval to exactly these texts for exactly this segment."""
    content = [broadcast.segment.kind, broadcast.segment.slug, broadcast.texts]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:24]


class FindsPeople(Protocol):
    def find(self, text: str) -> Sequence[Mention]:
        """The cases a text names."""


def check(
    texts: Mapping[str, str],
    registry: Registry,
    people: FindsPeople,
    undesirable: Iterable[str],
) -> tuple[Finding, ...]:
    """Everything doubtful in the texts (Telegram HTML by language), each thing once.

    ``undesirable`` holds addresses of publishers so designated.
    """
    publishers = tuple(undesirable)
    found: dict[Finding, None] = {}
    linked = False
    for text in texts.values():
        for address in links(text):
            linked = True
            if designated(address, publishers):
                found[Finding(Doubt.UNDESIRABLE, "/".join(_publisher(address)).rstrip("/"))] = None
        for mention in people.find(plain(text)):
            if mention.case in registry.cases and free(registry.cases[mention.case]):
                found[Finding(Doubt.RELEASED, mention.case)] = None
    if not linked:
        found[Finding(Doubt.NO_LINK)] = None
    for language in LANGUAGES:
        if language not in texts:
            found[Finding(Doubt.NO_TEXT, language)] = None
    return tuple(found)


def designated(address: str, undesirable: Iterable[str]) -> bool:
    """Whether an address belongs to one of the publishers that have these addresses."""
    return any(_same(_publisher(address), _publisher(url)) for url in undesirable)


_HREF = re.compile(r'href="([^"]*)"')
_HIDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"<[^<>]*>")
# Telegram makes links of bare addresses too.
_BARE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#][^\s<>]*)?", re.IGNORECASE)


def links(text: str) -> list[str]:
    """Every address in a text that a reader can tap."""
    return [html.unescape(href) for href in _HREF.findall(text)] + _BARE.findall(plain(text))


def tidy(text: str) -> str:
    """Telegram HTML without control characters and direction overrides, which hide what is said."""
    return _HIDING.sub("", text).strip()


def plain(text: str) -> str:
    """Telegram HTML as it reads, without its tags."""
    return html.unescape(_TAG.sub("", text))


def _publisher(address: str) -> tuple[str, str]:
    """Host and, where one host serves many publishers, the channel."""
    parts = urlsplit(address if "://" in address else f"https://{address}")
    host = (parts.hostname or "").removeprefix("www.")
    if host in ("t.me", "telegram.me"):
        steps = [step for step in parts.path.split("/") if step and step != "s"]
        return "t.me", steps[0].casefold() if steps else ""
    return host, ""


def _same(link: tuple[str, str], publisher: tuple[str, str]) -> bool:
    if link[1] or publisher[1]:
        return link == publisher
    return link[0] == publisher[0] or link[0].endswith(f".{publisher[0]}")
