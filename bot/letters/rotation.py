"""Whom a reader is asked to write to: fair over weeks, spread over readers. Pure.

Those who were written to least come up more often; nobody who may get letters is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence

from bot.cases.registry import Case, Registry
from bot.letters.guide import writable
from storage.rows import SealedId, Topic, TopicKind

MOST_TURNS = 3
"""How many turns of a cycle the least written to get, against one of the most written to."""
FRESH_TURNS = 2
"""So many times as often comes up whose address was confirmed lately, among others of whom it was
not: often enough to spare letters, not so often that the rest are forgotten."""


def followed(registry: Registry, topics: Sequence[Topic]) -> tuple[Case, ...]:
    """The cases these follows stand for, in the order of their slugs.

    A campaign stands for its cases, everything for all; so do no follows, since whoever asked for
    reminders wants to write to somebody.
    """
    cases = [registry.cases[slug] for slug in sorted(registry.cases)]
    if not topics or any(topic.kind is TopicKind.ALL for topic in topics):
        return tuple(cases)
    slugs = {topic.slug for topic in topics if topic.kind is TopicKind.CASE}
    campaigns = {topic.slug for topic in topics if topic.kind is TopicKind.CAMPAIGN}
    return tuple(c for c in cases if c.slug in slugs or campaigns.intersection(c.campaigns))


def choose(
    candidates: Sequence[Case],
    written: Mapping[str, int],
    turn: int,
    seat: int,
    *,
    after: str = "",
    fresh: Collection[str] = (),
) -> str | None:
    """The slug of whom this reader is to write to this time; None when nobody is left to name.

    ``written`` holds letters counted by slug, ``turn`` numbers the reader's turns without a break,
    ``seat`` tells readers apart. ``after`` is a person just shown: the next one in the reader's
    order comes. ``fresh`` are those whose address was confirmed lately. Only people with a usable
    address are ever named: a suggestion that cannot be followed costs a letter to somebody else.
    """
    cycle = _cycle([case.slug for case in candidates if writable(case)], written, seat, fresh)
    if not cycle:
        return None
    if after not in cycle:
        return cycle[(turn + seat) % len(cycle)]
    start = cycle.index(after)
    others = (slug for slug in cycle[start:] + cycle[:start] if slug != after)
    return next(others, after)


def in_turn(
    candidates: Sequence[Case],
    written: Mapping[str, int],
    turn: int,
    seat: int,
    *,
    fresh: Collection[str] = (),
) -> tuple[str, ...]:
    """Everybody with a usable address, each once, beginning with whose turn it is."""
    cycle = _cycle([case.slug for case in candidates if writable(case)], written, seat, fresh)
    start = (turn + seat) % len(cycle) if cycle else 0
    return tuple(dict.fromkeys(cycle[start:] + cycle[:start]))


def seat_of(chat: SealedId) -> int:
    """A number that differs between readers and says nothing about them."""
    return int.from_bytes(hashlib.blake2b(chat, digest_size=8, person=b"letters-seat").digest())


def _cycle(
    slugs: Sequence[str], written: Mapping[str, int], seat: int, fresh: Collection[str]
) -> list[str]:
    """Everybody's turns in this reader's own order, each person's turns evenly apart."""
    turns = _turns({slug: written.get(slug, 0) for slug in slugs})
    if not turns.keys() <= set(fresh):
        turns |= {slug: turns[slug] * FRESH_TURNS for slug in fresh if slug in turns}
    order = sorted(slugs, key=lambda slug: _mixed(seat, slug))
    places = [
        ((turn + 0.5) / turns[slug], place, slug)
        for place, slug in enumerate(order)
        for turn in range(turns[slug])
    ]
    return [slug for *_, slug in sorted(places)]


def _turns(written: Mapping[str, int]) -> dict[str, int]:
    least, most = min(written.values(), default=0), max(written.values(), default=0)
    if least == most:
        return dict.fromkeys(written, 1)
    extra = MOST_TURNS - 1
    return {
        slug: 1 + round(extra * (most - count) / (most - least)) for slug, count in written.items()
    }


def _mixed(seat: int, slug: str) -> bytes:
    return hashlib.blake2b(slug.encode(), digest_size=8, key=seat.to_bytes(8)).digest()
