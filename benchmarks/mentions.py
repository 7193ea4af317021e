"""How well and how fast the cases that a text names are found.

    python -m benchmarks.mentions

The texts are the made-up news items of tests/cases/news, in six languages; docs/mentions.md says
which of them rules were tuned on. They are read with the eleven cases alone, and with a registry of
10,000 names in which namesakes of the eleven stand too. A text of 2,000 characters is timed packed
with people as closely as can be, and as an article is: when it is new, and read again.
"""

from __future__ import annotations

import gc
import random
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cases.landmarks import of_case, of_text
from bot.cases.mentions import Mentions
from bot.cases.names import clean
from bot.cases.registry import Case, Registry, load
from bot.household import SELDOM
from tests.cases.articles import NAMED, PARTS, Item, news
from tests.cases.people import person, registry
from tests.cases.surnames import PLAUSIBLE

_CASES = Path(__file__).parents[1] / "data" / "cases"
_CROWD = 10_000
_BEFORE_TIMED = 20
"""Articles read before the clock runs: tables are read from their files once."""
_BEFORE = ("", "", "", "бело", "черно", "пере", "за", "под", "не", "при", "у", "до")
_TATAR = "хабибуллин сафин гарифов ахметов зиннатуллин нуриев гайнутдинов абляев куртмемет юнусов"
_FATHERS = ("Иванович", "Петрович", "Сергеевич", "Андреевич", "Николаевич", "Борисович")
_MEN = """
Иван Пётр Сергей Максим Олег Никита Роман Степан Виктор Юрий Борис Андрей Дмитрий Азат Ильдар Рустам
Николай Михаил Владимир Александр Евгений Григорий Тарас Богдан Алексей
"""
_WOMEN = "Мария Ольга Елена Ирина Наталья Дарья Анна Полина Вера Светлана Оксана Алсу"
_NAMESAKES = (
    ("m", "Трофимов", "Глеб"),
    ("m", "Трофимов", "Вадим"),
    ("f", "Трофимова", "Вера"),
    ("f", "Архипова", "Лидия"),
    ("m", "Архипов", "Фёдор"),
    ("f", "Козырева", "Нина"),
)


@dataclass(slots=True)
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: frozenset[str], named: frozenset[str]) -> None:
        self.right += len(found & named)
        self.wrong += len(found - named)
        self.missed += len(named - found)

    def row(self) -> tuple[str, ...]:
        precision = _percent(self.right, self.wrong)
        return precision, _percent(self.right, self.missed), f"{self.wrong}", f"{self.missed}"


def main() -> None:
    """Print the tables."""
    console = Console(width=100)
    eleven = load(_CASES)
    items = news()
    parts = {part: [each for each in items if each.part == part] for part in PARTS}
    crowded = registry([*eleven.cases.values(), *crowd(_CROWD - len(eleven.cases))])
    gc.set_threshold(SELDOM)
    for title, people in (("eleven cases", eleven), (f"{_CROWD:,} names", crowded)):
        started = time.thread_time()
        mentions = Mentions(people)
        built = time.thread_time() - started
        console.print(_by_part(title, mentions, parts))
        console.print(_quality(title, mentions, items))
        console.print(_curve(title, mentions, people, items))
        gc.collect()
        gc.freeze()
        console.print(_speed(f"{title}, index built in {built:.1f} s", mentions, people))
        console.print(_price_of_reading_less(title, mentions, people))


def crowd(size: int) -> list[Case]:
    """People of made-up Russian, Ukrainian, Belarusian and Tatar names, seven in ten of them men;
    among them a few of the eleven's surnames."""
    chance = random.Random(4)
    stems = (*PLAUSIBLE, *_TATAR.split())
    people = []
    for number in range(size):
        if number < len(_NAMESAKES):
            gender, surname, given = _NAMESAKES[number]
        else:
            gender = "m" if chance.random() < 0.7 else "f"
            given = chance.choice((_MEN if gender == "m" else _WOMEN).split())
            surname = _surname(chance.choice(_BEFORE) + chance.choice(stems), gender)
        father = chance.choice(_FATHERS)
        if gender == "f":
            father = father[:-2] + "на"
        shown = f"{given} {surname}"
        people.append(person(f"crowd-{number}", gender, shown, f"{surname} {given} {father}"))
    return people


def _surname(masculine: str, gender: str) -> str:
    if masculine == "трофимов":
        masculine = "тимофеев"
    name = masculine.capitalize()
    if gender == "m":
        return name
    if name.endswith("ий"):
        return name[:-2] + "ая"
    return name + "а" if name.endswith(("ов", "ев", "ин")) else name


def _by_part(title: str, mentions: Mentions, parts: dict[int, list[Item]]) -> Table:
    table = Table("part", "items", "precision %", "recall %", "wrong", "missed", title=title)
    for part, items in parts.items():
        tally = Tally()
        for item in items:
            found = frozenset(each.case for each in mentions.find(item.text))
            tally.add(found, item.slugs)
        table.add_row(f"{part}", f"{len(items)}", *tally.row())
    return table


