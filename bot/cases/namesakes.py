"""Words beside a name that say what a namesake is: a judge, a player, a street. Pure."""

from __future__ import annotations

import re

from bot.cases import tables
from bot.cases.declension import other_gender
from bot.cases.given_names import given_ids
from bot.cases.names import is_cyrillic
from bot.cases.persons import PersonName
from bot.cases.sightings import Sighting, writes
from bot.cases.text import Text, listed

_APPOSED = re.compile(r"\s*(?:,|\(|\s[—–-]\s)\s*(?:\d+,\s*)?$")
_CHAIN = re.compile(r"(?:[^\Wл][аыяиії]|ого|его|ой|ей|ых|их|ів|ов)$")
"""Genitives between a title and the name: "судья районного суда Козырева"; no verbs in -ла, -ли."""
_MASCULINE = ("ника", "чика", "щика")
"""Genitives of men's callings: "полковника"."""
_SURNAME = re.compile(
    r"(?:[оеё]в|ин|ын|[сц]кий|[оеё]ва|ина|[сц]кая|енко|[юу]к|ян|ко|швили|дзе"
    r"|[oe][vw]a?|ina?|sk[iy]|sk[iy]j|skaya|enko|[iy]uk|yan|ko)$"
)
_NO_APPOSITION = frozenset(
    {"whose", "who", "which", "whom", "and", "said", "dessen", "deren", "und", "qui", "et", "que"}
    | {"cuyo", "y", "и", "а", "чей", "чья", "чью", "чиї", "й", "та"}
)
"""Words that begin a clause about somebody else after the comma."""


def role(text: Text, seen: Sighting) -> str:
    """A word beside the name that says what a namesake is, such as "judge"; empty if none."""
    return _role_before(text, seen) or _role_after(text, seen)


def was_once(text: Text, seen: Sighting, title: str) -> bool:
    """Whether the title before the name is a former one: prisoners had callings."""
    for at in range(seen.first - 1, max(seen.first - 5, 0), -1):
        if text.tokens[at].word == title:
            return text.tokens[at - 1].word in tables.words("former") and _joined(text, at - 1)
    return False


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
    feminine = title.endswith(("ка", "ца", "ая", "ча")) and not title.endswith(_MASCULINE)
    if feminine or title in ("судья", "суддя", "глава", "голова"):
        return relative or not oblique
    title_oblique = title.endswith((*"аяуюеыи", "ом", "ем", "го"))
    return title_oblique == oblique


def _role_after(text: Text, seen: Sighting) -> str:
    if not _APPOSED.match(text.gap(seen.last)):
        return ""
    for at in range(seen.last + 1, min(seen.last + 4, len(text.tokens))):
        token = text.tokens[at]
        if listed(token.word, "roles"):
            return "" if _of_the_next(text, at) else token.word
        country = token.word.endswith("'s")
        if (token.capital and not country) or token.word in _NO_APPOSITION:
            return ""
        if not text.gap(at).replace("-", " ").isspace():
            return ""
    return ""


def _of_the_next(text: Text, at: int) -> bool:
    """Whether a title belongs to the name after it: "Trofimov, Richter Iwanow" are two people."""
    if at + 1 == len(text.tokens) or not text.adjoin(at) or not text.tokens[at + 1].capital:
        return False
    word = text.tokens[at + 1].word
    return bool(given_ids(word)) or _SURNAME.search(word) is not None
