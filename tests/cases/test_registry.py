"""Fact files: what is read, and every fault told at once, each with its place and its remedy."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.facts import About, PolicyKind, Sender, WayKind
from bot.cases.registry import RegistryFault, StatusKind, load
from bot.tables import is_loose_date

CASE = """\
slug = "maria-petrova"
gender = "f"
campaigns = ["free-maria"]
aliases = [{ text = "Maria Petrowa", source = "list" }]

[name]
en = "Maria Petrova"
ru = "Мария Петрова"

[full_name]
text = "Петрова Мария Ивановна"
source = "list"

[birth]
on = 1980-05-01
source = "list"

[who]
en = "Teacher"
ru = "Учительница"
source = "list"

[held_since]
on = 2023-03-02
source = "list"

[[charges]]
en = "A post"
ru = "Публикация"
source = "list"

[story]
en = "She wrote a post."
ru = "Она написала пост."
source = "list"

[status]
kind = "imprisoned"
as_of = "2025-02"
source = "news"

[address]
place = "101000, г. Город, ул. Улица, д. 1"
recipient = "Петровой Марии Ивановне, 1980 г. р."
source = "list"
confirmed = 2025-02-22

[ways]
named = ["mail-inside"]
source = "list"

[write_policy]
kind = "no-foreign-address"
as_of = "2025-02"
source = "news"

[[support]]
url = "https://example.org/maria"
label = { en = "Site", ru = "Сайт" }
source = "news"

[sources.list]
url = "https://example.org/list"
dated = "2025-02-22"

[sources.news]
url = "http://example.org/news"
note = { en = "undated", ru = "без даты" }
undesirable = true
"""

CAMPAIGN = """\
slug = "free-maria"
aliases = ["Free Maria", "Свободу Марии"]
link = "https://example.org"

[name]
en = "Free Maria"
ru = "Свободу Марии"

[[about]]
en = "Friends of Maria"
ru = "Друзья Марии"
source = "site"

[[demands]]
en = "Freedom"
ru = "Свободы"
source = "site"

[sources.site]
url = "https://example.org"
dated = "2024"
"""

WAY = """\
slug = "mail-inside"
kind = "electronic"
link = "https://example.org/mail"
senders = ["russia"]

[name]
en = "Mail Inside"
ru = "Почта внутри"

[[facts]]
about = "payment"
en = "A Russian card"
ru = "Российская карта"
source = "site"

[[stopped]]
country = "FI"
since = "2022-04"
source = "site"

