"""Queries somebody wrote down one by one, with no rule behind them: what a generator overlooks.

``queries.txt`` has a line for each person and kind; `LISTED` names the kinds for which the person
need only come first, of the others most should be a card.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.cases.registry import Registry

LISTED = ("guess", "family", "far", "farasked")
"""Slips, families in the plural, far scripts and questions in them."""


def queries(people: Registry) -> Iterator[tuple[str, str, str]]:
    """(kind, query, slug)."""
    slugs = {slug.split("-")[0]: slug for slug in people.cases}
    for line in (Path(__file__).parent / "queries.txt").read_text("utf-8").splitlines():
        head, _, row = line.partition(": ")
        if row and not line.startswith("#"):
            who, kind = head.split()
            yield from ((kind, query, slugs[who]) for query in row.split(" | "))
