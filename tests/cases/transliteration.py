"""Russian names as the standards write them: queries for tests, apart from the bot's own tables."""

from __future__ import annotations

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _scheme(latin: str, **endings: str) -> tuple[dict[str, str], dict[str, str]]:
    signs = ["" if sign == "0" else sign for sign in latin.split()]
    return dict(zip(_LETTERS, signs, strict=True)), endings


SCHEMES = {
    "iso9": _scheme("a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â"),
    "bgn": _scheme("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch 0 y 0 e yu ya"),
    "gost-b": _scheme("a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh 0 y 0 e yu ya"),
    "ala-lc": _scheme(
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ʺ y ʹ e iu ia"
    ),
    "passport": _scheme(
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y 0 e iu ia"
    ),
    "press": _scheme(
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch 0 y 0 e yu ya",
        ий="y",
        ый="y",
    ),
    "german": _scheme(
        "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch 0 y 0 e ju ja", ий="i"
    ),
    "french": _scheme(
        "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch 0 y 0 e iou ia",
        ий="i",
        ин="ine",
    ),
    "polish": _scheme(
        "a b w g d e io ż z i j k l m n o p r s t u f ch c cz sz szcz 0 y 0 e iu ia", ий="i"
    ),
    "spanish": _scheme(
        "a b v g d e io zh z i i k l m n o p r s t u f j ts ch sh sch 0 y 0 e iu ia", ий="i"
    ),
}
"""ISO 9:1995, BGN/PCGN, GOST 7.79 B, ALA-LC, ICAO 9303, the press, Duden, and usual habits."""

_UKRAINIAN = {"и": "і", "ы": "и", "э": "е", "ё": "йо", "ъ": "'"}


def latin(name: str, scheme: str) -> str:
    """A Russian name (capital first) in Latin letters."""
    letters, endings = SCHEMES[scheme]
    words = []
    for word in name.lower().split(" "):
        tail = next((ending for ending in endings if word.endswith(ending)), "")
        stem = word[: len(word) - len(tail)]
        written = "".join(letters.get(letter, letter) for letter in stem) + endings.get(tail, "")
        words.append(written[:1].upper() + written[1:])
    return " ".join(words)


def ukrainian(name: str) -> str:
    """A Russian name in Ukrainian spelling."""
    name = name.replace("ский", "ський").replace("цкий", "цький")
    keep = {"ий": "ий"}
    head, tail = (name[:-2], keep["ий"]) if name.endswith("ий") else (name, "")
    return "".join(_UKRAINIAN.get(letter, letter) for letter in head) + tail
