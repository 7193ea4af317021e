"""The eleven as one hears of them, read from eleven.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_TEXT = Path(__file__).parent / "eleven.txt"


class Heard(NamedTuple):
    slug: str
    name: tuple[str, ...]
    """Given name and surname, in six cases."""
    patronymic: tuple[str, ...]
    """Nominative, genitive, dative; none where nobody told it."""
    called: tuple[str, ...]
    others: tuple[str, ...]
    neighbours: tuple[str, ...]
    far: tuple[str, ...]


def eleven() -> Iterator[Heard]:
    """Each of the eleven."""
    text = re.sub("#.*\n", "", _TEXT.read_text(encoding="utf-8")).replace("\n  ", " ")
    for block in text.strip().split("\n\n"):
        slug, *lines = block.split("\n")
        row = dict(line.split(":", 1) for line in lines)
        several = {
            key: tuple(one.strip() for one in row[key].split("|"))
            for key in ("others", "neighbours", "far")
        }
        pairs = zip(row["given"].split(), row["surname"].split(), strict=True)
        yield Heard(
            slug,
            tuple(f"{given} {surname}" for given, surname in pairs),
            tuple(row["patronymic"].split()),
            tuple(row["called"].split()),
            **several,
        )
