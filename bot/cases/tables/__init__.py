"""Tables of words, one text file each, read once. A line that starts with # is a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of ``<name>.txt`` beside this file."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def words(name: str, mark: str = "") -> frozenset[str]:
    """All words of a table, or of its lines that start with ``mark``."""
    return frozenset(
        word
        for line in lines(name)
        if line.startswith(mark)
        for word in line.split()
        if word not in {mark, ">", "~"}
    )
