"""Words beside a name that say what a namesake is: a judge, a player, a street. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.cases import tables
from bot.cases.declension import other_gender
from bot.cases.genders import writes
from bot.cases.given_names import given_ids
from bot.cases.names import is_cyrillic
from bot.cases.offices import is_no_role, is_role, office, what_they_do
from bot.cases.persons import PersonName
from bot.cases.sightings import Evidence, Sighting
from bot.cases.text import Text, listed
from bot.cases.things import joined

_APPOSED = re.compile(r"\s*(?:,|\(|\s[—–-]\s)\s*(?:\d+,\s*)?$")
_CHAIN = re.compile(
    r"(?:[^\Wл][аыяиії]|ого|его|ой|ей|ых|их|ів|ов|(?:суд|округ|район|відділ)у|^по|^правам)$"
)
"""Genitives between a title and the name: "судья районного суда Козырева"; no verbs in -ла, -ли."""
_MASCULINE = ("ника", "чика", "щика")
"""Genitives of men's callings: "полковника"."""
_PLURAL = ("ы", "и")
_SINGULAR = frozenset({"судьи", "главы", "судді", "голови"})
"""In the genitive. «Адвокаты Горинова» are his, «журналистки Козыревой» hers."""
_INDECLINABLE = (
    *("замминистра", "замглавы", "замначальника", "замдиректора", "замгубернатора"),
    *("зампрокурора", "зампреда", "замруководителя"),
)
_SURNAME = re.compile(
    r"(?:[оеё]в|ин|ын|[сц]кий|[оеё]ва|ина|[сц]кая|енко|[юу]к|ян|ко|швили|дзе"
    r"|[oe][vw]a?|ina?|sk[iy]|sk[iy]j|skaya|enko|[iy]uk|yan|ko)$"
)
_IS = re.compile(
    r" (?:is|was|ist|war|est|était|es|era) (?=(?:the|an?|der|die|das|eine?|le|la|l'|une?|el|una) )"
)
_SEVERAL = ("ів", "ов", "ев", "ей", "и", "ы", "ам", "ям", "ами", "ями", "ах", "ях")
"""How Cyrillic plurals end, which are about others: «Врачей к нему не пускают»."""
_GENITIVE_PLURAL = ("ей", "ов", "ев", "ів", "їв")
_LISTED = re.compile(r"(?:, | и | та | й | і )[А-ЯЁІЇЄҐ]")
_ENCLOSED = re.compile(r"\s*[,).]|\s*\n|\Z")
"""What ends an apposition: "the director of the colony, Petrov"."""
_OF_REACH = 5
_OF = frozenset({"of", "the", "de", "la", "l'", "du", "des", "del", "d'", "der", "für", "for"})
_GERMAN = frozenset({"der", "die", "das", "dieser", "diese"})
_ROMANCE = frozenset({"le", "la", "l'", "ce", "cette", "cet", "el", "este", "esta"})
_OF_OFFICE = frozenset(
    {
        "judicial",
        "judiciaire",
        "municipal",
        "municipale",
        "general",
        "generale",
        "adjoint",
        "adjunto",
    }
    | {"divisionnaire", "militaire", "militar", "regional", "provincial", "federal", "instructor"}
    | {"penitentiaire", "penitenciario", "penitenciaria", "superior", "supremo", "suprema", "local"}
)
"""Adjectives between a title and the name: "el secretario judicial Petrov"."""
_DETERMINERS = (
    frozenset({"the", "this", "a", "этот", "эта", "этого", "этой", "эту", "цей", "ця", "цього"})
    | _GERMAN
    | _ROMANCE
)
_AGENT = re.compile(
    r"...(?:ист|ист[аоу]м?|лог|тор|кор|тель|[ёе]р|арь|щик|чик|ець|гиня|истка)$"
    r"|..(?:ist|istin|iste|ista|maker|eer|log[eo]?|login|logue|loga|graf|grafin|graphe|grapher)$"
)
"""Nouns of what somebody does."""
_AGENT_OR_LIKE = re.compile(_AGENT.pattern + r"|...(?:ник|ница)$")
"""Many nouns in -ник say only that somebody takes part: beside a full name they do no harm."""
_DOER = re.compile(r"..(?:[^aeiou\W]er|[ct]or|man|woman|[ei]rin|orin|mann|frau)$")
_CLOSED = re.compile(r"[»”“\"’] ")
_OPENED = re.compile(r" [«„“\"‘]")
_LONGEST_LETTERS = 7
"""Of a body: УФСИН."""
_LONGEST_BODY = 4
"""Words of a name in quotation marks."""
_LONGEST_APPOSITION = 5
_WORDS_OF_NOUN = 4
"""Of a noun that begins a sentence: "The chief foreign-affairs correspondent"."""
_FORMER_REACH = 7
"""Words between "former" and the name: "former Serpukhov district chief"."""
_REPORTS = re.compile(
    r" (?:(?:has )?report(?:s|ed) (?:in|for|from)|berichtete? (?:aus|für|in)|сообщает из"
    r"|повідомляє з) "
    r"| (?:wrote|writes|schrieb|schreibt|écrit|escribe|escribió|пишет|писал) (?:\w{1,4} ){1,2}"
    r"(?:[A-Z]\w+ ){0,2}(?:Journal|Times|Post|Guardian|Spiegel|Zeit|Monde|Figaro|País|WSJ|NYT|FT)\b"
)
_NO_APPOSITION = frozenset(
    {"whose", "who", "which", "whom", "and", "said", "dessen", "deren", "und", "qui", "et", "que"}
    | {"quien", "quienes", "cuya", "cuyos", "dont", "auquel", "lequel", "laquelle", "wem", "wen"}
    | {"которого", "которому", "которым", "которую", "которой", "котором", "кого", "кому", "чьи"}
    | {"якого", "якому", "яким", "яку", "якої", "якій", "чиє", "чий", "quem", "him", "them"}
    | {"cuyo", "y", "и", "а", "чей", "чья", "чью", "чиї", "й", "та", "his", "her", "says", "told"}
    | {"сообщил", "сообщила", "рассказал", "рассказала", "заявил", "заявила", "говорит", "пишет"}
    | {"повідомив", "повідомила", "розповів", "розповіла", "заявив", "заявила", "каже", "пише"}
    | {"sagte", "sagt", "erklärte", "teilte", "berichtete", "sein", "seine", "ihr", "ihre"}
    | {"selon", "dit", "declare", "affirme", "son", "sa", "según", "dijo", "dice", "su", "segun"}
)
"""Words that begin a clause about somebody else after the comma."""


