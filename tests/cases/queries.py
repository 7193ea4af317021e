"""Queries for one person, of every kind people type, and mistakes people make."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.cases.declension import forms
from tests.cases.people import ELEVEN
from tests.cases.transliteration import SCHEMES, latin, ukrainian

_DIMINUTIVES = """
Борис-Боря Дарья-Даша Алексей-Лёша Анна-Аня Владимир-Вова Дмитрий-Дима Андрей-Андрюша Илья-Илюша
Александр-Саша Артём-Тёма Азат-Азат
"""
DIMINUTIVES = dict(pair.split("-") for pair in _DIMINUTIVES.split())
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")


def clear() -> Iterator[tuple[str, str, str]]:
    """(kind, query, slug): names written by some rule, for which one tap should do."""
    for slug, gender, shown, full, _ in ELEVEN:
        given, surname = shown.split()
        yield "russian", shown, slug
        yield "russian", f"{surname} {given}".lower(), slug
        yield "russian", surname, slug
        yield "patronymic", full, slug
        yield "initial", f"{given[0]}. {surname}", slug
        yield "noise", f"🙏 {shown}!!! ✊", slug
        for case in forms(DIMINUTIVES[given].lower(), gender):
            yield "diminutive", f"{case} {surname}", slug
        for one, other in zip(
            forms(given.lower(), gender), forms(surname.lower(), gender), strict=False
        ):
            yield "case", f"{one} {other}", slug
            yield "case, Latin", latin(f"{one} {other}", "press"), slug
        for case in forms(surname.lower(), gender):
            yield "question", f"письмо {case}", slug
        for scheme in SCHEMES:
            yield "Latin", latin(shown, scheme), slug
            yield "Latin", latin(f"{surname} {given}", scheme), slug
            yield "diminutive, Latin", latin(f"{DIMINUTIVES[given]} {surname}", scheme), slug
        for scheme in ("iso9", "bgn", "gost-b", "ala-lc", "passport", "press"):
            yield "surname, Latin", latin(surname, scheme), slug
            yield "question", f"where is {latin(surname, scheme).lower()} jailed", slug
        yield "possessive", latin(shown, "press") + "'s", slug


def guesses(mistakes: random.Random) -> Iterator[tuple[str, str, str]]:
    """(kind, query, slug): what can only be guessed, and must be asked back."""
    for slug, gender, shown, _, _ in ELEVEN:
        given, surname = shown.split()
        press = latin(surname, "press").lower()
        yield "layout", surname.lower().translate(_KEYS), slug
        yield "layout", shown.lower().translate(_KEYS), slug
        yield "glued", (given + surname).lower(), slug
        yield "glued", latin(surname + given, "press").lower(), slug
        yield "split", f"{surname[:4]} {surname[4:]}", slug
        yield "begun", surname[:5], slug
        yield "begun", press[:6], slug
        yield "Ukrainian", ukrainian(forms(surname.lower(), gender)[-1]), slug
        for _ in range(4):
            yield "typo", mistyped(surname.lower(), 1, mistakes), slug
            yield "typo", mistyped(press, 1, mistakes), slug
            yield "typo", f"{given} {mistyped(surname, 1, mistakes)}", slug
            yield "two typos", mistyped(surname.lower(), 2, mistakes), slug
            yield "two typos", mistyped(press, 2, mistakes), slug


def mistyped(word: str, mistakes: int, at: random.Random) -> str:
    """The word with so many letters lost, added, changed or swapped, the last one kept."""
    for _ in range(mistakes):
        place = at.randrange(1, len(word) - 1)
        letter = at.choice("abdegiklmnoprstuv" if word.isascii() else "абвгдеиклмнопрсту")
        word = at.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
            )
        )
    return word


FAR = {
    "boris-kagarlitsky": "カガルリツキー 卡加尔利茨基 카가를리츠키 كاغارليتسكي קגרליצקי",
    "daria-kozyreva": "コズイレワ 科济列娃 코지레바 كوزيريفا קוזירבה კოზირევა Κοζίρεβα",
    "azat-miftakhov": "ミフタホフ 米夫塔霍夫 미프타호프 ميفتاخوف מיפתחוב მიფტახოვი Μιφτάχοφ",
    "alexei-gorinov": "ゴリノフ 戈里诺夫 고리노프 غورينوف גורינוב გორინოვი Γκορίνοφ",
    "anna-arkhipova": "アルヒポワ 阿尔希波娃 아르히포바 أرخيبوفا ארכיפובה არხიპოვა Αρχίποβα",
    "dmitry-pchelintsev": "プチェリンツェフ 普切林采夫 프첼린체프 بتشيلينتسيف პჩელინცევი",
    "andrei-trofimov": "トロフィーモフ 特罗菲莫夫 트로피모프 تروفيموف טרופימוב ტროფიმოვი Τροφίμοφ",
    "ilya-shakursky": "シャクルスキー 沙库尔斯基 샤쿠르스키 شاكورسكي שקורסקי",
    "alexander-shestun": "シェストゥン 谢斯通 셰스툰 شيستون שסטון შესტუნი Σεστούν",
    "artem-kamardin": "カマルディン 卡马尔金 카마르딘 كاماردين קמרדין კამარდინი",
}
"""Surnames in Japanese, Chinese, Korean, Arabic, Hebrew, Georgian and Greek."""
