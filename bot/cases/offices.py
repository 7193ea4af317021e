"""Offices that a sentence says somebody has, away from the name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.cases.remembered import Remembered
from bot.cases.sightings import Sighting
from bot.cases.text import Text, listed

_APPOINTED = re.compile(
    r"назнач(?:ен[аы]?|или)|призначен[аоий]{0,2}|призначили|избран[аы]?|обран[аоий]{0,2}"
    r"|appointed|elected|ernannt|gewählt|nomm[eé]e?s?|nombrad[oa]"
)
_APPOINTS = Remembered(lambda word: _APPOINTED.fullmatch(word) is not None)
_PRESIDED = re.compile(
    r"\b(?:(?:chaired|presided over|headed|led) by|под председательством|під головуванням"
    r"|unter (?:dem )?vorsitz (?:von)?|preside?e?s? par|presidid[oa]s? por)"
    r"(?: (?:m|mr|mrs|mme|herrn?|frau)\b\.?)? ?$",
    re.IGNORECASE,
)
"""«Суд под председательством Петровой»."""
_BY = frozenset(
    {"by", "председательством", "головуванням", "vorsitz", "von", "par", "por"}
    | {"m", "mr", "mrs", "mme", "herr", "herrn", "frau"}
)
"""The last words of that."""
_WHO_DOES = re.compile(
    r", (?:who|qui|que|который|которая|який|яка|der|die) (?:\w+ ){0,4}?"
    r"(teaches|heads|runs|leads|chairs|works|represents|defends|plays|coaches|covers|owns"
    r"|enseigne|dirige|travaille|represente|defend|joue|entraine|ense[nñ]a|trabaja|representa|defiende"
    r"|juega|entrena|lehrt|leitet|arbeitet|vertritt|spielt|trainiert|преподает|преподаёт|возглавляет"
    r"|руководит|работает|представляет|защищает|играет|тренирует|викладає|очолює|керує|працює"
    r"|представляє|захищає|грає|тренує)\b"
)
"""What somebody at large does: "Petrova, who teaches law in Vienna"."""
_LEGISLATES = re.compile(
    r" (?:has |ha |a )?(?:back(?:s|ed)|table[sd]|introduce[sd]|propose[sd]|sponsor(?:s|ed)"
    r"|внес|внёс|внесла|вніс|предложила?|подготовила?|запропонува(?:в|ла)"
    r"|legte?|bringt|brachte|depose|presenta|presento|propone|propose)"
    r" (?:\w+ ){0,3}?(?:bills?|amendments?|motions?|законопроект\w*|поправк\w+|gesetzentwurf\w*"
    r"|gesetz|loi|amendement|ley|enmienda)\b",
    re.IGNORECASE,
)
"""What a member of a parliament does: «Депутат Петров внёс законопроект»."""
_NO_ROLE = re.compile(
    r"\bhunger striker"
    r"|\b(?:foreign|ausländische[rn]?)[»”\"]? agent|\bagente? (?:de l'etranger|extranjer)",
    re.IGNORECASE,
)
_LONGEST_CLAUSE = 60
_LONGEST_CHAIR = 50
"""Letters of "under the chairmanship of"."""
_BESIDE = 2
"""Words between a name and the verb that tells of an office."""
_NEAR = 8
"""Words between an office and who was given it."""


def office(text: Text, seen: Sighting) -> str:
    """The office that somebody has or was given: «судьёй назначена Петрова», "elected mayor"."""
    start, before = text.tokens[seen.first].start, text.tokens[seen.first - 1].word
    if before in _BY and _PRESIDED.search(text.text[max(start - _LONGEST_CHAIR, 0) : start]):
        return "judge"
    for step, edge in ((-1, seen.first), (1, seen.last)):
        if any(_APPOINTS[text.tokens[at].word] for at in _places(text, edge, step)[:_BESIDE]):
            for at in _places(text, edge, step):
                if is_role(text, at) and text.same_sentence(*sorted((edge, at))):
                    return text.tokens[at].word
    return ""


def _places(text: Text, edge: int, step: int) -> range:
    """The places of so many words next to the edge of a name, the nearest first."""
    if step < 0:
        return range(edge - 1, max(edge - 1 - _NEAR, -1), -1)
    return range(edge + 1, min(edge + 1 + _NEAR, len(text.tokens)))


def what_they_do(text: Text, seen: Sighting) -> Iterator[str]:
    """What somebody at large does: "Petrova, who teaches law in Vienna", "Petrov tabled a bill"."""
    end = text.tokens[seen.last].end
    if does := _WHO_DOES.match(text.text[end : end + _LONGEST_CLAUSE]):
        yield does[1]
    if _LEGISLATES.match(text.text, end):
        yield "parliamentarian"


def is_role(text: Text, at: int) -> bool:
    """Whether the word is in the table; French "premier" is no prime minister."""
    word = text.tokens[at].word
    if at and text.gap(at - 1) == "-" and listed(f"{text.tokens[at - 1].word}-{word}", "roles"):
        return True
    if not listed(word, "roles") or is_no_role(text, at):
        return False
    return not (word == "premier" and text.is_french())


def is_no_role(text: Text, at: int) -> bool:
    """Whether it is a foreign agent, who is no agent, or a hunger striker, who plays no ball."""
    beside = text.tokens[at].word.startswith(("agent", "striker"))
    return beside and _NO_ROLE.search(_around(text, at)) is not None


def _around(text: Text, at: int) -> str:
    """The word with the one before it and those after it."""
    first, last = max(at - 1, 0), min(at + 3, len(text.tokens) - 1)
    return text.text[text.tokens[first].start : text.tokens[last].end]