_CHARGE = re.compile(
    r"\b(?:по (?:(?:особо )?важным делам|делам несовершеннолетних|правам (?:человека|реб[её]нка))"
    r"|no ?\d+) $",
    re.IGNORECASE,
)
_CHARGED = re.compile(r"(?:ам|их|ка|\d) $", re.IGNORECASE)
"""The last letters of that, which most names have not before them."""
_NAMED = frozenset(
    ("named", "called", "по", "фамилии", "имени", "nommé", "nommée", "namens", "llamado")
)
"""Between what somebody is and the name: "a detective named Petrov"."""
_LONGEST_REPORT = 60
"""Letters of "reports for", or of "wrote in" and the name of the paper."""
_LONGEST_CHARGE = 40
"""Letters. What an office is for, or its number (№ is read as "No"), between title and name."""


def role(text: Text, seen: Sighting, has_calling: Callable[[str], bool]) -> str:
    """A word beside the name that says what a namesake is, such as "judge"; empty if none.

    ``has_calling``: whether the person's own file gives it. After such a word others of the same
    apposition tell nothing, as in "Petrov, a poet and driver".
    """
    end = text.tokens[seen.last].end
    if _REPORTS.match(text.text[end : end + _LONGEST_REPORT]):
        return "reporter"
    return _role_before(text, seen) or _role_after(text, seen, has_calling) or office(text, seen)


def was_once(text: Text, seen: Sighting, title: str) -> bool:
    """Whether the title before the name is a former one: prisoners had callings."""
    former = tables.words("former")
    after = range(seen.last + 1, min(seen.last + 4, len(text.tokens)))
    if any(text.tokens[at].word == title for at in after):
        return any(text.tokens[at].word in former for at in after)
    if without_former(title) != title:
        return True
    at = seen.first - 1
    for _ in range(_FORMER_REACH):
        if at < 0 or not (joined(text, at) or (at == seen.first - 1 and text.gap(at) == ", ")):
            return False
        if text.tokens[at].word in former:
            return True
        at -= 1
    return False


def without_former(title: str) -> str:
    """The calling in "exalcalde" and such; any other word as it is."""
    rest = title.removeprefix("ex") if title.isascii() else title
    return rest if listed(rest, "roles") or listed(rest, "callings") else title


def introductions(text: Text, seen: Sighting, *, full: bool) -> Iterator[str]:
    """By which nouns the text introduces somebody, before the name or after it, and what later
    sentences call him."""
    yield from _apposed(text, seen, full=full)
    yield from _called(text, seen)
    yield from _gone_on_as(text, seen)
    if not full:
        yield from what_they_do(text, seen)


