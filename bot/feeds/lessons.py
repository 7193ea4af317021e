"""What a poll teaches of a feed: its rhythm, where it stands, when it is asked again. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.feeds.answers import Failed, Fetched, NotModified
from bot.feeds.channels import preview_url
from bot.feeds.pace import (
    LONGEST_WAIT,
    Bounds,
    bounds_for,
    not_skipped,
    usual_gap,
    wait_after_failure,
    wait_after_success,
)
from bot.feeds.waiting import Wishes, wishes
from storage.rows import Feed, FeedKind


class Lessons:
    """Within the general bounds; `chance` spreads what would be asked in the same moment."""

    def __init__(self, general: Bounds, fastest: timedelta, chance: random.Random) -> None:
        """`fastest`: no wait that a source may set is shorter."""
        self._general = general
        self._fastest = fastest
        self._chance = chance

    def of_body(self, feed: Feed, fetched: Fetched, new: int, now: datetime) -> Feed:
        """A body with so many new entries was read; in a first one none counts for the rhythm."""
        feed = _with_wishes(with_validators(feed, fetched), wishes(fetched.body))
        if new:
            feed = _with_news(feed, now, 0 if feed.baseline_at is None else new)
        return self.of_answer(feed, fetched, now)

    def of_answer(self, feed: Feed, answer: Fetched | NotModified, now: datetime) -> Feed:
        """What every success means, and when it is asked again."""
        is_first = feed.last_success is None
        feed = replace(
            feed,
            baseline_at=feed.baseline_at or now,
            last_success=now,
            failures=0,
            last_error="",
            failing_since=None,
            gone=False,
        )
        feed = _with_redirect(feed, answer.moved_to, now)
        silence = now - (feed.last_entry or feed.baseline_at or now)
        bounds = bounds_for(self._general, feed.source, self._fastest)
        wait = wait_after_success(
            bounds,
            rhythm=max(feed.usual_gap or silence, silence),
            wish=max(feed.ttl, answer.fresh_for),
        )
        # More or less; feeds added together part after their first poll.
        wait *= self._chance.uniform(0.1, 1.0) if is_first else self._chance.uniform(0.9, 1.1)
        asked = Wishes(skip_hours=_numbers(feed.skip_hours), skip_days=_numbers(feed.skip_days))
        latest = now + max(wait, bounds.longest)
        return replace(feed, next_poll=not_skipped(now + wait, latest, asked))

    def of_failure(self, feed: Feed, failed: Failed, now: datetime) -> Feed:
        """Why, since when, and when it is tried again."""
        failures = feed.failures + 1
        bounds = bounds_for(self._general, feed.source, self._fastest)
        wait = wait_after_failure(bounds.shortest, failures, failed.retry_after)
        if failed.gone:
            wait = LONGEST_WAIT
        elif failed.retry_after is None and wait < LONGEST_WAIT:
            wait *= self._chance.uniform(0.8, 1.2)
        return replace(
            feed,
            next_poll=now + min(wait, LONGEST_WAIT),
            failures=failures,
            last_error=failed.reason,
            failing_since=feed.failing_since or now,
            gone=failed.gone,
        )


def asked_at(feed: Feed) -> str:
    """The address that is asked: where a permanent redirect leads, a channel's preview."""
    url = feed.address or feed.source.url
    return preview_url(url) if feed.source.kind is FeedKind.CHANNEL else url


def with_validators(feed: Feed, fetched: Fetched) -> Feed:
    """By which the next question is whether anything changed since."""
    return replace(feed, etag=fetched.etag, last_modified=fetched.last_modified, not_modified=0)


def _with_wishes(feed: Feed, asked: Wishes) -> Feed:
    return replace(
        feed, ttl=asked.ttl, skip_hours=_bits(asked.skip_hours), skip_days=_bits(asked.skip_days)
    )


def _with_news(feed: Feed, now: datetime, count: int) -> Feed:
    """The feed after `count` new entries; in a first body none counts for its rhythm."""
    since = feed.last_entry or feed.baseline_at
    if not count or since is None:
        return replace(feed, last_entry=now)
    gap = usual_gap(feed.usual_gap, now - since, count)
    return replace(feed, last_entry=now, usual_gap=gap)


def _with_redirect(feed: Feed, moved_to: str, now: datetime) -> Feed:
    """Remember where a permanent redirect leads, and since when; never to plain HTTP."""
    if asked_at(feed).startswith("https:") and not moved_to.startswith("https:"):
        moved_to = ""
    if moved_to == feed.moved_to:
        return feed
    return replace(feed, moved_to=moved_to, moved_since=now if moved_to else None)


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _numbers(bits: int) -> frozenset[int]:
    return frozenset(number for number in range(bits.bit_length()) if bits >> number & 1)
