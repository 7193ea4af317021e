"""Russian case endings of surnames, given names and patronymics. Pure."""

from __future__ import annotations

_ADJECTIVE = ("кий", "гий", "хий", "ый", "ой", "жий", "ший", "чий", "щий")
_POSSESSIVE = ("ов", "ев", "ёв", "ин", "ын")
_POSSESSIVE_FEMININE = tuple(ending + "а" for ending in _POSSESSIVE)
_BY_LAST_LETTER = (
    ("ия", ("и", "ю", "ей")),
    ("а", ("ы", "и", "е", "у", "ой", "ей")),
    ("я", ("и", "е", "ю", "ей", "ёй")),
)
"""More endings than any one word takes ("ы" or "и"): no other name is read into them."""
_INDECLINABLE = ("о", "е", "э", "и", "ы", "у", "ю", "ых", "их")


def forms(name: str, gender: str) -> tuple[str, ...]:
    """The word in every case, the nominative first. ``gender`` is "m" or "f"."""
    return (name, *(form for form in dict.fromkeys(_oblique(name, gender)) if form != name))


def western_forms(surname: str, gender: str) -> tuple[str, ...]:
    """The cases of Polish and Czech that Russian has not, as they would be in Russian letters."""
    if gender == "f":
        endings = ("ей", "оу", "ова", "ове", "овоу") if surname.endswith("а") else ("ей", "ию")
        return tuple(surname.removesuffix("а").removesuffix("ая") + one for one in endings)
    if surname.endswith("ий"):
        return tuple(surname[:-2] + one for one in ("его", "ему", "ехо", "ем"))
    return () if surname.endswith(_INDECLINABLE) else (surname + "ови", surname + "ем")


def other_gender(surname: str, gender: str) -> str:
    """The nominative of a relative of the other gender; empty where both share one form."""
    if gender == "m":
        if surname.endswith(_POSSESSIVE):
            return surname + "а"
        if surname.endswith(_ADJECTIVE):
            return surname[:-2] + "ая"
        return ""
    if surname.endswith(_POSSESSIVE_FEMININE):
        return surname[:-1]
    return surname[:-2] + "ий" if surname.endswith("ая") else ""


def _oblique(name: str, gender: str) -> tuple[str, ...]:
    stem, soft = name[:-1], name[:-2]
    if gender == "m" and name.endswith(_ADJECTIVE):
        return tuple(soft + ending for ending in ("ого", "ому", "им", "ым", "ом"))
    if gender == "f" and name.endswith("ая"):
        return tuple(soft + ending for ending in ("ой", "ую", "ою"))
    if gender == "m" and name.endswith(_POSSESSIVE) and len(name) > 3:
        return tuple(name + ending for ending in ("а", "у", "ым", "ом", "е"))
    if gender == "f" and name.endswith(_POSSESSIVE_FEMININE):
        return tuple(stem + ending for ending in ("ой", "у", "ою", "ы", "е"))
    for last, endings in _BY_LAST_LETTER:
        if name.endswith(last):
            return tuple(stem + ending for ending in endings)
    if gender == "f" and name.endswith("ь"):
        return (stem + "и", stem + "ью")
    if gender == "f" or name.endswith(_INDECLINABLE):
        return ()
    if name.endswith(("й", "ь")):
        return tuple(stem + ending for ending in ("я", "ю", "ем", "ём", "е", "и"))
    return tuple(name + ending for ending in ("а", "у", "ом", "ем", "е"))
