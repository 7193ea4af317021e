"""Words beside a name that say what a namesake is: a judge, a player, a street. Pure."""

from __future__ import annotations

import re

from bot.cases.declension import other_gender
from bot.cases.names import is_cyrillic
from bot.cases.persons import PersonName
from bot.cases.sightings import Sighting, writes
from bot.cases.text import Text, listed

_APPOSED = re.compile(r"\s*(?:,|\(|\s[—–-]\s)\s*(?:\d+,\s*)?$")
_CHAIN = re.compile(r"(?:ого|его|ой|ей|ых|их|ції|суда|суду|[аы]|ии|ів|ов|кого)$")
_NO_APPOSITION = frozenset(
    {"whose", "who", "which", "whom", "and", "said", "dessen", "deren", "und", "qui", "et", "que"}
    | {"cuyo", "y", "и", "а", "чей", "чья", "чью", "чиї", "й", "та"}
)
"""Words that begin a clause about somebody else after the comma."""


def role(text: Text, seen: Sighting) -> str:
    """A word beside the name that says what a namesake is, such as "judge"; empty if none."""
    return _role_before(text, seen) or _role_after(text, seen)


def is_thing(text: Text, seen: Sighting, *, full: bool) -> bool:
    """Whether the name is a street's, or without a given name a prize's or a restaurant's."""
    before, after = seen.first - 1, seen.last + 1
    return (
        before >= 0
        and _joined(text, before)
        and _is_thing(text.tokens[before].word, "<", full=full)
    ) or (
        after < len(text.tokens)
        and _joined(text, seen.last)
        and _is_thing(text.tokens[after].word, ">", full=full)
    )


def _is_thing(word: str, side: str, *, full: bool) -> bool:
    return listed(word, "things", f"!{side}") or (not full and listed(word, "things", side))


def _joined(text: Text, place: int) -> bool:
    """Whether a space or a hyphen, or the dot of "ул." parts this word and the next."""
    return text.gap(place) in (" ", "-", ". ", ".")


def _role_before(text: Text, seen: Sighting) -> str:
    surname = text.tokens[seen.place].word
    at = seen.first - 1
    for distance in range(4):
        if at < 0 or not text.gap(at).replace("-", " ").isspace():
            return ""
        word = text.tokens[at].word
        if listed(word, "roles"):
            return word if _agree(word, surname, seen.name) else ""
        if not is_cyrillic(word) or not _CHAIN.search(word) or distance == 3:
            return ""
        at -= 1
    return ""


def _agree(title: str, surname: str, name: PersonName) -> bool:
    """Whether a Russian title stands in the surname's case: "адвокат Горинова" is his lawyer."""
    if not is_cyrillic(title):
        return True
    oblique = not writes(surname, name.surname[-1])
    relative = writes(surname, other_gender(name.surname[-1], name.gender))
    if title in ("судья", "суддя") or title.endswith(("ка", "ца", "ая")):
        return relative or not oblique
    title_oblique = title.endswith((*"аяуюеыи", "ом", "ем", "го"))
    return title_oblique == oblique


def _role_after(text: Text, seen: Sighting) -> str:
    if not _APPOSED.match(text.gap(seen.last)):
        return ""
    for at in range(seen.last + 1, min(seen.last + 4, len(text.tokens))):
        token = text.tokens[at]
        if token.capital or token.word in _NO_APPOSITION:
            return ""
        if listed(token.word, "roles"):
            after = at + 1 < len(text.tokens) and text.tokens[at + 1].capital
            return "" if after and text.gap(at).isspace() else token.word
        if not text.gap(at).replace("-", " ").isspace():
            return ""
    return ""