def _quality(title: str, mentions: Mentions, items: Iterable[Item]) -> Table:
    languages: defaultdict[str, Tally] = defaultdict(Tally)
    kinds: defaultdict[str, Tally] = defaultdict(Tally)
    for item in items:
        found = frozenset(each.case for each in mentions.find(item.text))
        for tally in (languages[item.language], languages["all"], kinds[item.kind]):
            tally.add(found, item.slugs)
    table = Table("language or kind", "precision %", "recall %", "wrong", "missed", title=title)
    for language in ("en", "ru", "uk", "de", "fr", "es", "all"):
        table.add_row(language, *languages[language].row(), end_section=language in ("es", "all"))
    for kind, tally in sorted(kinds.items()):
        table.add_row(kind, *tally.row())
    return table


def _curve(title: str, mentions: Mentions, people: Registry, items: Iterable[Item]) -> Table:
    """What bare surnames add, and what refusing them would save."""
    table = Table("a surname without the given name counts", title=title)
    for column in ("precision %", "recall %", "wrong", "missed"):
        table.add_column(column)
    for strictness, rule in enumerate(_RULES):
        tally = Tally()
        for item in items:
            met = of_text(clean(item.text)) if strictness else frozenset()
            found = frozenset(
                one.case
                for one in mentions.find(item.text)
                if not strictness
                or " " in one.words
                or (strictness == 1 and not of_case(people.cases[one.case]).isdisjoint(met))
            )
            tally.add(found, item.slugs)
        table.add_row(rule, *tally.row())
    return table


_RULES = ("by the rules", "beside a landmark of the file", "never")
"""When a surname without the given name counts, ever stricter."""


def _speed(title: str, mentions: Mentions, people: Registry) -> Table:
    table = Table("text of 2,000 characters", title=title)
    for column in ("new, mean CPU ms", "p99", "again, quickest of ten", "p99"):
        table.add_column(column)
    for name, make in (("article", _article), ("packed", _packed)):
        texts = [make(random.Random(seed), people) for seed in range(80)]
        for before in texts[:_BEFORE_TIMED]:
            mentions.find(before)
        new, again = (_times(mentions, texts[_BEFORE_TIMED:], readings) for readings in (1, 10))
        table.add_row(name, *new, *again)
    return table


def _price_of_reading_less(title: str, mentions: Mentions, people: Registry) -> Table:
    """What an article's time would be, and whom it would miss, if less of it were read."""
    table = Table("letters of an article that are read", title=title)
    for column in ("new, mean CPU ms", "p99", "of those named, found %"):
        table.add_column(column)
    for begins, letters in enumerate((500, 1000, 1500, 1750, 2000), start=1):
        seeds = range(1000 * begins, 1000 * begins + 80)
        texts = [_article(random.Random(seed), people) for seed in seeds]
        times = _times(mentions, (text[:letters] for text in texts), 1)
        found = sum(len(mentions.find(text[:letters])) for text in texts)
        named = sum(len(mentions.find(text)) for text in texts)
        table.add_row(f"{letters:,}", *times, f"{100 * found / named:.1f}")
    return table


def _times(mentions: Mentions, texts: Iterable[str], readings: int) -> tuple[str, str]:
    """Milliseconds: the mean, and the slowest text but one in a hundred."""
    taken = [min(_reading(mentions, text) for _ in range(readings)) for text in texts]
    slow = sorted(taken)[int(len(taken) * 0.99)]
    return f"{sum(taken) / len(taken):.2f}", f"{slow:.2f}"


def _reading(mentions: Mentions, text: str) -> float:
    started = time.thread_time()
    mentions.find(text)
    return (time.thread_time() - started) * 1000


def _packed(chance: random.Random, people: Registry) -> str:
    """Somebody's name every five words."""
    names = [chance.choice(tuple(people.cases.values())).name["ru"] for _ in range(50)]
    return " ".join(f"Суд отправил в колонию {name}." for name in names)[:2000]


def _article(chance: random.Random, people: Registry) -> str:
    """Five people in ordinary words."""
    filler = _FILLER.split()
    parts = []
    for _ in range(5):
        name = chance.choice(tuple(people.cases.values())).name["ru"]
        text = " ".join(chance.choice(filler) for _ in range(48))
        parts.append(f"{text}. {name} {chance.choice(NAMED)[0]}.")
    return " ".join(parts)[:2000]


_FILLER = """
вчера утром заседание перенесли потому что свидетели не приехали из области адвокат заявил
ходатайство об отводе и попросил приобщить к делу письма Москва город район улица погода новости
редакция сообщает корреспондент передаёт из зала суда где собрались слушатели родные и друзья Россия
решение объявят в понедельник после обеда об этом говорится на сайте суда книга стихи вечер Сибирь
"""


def _percent(part: int, rest: int) -> str:
    return f"{100 * part / (part + rest):.1f}" if part + rest else "–"


if __name__ == "__main__":
    main()
