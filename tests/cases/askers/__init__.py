"""Queries that eight authors wrote by hand who had read no rule, no other set and no code.

In each file a line holds whom some queries mean: one person surely (``sure``) or after asking back
(``ask``), or in a far script (``far``); several (``list``); or none of the eleven (``nobody``).
``first.txt`` was asked first, then ``second.txt``, after what the first had taught, and so on;
``own.txt`` has more of the kinds where these found faults, by whoever mended them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

WAVES = ("first", "second", "third", "fourth", "own")

Asked = tuple[str, str, tuple[str, ...]]
"""The kind, the query, the slugs of those meant."""


def queries(wave: str) -> Iterator[Asked]:
    text = (Path(__file__).parent / f"{wave}.txt").read_text("utf-8")
    for line in text.splitlines():
        head, _, row = line.partition(": ")
        kind, *slugs = head.split()
        yield from ((kind, query, tuple(slugs)) for query in row.split(" | "))
