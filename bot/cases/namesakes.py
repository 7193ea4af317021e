"""Words beside a name that say what a namesake is: a judge, a player, a street. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.cases import tables
from bot.cases.declension import other_gender
from bot.cases.given_names import given_ids
from bot.cases.names import is_cyrillic
from bot.cases.persons import PersonName
from bot.cases.sightings import Sighting, writes
from bot.cases.text import Text, listed
from bot.cases.things import joined

_APPOSED = re.compile(r"\s*(?:,|\(|\s[—–-]\s)\s*(?:\d+,\s*)?$")
_CHAIN = re.compile(r"(?:[^\Wл][аыяиії]|ого|его|ой|ей|ых|их|ів|ов)$")
"""Genitives between a title and the name: "судья районного суда Козырева"; no verbs in -ла, -ли."""
_MASCULINE = ("ника", "чика", "щика")
"""Genitives of men's callings: "полковника"."""
_INDECLINABLE = ("замминистра", "замглавы", "замначальника", "замдиректора", "замгубернатора")
_SURNAME = re.compile(
    r"(?:[оеё]в|ин|ын|[сц]кий|[оеё]ва|ина|[сц]кая|енко|[юу]к|ян|ко|швили|дзе"
    r"|[oe][vw]a?|ina?|sk[iy]|sk[iy]j|skaya|enko|[iy]uk|yan|ko)$"
)
_ENCLOSED = re.compile(r"\s*[,)]")
_OF_REACH = 5
_DETERMINERS = frozenset(
    {"the", "this", "a", "der", "die", "das", "dieser", "diese", "le", "la", "l'", "ce", "cette"}
    | {"cet", "el", "este", "esta", "этот", "эта", "этого", "этой", "эту", "цей", "ця", "цього"}
)
_FORMER_REACH = 5
"""Words between "former" and the name: "former Serpukhov district chief"."""
_REPORTS = re.compile(
    r" (?:(?:has )?report(?:s|ed) (?:in|for|from)|berichtete? (?:aus|für|in)|сообщает из"
    r"|повідомляє з) "
)
_NO_APPOSITION = frozenset(
    {"whose", "who", "which", "whom", "and", "said", "dessen", "deren", "und", "qui", "et", "que"}
    | {"cuyo", "y", "и", "а", "чей", "чья", "чью", "чиї", "й", "та"}
)
"""Words that begin a clause about somebody else after the comma."""


def role(text: Text, seen: Sighting) -> str:
    """A word beside the name that says what a namesake is, such as "judge"; empty if none."""
    end = text.tokens[seen.last].end
    if _REPORTS.match(text.text[end : end + 40]):
        return "reporter"
    return _role_before(text, seen) or _role_after(text, seen)


def was_once(text: Text, seen: Sighting, title: str) -> bool:
    """Whether the title before the name is a former one: prisoners had callings."""
    former = tables.words("former")
    after = range(seen.last + 1, min(seen.last + 4, len(text.tokens)))
    if any(text.tokens[at].word == title for at in after):
        return any(text.tokens[at].word in former for at in after)
    at = seen.first - 1
    for _ in range(_FORMER_REACH):
        if at < 0 or not joined(text, at):
            return False
        if text.tokens[at].word in former:
            return True
        at -= 1
    return False


def gone_on_as(text: Text, seen: Sighting) -> Iterator[str]:
    """What the next sentences call somebody whom nobody knows: "The accountant pleaded guilty"."""
    gender = "f" if seen.name.gender == "m" else "m"
    for at in text.next_sentences(seen.place):
        place = at + (text.tokens[at].word in _DETERMINERS)
        if place + 1 >= len(text.tokens):
            continue
        word = text.tokens[place].word
        named = text.adjoin(place) and text.tokens[place + 1].capital
        if not named and (listed(word, "strangers", "-") or listed(word, "strangers", gender)):
            yield word


def _role_before(text: Text, seen: Sighting) -> str:
    surname = text.tokens[seen.place].word
    at = seen.first - 1
    if _ENCLOSED.match(text.gap(seen.last)) and at >= 0 and text.gap(at) == ", ":
        return _head_of(text, at)
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


def _head_of(text: Text, at: int) -> str:
    """A title that its institution parts from the name: "the director of the colony, Petrov,"."""
    for back in range(at, max(at - _OF_REACH, -1), -1):
        if back < at and not text.gap(back).replace("-", " ").isspace():
            return ""
        if listed(text.tokens[back].word, "roles"):
            return text.tokens[back].word
    return ""


def _agree(title: str, surname: str, name: PersonName) -> bool:
    """Whether a Russian title stands in the surname's case: "адвокат Горинова" is his lawyer."""
    if not is_cyrillic(title) or title.startswith(_INDECLINABLE):
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
