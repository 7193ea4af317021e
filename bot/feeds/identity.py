"""Is an entry new? Pure.

Each entry has several keys: its guid, its canonical link without and with the fragment, its path
with its title. All are remembered forever. An entry is known if a key *that identifies it in this
document* is remembered: a guid or link that other entries share says nothing by itself. So a new
guid under an old link is the same entry, a new title or date is too, and 24 entries under one link
are told apart. Guids that count places, the newest always 1, are caught wandering over the links,
and identify nothing from then on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.feeds.canonical import canonical_link
from bot.feeds.keys import Keys, hashed, keys_of, paired
from bot.feeds.parsed import ParsedEntry

_FEW = 3
"""Of fewer entries nothing is concluded from all of them."""
_WANDERING = hashed("wandering guids")
"""Remembered of a feed whose guids do."""
_OUTERMOST, _NEAR = 2, 25
"""At both ends of a document so many guids are looked for under so many links."""


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
    keyed = [keys_of(entry) for entry in entries]
    found = dict.fromkeys((_WANDERING, *chain(*(pairs for _, pairs in _pairs_elsewhere(keyed)))))
    for keys in keyed:
        found.update(dict.fromkeys((*keys.all(), *((keys.shared,) if keys.shared else ()))))
    return tuple(found)


def decide(entries: Sequence[ParsedEntry], known: Collection[bytes], own: str = "") -> Decision:
    """Which entries are new, each once, and what to remember.

    An entry that is not whole waits until it is: half of it would be told now and the whole later.
    `known`: those of `keys_to_look_up` that are remembered. `own`: the feed's own address, which
    identifies no entry.
    """
    seen = set(known)
    keyed = [(entry, keys_of(entry)) for entry in entries if entry.is_whole]
    shared = _loose_guids(keyed) | _shared_places(keyed)
    shared |= {keys.link for _, keys in keyed if keys.link is not None and keys.shared in seen}
    if own:
        shared.add(hashed("link", canonical_link(own)[0]))
    remember: dict[bytes, None] = {}
    linked = [keys for _, keys in keyed if keys.link not in shared and not keys.is_front]
    if _WANDERING in seen or _guids_wander(linked, seen):
        shared |= {keys.guid for keys in linked if keys.pair is not None and keys.guid is not None}
        remember.update({} if _WANDERING in seen else {_WANDERING: None})
    identified = _identified([keys for _, keys in keyed], shared, seen)
    new: list[NewEntry] = []
    again: list[SeenEntry] = []
    shown: set[bytes] = set()
    for (entry, keys), identifying in zip(keyed, identified, strict=True):
        if identifying and shown.isdisjoint(identifying):
            # The link first, where it identifies: it is what other feeds have as well.
            link = keys.link if keys.link in identifying else None
            # Guids and titles mean something within one feed only.
            story = (link or hashed("story", own, identifying[0].hex())).hex()
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


def _identified(keyed: Sequence[Keys], shared: set[bytes], seen: set[bytes]) -> list[list[bytes]]:
    """By which keys each entry is known or told from others, the surest first."""
    identified = [_identifying(keys, shared) for keys in keyed]
    titles = [keys.title for keys in keyed]
    if _are_renamed(identified, titles, seen):
        for names, title in zip(identified, titles, strict=True):
            names.extend([] if title is None else [title])
    for names, dated in _readdressed(identified, keyed, seen):
        names.append(dated)
    return identified


def _identifying(keys: Keys, shared: set[bytes]) -> list[bytes]:
    """The keys that tell this entry from the others, the surest first."""
    guid, link, place = (
        None if key in shared else key for key in (keys.guid, keys.link, keys.place)
    )
    if link is not None and not keys.is_front:
        found = [guid, link, keys.title]
    else:
        found = [guid or place or keys.title or keys.guid or keys.link]
    return [key for key in found if key is not None]


def _are_renamed(
    identified: Sequence[list[bytes]], titles: Sequence[bytes | None], seen: set[bytes]
) -> bool:
    """Whether every entry has another name than before, under titles of which most are known."""
    different = {title for title in titles if title is not None}
    if len(different) < max(_FEW, len(titles)):
        return False
    return all(map(seen.isdisjoint, identified)) and 2 * len(different & seen) >= len(different)


def _readdressed(
    identified: Sequence[list[bytes]], keyed: Sequence[Keys], seen: set[bytes]
) -> list[tuple[list[bytes], bytes]]:
    """The names of those that stand at new addresses under titles and dates that are known, and
    what they are known by: a site that moves gives most of its entries other addresses at once."""
    strangers = [
        (names, keys.dated)
        for names, keys in zip(identified, keyed, strict=True)
        if keys.link in names and seen.isdisjoint(names)
    ]
    known = [(names, dated) for names, dated in strangers if dated is not None and dated in seen]
    different = len({dated for _, dated in known})
    return known if different >= _FEW and 2 * different >= len(strangers) else []


def _guids_wander(linked: Sequence[Keys], seen: set[bytes]) -> bool:
    """Whether one of the outermost guids stands at another link than before, and that one is still
    another entry's."""
    return any(
        own not in seen and not seen.isdisjoint(others) for own, others in _pairs_elsewhere(linked)
    )


def _pairs_elsewhere(keyed: Sequence[Keys]) -> list[tuple[bytes, list[bytes]]]:
    """Of the outermost guids, each together with its own link and with those of the entries near
    it."""
    named = [
        (keys.pair, keys.guid, keys.link) for keys in keyed if keys.pair and keys.guid and keys.link
    ]
    return [
        (pair, [paired(guid, link) for _, _, link in near if link != its_own])
        for near in (named[:_NEAR], named[: -_NEAR - 1 : -1])
        for pair, guid, its_own in near[:_OUTERMOST]
    ]


def _loose_guids(keyed: Sequence[tuple[ParsedEntry, Keys]]) -> set[bytes]:
    """Guids under which different titles stand at different links."""
    bearers: defaultdict[bytes, dict[bytes | None, bytes | None]] = defaultdict(dict)
    several = _several(keys.guid for _, keys in keyed)
    for _, keys in keyed:
        if keys.guid is not None and keys.guid in several:
            bearers[keys.guid][keys.link] = keys.title
    return {guid for guid, links in bearers.items() if len(set(links.values())) > 1}


def _shared_places(keyed: Sequence[tuple[ParsedEntry, Keys]]) -> set[bytes]:
    """Links, with and without fragment, under which different entries stand.

    The same title or the same guid twice is one entry twice. Two titles without guids are more
    often one entry before and after an edit, unless they make up half of the document.
    """
    several = _several(key for _, keys in keyed for key in (keys.link, keys.place))
    titles: defaultdict[bytes, set[bytes | None]] = defaultdict(set)
    guids: defaultdict[bytes, set[bytes | None]] = defaultdict(set)
    for _, keys in keyed:
        for key in (keys.link, keys.place):
            if key is not None and key in several:
                titles[key].add(keys.title if key is keys.place else keys.place or keys.title)
                guids[key].add(keys.guid)
    shared: set[bytes] = set()
    for key, found in titles.items():
        named = len(guids[key] - {None})
        if named > 1 or (named == 0 and (len(found) > 2 or 2 * len(found) >= len(keyed))):
            shared.update({key} if len(found) > 1 else ())
    return shared


def _several(keys: Iterable[bytes | None]) -> set[bytes | None]:
    """Those that stand there more than once."""
    return {key for key, count in Counter(keys).items() if count > 1}
