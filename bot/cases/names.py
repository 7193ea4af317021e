"""Words of a name, and the key that all spellings of one word share. Pure.

`fold` reads a word of any script as plain Latin and merges what transliteration standards disagree
on; `blur` merges further what they confuse (s, z, ts, sh, ch, zh); `stem` drops a case ending.
Equal blurred stems make a candidate, never an answer: `bot.cases.spelling` decides that.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

LONGEST_WORD = 40
"""Letters. A longer run is nobody's name."""

_LOOSE_MARKS = (("\u0300", "\u036f"), ("\u0591", "\u05c7"), ("\ufe20", "\ufe2f"))
"""Accents, Hebrew points, and the halves of a tie over two letters (ALA-LC)."""
_COMMON = re.compile(r"[ -_a-~\nА-Яа-яЁёІіЇїЄєҐґ«»—–…]*")
"""Texts of nothing else are clean: most are."""
_RUSSIAN = re.compile("[А-Яа-яЁё]+(?: [А-Яа-яЁё]+)*")
"""Words and single spaces, as in most names: nothing to clean."""
_APOSTROPHES = "'"
_APOSTROPHE = str.maketrans(dict.fromkeys("’ʼʹʺ‘`´′″", "'"))
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0eff])"
WORD = re.compile(rf"{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*")
"""Letters, apostrophes inside; Indian and Thai vowels, which are marks, included."""

CYRILLIC = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ё": "e",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    # Ukrainian, Belarusian and the Russian of before 1918
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
    "ў": "v",
    "ѣ": "e",
    "ѳ": "f",
    "ѵ": "i",
    # Tatar, Bashkir, Kazakh, Serbian and Macedonian
    "ә": "a",
    "ө": "o",
    "ү": "u",
    "җ": "zh",
    "ң": "n",
    "һ": "h",
    "қ": "k",
    "ғ": "g",
    "ұ": "u",
    "ҡ": "k",
    "ҙ": "z",
    "ҫ": "s",
    "ӣ": "i",
    "ӯ": "u",
    "ҳ": "h",
    "ҷ": "ch",
    "ј": "y",
    "ђ": "dzh",
    "љ": "l",
    "њ": "n",
    "ћ": "ch",
    "џ": "dzh",
    "ѓ": "g",
    "ќ": "k",
    "ѕ": "z",
}
"""Cyrillic letters in English reading (BGN/PCGN without its apostrophes)."""

MARKED = {
    "š": "sh",
    "ž": "zh",
    "č": "ch",
    "ŝ": "shch",
    "ś": "s",
    "ź": "z",
    "ż": "zh",
    "ć": "ch",
    "ł": "l",
    "ń": "n",
    "ñ": "n",
    "ç": "ch",
    "ş": "sh",
    "ğ": "g",
    "ı": "i",
    "ß": "ss",
    "đ": "d",
    "â": "ya",
    "û": "yu",
    "ä": "a",
    "ö": "o",
    "ü": "u",
    "æ": "e",
    "ø": "o",
    "ķ": "k",
    "ņ": "n",
    "ŭ": "v",
    "ș": "sh",
    "ț": "ts",
    "ţ": "ts",
    "õ": "y",
    "î": "y",
}
"""Latin letters whose mark carries a sound: ISO 9, Polish, Czech, Turkish, German, Belarusian,
Romanian, Estonian."""

_READING = str.maketrans(CYRILLIC | MARKED | {"'": ""})

_LATIN_LETTER = re.compile("[a-z]")
_LOOKALIKES = ("aceopxykmthbi", "асеорхукмтнві")
_TO_CYRILLIC = str.maketrans(*_LOOKALIKES)
_TO_LATIN = str.maketrans(*reversed(_LOOKALIKES))

_FOLDING = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"schtsch|szcz|chtch|stsch|shtsch", "shch"),  # щ: German, Polish, French
        (r"tsch|tch|cz(?!k)", "ch"),  # ч: German, French, Polish
        (r"czk", "tsk"),  # ц: GOST 7.79 B
        (r"sch(?=[^aeiouy]|[aeiouy])|sz", "sh"),  # ш: German, Polish
        (r"dzh|dsch|dj", "zh"),
        (r"tz|(?<![a-z])c(?![h])|c(?!h)", "ts"),  # ц: older English, ISO 9, Polish
        (r"kh|x", "h"),  # х: English, GOST 7.79 B
        (r"ph", "f"),
        (r"w", "v"),
        (r"f+$", "v"),  # -off
        (r"q", "k"),
        (r"[iyj]o(?!u)", "e"),  # ё
        (r"[iyj]+(?=[aeou])", ""),
        (r"[yj][iyj]*|i[iyj]+", "i"),
        (r"ou|oo", "u"),
        (r"(.)\1+", r"\1"),
    )
)
_FOLDABLE = re.compile("|".join(pattern.pattern for pattern, _ in _FOLDING))
"""Most pieces of words are not."""
_CUT = re.compile("(?<=[aeiouyаеёийоуыэюяі])(?=[bcdfghklmnpqrstvwxzбвгджзклмнпрстфхцчшщ])")
"""Between a vowel and a consonant: no rule of folding reaches across."""
_BLURRING = re.compile(r"(?:t?[zsc]h?)+")
_ALIKE = str.maketrans("yjwqx", "iivkh")
_ENDING = re.compile(
    r"(?:(?<=[oe]v)ov[aeiu]|(?<=[iu]n)ovi|(?<=sk)e(?:go|ho|mu)|ogo|ovo|ago|avo|omu|imi|im|ih|om|oi|ei|em|a|e|i|o|u)$"
)


