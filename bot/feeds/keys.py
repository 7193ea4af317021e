"""What an entry is known by: hashes of 128 bits of its names, its place and its words. Pure.

They are made where a document is parsed, beside the event loop: of thousands of entries they take
seconds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from bot.feeds.canonical import canonical_link

if TYPE_CHECKING:
    from bot.feeds.parsed import ParsedEntry

_NO_WORD = re.compile(r"[\W_]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Keys:
    """The hashes of one entry; None where it has nothing of the kind."""

    guid: bytes | None
    link: bytes | None
    place: bytes | None
    """The link with its fragment."""
    title: bytes | None
    """The link's path with the title; the title or summary alone where there is no link."""
    shared: bytes | None
    """Remembered for a link that several entries have."""
    pair: bytes | None
    """The guid together with the link, where they are not the same."""
    dated: bytes | None
    """The title with the date, or with the summary where there is no date."""
    _: KW_ONLY
    said: bytes
    """Of its words."""
    is_front: bool
    """The link is a site's front page."""

    def all(self) -> tuple[bytes, ...]:
        """What is remembered of an entry."""
        keys = (self.guid, self.link, self.place, self.title, self.pair, self.dated)
        return tuple(key for key in keys if key is not None)


def keys_of(entry: ParsedEntry) -> Keys:
    return entry.keys or _made(entry)


def keys_of_link(link: str) -> tuple[bytes, bytes]:
    """What is remembered of an entry with this link: the link's own key, and the key of a guid that
    is the link."""
    page, fragment = canonical_link(link)
    return hashed("link", page), hashed("guid", page, fragment)


def paired(guid: bytes, link: bytes) -> bytes:
    return hashed("pair", guid.hex(), link.hex())


def title_key(title: str) -> bytes | None:
    """Equal for the same title, however it is set; None for one without words."""
    folded = fold(title)
    return hashed("headline", folded) if folded else None


def said(title: str, summary: str) -> bytes:
    """Of an entry's words: counts, dates and punctuation name nobody.

    Unlike an alert's, they are those of the whole summary: somebody may be named far below.
    """
    text = unicodedata.normalize("NFKC", f"{title} {summary}").casefold()
    return hashed(_NO_LETTER.sub(" ", text).strip())


def fold(text: str) -> str:
    """A title without what editors and programs change without saying anything new."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _NO_WORD.sub(" ", folded).strip()


def hashed(*parts: str) -> bytes:
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).digest()


def _made(entry: ParsedEntry) -> Keys:
    title = fold(entry.title) or fold(entry.summary)
    words = said(entry.headline, entry.summary)
    moment = entry.published.isoformat() if entry.published else fold(entry.summary)
    dated = hashed("dated", title, moment) if title and moment else None
    if not entry.link:
        return Keys(
            guid=_guid_key(entry.guid),
            link=None,
            place=None,
            title=hashed("title", "", title) if title else None,
            shared=None,
            pair=None,
            dated=dated,
            is_front=False,
            said=words,
        )
    page, fragment = canonical_link(entry.link)
    path = page[page.find("/") :] if "/" in page else ""
    guid, link = _guid_key(entry.guid), hashed("link", page)
    return Keys(
        guid=guid,
        link=link,
        place=hashed("place", page, fragment) if fragment else None,
        title=hashed("title", path, title) if title else None,
        shared=hashed("shared", page),
        pair=paired(guid, link) if guid not in {None, hashed("guid", page, fragment)} else None,
        dated=dated,
        is_front="/" not in page and "?" not in page,
        said=words,
    )


def _guid_key(guid: str) -> bytes | None:
    if not guid:
        return None
    if _WEB_ADDRESS.match(guid):
        page, fragment = canonical_link(guid)
        return hashed("guid", page, fragment)
    return hashed("guid", guid)