[sources.site]
url = "https://example.org"
dated = "2024"
"""


def write(root: Path, case: str = CASE, campaign: str = CAMPAIGN, way: str = WAY) -> Path:
    for folder, name, text in (
        ("cases", "maria-petrova", case),
        ("campaigns", "free-maria", campaign),
        ("letters", "mail-inside", way),
    ):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return root / "cases"


def faults(directory: Path) -> tuple[str, ...]:
    with pytest.raises(RegistryFault) as caught:
        load(directory)
    assert str(caught.value).splitlines() == list(caught.value.faults)
    return caught.value.faults


def test_everything_written_is_read(tmp_path: Path) -> None:
    registry = load(write(tmp_path))
    maria = registry.cases["maria-petrova"]
    assert maria.name == {"en": "Maria Petrova", "ru": "Мария Петрова"}
    assert maria.full_name.text == "Петрова Мария Ивановна"
    assert [alias.text for alias in maria.aliases] == ["Maria Petrowa"]
    assert maria.birth is not None
    assert maria.birth.on == date(1980, 5, 1)
    assert maria.held_since is not None
    assert maria.held_since.on == date(2023, 3, 2)
    assert maria.who.source.dated == "2025-02-22"
    assert maria.status.kind is StatusKind.IMPRISONED
    assert (maria.status.as_of, maria.status.source.dated) == ("2025-02", "")
    assert maria.status.source.undesirable
    assert maria.address is not None
    assert maria.address.confirmed == "2025-02-22"
    assert not maria.address.caution
    assert (maria.place, maria.sentences, maria.notes) == (None, (), ())
    assert maria.ways is not None
    assert (maria.ways.named, maria.ways.source.dated) == (("mail-inside",), "2025-02-22")
    assert maria.write_policy is not None
    assert maria.write_policy.kind is PolicyKind.NO_FOREIGN_ADDRESS
    way = registry.ways["mail-inside"]
    assert (way.kind, way.senders) == (WayKind.ELECTRONIC, (Sender.RUSSIA,))
    assert [about for about, _ in way.facts] == [About.PAYMENT]
    assert [(each.country, each.since) for each in way.stopped] == [("FI", "2022-04")]
    campaign = registry.campaigns["free-maria"]
    assert campaign.demands[0].source in campaign.sources
    assert campaign.aliases == ("Free Maria", "Свободу Марии")


def test_cases_need_no_campaigns(tmp_path: Path) -> None:
    directory = write(tmp_path, CASE.replace('campaigns = ["free-maria"]\n', ""))
    (tmp_path / "campaigns" / "free-maria.toml").unlink()
    (tmp_path / "campaigns").rmdir()
    assert load(directory).campaigns == {}


CASE_FAULTS = [
    ('slug = "maria-petrova"\n', "", "slug: is missing"),
    ('slug = "maria-petrova"', 'slug = "maria"', "not the file's name"),
    ('slug = "maria-petrova"', 'slug = "Maria_P"', "is no slug; use only a-z and 0-9"),
    ('slug = "maria-petrova"', f'slug = "{"m" * 41}"', "longer than 40 bytes"),
    ('slug = "maria-petrova"', 'slug = "free-maria"', "taken by another file"),
    ('gender = "f"', 'gender = "w"', '"w" is unknown; write one of "f", "m"'),
    ('gender = "f"', 'gender = "f"\nage = 45', "age: is an unknown key"),
    ('"free-maria"', '"free-marina"', '"free-marina" does not exist'),
    ('["free-maria"]', '["free-maria", "free-maria"]', "stands in it twice"),
    ('["free-maria"]', '"free-maria"', "no list of texts"),
    ('ru = "Мария Петрова"\n', "", "name: ru: is missing"),
    ('ru = "Мария Петрова"', 'ru = ""', "name: ru: is not a text"),
    ('ru = "Мария Петрова"', 'ru = "Мария  Петрова"', "spare spaces"),
    ('ru = "Мария Петрова"', 'ru = "Мария Петрова"\nde = "M"', "name: de: is an unknown key"),
    ('text = "Maria Petrowa", source = "list"', 'text = "M"', "aliases 1: source: is missing"),
    ("aliases = [{", "aliases = [1, {", "no list of tables"),
    ("on = 1980-05-01", 'on = "1.5.1980"', '"1.5.1980" is no date'),
    ("on = 1980-05-01", "on = 2024-05-01", "birth: is not before the detention"),
    ("on = 2023-03-02", "on = 2023", '"2023" is no date'),
    ('[who]\nen = "Teacher"', "[who]\nen = 7", "who: en: is not a text"),
    ('ru = "Публикация"\nsource = "list"', 'ru = "Публикация"', "charges 1: source: is missing"),
    ('ru = "Публикация"\nsource = "list"', 'ru = "П"\nsource = "x"', '"x" is not described'),
    ('as_of = "2025-02"', 'as_of = "2025-13"', '"2025-13" is no date'),
    ('as_of = "2025-02"', 'as_of = "9999-01-01"', '"9999-01-01" is no date'),
    ('kind = "imprisoned"', 'kind = "jailed"', '"jailed" is unknown'),
    ('kind = "imprisoned"', 'kind = "released"', "address: nobody writes there to a released"),
    ('kind = "imprisoned"', 'kind = "died"', "held_since: its days would count on for a died"),
    ('[held_since]\non = 2023-03-02\nsource = "list"\n', "", "held_since: is missing"),
    ("Петровой Марии Ивановне, 1980 г. р.", "Петровой Марии", "lacks the year of birth 1980"),
    ("Петровой Марии Ивановне,", "Петрова Мария Ивановна,", "write to whom, in the dative"),
    ("confirmed = 2025-02-22\n", "", "address: confirmed: is missing"),
    (
        "confirmed = 2025-02-22\n",
        'confirmed = 2025-02-22\ncaution = { en = "Old" }\n',
        "caution: ru",
    ),
    ('named = ["mail-inside"]', 'named = ["mail"]', 'ways: "mail" does not exist'),
    ('named = ["mail-inside"]', "named = []", "ways: named: is empty"),
    ('kind = "no-foreign-address"', 'kind = "nobody"', '"nobody" is unknown'),
    ('kind = "imprisoned"', 'kind = "released"', "write_policy: means nothing for a released"),
    ("[[support]]\nurl", "[[aid]]\nurl", "write_policy: leaves nobody to ask"),
    ('url = "https://example.org/maria"', 'url = "example.org"', "support 1: url"),
    ('url = "https://example.org/list"', 'url = "ftp://example.org"', "no web address"),
    ('url = "https://example.org/list"', 'url = "https://"', "no web address"),
    ('url = "https://example.org/list"', 'url = "https://["', "no web address"),
    ('dated = "2025-02-22"', 'dated = "in 2025"', '"in 2025" is no date'),
    ('dated = "2025-02-22"\n', "", "sources: list: dated: is missing"),
    ("undesirable = true", 'undesirable = "yes"', "neither true nor false"),
    (
        "undesirable = true",
        '[sources.spare]\nurl = "https://a.org"\ndated = "2020"',
        "no fact rests",
    ),
    ("[sources.list]\nurl", "[sources]\nlist = 1\nurl", "sources: list: is no table"),
    ("[story]", "[story", "is not TOML"),
]


@pytest.mark.parametrize(("right", "wrong", "fault"), CASE_FAULTS)
def test_a_fault_in_a_case_names_file_key_and_remedy(
    right: str, wrong: str, fault: str, tmp_path: Path
) -> None:
    assert right in CASE
    found = faults(write(tmp_path, CASE.replace(right, wrong, 1)))
    named = [line for line in found if fault in line]
    assert named, found
    assert all(line.startswith("maria-petrova.toml: ") for line in found)
    assert all(";" in line for line in named)


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('slug = "free-maria"', 'slug = "free"', "not the file's name"),
        ('link = "https://example.org"', 'link = "none"', "link"),
        ("[[about]]", "[[purpose]]", "about: is missing; say under [[about]]"),
        ("[[about]]", "[[purpose]]", "purpose: is an unknown key"),
        ('ru = "Свободы"\n', "", "demands 1: ru: is missing"),
    ],
)
def test_a_fault_in_a_campaign(right: str, wrong: str, fault: str, tmp_path: Path) -> None:
    found = faults(write(tmp_path, campaign=CAMPAIGN.replace(right, wrong, 1)))
    assert any(line.startswith("free-maria.toml: ") and fault in line for line in found), found


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('kind = "electronic"', 'kind = "pigeon"', '"pigeon" is unknown'),
        ('link = "https://example.org/mail"\n', "", "link: is missing"),
        ('senders = ["russia"]', 'senders = ["moon"]', 'senders: "moon" is unknown'),
        ('senders = ["russia"]\n', "", "senders: is missing"),
        ("[name]", 'people = ["maria"]\n[name]', 'people: "maria" does not exist'),
        ('about = "payment"', 'about = "price"', '"price" is unknown'),
        ("[[facts]]", "[[words]]", "facts: is missing; say under [[facts]]"),
        ('"FI"', '"Finland"', '"Finland" is no country'),
        ('dated = "2024"', 'note = { en = "undated", ru = "без даты" }', "bears no date"),
    ],
)
def test_a_fault_in_a_way_to_send(right: str, wrong: str, fault: str, tmp_path: Path) -> None:
    assert right in WAY
    found = faults(write(tmp_path, way=WAY.replace(right, wrong, 1)))
    assert any(line.startswith("mail-inside.toml: ") and fault in line for line in found), found


WRONG = ["7", "true", "[]", "[1]", '["a", "b"]', "{}", "{ a = 1 }", "[{}]", '""', "2020-01-01"]
RIGHT = {("campaigns", "[]"), ("aliases", "[]"), ("undesirable", "true")} | {
    (key, "2020-01-01") for key in ("on", "as_of", "confirmed", "dated")
}
"""What happens to be right for a key."""


@pytest.mark.parametrize("wrong", WRONG)
def test_a_value_of_the_wrong_kind_is_a_fault_and_never_an_error(
    wrong: str, tmp_path: Path
) -> None:
    lines = CASE.splitlines()
    for number, line in enumerate(lines):
        key, equals, _right = line.partition(" = ")
        if not equals or " " in key:
            continue
        text = "\n".join([*lines[:number], f"{key} = {wrong}", *lines[number + 1 :]])
        if (key, wrong) not in RIGHT:
            faults(write(tmp_path, text))


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    case = CASE.replace('gender = "f"\n', "").replace("on = 1980-05-01", 'on = "once"')
    directory = write(tmp_path, case, CAMPAIGN.replace("https://example.org", "example.org"))
    (directory / "broken.toml").write_bytes(b"\xff")
    (directory / "folder.toml").mkdir()
    found = faults(directory)
    for words in ("gender: is missing", "on: ", "link: ", "site: url: ", "broken.toml: ", "folder"):
        assert any(words in line for line in found), (words, found)


def test_two_files_cannot_share_a_slug(tmp_path: Path) -> None:
    directory = write(tmp_path)
    (directory / "other.toml").write_text(CASE, encoding="utf-8")
    assert any("taken by another file" in line for line in faults(directory))
    (directory / "other.toml").unlink()
    (tmp_path / "campaigns" / "other.toml").write_text(CAMPAIGN, encoding="utf-8")
    assert any("taken by another file" in line for line in faults(directory))


def test_a_missing_directory_says_so(tmp_path: Path) -> None:
    assert "is no directory" in faults(tmp_path / "cases")[0]


@settings(max_examples=15, deadline=None)
@given(st.permutations(["anna-a", "boris-b", "clara-c", "dora-d"]))
def test_the_order_of_writing_does_not_matter(slugs: list[str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        directory = write(Path(scratch))
        for slug in slugs:
            text = CASE.replace("maria-petrova", slug)
            (directory / f"{slug}.toml").write_text(text, encoding="utf-8")
        once, again = load(directory), load(directory)
    assert list(once.cases) == [*sorted(slugs), "maria-petrova"]
    assert once == again
    assert repr(once) == repr(again)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_date_may_be_a_year_a_month_or_a_day(day: date) -> None:
    written = day.isoformat()
    assert is_loose_date(written)
    assert is_loose_date(written[:7])
    assert is_loose_date(written[:4])
    for cut in (written[:-1], written[:5], written + "0", written.replace("-", "")):
        assert not is_loose_date(cut)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_not(text: str) -> None:
    if is_loose_date(text):
        assert text[:4].isdecimal()
