"""Thousands of made-up people: Russian, Ukrainian, Belarusian, Tatar and Crimean names."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.cases.declension import other_gender
from bot.cases.registry import Case
from tests.cases.people import person
from tests.cases.surnames import PLAUSIBLE
from tests.cases.transliteration import latin

_BEGINNINGS = """
бар бел бер бог бол бор бул вар вер вол гал гер гор гри дан дем дол дуб жар зав зуб кал кар ков кол
кор кра кул лап леб лог лук мак мар мед мел мор наз нест ник орл пан пет пол рог род ром руд сав сам
сид сок стар суб тар тих том труб фед фил хар хом чер чум шап шев шум щер яков ярм
"""
_MIDDLES = "а ав ад ак ал ан ар ат е ед ел ен ер ет и ик ил ин ис о об од ок ол он ос от у ун ур уш"
_ENDINGS = {
    "ukrainian": "енко ук чук юк ко ишин ак ец ский",
    "belarusian": "ёнок ович евич ка ейко онок юк ич",
    "tatar": "уллин галиев метов утдинов баев хузин мурзин ахметов заров",
    "crimean": "бекиров аметов османов ладинов сеитов мустафаев акаев умеров ялов",
}
_GIVEN = {
    "russian": (
        "Борис Алексей Владимир Дмитрий Андрей Илья Сергей Михаил Николай Егор Павел Роман Виктор",
        "Анна Дарья Мария Ольга Елена Ирина Светлана Татьяна Юлия",
    ),
    "ukrainian": (
        "Тарас Богдан Олег Василий Остап Назар Степан Максим",
        "Галина Олеся Оксана Ульяна",
    ),
    "belarusian": ("Александр Виталий Игорь Денис Никита Артём", "Алеся Полина Екатерина Марина"),
    "tatar": ("Азат Рамиль Ильдар Наиль Айрат Марат Камиль Рустам", "Алсу Гузель Динара Лейла"),
    "crimean": ("Нариман Сейран Эрфан Энвер Осман Сервер Рефат", "Зарема Эльвира Фатима Сабина"),
}
_FATHERS = {
    "russian": "Иванов Алексеев Петров Сергеев Юрьев Николаев Дмитриев Андреев",
    "ukrainian": "Богданов Тарасов Степанов Васильев Михайлов Романов",
    "belarusian": "Александров Викторов Олегов Игорев Антонов Леонидов",
    "tatar": "Рашидов Маратов Ильдаров Камилев Фанисов Наилев",
    "crimean": "Османов Рефатов Энверов Серверов Сейранов Русланов",
}


def crowd(count: int, seed: int = 1) -> Iterator[Case]:
    """So many people, no two of one full name; the same ones for the same seed."""
    chance = random.Random(seed)
    taken: set[str] = set()
    while len(taken) < count:
        nation = chance.choice(tuple(_GIVEN))
        woman = chance.random() < 0.25
        surname = chance.choice(PLAUSIBLE) if nation == "russian" else _made_up(nation, chance)
        if woman:
            surname = other_gender(surname, "m") or surname
        given = chance.choice(_GIVEN[nation][woman].split())
        father = chance.choice(_FATHERS[nation].split()) + ("на" if woman else "ич")
        shown = f"{given} {surname.capitalize()}"
        full = f"{surname.capitalize()} {given} {father}"
        if full not in taken:
            taken.add(full)
            yield person(
                f"person-{len(taken)}",
                "f" if woman else "m",
                shown,
                full,
                latin=latin(shown, "press"),
            )


def _made_up(nation: str, chance: random.Random) -> str:
    return (
        chance.choice(_BEGINNINGS.split())
        + chance.choice(_MIDDLES.split())
        + chance.choice(("", "", chance.choice("вдклмнрст")))
        + chance.choice(_ENDINGS[nation].split())
    )