def _called(text: Text, seen: Sighting) -> Iterator[str]:
    """What follows a comma: "Anna Petrova, a marine biologist"."""
    if not _APPOSED.match(text.gap(seen.last)):
        return
    for at in range(seen.last + 1, min(seen.last + 5, len(text.tokens))):
        word = text.tokens[at].word
        if word in _NO_APPOSITION or text.tokens[at].capital:
            return
        if _AGENT.search(word):
            yield word
        if not text.spaced(at):
            return


def _gone_on_as(text: Text, seen: Sighting) -> Iterator[str]:
    """What the next sentences call somebody whom nobody knows: "The accountant pleaded guilty"."""
    gender = "f" if seen.name.gender == "m" else "m"
    for at in text.next_sentences(seen.place):
        first = at + (text.tokens[at].word in _DETERMINERS)
        for place in range(first, min(first + _WORDS_OF_NOUN, len(text.tokens) - 1)):
            word = text.tokens[place].word
            if listed(word, "strangers", "-") or listed(word, "strangers", gender):
                if not word.endswith(_SEVERAL) and not (
                    text.adjoin(place) and text.tokens[place + 1].capital
                ):
                    yield word
                break
            if first == at or not joined(text, place):
                break


def _role_before(text: Text, seen: Sighting) -> str:
    surname = text.tokens[seen.place].word
    start = text.tokens[seen.first].start
    before = text.text[max(start - _LONGEST_CHARGE, 0) : start]
    charge = _CHARGED.search(before[-3:]) and _CHARGE.search(before)
    at = seen.first - 1 - (sum(map(str.isalpha, charge[0].split())) if charge else 0)
    while at >= 0 and _between(text, at):
        at -= 1
    if _ENCLOSED.match(text.gap(seen.last)) and at >= 0 and text.gap(at) == ", ":
        return _head_of(text, at, full=seen.evidence >= Evidence.FULL)
    court = False
    beside, at = at, _before_quoted(text, at)
    quoted = at if at < beside else -1
    for distance in range(4):
        if at < 0 or not (text.spaced(at) or at == quoted):
            return ""
        word = text.tokens[at].word
        if _is_title(text, at) and (_agree(word, surname, seen.name) or _of_each(text, seen, word)):
            return "суд" if court else word
        court = court or word in ("суда", "суду")
        if not distance and not is_cyrillic(word) and word not in _OF_OFFICE:
            return _title_of(text, at)
        chained = _CHAIN.search(word) or _is_abbreviated(text, at)
        if not (is_cyrillic(word) and chained) and word not in _OF_OFFICE:
            return ""
        at -= 1
    return ""


def _between(text: Text, at: int) -> bool:
    """Whether a courtesy title, or "named", stands between what somebody is and the name."""
    word = text.tokens[at].word
    courteous = listed(word, "honorifics") and not text.gap(at).strip(" .")
    return courteous or (word in _NAMED and text.spaced(at))


def _before_quoted(text: Text, at: int) -> int:
    """The place before a body's name in quotation marks: «корреспондент „Известий“ Петров»."""
    if not _CLOSED.fullmatch(text.gap(at)):
        return at
    for back in range(at, max(at - _LONGEST_BODY, -1), -1):
        if _OPENED.fullmatch(text.gap(back - 1)):
            return back - 1
    return at


def _is_title(text: Text, at: int) -> bool:
    """Whether the word is a namesake's title, in English also of several, in French "Me"."""
    word = text.tokens[at].word
    return (
        is_role(text, at)
        or (word.endswith("s") and listed(word[:-1], "roles"))
        or (word == "me" and text.tokens[at].capital and text.is_french())
    )


def _is_abbreviated(text: Text, at: int) -> bool:
    """Whether a body's letters stand here: «следователь СК Петров»."""
    return len(text.tokens[at].word) < _LONGEST_LETTERS and text.is_abbreviation(at)


