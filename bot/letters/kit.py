"""A letter evening on paper: what is asked for, and what a kit says, page by page. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_PEOPLE = 20
"""People in one kit: an evening's worth, and set in seconds."""
USUAL_PEOPLE = 5


class Paper(StrEnum):
    """Sheets by the names the typesetter knows."""

    A4 = "a4"
    LETTER = "us-letter"


_PAPERS = {
    Paper.A4: re.compile(r"\b[aа]4\b", re.IGNORECASE),
    Paper.LETTER: re.compile(r"\b(us[- ])?letter\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Order:
    """People by name, or so many of those who get the fewest letters."""

    names: tuple[str, ...] = ()
    number: int = USUAL_PEOPLE
    paper: Paper = Paper.A4


def asked(words: str) -> Order:
    """What the words after /kit ask for: names between commas or lines, or a number.

    "letter" or "A4" among them chooses the paper. At most `MOST_PEOPLE`.
    """
    paper = Paper.A4
    for named, pattern in _PAPERS.items():
        words, found = pattern.subn(" ", words)
        paper = named if found else paper
    names = [" ".join(name.split()) for name in re.split(r"[,;\n]", words)]
    names = [name for name in names if name]
    if len(names) == 1 and names[0].isdecimal() and len(names[0]) <= 3:
        return Order((), min(max(int(names[0]), 1), MOST_PEOPLE), paper)
    return Order(tuple(dict.fromkeys(names))[:MOST_PEOPLE], USUAL_PEOPLE, paper)


@dataclass(frozen=True, slots=True)
class Label:
    """To be cut out and glued on an envelope, in Russian, as the colony wants it."""

    place: str
    recipient: str
    checked: str
    """When the address was last confirmed and by whom; warns where that is long ago."""
    old: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One page. Every fact ends in a number; ``sources`` says what the numbers mean."""

    name: str
    native_name: str
    who: str
    since: str
    facts: tuple[str, ...]
    prompts: tuple[str, ...]
    label: Label | None
    no_label: str
    """Why there is no address; empty where there is one."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to copy by hand, and what it means."""

    russian: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Kit:
    """Plain text throughout: the typesetter alone decides what it looks like."""

    language: str
    paper: Paper
    title: str
    made: str
    intro: str
    people_heading: str
    how_heading: str
    how: tuple[str, ...]
    how_from: str
    phrases_heading: str
    phrases_hint: str
    phrases: tuple[Phrase, ...]
    address_heading: str
    prompts_heading: str
    sources_heading: str
    footer: str
    people: tuple[Person, ...]
