"""Registries of people for tests, built without files."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cases.registry import Campaign, Case, Name, Registry, Source, Statement, Status, StatusKind

_SOURCE = Source(url="https://example.org/", dated="2025")

Row = tuple[str, str, str, str, tuple[str, ...]]

ELEVEN: tuple[Row, ...] = (
    ("boris-kagarlitsky", "m", "Борис Кагарлицкий", "Кагарлицкий Борис Юльевич", ()),
    ("daria-kozyreva", "f", "Дарья Козырева", "Козырева Дарья", ("Darja Kosyrewa",)),
    ("azat-miftakhov", "m", "Азат Мифтахов", "Мифтахов Азат Фанисович", ("Azat Miftachov",)),
    ("alexei-gorinov", "m", "Алексей Горинов", "Горинов Алексей Александрович", ()),
    ("anna-arkhipova", "f", "Анна Архипова", "Архипова Анна Николаевна", ("Аня Архипова",)),
    (
        "vladimir-domnin",
        "m",
        "Владимир Домнин",
        "Домнин Владимир Александрович",
        ("Афанасьев Андрей Александрович",),
    ),
    ("dmitry-pchelintsev", "m", "Дмитрий Пчелинцев", "Пчелинцев Дмитрий Дмитриевич", ()),
    ("andrei-trofimov", "m", "Андрей Трофимов", "Трофимов Андрей Николаевич", ()),
    ("ilya-shakursky", "m", "Илья Шакурский", "Шакурский Илья Александрович", ()),
    ("alexander-shestun", "m", "Александр Шестун", "Шестун Александр Вячеславович", ()),
    ("artem-kamardin", "m", "Артём Камардин", "Камардин Артём Юрьевич", ("Тёма Камрад",)),
)
"""Slug, gender, the name as shown, the full name, other names."""


def person(
    slug: str, gender: str, shown: str, full: str, aliases: Iterable[str] = (), latin: str = ""
) -> Case:
    """A case of which only the names matter."""
    return Case(
        slug=slug,
        gender=gender,
        name={"ru": shown, "en": latin or slug.replace("-", " ").title()},
        full_name=Name(full),
        aliases=tuple(Name(alias) for alias in aliases),
        birth=None,
        who=Statement({}, _SOURCE),
        held_since=None,
        charges=(),
        sentences=(),
        story=Statement({}, _SOURCE),
        place=None,
        status=Status(StatusKind.IMPRISONED, "2025", _SOURCE),
        address=None,
        support=(),
        recognised=(),
        notes=(),
        campaigns=(),
    )


def campaign(slug: str, english: str, russian: str, aliases: Iterable[str] = ()) -> Campaign:
    """A campaign of which only the names matter."""
    return Campaign(slug, {"en": english, "ru": russian}, tuple(aliases), (), (), "", ())


def registry(people: Iterable[Case], campaigns: Iterable[Campaign] = ()) -> Registry:
    return Registry(
        cases={case.slug: case for case in people},
        campaigns={one.slug: one for one in campaigns},
    )


def eleven() -> Registry:
    """The signatories of the open letter, by name."""
    return registry(
        (person(*row) for row in ELEVEN),
        (
            campaign("people-first", "People First", "Сначала люди", ("people1st",)),
            campaign("open-letter", "Open letter of eleven", "Открытое письмо одиннадцати"),
        ),
    )
