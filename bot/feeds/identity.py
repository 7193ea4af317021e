"""Is an entry new? Pure.

Each entry has several keys: its guid, its canonical link without and with the fragment, its path
with its title. All are remembered forever. An entry is known if a key *that identifies it in this
document* is remembered: a guid or link that other entries share says nothing by itself. So a new
guid under an old link is the same entry, a new title or date is too, and 24 entries under one link
are told apart.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.feeds.canonical import canonical_link
from bot.feeds.parsed import ParsedEntry

_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Keys:
    """The hashes of one entry, 128 bits each; None where it has nothing of the kind."""

    guid: bytes | None
    link: bytes | None
    place: bytes | None
    """The link with its fragment."""
    title: bytes | None
    """The link's path with the title; the title or summary alone where there is no link."""
    shared: bytes | None
    """Remembered for a link that several entries have."""

    def all(self) -> tuple[bytes, ...]:
        """What is remembered of an entry."""
        keys = (self.guid, self.link, self.place, self.title)
        return tuple(key for key in keys if key is not None)


@dataclass(frozen=True, slots=True)
class NewEntry:
    entry: ParsedEntry
    story: str
    """Equal for the same story in other feeds: the hash, in hex, of its canonical link, or of what
    else identifies it."""
    guid: bytes | None = None
    """The hash of the feed's own name for it, where that tells it from others."""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry that was shown before; what stands there now may say something else."""

    entry: ParsedEntry
    story: str
    guid: bytes | None


@dataclass(frozen=True, slots=True)
class Decision:
    new: tuple[NewEntry, ...]
    """In the order of the document."""
    remember: tuple[bytes, ...]
    """Keys not known before."""
    seen: tuple[SeenEntry, ...] = ()
    """Those known before, as they stand first in the document."""


def keys_to_look_up(entries: Sequence[ParsedEntry]) -> tuple[bytes, ...]:
    """Every key that `decide` may ask for."""
    found: dict[bytes, None] = {}
    for entry in entries:
        keys = _keys(entry)
        found.update(dict.fromkeys((*keys.all(), *((keys.shared,) if keys.shared else ()))))
    return tuple(found)


def decide(entries: Sequence[ParsedEntry], known: Collection[bytes], own: str = "") -> Decision:
    """Which entries are new, each once, and what to remember.

    An entry that is not whole waits until it is: half of it would be told now and the whole later.
    `known`: those of `keys_to_look_up` that are remembered. `own`: the feed's own address, which
    identifies no entry.
    """
    seen = set(known)
    keyed = [(entry, _keys(entry)) for entry in entries if entry.is_whole]
    shared = _loose_guids(keyed) | _shared_places(keyed)
    shared |= {keys.link for _, keys in keyed if keys.link is not None and keys.shared in seen}
    if own:
        shared.add(_hash("link", canonical_link(own)[0]))
    new: list[NewEntry] = []
    again: list[SeenEntry] = []
    shown: set[bytes] = set()
    remember: dict[bytes, None] = {}
    for entry, keys in keyed:
        identifying = _identifying(entry, keys, shared)
        if identifying and shown.isdisjoint(identifying):
            # The link first, where it identifies: it is what other feeds have as well.
            link = keys.link if keys.link in identifying else None
            # Guids and titles mean something within one feed only.
            story = (link or _hash("story", own, identifying[0].hex())).hex()
            guid = keys.guid if keys.guid in identifying else None
            if seen.isdisjoint(identifying):
                new.append(NewEntry(entry, story, guid))
            else:
                again.append(SeenEntry(entry, story, guid))
        remembered = [*keys.all()]
        if keys.shared is not None and keys.link in shared:
            remembered.append(keys.shared)
        shown.update(remembered)
        remember.update((key, None) for key in remembered if key not in seen)
        seen.update(remembered)
    return Decision(tuple(new), tuple(remember), tuple(again))


def title_key(title: str) -> bytes | None:
    """Equal for the same title, however it is set; None for one without words."""
    folded = fold(title)
    return _hash("headline", folded) if folded else None


def keys_of_link(link: str) -> tuple[bytes, bytes]:
    """What is remembered of an entry with this link: the link's own key, which in hex names the
    story, and the key of a guid that is the link."""
    page, fragment = canonical_link(link)
    return _hash("link", page), _hash("guid", page, fragment)


# Asked for when they are looked up, and again when they are judged.
@lru_cache(maxsize=1024)
def _keys(entry: ParsedEntry) -> Keys:
    title = fold(entry.title) or fold(entry.summary)
    if not entry.link:
        return Keys(
            guid=_guid_key(entry.guid),
            link=None,
            place=None,
            title=_hash("title", "", title) if title else None,
            shared=None,
        )
    page, fragment = canonical_link(entry.link)
    path = page[page.find("/") :] if "/" in page else ""
    return Keys(
        guid=_guid_key(entry.guid),
        link=_hash("link", page),
        place=_hash("place", page, fragment) if fragment else None,
        title=_hash("title", path, title) if title else None,
        shared=_hash("shared", page),
    )


def _guid_key(guid: str) -> bytes | None:
    if not guid:
        return None
    if re.match(r"https?://", guid, re.IGNORECASE):
        page, fragment = canonical_link(guid)
        return _hash("guid", page, fragment)
    return _hash("guid", guid)


def _identifying(entry: ParsedEntry, keys: Keys, shared: set[bytes]) -> list[bytes]:
    """The keys that tell this entry from the others, the surest first."""
    guid, link, place = (
        None if key in shared else key for key in (keys.guid, keys.link, keys.place)
    )
    if link is not None and not _is_front_page(entry.link):
        found = [guid, link, keys.title]
    else:
        found = [guid or place or keys.title or keys.guid or keys.link]
    return [key for key in found if key is not None]


def _is_front_page(link: str) -> bool:
    return "/" not in canonical_link(link)[0] and "?" not in canonical_link(link)[0]


def _loose_guids(keyed: Sequence[tuple[ParsedEntry, Keys]]) -> set[bytes]:
    """Guids under which different titles stand at different links."""
    bearers: defaultdict[bytes, dict[bytes | None, bytes | None]] = defaultdict(dict)
    for _, keys in keyed:
        if keys.guid is not None:
            bearers[keys.guid][keys.link] = keys.title
    return {guid for guid, links in bearers.items() if len(set(links.values())) > 1}


def _shared_places(keyed: Sequence[tuple[ParsedEntry, Keys]]) -> set[bytes]:
    """Links, with and without fragment, under which different entries stand.

    The same title or the same guid twice is one entry twice. Two titles without guids are more
    often one entry before and after an edit, unless they make up half of the document.
    """
    titles: defaultdict[bytes, set[bytes | None]] = defaultdict(set)
    guids: defaultdict[bytes, set[bytes | None]] = defaultdict(set)
    for _, keys in keyed:
        for key in (keys.link, keys.place):
            if key is not None:
                titles[key].add(keys.title if key is keys.place else keys.place or keys.title)
                guids[key].add(keys.guid)
    shared: set[bytes] = set()
    for key, found in titles.items():
        named = len(guids[key] - {None})
        if named > 1 or (named == 0 and (len(found) > 2 or 2 * len(found) >= len(keyed))):
            shared.update({key} if len(found) > 1 else ())
    return shared


def fold(text: str) -> str:
    """A title without what editors and programs change without saying anything new."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _NO_WORD.sub(" ", folded).strip()


def _hash(*parts: str) -> bytes:
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).digest()
