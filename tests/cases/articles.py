"""What news writes, in six languages: the text, and the slugs it names (none for namesakes)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BORIS = "boris-kagarlitsky"
DARIA = "daria-kozyreva"
AZAT = "azat-miftakhov"
ALEXEI = "alexei-gorinov"
ANNA = "anna-arkhipova"
VLADIMIR = "vladimir-domnin"
DMITRY = "dmitry-pchelintsev"
ANDREI = "andrei-trofimov"
ILYA = "ilya-shakursky"
ALEXANDER = "alexander-shestun"
ARTEM = "artem-kamardin"
ELEVEN = (BORIS, DARIA, AZAT, ALEXEI, ANNA, VLADIMIR, DMITRY, ANDREI, ILYA, ALEXANDER, ARTEM)

NAMED = [
    # English
    ("Boris Kagarlitsky was moved to a punishment cell", {BORIS}),
    ("Mr. Kagarlitsky's appeal will be heard in court on Monday", {BORIS}),
    ("Gorinov sentenced again", {ALEXEI}),
    ("A. A. Gorinov has been in the colony for three years", {ALEXEI}),
    ("Kagarlitsky, Gorinov and Miftakhov remain in prison", {BORIS, ALEXEI, AZAT}),
    ("We read letters of Boris Kagarlitsky, Gorinov and Miftakhov aloud", {BORIS, ALEXEI, AZAT}),
    ("KAGARLITSKY JAILED FOR FIVE YEARS", {BORIS}),
    ("Russian Court Rejects Appeal Of Poet Artyom Kamardin", {ARTEM}),
    ("#FreeKagarlitsky: a day of protest", {BORIS}),
    ("Andrei Trofimov, a columnist, was sentenced to 13 years in a penal colony", {ANDREI}),
    ("A film about Boris Kagarlitsky opens on Friday", {BORIS}),
    ("Daria Kozyreva walked free from the colony", {DARIA}),
    ("Alexander Shestun's lawyer was not let into the prison", {ALEXANDER}),
    ("Judge Olesya Mendeleyeva sent Alexei Gorinov to prison", {ALEXEI}),
    ("Network defendants Ilya Shakursky and Dmitry Pchelintsev", {ILYA, DMITRY}),
    ("Free Azat Miftakhov!", {AZAT}),
    # Russian
    ("Суд оставил в силе приговор Горинову", {ALEXEI}),
    ("Алексея Горинова перевели в ШИЗО", {ALEXEI}),
    ("Б. Ю. Кагарлицкий написал письмо из колонии", {BORIS}),
    ("Кагарлицкий Борис Юльевич этапирован", {BORIS}),
    ("Адвокат Горинова рассказал о его здоровье в колонии", {ALEXEI}),
    ("Следователь допросил Пчелинцева в СИЗО", {DMITRY}),
    ("Анне Архиповой продлили арест", {ANNA}),
    ("Прокурор запросил Ане Архиповой семь лет колонии", {ANNA}),
    ("Вышла книга стихов Тёмы Камрада и Артёма Камардина", {ARTEM}),
    ("Письма Илье Шакурскому и Диме Пчелинцеву", {ILYA, DMITRY}),
    ("#СвободуКагарлицкому: вечер писем", {BORIS}),
    ("Осуждённый Владимир Домнин пожаловался на условия", {VLADIMIR}),
    ("Шестуну отказали в свидании с женой, он в колонии в Бежецке", {ALEXANDER}),
    ("Трофимова этапировали в другую колонию", {ANDREI}),
    ("Дарья Козырева вышла на свободу", {DARIA}),
    ("Жена Горинова: в колонии ему не дают лекарства", {ALEXEI}),
    ("Архипова и другие фигуранты дела «Весны»: прокуратура запросила сроки", {ANNA}),
    ("Козыреву задержали у памятника Шевченко", {DARIA}),
    # Ukrainian
    ("Суд у Росії засудив Олексія Горінова", {ALEXEI}),
    ("Дар'ю Козирєву звільнили з колонії", {DARIA}),
    ("Козирєвої справа: суд переніс засідання", {DARIA}),
    ("Політв'язень Борис Кагарлицький оголосив голодування", {BORIS}),
    ("Пчелінцеву не передають листи у в'язниці", {DMITRY}),
    # German
    ("Boris Kagarlitzki ist wieder in Haft", {BORIS}),
    ("Kagarlizkis Berufung vor Gericht", {BORIS}),
    ("Darja Kosyrewa aus dem Straflager entlassen", {DARIA}),
    ("Dmitrij Ptschelinzew und Ilja Schakurskij sitzen im Gefängnis", {DMITRY, ILYA}),
    ("Solidarität mit Asat Miftachow", {AZAT}),
    ("Die Miftachow-Kampagne fordert Freilassung", {AZAT}),
    # French
    ("Artiom Kamardine condamné à sept ans de prison", {ARTEM}),
    ("Le mathématicien Azat Miftakhov reste en détention", {AZAT}),
    ("Libérez Boris Kagarlitski", {BORIS}),
    ("La peine d'Alexeï Gorinov alourdie par le tribunal", {ALEXEI}),
    # Spanish
    ("El preso político Azat Miftájov sigue en la cárcel", {AZAT}),
    ("Condenan a la activista Daria Kozyreva", {DARIA}),
    ("Borís Kagarlitski, cinco años de prisión", {BORIS}),
]

NOBODY = [
    "Yaroslav Trofimov of the Wall Street Journal reports from a prison",
    "Judge Trofimov sentenced the activist to prison",
    "Minister Gorinov visited the court",
    "Hockey player Andrei Trofimov scored a goal",
    "Andrei Trofimov, a hockey player, was detained",
    "V. Trofimov was jailed",
    "Anna Kozyreva was sentenced to prison",
    "Gorinov restaurant opens",
    "The Shestun family garden",
    "Detective Arkhipova arrested two men",
    "Andrei Afanasyev sentenced to prison",
    "Ivan Vyacheslavovich Trofimov was jailed; Trofimov denies it",
    "Судья Трофимов приговорил активиста к колонии",
    "Судья Петроградского районного суда Козырева отправила его в СИЗО",
    "Следователь Козырева допросила активиста в СИЗО",
    "Министр иностранных дел Козырев выступил в суде",
    "Экс-министр Андрей Козырев осудил арест",
    "Анна Горинова осуждена",
    "Горинова сказала суду, что не виновна",
    "Трофимов забил шайбу в матче",
    "Депутат Домнин предложил ужесточить наказание за фейки",
    "Улица Трофимова перекрыта из-за протеста",
    "Певец Сергей Трофимов отменил концерт из-за протестов",
    "Детектив Шестун раскрыл дело в суде",
    "Алексей Трофимов получил 5 лет колонии. Трофимов вину не признал",
    "Прокурору Домнину вручили награду за приговоры",
    "Футболист Александр Шестун перешёл в другой клуб",
    "Слідчий Горінов вручив підозру у суді",
    "Суддя Трофімов виніс вирок",
    "Richter Trofimow verurteilte den Aktivisten",
    "Außenminister Andrej Kosyrew vor Gericht",
    "Le juge Trofimov a condamné l'opposant",
    "La ministre Kozyreva devant le tribunal",
    "El juez Gorinov dictó sentencia",
    "El futbolista Andréi Trofimov, fuera del partido",
    "",
]


PARTS = range(1, 35)
"""Lots of items, in the order in which they were written."""


@dataclass(frozen=True, slots=True)
class Item:
    """A short made-up news item of tests/cases/news."""

    language: str
    kind: str
    slugs: frozenset[str]
    text: str
    mastered: bool
    """False where the rules still read it wrong."""
    part: int
    """Which lot it belongs to: docs/mentions.md tells how each was read for the first time."""


def news() -> list[Item]:
    """Every item, in six languages: half of them name a case, half a namesake."""
    by_given = {slug.split("-")[0]: slug for slug in ELEVEN}
    items = []
    for path in sorted((Path(__file__).parent / "news").glob("*.txt")):
        part = 0
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                part = int(line.strip("# .Part")) if line.startswith("# Part") else part
                continue
            kind, whom, text = line.split(" | ", 2)
            slugs = frozenset(by_given[given] for given in whom.split() if given != "-")
            read = text.replace(" ¶ ", "\n")
            items.append(Item(path.stem, kind.rstrip("!"), slugs, read, "!" not in kind, part))
    return items
