"""Whether the words beside a surname say that it is a woman's or a man's. Pure."""

from __future__ import annotations

import re

from bot.cases import tables
from bot.cases.declension import forms, other_gender
from bot.cases.given_names import given_ids
from bot.cases.names import is_cyrillic
from bot.cases.persons import PersonName, is_patronymic, of_both_genders
from bot.cases.spelling import ALL_MARKS, Spelling, spells
from bot.cases.text import Text, listed

_SHE = re.compile(r"её|ее|її|\w+(?:ла|лась|лася)|\w{4,}(?:ена|ана|ята|ыта)")
"""Past tense and participles of one woman, and her own things."""
_SHE_DID = re.compile(r"\w{3,}(?:ла|лась|лася)")
_ONE_DOES = re.compile(
    r"\w{2,}(?:[еёи]т(?:ся)?|ла|лась|лася)|хоче|може|\w{3,}(?:ає|ує|ить)(?:ться)?"
)
_VERBS = (
    "отпусти|достави|увез|осуди|задержа|арестова|приговори|освободи|этапирова|посади|изби|оштрафова|суди"
    "|засуди|затрима|заарештува|звільни|поби"
)
"""What is done to somebody in the accusative."""
_DONE = re.compile(rf"(?:{_VERBS})л[аои]?|(?:{_VERBS})в|судят|судять")
_SUCH = re.compile(r"\w{4,}(?:[еа]ну|[нт]ую)")
"""Participles and adjectives of one woman in the accusative: «засуджену», «арестованную»."""
_SUCH_A_MAN = re.compile(r"(?!эт|так|друг|остальн|послед|проч)\w{3,}[ое]го")
"""Participles and adjectives of one man in the genitive: «дневник ссыльного Козырева»."""
_THEY_DID = re.compile(rf"(?:{_VERBS})ли|судят|судять")
_GIVEN = re.compile(
    r"(?:приговор|вирок|срок|строк)\w{0,2}|дали|да[юд]ут|грозит|загрожує|вменяют"
    r"|(?:продлил|назначил|запросил|отказал|предъявил|запретил|разрешил|вручил"
    r"|присудил|продовжил|відмовил|вручил|заборонил)[аи]?"
)
"""What somebody in the dative gets: «приговор Козыреву» is a man's."""
_ALIKE = frozenset({("у", "у"), ("у", "ю"), ("а", "а"), ("а", "я")})
"""Endings of a surname and a given name that stand in one case."""


def of_other_gender(text: Text, place: int, first: int, name: PersonName) -> bool:
    """Whether the words beside say that a man's name is a woman's here, or a woman's a man's."""
    return (
        (first == place and _called_after(text, place, name))
        or _woman(text, place, first, name)
        or _man(text, place, first, name)
        or _courtesy(text, first, name)
    )


def _woman(text: Text, place: int, first: int, name: PersonName) -> bool:
    """Горинова may be a woman's name: a verb says so, or a given name of both genders or hers."""
    word = text.tokens[place].word
    if not is_cyrillic(word):
        return False
    relative = other_gender(name.surname[-1], name.gender)
    if name.gender == "m" and first == place and writes(word, name.surname[-1]):
        return _did_herself(text, place) if relative else _she_did(text, place)
    if name.gender == "m" and relative.endswith(("ва", "на")) and writes(word, relative[:-1] + "у"):
        return first == place and _object(text, place, _DONE)
    if not writes(word, relative):
        return False
    if any(of_both_genders(name, text.tokens[at].word) for at in range(first, place)):
        return True
    if first < place or place + 1 == len(text.tokens):
        return False
    following = text.tokens[place + 1]
    if following.capital and text.adjoin(place):
        return follows(text, place + 1, "f") and not given_ids(following.word) & given_ids(
            name.given
        )
    return not _owned(text, place) and _her_clause(text, place)


def _she_did(text: Text, place: int) -> bool:
    """Whether a woman's verb follows at once a name that has one form for both: «Ткач сказала»."""
    for at in range(place + 1, min(place + 3, len(text.tokens))):
        if not text.adjoin(at - 1):
            return False
        if _SHE.fullmatch(text.tokens[at].word):
            return True
    return False


def _did_herself(text: Text, place: int) -> bool:
    """Whether a woman's verb follows a man's nominative: «Домнин вышла», of a foreigner."""
    after = place + 1
    return (
        after < len(text.tokens)
        and text.adjoin(place)
        and _SHE_DID.fullmatch(text.tokens[after].word) is not None
    )