def _apposed(text: Text, seen: Sighting, *, full: bool) -> Iterator[str]:
    """The noun before a name: «баритон Петров»; any noun before a surname: "le fou Petrov"."""
    at = _before_quoted(text, seen.first - 1) if seen.first else -1
    if at < 0 or not (joined(text, at) or at < seen.first - 1) or is_no_role(text, at):
        return
    token, surname = text.tokens[at], text.tokens[seen.place].word
    before = text.tokens[at - 1].word if at and joined(text, at - 1) else ""
    agent = _AGENT if full else _AGENT_OR_LIKE
    if (
        (
            (
                agent.search(token.word)
                or listed(token.word, "strangers", "-")
                or (not full and text.spaced(at) and _is_somebody(text, token.word))
            )
            and _agree(token.word, surname, seen.name)
        )
        or (not full and before in _ROMANCE)
        or (not full and token.capital and token.word.endswith("'s"))
        or (not full and before in _GERMAN and token.capital)
    ):
        yield token.word
    elif not full and at > 1 and joined(text, at - 2) and text.tokens[at - 2].word in _ROMANCE:
        if token.capital or not tables.words("functional", "^").isdisjoint((before, token.word)):
            return
        yield f"{before} {token.word}"


def _is_somebody(text: Text, word: str) -> bool:
    """Whether an English or German word ends like a calling: "the whistleblower Petrov"."""
    return (
        _DOER.search(word) is not None
        and word not in tables.words("functional", "-")
        and text.is_germanic()
    )


def _title_of(text: Text, at: int) -> str:
    """A title before "of the police", where that stands right before a name."""
    noun, back = text.tokens[at].word, at - 1
    while back >= 0 and text.tokens[back].word in _OF and text.adjoin(back):
        back -= 1
    if back in (-1, at - 1) or not text.spaced(back) or listed(noun, "titles"):
        return ""
    word = text.tokens[back].word
    return word if listed(word, "roles") and not listed(word, "roles", "~") else ""


def _head_of(text: Text, at: int, *, full: bool) -> str:
    """A title that its institution parts from the name: "the director of the colony, Petrov,"; not
    what tells who he is: "the defence of her father, Petrov,"."""
    if text.tokens[at].word in tables.words("functional", "&"):
        return ""
    for back in range(at, max(at - _OF_REACH, -1), -1):
        if back < at and not text.spaced(back):
            return ""
        word = text.tokens[back].word
        if is_role(text, back) or (not full and listed(word, "strangers", "-")):
            return word
    return ""


def _agree(title: str, surname: str, name: PersonName) -> bool:
    """Whether a Russian title stands in the surname's case: "адвокат Горинова" is his lawyer."""
    if not is_cyrillic(title) or title.startswith(_INDECLINABLE):
        return True
    oblique = not writes(surname, name.surname[-1])
    if name.gender == "f" and not oblique:
        return True
    if title.endswith(_PLURAL) and title not in _SINGULAR:
        return not oblique
    relative = writes(surname, other_gender(name.surname[-1], name.gender))
    feminine = title.endswith(("ка", "ца", "ая", "ча")) and not title.endswith(_MASCULINE)
    if feminine or title in ("судья", "суддя", "глава", "голова"):
        return relative or not oblique
    title_oblique = title.endswith((*"аяуюеыиі", "ом", "ем", "го"))
    return title_oblique == oblique


def _of_each(text: Text, seen: Sighting, title: str) -> bool:
    """Whether the title is that of each of a list: «коллегия судей Иванова, Петрова и Сидоровой»,
    unlike the lawyers, who are the prisoners' own."""
    several = title.endswith(_GENITIVE_PLURAL) and not listed(title, "roles", "~")
    return several and _LISTED.match(text.text, text.tokens[seen.last].end) is not None


def _role_after(text: Text, seen: Sighting, has_calling: Callable[[str], bool]) -> str:
    end = text.tokens[seen.last].end
    said = _IS.match(text.text, end)
    if not said and not _APPOSED.match(text.gap(seen.last)):
        return ""
    after, ends = seen.last + 1 + bool(said), tables.words("functional", ",")
    for at in range(after, min(after + _LONGEST_APPOSITION, len(text.tokens))):
        token = text.tokens[at]
        if token.word in ends or (at >= after + 3 and token.word.endswith("ed")):
            return ""
        if is_role(text, at):
            return "" if _of_the_next(text, at) or has_calling(token.word) else token.word
        if has_calling(token.word):
            return ""
        country = token.word.endswith("'s")
        if (token.capital and not country) or token.word in _NO_APPOSITION:
            return ""
        if not text.spaced(at):
            return ""
    return ""


def _of_the_next(text: Text, at: int) -> bool:
    """Whether a title belongs to the name after it: "Trofimov, Richter Iwanow" are two people."""
    if at + 1 == len(text.tokens) or not text.adjoin(at) or not text.tokens[at + 1].capital:
        return False
    word = text.tokens[at + 1].word
    return bool(given_ids(word)) or _SURNAME.search(word) is not None
