"""Is this word that name, written by the rules of some standard? Pure; the rules are the tables.

A name is Cyrillic and in lower case. `spells` answers "surely" or "by a stretch": a stretch is a
rendering that English readers would take for another letter (German s for з, French ch for ш), and
it counts only where the query shows marks of that language.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from bot.cases.names import CYRILLIC, is_cyrillic

_LATIN = {
    "а": "a",
    "б": "b",
    "в": "v w",
    "г": "g",
    "д": "d",
    "е": "e ye je ie",
    "ж": "zh ž ż",
    "з": "z",
    "и": "i",
    "й": "y j i ĭ jj",
    "к": "k",
    "л": "l ł",
    "м": "m",
    "н": "n ń",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s ś",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh h x ch",
    "ц": "ts c tz cz tc ț ţ",
    "ч": "ch č tch tsch cz ç tš",
    "ш": "sh š sch sz ş ș",
    "щ": "shch šč ŝ shh schtsch szcz sch chtch",
    "ъ": " ' ʺ \"",
    "ы": "y ı õ î",
    "ь": " ' ʹ j y i",
    "э": "e è",
    "ю": "yu iu ju û",
    "я": "ya ia ja â a",
    "кс": "ks x",
    "ий$": "y iy ij ijj ii i yi yy yj",
    "ый$": "y yi yy yj iy ij i",
    "ой$": "oy oj oi",
    "ая$": "aya aia aja aâ aja aya",
    "ье": "ye ie je 'e ʹe e",
    "ля": "lya lia lja la",
    "в$": "v w ff f",
    "дж": "dzh j dj",
}
"""BGN/PCGN, ALA-LC, ISO 9, GOST 7.79 B, passport (ICAO 9303) and their usual English mixtures."""

_STRETCHES = {
    "de": {"з": "s", "ц": "z", "с": "ss", "ж": "sch", "й": "", "ё": "jo"},  # Duden
    "fr": {"у": "ou", "ю": "iou", "ш": "ch", "ж": "j", "н$": "ne", "с": "ss", "г": "gu", "е": "é"},
    "pl": {"и": "y", "ы": "y", "ё": "io jo"},
    "es": {"х": "j", "ы": "i", "ж": "zh y", "с": "ss"},
    "nl": {
        "у": "oe",
        "ю": "joe",
        "ш": "sj",
        "ч": "tsj tj",
        "ж": "zj",
        "щ": "sjtsj sjtj",
    },  # Swedish, too
    "be": {  # its national spelling of 2000, and that of before 1918, in Latin letters
        "г": "h",
        "и": "y",
        "о": "a",
        "е": "a ia ja",
        "в": "ŭ u",
        "ов$": "aŭ au",
        "ев$": "aŭ au eŭ iaŭ",
        "д": "dz",
        "т": "c ć ts",
    },
    "uk": {"г": "h", "и": "y i", "ы": "y"},  # resolution 55 of 2010, of the Ukrainian spelling
}
_MARKS = {
    "de": re.compile(r"w|tsch|sch|zk[iy]|^[^aeiou]*ilja|j[aeou]"),
    "fr": re.compile(r"ou|tch|ine\b|é"),
    "pl": re.compile(r"cz|sz|w|ł|ś"),
    "es": re.compile(r"j|ski\b"),
    "nl": re.compile(r"[st]j[aeiou]|[aeiou]tsj"),
    "be": re.compile(r"ŭ|au\b|\b(?:aliaks|uladz|dzm|arciom|artsiom|illa\b)"),
    "uk": re.compile(r"yi|ii\b|y[iy]\b|oleks|mykh|dmytr|illi?ya|illia|volod|ivna|hann|^h|\bh"),
}
_UKRAINIAN = {
    "и": "і",
    "ы": "и",
    "е": "є",
    "э": "е",
    "ё": "йо ьо",
    "г": "ґ",
    "ъ": "'",
    "ск": "ськ",
    "цк": "цьк",
    "ой$": "ої ій ою",
    "ей$": "ією ії",
    "е$": "і",
}
"""Russian names in Ukrainian spelling and declension."""
_UKRAINIAN_MARKS = re.compile("[іїєґ]|[сц]ьк|'")
_BELARUSIAN = {
    "и": "і ы",
    "ий$": "і",
    "ый$": "ы",
    "в": "ў",
    "ов$": "аў",
    "ев$": "аў еў яў",
    "э": "э",
    "щ": "шч",
    "ъ": "'",
    "ть": "ць",
}
"""Russian names in Belarusian spelling, but for its a for every unstressed o: that may be а."""
_BELARUSIAN_MARKS = re.compile("ў|[сцк]кі$")


class Spelling(IntEnum):
    NOT = 0
    STRETCHED = 1
    SURE = 2


_BY_LETTERS = (
    (re.compile("tsch|sch"), {"ц": "z"}, Spelling.SURE),  # only German has these, and its з is s
    (
        re.compile("ou|tch"),
        {"у": "ou", "ю": "iou", "ш": "ch", "ж": "j"},
        Spelling.SURE,
    ),  # only French, whose ч is tch
    (re.compile("u"), {"ю": "u"}, Spelling.STRETCHED),  # Lutov is Лютов, but likelier Лутов
    (re.compile("ch"), {"ш": "ch"}, Spelling.STRETCHED),  # Portuguese; х to most
    (re.compile("sc[ei]"), {"ш": "sc sci"}, Spelling.STRETCHED),  # Italian
)
"""What letters of the word itself allow, and how surely."""


@lru_cache(maxsize=16384)
def spells(word: str, form: str, marks: frozenset[str]) -> Spelling:
    """Whether ``word`` (lower case, marks kept) writes the Cyrillic ``form``."""
    return spelled_forms(word, (form,), marks)[0]


def spelled_forms(word: str, forms: tuple[str, ...], marks: frozenset[str]) -> list[Spelling]:
    """`spells` for each of several forms; cheapest where they begin alike."""
    if is_cyrillic(word):
        plain = word.replace("ё", "е").removesuffix("ъ")
        found = [plain == form.replace("ё", "е") for form in forms]
        if not any(found) and _UKRAINIAN_MARKS.search(word):
            found = _written(word, forms, _ukrainian(), False)
        if not any(found) and _BELARUSIAN_MARKS.search(word):
            found = _written(word, forms, _belarusian(), False)
        answers = [Spelling.SURE if yes else Spelling.NOT for yes in found]
        if UKRAINIAN in marks and not any(found):
            found = _written(word, forms, _ukrainian(), False)
            answers = [Spelling.STRETCHED if yes else Spelling.NOT for yes in found]
        return answers
    answers = [
        Spelling.SURE if yes else Spelling.NOT for yes in _written(word, forms, _TABLES[""], True)
    ]
    for mark, table, surely in _BY_LETTERS_TABLES:
        if surely > min(answers) and mark.search(word):
            for at, yes in enumerate(_written(word, forms, table, True)):
                if yes:
                    answers[at] = max(answers[at], surely)
    for language in sorted(marks - {UKRAINIAN}):
        if Spelling.NOT not in answers:
            break
        for at, yes in enumerate(_written(word, forms, _TABLES[language], True)):
            if yes and not answers[at]:
                answers[at] = Spelling.STRETCHED
    return answers


UKRAINIAN = "in Cyrillic"
"""The mark of a question in Ukrainian, whose и may be a Russian ы."""
_IN_UKRAINIAN = re.compile(r"[іїєґ]|[а-я]'[яюєї]|\b(?:де|зараз|хто|що|йому|листа?|новини|та)\b")


@lru_cache(maxsize=16384)
def marks_of(text: str) -> frozenset[str]:
    """The languages whose spelling habits show in a text, in small letters."""
    if is_cyrillic(text):
        return frozenset({UKRAINIAN}) if _IN_UKRAINIAN.search(text) else frozenset()
    return frozenset(language for language, pattern in _MARKS.items() if pattern.search(text))


ALL_MARKS = frozenset(_MARKS)
"""For texts whose given name says already who is meant."""


def initials(name: str) -> frozenset[str]:
    """How the first letter of a Cyrillic name may be written as an initial."""
    first = name[:1]
    latin = _LATIN.get(first, CYRILLIC.get(first, "")).split()
    return frozenset({first, "е" if first == "ё" else first, *latin, *(text[:1] for text in latin)})


_UKRAINIAN_LETTERS = {"алекс": ("о", "o"), "и": ("і",), "е": ("є",), "г": ("h",)}
"""How else a name that begins so is abbreviated: Олександр, Ілля, Євген, Hryhorii."""


def ukrainian_initials(name: str) -> tuple[str, ...]:
    """How the Ukrainian form of a Cyrillic name may be written as an initial."""
    found = (own for begun, own in _UKRAINIAN_LETTERS.items() if name.startswith(begun))
    return next(found, ())


def _written(
    word: str, forms: tuple[str, ...], table: dict[str, tuple[str, ...]], latin: bool
) -> list[bool]:
    """Whether each form's letters, each by one of its renderings, add up to the word."""
    answers = []
    before = ""
    reached: list[set[int]] = [{0}]
    """After so many letters of the form, where in the word one may stand."""
    for form in forms:
        alike = _alike(before, form)
        del reached[max(alike - (before != form), 0) + 1 :]
        for index in range(len(reached), len(form) + 1):
            if not any(reached[-2:]):
                break
            here: set[int] = set()
            for length in (1, 2):
                if length > index:
                    break
                unit = form[index - length : index]
                options = table.get(unit, ())
                if index == len(form):
                    options += table.get(unit + "$", ())
                if not latin and length == 1:
                    options += (unit,)
                for start in reached[index - length]:
                    for option in options:
                        if word.startswith(option, start):
                            here.add(start + len(option))
            reached.append(here)
        answers.append(len(reached) > len(form) and len(word) in reached[-1])
        before = form
    return answers


def _alike(left: str, right: str) -> int:
    """How many letters two words begin with in common."""
    for count, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return count
    return min(len(left), len(right))


def _table(*layers: dict[str, str]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        for unit, texts in layer.items():
            options = tuple(texts.split(" ")) if texts else ("",)
            merged[unit] = merged.get(unit, ()) + options
    merged["ё"] = merged.get("ё", ()) + merged.get("е", ()) + ("yo", "io", "jo", "ë", "o", "ö")
    return merged


_TABLES = {"": _table(_LATIN)} | {
    language: _table(_LATIN, layer) for language, layer in _STRETCHES.items()
}


_BY_LETTERS_TABLES = tuple(
    (mark, _table(_LATIN, layer), surely) for mark, layer, surely in _BY_LETTERS
)


@lru_cache(maxsize=1)
def _ukrainian() -> dict[str, tuple[str, ...]]:
    return _table(_UKRAINIAN)


@lru_cache(maxsize=1)
def _belarusian() -> dict[str, tuple[str, ...]]:
    return _table(_BELARUSIAN)
