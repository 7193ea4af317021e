"""How standards, newspapers and neighbours write a Russian name. A column of letters for each."""

from __future__ import annotations

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_COLUMNS = {
    "ISO 9:1995": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â",
    "ISO/R 9:1968": "a b v g d e ë ž z i j k l m n o p r s t u f ch c č š šč ʺ y ʹ ė ju ja",
    "GOST 16876": "a b v g d e jo zh z i jj k l m n o p r s t u f kh c ch sh shh - y - eh ju ja",
    "GOST 7.79 B": "a b v g d e yo zh z i j k l m n o p r s t u f x c ch sh shh - y - e yu ya",
    "BGN/PCGN": "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya",
    "ALA-LC": "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a",
    "ALA-LC, plain": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia",
    "passport 2014": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia",
    "passport 2010": "a b v g d e e zh z i i k l m n o p r s t u f kh tc ch sh shch - y - e iu ia",
    "passport 2000": "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
    "road signs": "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch - y ' e yu ya",
    "typed": "a b v g d e yo j z i y k l m n o p r s t u f h c ch sh sch - y - e yu ya",
    "German": "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja",
    "Duden": "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja",
    "French": "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia",
    "Polish": "a b w g d e io ż z i j k l m n o p r s t u f ch c cz sz szcz - y - e iu ia",
    "Spanish": "a b v g d e io zh z i i k l m n o p r s t u f j ts ch sh sch - y - e iu ia",
    "Italian": "a b v g d e io ž z i j k l m n o p r s t u f ch c č š šč - y - e iu ia",
    "Czech": "a b v g d e jo ž z i j k l m n o p r s t u f ch c č š šč - y - e ju ja",
    "Swedish": "a b v g d e jo zj z i j k l m n o p r s t u f ch ts tj sj sjtj - y - e ju ja",
    "Dutch": "a b v g d e jo zj z i j k l m n o p r s t oe f ch ts tsj sj sjtsj - y - e joe ja",
    "Finnish": "a b v g d e jo ž z i i k l m n o p r s t u f h ts tš š štš - y - e ju ja",
    "Turkish": "a b v g d e yo j z i y k l m n o p r s t u f h ts ç ş şç - ı - e yu ya",
}
ASKED_FOR = (
    "ISO 9:1995", "ISO/R 9:1968", "GOST 16876", "GOST 7.79 B", "BGN/PCGN", "ALA-LC",
    "ALA-LC, plain", "passport 2014", "passport 2010", "passport 2000", "road signs", "typed",
    "German", "Duden", "French", "Polish", "Spanish",
)  # fmt: skip
"""Those whose names one tap should find; the rest are neighbours' habits."""
FARTHER = ("Italian", "Czech", "Swedish", "Dutch", "Finnish", "Turkish")
_ENDINGS = {
    "road signs": {"ий": "iy", "ый": "yy"},
    "typed": {"ий": "y", "ый": "y"},
    "German": {"ий": "ij"},
    "Duden": {"ий": "i"},
    "French": {"ий": "i", "ин": "ine"},
    "Polish": {"ий": "i"},
    "Spanish": {"ий": "i"},
    "Dutch": {"ий": "i"},
    "Finnish": {"ий": "i"},
    "Turkish": {"ий": "i"},
    "ALA-LC": {"ий": "iĭ"},
}
_AFTER_VOWEL = "аеёиоуыэюяьъй"
_YE = {"BGN/PCGN": "ye", "road signs": "ye"}
_SOFT = {"Polish": {"л": "l", "ла": "ła"}}


def written(name: str, scheme: str) -> str:
    """A Russian name, or several words of one, as the scheme writes it."""
    return " ".join(_word(word, scheme) for word in name.split(" "))


def _word(word: str, scheme: str) -> str:
    letters = dict(zip(_RUSSIAN, _COLUMNS[scheme].split(), strict=True))
    lower = word.lower()
    tail = next((one for one in _ENDINGS.get(scheme, {}) if lower.endswith(one)), "")
    body = lower[: len(lower) - len(tail)]
    signs = []
    for at, letter in enumerate(body):
        sign = letters.get(letter, letter)
        starts = at == 0 or body[at - 1] in _AFTER_VOWEL
        if letter == "е" and scheme in _YE and starts:
            sign = _YE[scheme]
        signs.append("" if sign == "-" and letter in letters else sign)
    text = "".join(signs) + _ENDINGS.get(scheme, {}).get(tail, "")
    return text[:1].upper() + text[1:] if word[:1].isupper() else text
