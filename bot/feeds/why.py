"""Why an entry was told or not: what the rows say of one link. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.sites import site_of
from storage.rows import DeliveryState, Entry, Feed, Mention, PassedOver


@dataclass(frozen=True, slots=True)
class Telling:
    """An entry as one feed brought it."""

    entry: Entry
    feed: Feed
    mentions: tuple[Mention, ...]

    @property
    def stood_there(self) -> bool:
        """Whether it came with the feed's first body, of which nobody is told."""
        return self.feed.baseline_at is not None and self.entry.seen <= self.feed.baseline_at


@dataclass(frozen=True, slots=True)
class Silence:
    """A feed brought an entry and nobody was told."""

    feed: Feed
    passed: PassedOver | None
    """Why; None where that is no longer kept, or the feed knew the entry by something else."""


@dataclass(frozen=True, slots=True)
class Why:
    """What became of a link."""

    tellings: tuple[Telling, ...]
    """In the order of coming."""
    silences: tuple[Silence, ...]
    messages: Mapping[tuple[DeliveryState, str], int]
    """Those still kept, by state and why they were dropped; what ended goes after a week."""
    same_site: tuple[Feed, ...] = ()
    """Where no feed has brought it: those that watch its site."""

    def told_before(self, telling: Telling) -> Feed | None:
        """The feed that had told the same story first, if it was another."""
        for earlier in self.tellings:
            if earlier is telling:
                return None
            if earlier.entry.story == telling.entry.story and not earlier.stood_there:
                return earlier.feed
        return None


def of_site(link: str, feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """The feeds that stand on a link's host, or under it; a channel's only for its own posts."""
    site = _site(link)
    return tuple(feed for feed in feeds if _belongs(site, _site(feed.address or feed.source.url)))


def _belongs(link: tuple[str, str], feed: tuple[str, str]) -> bool:
    if feed[1] or link[1]:
        return link == feed
    return bool(feed[0]) and (
        link[0] == feed[0] or link[0].endswith(f".{feed[0]}") or feed[0].endswith(f".{link[0]}")
    )


def _site(url: str) -> tuple[str, str]:
    try:
        return site_of(url)
    except ValueError:
        return "", ""
