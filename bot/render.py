"""Messages as Telegram takes them: HTML parts and buttons. Pure.

Limits from the Bot API: a text has at most 4096 characters, a caption 1024, *after entities are
parsed*, counted in UTF-16 code units; a button's callback data at most 64 bytes of UTF-8.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What cleans the words of feeds, in a process of its own, needs no calls and starts sooner.
    from storage.broadcast_rows import Media

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_LIMIT = 64
MOST_BUTTONS = 90
"""To choose from. Telegram shows at most a hundred under a message; some stand beside these."""
COPY_LIMIT = 256
"""Telegram's, of a text that a button copies."""
# Bidirectional overrides and isolates, zero-width characters, the soft hyphen and the tags block
# can make one text look like another.
_TRICKS = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
# Nothing in such a text has to be cleaned, and most texts are such.
_USUAL = "[!-~А-яЁё«»–—…’“”№]++"
_CLEAN = re.compile(rf"(?:{_USUAL}(?:[ \n]{_USUAL})*+)?")
# Those that are white space are not among them.
_CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")
_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Text that is already Telegram HTML. Everything else is escaped before it is shown."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. Exactly one of the targets is set."""

    text: str
    callback: str = ""
    url: str = ""
    switch_inline: str | None = None
    """Opens the chat picker with this inline query ("share")."""
    copy_text: str = ""
    """Copied on a tap: at most `COPY_LIMIT` characters."""

    def __post_init__(self) -> None:
        if len(self.callback.encode()) > CALLBACK_LIMIT:
            raise ValueError(f"callback data over {CALLBACK_LIMIT} bytes: {self.callback!r}")


@dataclass(frozen=True, slots=True)
class Message:
    """What the bot says: one or more HTML parts; the buttons belong to the last part."""

    parts: tuple[Html, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    link_preview: bool = False
    silent: bool = False
    media: Media | None = None
    """A picture or file that stands at Telegram; the one part is its caption."""
    paid: bool = False
    """Telegram may be paid to take it faster than it takes messages for nothing."""
    designated: frozenset[str] = frozenset()
    """Addresses in it that lead to publishers designated "undesirable" in Russia."""

    @classmethod
    def of(cls, *blocks: Html, buttons: Sequence[tuple[Button, ...]] = ()) -> Message:
        """Paragraphs in as few parts as they fit in; empty ones are left out."""
        return cls(split(list(blocks)), tuple(buttons))


@dataclass(frozen=True, slots=True)
class File:
    """A document the bot made: for printing, for a calendar."""

    name: str
    content: bytes


def rows(buttons: Sequence[Button], width: int = 2) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows as wide as a telephone can show."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def turning(data: str, page: int, pages: int) -> tuple[Button, ...]:
    """Buttons to the page before and the one after; they carry ``data`` and that page's number."""
    return tuple(
        Button(label, callback=f"{data}:{number}")
        for label, number in (("←", page - 1), ("→", page + 1))
        if 0 <= number < pages
    )


def escape(text: str) -> Html:
    """Text safe inside Telegram HTML."""
    return Html(html.escape(text, quote=True))


def clean(text: str) -> str:
    """Outside text without control characters, direction tricks and lone surrogates.

    Runs of white space within a line become one space; at most one empty line stays between lines.
    """
    if _CLEAN.fullmatch(text):
        return text
    text = _TRICKS.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    text = re.sub("\r\n?|\u2028|\u2029", "\n", text)
    text = _CONTROLS.sub("", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return unicodedata.normalize("NFC", text)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a word where there is one near, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    if cut > limit // 2:
        head = head[:cut]
    return head.rstrip(" ,.;:–—-") + "…"


def link(url: str, label: str) -> Html:
    """A link. Only http and https are linked; anything else stays plain text."""
    if not re.match(r"https?://[^\s]+\Z", url, re.IGNORECASE):
        return escape(label)
    return Html(f'<a href="{html.escape(url, quote=True)}">{escape(label)}</a>')


def without_html(part: Html) -> str:
    """What a part says without its tags; links stand in brackets after their words."""
    with_links = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"\2 (\1)", part, flags=re.DOTALL)
    return plain(with_links)


def plain(text: str) -> str:
    """Telegram HTML as it reads, without its tags."""
    return html.unescape(_TAG.sub("", text))


def visible_length(part: str) -> int:
    """UTF-16 code units that a part has once Telegram parsed its entities."""
    return utf16_length(plain(part))


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(blocks: list[Html], limit: int = TEXT_LIMIT) -> tuple[Html, ...]:
    """Blocks (paragraphs, each with balanced tags) joined by empty lines into as few parts as fit.

    A block that is too long by itself is cut at line ends, then at words; tags open at a cut are
    closed before it and opened again after it.
    """
    parts: list[Html] = []
    current = ""
    for block in (piece for b in blocks if b for piece in _pieces(b, limit)):
        joined = f"{current}\n\n{block}" if current else block
        if visible_length(joined) <= limit:
            current = joined
        else:
            parts.append(Html(current))
            current = block
    if current:
        parts.append(Html(current))
    return tuple(parts)


_TOKEN = re.compile(r"<[^<>]*>|&[#\w]+;|\n|[^<&\n]", re.DOTALL)


def _pieces(block: str, limit: int) -> list[str]:
    if visible_length(block) <= limit:
        return [block]
    pieces: list[str] = []
    current, size = "", 0
    open_tags: tuple[str, ...] = ()
    # Where the last white space ended, and which tags were open there.
    gap, gap_tags = 0, open_tags
    for token in _TOKEN.findall(block):
        is_tag = token.startswith("<")
        width = 0 if is_tag else utf16_length(html.unescape(token))
        # Twice where what stands after the last gap leaves no room for this character either.
        while size + width > limit:
            cut, tags = (gap, gap_tags) if gap > len(current) // 2 else (len(current), open_tags)
            piece = current[:cut].rstrip() + _closing(tags)
            if visible_length(piece):
                pieces.append(piece)
            current = "".join(tags) + current[cut:].lstrip()
            size, gap, gap_tags = visible_length(current), 0, ()
        if is_tag:
            open_tags = open_tags[:-1] if token.startswith("</") else (*open_tags, token)
        current += token
        size += width
        if token.isspace():
            gap, gap_tags = len(current), open_tags
    if visible_length(current):
        pieces.append(current)
    return pieces


def _closing(open_tags: Sequence[str]) -> str:
    return "".join(f"</{re.split(r'[ >]', tag[1:], maxsplit=1)[0]}>" for tag in reversed(open_tags))
