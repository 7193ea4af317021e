"""By what a text and a case's own file may be found to speak of one matter: the places, bodies,
institutions and articles of law that both name. Pure."""

from __future__ import annotations

import re
from functools import cache

from bot.cases import tables
from bot.cases.given_names import given_ids
from bot.cases.names import blur, clean, stem
from bot.cases.registry import Case
from bot.cases.remembered import Remembered

_CAPITAL = re.compile(r"[A-ZА-ЯЁІЇЄ](?<![^\W\d_].)[^\W\d_]{3,}")
"""What stands before a letter is looked at after the letter: that is several times faster."""
_INSIDE = re.compile(r"(?<![.!?…:\n])[ («“\"]+(?=[A-ZА-ЯЁІЇЄ])")
"""What comes before a capital within a sentence."""
_NUMBERED = re.compile(r"([ИIІСS](?<!\w.)(?:К|K|ИЗО|ІЗО|IZO))[- ]?(?:№ ?)?(\d+)\b")
_ARTICLE = re.compile(r"\d(?<!\w.)\d\d\.\d\b")
_ADJECTIVE = re.compile(r"(?<=....)(?:[oei]v|in|ah)?(?:sk)?$")
"""Конаково, Конаковский and в Конакове are one place; so are Вязники and в Вязниках."""
_QUOTED = re.compile(r"[«„“]([A-ZА-ЯЁІЇЄ][^\W\d_]{3,})[»“”]")
"""Names in quotation marks may be short: «Сеть»."""
_SHORTEST = 4
_SCRIPT = str.maketrans("ИКСЗОІ", "IKSZOI")


def of_text(text: str) -> frozenset[str]:
    """The landmarks of a text that is `clean`."""
    return _found(text, inside=False)


def of_case(case: Case) -> frozenset[str]:
    """The landmarks of the file, without those that half the files share."""
    statements = (case.who, case.story, *case.charges, *case.sentences)
    places = (case.place,) if case.place else ()
    found: frozenset[str] = frozenset()
    for statement in (*statements, *places):
        for text in statement.text.values():
            found |= _found(clean(text), inside=True)
    names = f"{case.full_name.text} {' '.join(case.name.values())}"
    return found - _found(clean(names), inside=False) - _commonplaces()


def _found(text: str, *, inside: bool) -> frozenset[str]:
    """``inside``: of capitalised words those that a sentence does not begin with."""
    words = {
        _KEYS[match[0]]
        for match in _CAPITAL.finditer(text)
        if not inside or _INSIDE.search(text[max(match.start() - 3, 0) : match.end()])
    } - {""}
    numbered = {f"{one[1].translate(_SCRIPT)}-{one[2]}" for one in _NUMBERED.finditer(text)}
    names = {match[1].lower() for match in _QUOTED.finditer(text)}
    short = {f"«{stem(blur(name))}" for name in names if not (_KEYS[name] or given_ids(name))}
    return frozenset(words | numbered | short | set(_ARTICLE.findall(text)))


def _key(word: str) -> str:
    """One for all cases of a word, in either alphabet; empty for a given name (Vladimir is a city)
    and for what is too short to tell anything."""
    word = word.lower()
    key = _ADJECTIVE.sub("", stem(blur(word)))
    return "" if len(key) < _SHORTEST or given_ids(word) else key


_KEYS = Remembered(_key)


@cache
def _commonplaces() -> frozenset[str]:
    return frozenset(_KEYS[word] for word in tables.words("commonplaces"))