def _does(text: Text, place: int) -> bool:
    """Whether a verb of one subject follows: «после освобождения Козырева хочет учиться»."""
    if place + 1 == len(text.tokens) or not text.adjoin(place):
        return False
    return bool(_ONE_DOES.fullmatch(text.tokens[place + 1].word))


def _owned(text: Text, place: int) -> bool:
    """Whether the word before is somebody's: «жена Камардина добилась» is no woman Камардина."""
    return place > 0 and text.adjoin(place - 1) and listed(text.tokens[place - 1].word, "owned")


def is_of_relative(text: Text, place: int, name: PersonName) -> bool:
    """Whether a form that a man and a woman share is the other's, since the text has forms that are
    the other's alone: «Архипов задержан. Обыск прошёл и у Архипова»."""
    relative = other_gender(name.surname[-1], name.gender)
    if not relative:
        return False
    own = frozenset(forms(name.surname[-1], name.gender))
    others = frozenset(forms(relative, "f" if name.gender == "m" else "m"))
    if text.tokens[place].word not in own & others:
        return False
    told = {token.word for token in text.tokens if token.capital}
    return not told.isdisjoint(others - own) and told.isdisjoint(own - others)


def _called_after(text: Text, place: int, name: PersonName) -> bool:
    """Whether a given name of the other gender follows in the same case: «Козыреву Дмитрию»."""
    if place + 1 == len(text.tokens) or not text.adjoin(place):
        return False
    word, following = text.tokens[place].word, text.tokens[place + 1]
    genders = {called[0] for called in given_ids(following.word)}
    return (
        following.capital
        and is_cyrillic(word)
        and bool(genders)
        and name.gender not in genders
        and (word[-1:], following.word[-1:]) in _ALIKE
    )


def _man(text: Text, place: int, first: int, name: PersonName) -> bool:
    """Козырева may be a man's name in the accusative or genitive: «задержали Козырева»."""
    word = text.tokens[place].word
    if name.gender == "m" or first < place or not is_cyrillic(word):
        return False
    if word.endswith(("ву", "ну")):
        return any(
            _GIVEN.fullmatch(text.tokens[at].word)
            for at in (place - 1, place + 1)
            if 0 <= at < len(text.tokens) and text.adjoin(min(at, place))
        )
    if not writes(word, name.surname[-1]):
        return False
    before = text.tokens[place - 1].word if place and text.adjoin(place - 1) else ""
    if _SUCH_A_MAN.fullmatch(before):
        return True
    if before in tables.words("functional", ">"):
        return True
    return (_owned(text, place) and not _does(text, place)) or _object(text, place, _THEY_DID)


def _object(text: Text, place: int, after: re.Pattern[str]) -> bool:
    """Whether the surname, in the accusative, is whom a verb beside it is done to."""
    for at in range(place + 1, min(place + 3, len(text.tokens))):
        if not text.adjoin(at - 1):
            break
        if after.fullmatch(text.tokens[at].word):
            return True
    if place == 0 or not text.adjoin(place - 1):
        return False
    before = text.tokens[place - 1].word
    return _DONE.fullmatch(before) is not None or _SUCH.fullmatch(before) is not None


def _her_clause(text: Text, place: int) -> bool:
    """Whether a verb or "her" soon after says that the subject is a woman: "Горинова осуждена"."""
    for at in range(place + 1, min(place + 5, len(text.tokens))):
        word = text.tokens[at].word
        if _SHE.fullmatch(word):
            return True
        if word.endswith(("ли", "лись")) or text.gap(at).strip():
            return False
    return False


def _courtesy(text: Text, first: int, name: PersonName) -> bool:
    """Whether a courtesy title before the name is for the other gender: Frau, г-жа."""
    at = first - 1
    if at < 0 or text.gap(at).strip(" .\t\u00a0"):
        return False
    word = text.tokens[at].word
    if at and text.gap(at - 1) == "-":
        word = f"{text.tokens[at - 1].word}-{word}"
    return listed(word, "honorifics", "f" if name.gender == "m" else "m")


def writes(word: str, form: str) -> bool:
    """Whether the word is this form and no other case of it."""
    return spells(word, form, ALL_MARKS) is not Spelling.NOT


def follows(text: Text, at: int, gender: str) -> bool:
    """Whether a given name after the surname belongs to it, and not to the next surname."""
    genders = {called[0] for called in given_ids(text.tokens[at].word)}
    following = at + 1 < len(text.tokens) and text.tokens[at + 1]
    alone = not (following and following.capital and text.adjoin(at))
    return gender in genders and (alone or is_patronymic(text.tokens[at + 1].word))
