"""Counts as they may be shown: rounded, and hidden while so small that they point at people."""

from __future__ import annotations

HIDDEN_BELOW = 10


def rounded(count: int) -> int | None:
    """Down to the first two digits (127 becomes 120, 10 to 99 become tens); None below ten."""
    if count < HIDDEN_BELOW:
        return None
    step: int = 10 ** max(1, len(str(count)) - 2)
    return count // step * step