def clean(text: str) -> str:
    """Compatibility forms and stress marks removed; control and direction marks dropped."""
    if _COMMON.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHE))
    return "".join(
        letter
        for letter in _unstressed(text)
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )


def plain(text: str) -> str:
    """`clean`, in lower case. Idempotent."""
    if _COMMON.fullmatch(text):
        return text.lower()
    return clean(clean(text).casefold())


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, each in one alphabet."""
    if _RUSSIAN.fullmatch(text):
        return tuple(text.lower().split(" "))
    read = plain(text)
    found = WORD.findall(read)
    mixed = not read.isascii() and _LATIN_LETTER.search(read)
    return tuple(one_alphabet(word) for word in found) if mixed else tuple(found)


def one_alphabet(word: str) -> str:
    """A word that mixes Latin and Cyrillic letters of one look, in the alphabet of its other
    letters, or of most."""
    if word.isascii() or not _LATIN_LETTER.search(word):
        return word
    cyrillic = [letter for letter in word if is_cyrillic(letter)]
    if not cyrillic:
        return word
    latin = _LATIN_LETTER.findall(word)
    only_cyrillic = sum(letter not in _LOOKALIKES[1] for letter in cyrillic)
    only_latin = sum(letter not in _LOOKALIKES[0] for letter in latin)
    most = (only_cyrillic - only_latin) or len(cyrillic) - len(latin)
    return word.translate(_TO_CYRILLIC if most >= 0 else _TO_LATIN)


def is_cyrillic(text: str) -> bool:
    return "\u0400" <= text[:1] <= "\u052f"


def is_latin(text: str) -> bool:
    return text[:1].isascii() or "\u00c0" <= text[:1] <= "\u024f"


def is_far(text: str) -> bool:
    """Neither Latin nor Cyrillic: only a rough reading is possible."""
    return bool(text) and not is_latin(text) and not is_cyrillic(text)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word in plain Latin letters, equal for most spellings of one sound. Idempotent."""
    return "".join(map(fold_piece, _CUT.split(plain(word))))


@lru_cache(maxsize=65536)
def blur(word: str) -> str:
    """`fold`, with every sibilant as s. Idempotent."""
    return blur_plain(plain(word))


def blur_plain(word: str) -> str:
    """`blur` of a word that is plain already, such as one of `words`."""
    return "".join(map(_blur_piece, _CUT.split(word)))


@lru_cache(maxsize=65536)
def fold_piece(piece: str) -> str:
    """A plain word or piece of it, folded by every rule until none changes it."""
    key, before = latin(piece), ""
    while key != before and _FOLDABLE.search(key):
        before = key
        for pattern, replacement in _FOLDING:
            key = pattern.sub(replacement, key)
    return key


@lru_cache(maxsize=65536)
def _blur_piece(piece: str) -> str:
    return re.sub(r"(.)\1+", r"\1", _BLURRING.sub("s", fold_piece(piece)))


def sketch(word: str) -> str:
    """A plain word, letter by letter: no letter vanishes because of its neighbours. For typos."""
    return sketch_latin(latin(word))


def sketch_latin(reading: str) -> str:
    """`sketch` of a word by its reading in Latin letters."""
    letters = reading.replace("kh", "h").translate(_ALIKE).replace("ii", "i")
    return _BLURRING.sub("s", letters.replace("ff", "v").replace("ph", "f"))


def sketches(word: str) -> tuple[str, ...]:
    """`sketch`, and that with io for ё where it may be so written in Latin."""
    one = sketch(word)
    return (one, one.replace("io", "e")) if is_latin(word) and "io" in one else (one,)


def stem(key: str, least: int = 3) -> str:
    """A blurred key without its case ending; at least three letters stay, or so many."""
    ending = _ENDING.search(key, least)
    return key[: ending.start()] if ending else key


def latin(word: str) -> str:
    """A plain word read in Latin letters, by English rules."""
    read = word.translate(_READING)
    if read.isascii() and (read.isalpha() or not read):
        return read
    return "".join(_letter(letter) for letter in word)


def _letter(letter: str) -> str:
    if "a" <= letter <= "z":
        return letter
    read = CYRILLIC.get(letter) or MARKED.get(letter)
    if read is not None or letter in CYRILLIC:
        return read or ""
    return "".join(sign for sign in anyascii(letter).lower() if "a" <= sign <= "z")


def _unstressed(text: str) -> str:
    """Letters without accents, but for those whose mark carries a sound."""
    return "".join(_bare(letter) for letter in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    lower = letter.lower()
    if letter.isascii() or lower in MARKED or lower in CYRILLIC:
        return letter
    if any(first <= letter <= last for first, last in _LOOSE_MARKS):
        return ""
    first = unicodedata.normalize("NFD", letter)[0]
    return first if first.isascii() or first.lower() in CYRILLIC else letter
