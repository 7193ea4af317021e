"""The web preview of a public Telegram channel (``t.me/s/NAME``), read as a feed. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.feeds.dates import read_date
from bot.feeds.identity import NewEntry, SeenEntry
from bot.feeds.parsed import ENTRIES_LIMIT, NotAFeed, ParsedEntry, make_entry
from bot.feeds.plain import text_of

_NAME = re.compile(r"\w{1,64}/\d{1,18}", re.ASCII)
_HOSTS = frozenset({"t.me", "telegram.me"})


def is_channel(url: str) -> bool:
    """Whether this is the address of a public channel or its preview."""
    parts = urlsplit(url)
    return parts.hostname in _HOSTS and len(parts.path) > len("/s/")


def preview_url(url: str) -> str:
    """The preview's address for any address of a public channel."""
    parts = urlsplit(url)
    if parts.hostname not in _HOSTS or parts.path.startswith("/s/"):
        return url
    return urlunsplit(("https", "t.me", "/s" + parts.path, "", ""))


def parse_channel(text: str) -> tuple[ParsedEntry, ...]:
    """The newest post first. Raises `NotAFeed` where there is no public channel."""
    tree = LexborHTMLParser(text)
    if not tree.css_first(".tgme_channel_info, .tgme_channel_history, [data-post]"):
        raise NotAFeed("The answer is not the preview of a public channel.")
    posts = [_post(node) for node in tree.css("[data-post]:not(.service_message)")]
    return tuple(reversed(posts))[:ENTRIES_LIMIT]


def latest(new: Sequence[NewEntry], seen: Sequence[SeenEntry]) -> tuple[NewEntry, ...]:
    """The new posts, less those older than all that are known: a preview shows the last few, and
    they come into view where later ones are deleted."""
    oldest = min((_number(each.entry) for each in seen), default=-1)
    return tuple(each for each in new if _number(each.entry) > oldest)


def _number(post: ParsedEntry) -> int:
    """Posts are counted from one."""
    number = post.link.rpartition("/")[2]
    return int(number) if number.isdecimal() else 0


def _post(node: LexborNode) -> ParsedEntry:
    name = node.attributes.get("data-post") or ""
    link = f"https://t.me/{name}" if _NAME.fullmatch(name) else ""
    words = [
        text_of(each)
        for each in node.css(".tgme_widget_message_text, .tgme_widget_message_poll_question")
        # The text that a post replies to stands in the post as well.
        if not any(
            _has_class(parent, "tgme_widget_message_reply") for parent in _within(each, node)
        )
    ]
    text = "\n".join(filter(None, words))
    title, _, rest = text.partition("\n")
    time = node.css_first(".tgme_widget_message_date time[datetime]") or node.css_first(
        "time[datetime]"
    )
    return make_entry(
        guid=link,
        link=link,
        title=title,
        summary=rest or text,
        published=read_date(time.attributes.get("datetime") or "") if time else None,
    )


def _within(node: LexborNode, top: LexborNode) -> list[LexborNode]:
    found = [node]
    while (parent := found[-1].parent) is not None and parent.mem_id != top.mem_id:
        found.append(parent)
    return found


def _has_class(node: LexborNode, name: str) -> bool:
    return name in (node.attributes.get("class") or "").split()
