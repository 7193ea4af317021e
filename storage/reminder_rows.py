"""What a subscriber can choose of reminders to write. Plain values, free to import anywhere."""

from __future__ import annotations

from enum import StrEnum


class Every(StrEnum):
    """How often a reminder comes."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Whom(StrEnum):
    """Whom a reader is asked to write to."""

    FEWEST = "fewest"
    """Everybody in turn, those with the fewest letters oftener."""
    FOLLOWED = "followed"
    PERSON = "person"


class Route(StrEnum):
    """How a letter travels, as far as its time goes."""

    ABROAD = "abroad"
    PAPER = "paper"
    """By post within Russia."""
    ELECTRONIC = "electronic"
