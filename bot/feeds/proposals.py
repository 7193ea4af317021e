"""Feeds that owners were shown and have not decided about."""

from __future__ import annotations

import hashlib

from bot.feeds.finder import Finder
from bot.feeds.proposal import Proposal
from storage.rows import SealedId


class Proposals:
    """One for each person, the newest, and in memory alone: after a restart they look again."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._made: dict[SealedId, Proposal] = {}

    async def make(self, user: SealedId, url: str) -> Proposal:
        """Find what can be watched at an address. Raises TrialFault."""
        proposal = await self._finder.find(url)
        self._made[user] = proposal
        return proposal

    def take(self, user: SealedId, mark: str) -> Proposal | None:
        """What this person was shown, if it is what the mark was made for; then it is decided."""
        proposal = self._made.get(user)
        if proposal is None or mark_of(proposal) != mark:
            return None
        return self._made.pop(user)


def mark_of(proposal: Proposal) -> str:
    """Tells a proposal from others, short enough for a button."""
    return hashlib.blake2b(proposal.source.url.encode(), digest_size=6).hexdigest()
