"""Streets, prizes, firms and ships that bear a surname. Pure."""

from __future__ import annotations

import re

from bot.cases.sightings import Sighting
from bot.cases.text import Text, listed

_ON = frozenset({"на", "по", "с", "до", "у", "в"})
_OF = frozenset({"of", "de", "d'", "du", "von"})
_TOWNS = re.compile(r"[сцз]ь?к(?:ий|ого|ому|им|ом|ій|ая|ой|ую|а|у|і|о[юї])$")
_HOUSE = re.compile(r",? \d{1,3}[а-яa-z]?(?=\s*[.:;,)\n—–]|$)")
_SECOND = re.compile(r" (?:and|und) [A-Z]\w+[ -](\w+)")
_QUOTES = frozenset('«"„“‘')
_QUOTED = re.compile(r"(?:[ -][A-ZА-ЯЁІЇЄ]\w*)?[»\"“”’]")
_PARTNERS = re.compile(
    r"\s(?:&|(?:and|и|та|und|et|y) (?:partner|партн|associ|asoci|co\b|sons?\b|сынов))",
    re.IGNORECASE,
)


def is_thing(text: Text, seen: Sighting, *, full: bool) -> bool:
    """Whether the name is a street's, or without a given name a prize's or a restaurant's."""
    before, after = seen.first - 1, seen.last + 1
    return (
        (not full and (_is_quoted(text, seen) or _is_crossing(text, seen)))
        or (not full and _is_towns(text, seen))
        or (
            before >= 0
            and joined(text, before)
            and _is_thing(text.tokens[before].word, "<", full=full)
        )
        or (not full and _is_place(text, before))
        or (
            after < len(text.tokens)
            and joined(text, seen.last)
            and _is_thing(text.tokens[after].word, ">", full=full)
        )
    )


def _is_place(text: Text, before: int) -> bool:
    """Whether a kind of place stands before: "the village of Domnin", «деревня Домнин»."""
    while before >= 0 and text.tokens[before].word in _OF and text.adjoin(before):
        before -= 1
    return before >= 0 and text.adjoin(before) and listed(text.tokens[before].word, "things", "<of")


def _is_towns(text: Text, seen: Sighting) -> bool:
    """Whether it is the adjective of a town: «Кагарлицький район», of Kaharlyk."""
    after = seen.last + 1
    return (
        after < len(text.tokens)
        and text.spaced(seen.last)
        and _TOWNS.search(text.tokens[seen.place].word) is not None
        and listed(text.tokens[after].word, "things", "^")
    )


def _is_quoted(text: Text, seen: Sighting) -> bool:
    """Whether it is a firm's or a ship's: «Домнин», "Domnin Trans", Domnin & Sons."""
    start, end = text.tokens[seen.first].start, text.tokens[seen.last].end
    after = text.text[end : end + 40]
    if _PARTNERS.match(after):
        return True
    return text.text[max(start - 1, 0) : start] in _QUOTES and bool(_QUOTED.match(after))


def _is_crossing(text: Text, seen: Sighting) -> bool:
    """Whether a house or a second street follows: «на Козырева, 15», "Gorinov and Lenin Street"."""
    end = text.tokens[seen.last].end
    after = text.text[end : end + 40]
    before = text.tokens[seen.first - 1].word if seen.first else ""
    return (before in _ON and _HOUSE.match(after) is not None) or (
        (second := _SECOND.match(after)) is not None and listed(second[1].lower(), "things", "!>")
    )


def _is_thing(word: str, side: str, *, full: bool) -> bool:
    return listed(word, "things", f"!{side}") or (not full and listed(word, "things", side))


def joined(text: Text, place: int) -> bool:
    """Whether a space or a hyphen, or the dot of "ул." parts this word and the next."""
    return text.gap(place) in (" ", "-", ". ", ".")
