"""The facts that ship: whole, sourced, in both languages, and nothing that could hurt anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.cases.registry import Campaign, Case, Source, Statement, StatusKind, load
from bot.feeds.sources import load_sources
from storage.rows import EntriesRule, FeedKind

DATA = Path(__file__).parent.parent.parent / "data"
REGISTRY = load(DATA / "cases")
FEEDS = load_sources(DATA / "feeds.toml", REGISTRY.campaigns, REGISTRY.cases)

ELEVEN = {
    "alexander-shestun": "Alexander Shestun",
    "alexei-gorinov": "Alexei Gorinov",
    "andrei-trofimov": "Andrei Trofimov",
    "anna-arkhipova": "Anna Arkhipova",
    "artem-kamardin": "Artem Kamardin",
    "azat-miftakhov": "Azat Miftakhov",
    "boris-kagarlitsky": "Boris Kagarlitsky",
    "daria-kozyreva": "Daria Kozyreva",
    "dmitry-pchelintsev": "Dmitry Pchelintsev",
    "ilya-shakursky": "Ilya Shakursky",
    "vladimir-domnin": "Vladimir Domnin",
}

INTIMATE = re.compile(
    r"\b(жен(а|ы|е|ой)|муж(а|у|ем)?|супруг\w*|мат(ь|ери)|от(ец|ца)|брат\w?|сестр\w|wife|husband"
    r"|mother|father|brother|sister|диагноз\w*|болезн\w+|diagnos\w+|disease|tumour|обиженн\w+)\b"
    r"|\b\d{16}\b",
    re.IGNORECASE,
)
"""Relatives, illness in detail, standing among prisoners and bank cards: none of our business."""


def statements(of: Case | Campaign) -> Iterator[Statement]:
    if isinstance(of, Campaign):
        yield from (*of.about, *of.demands)
        return
    yield from (of.who, of.story, *of.charges, *of.sentences, *of.recognised, *of.notes)
    if of.place:
        yield of.place


def texts(of: Case | Campaign) -> Iterator[dict[str, str]]:
    yield of.name
    for statement in statements(of):
        yield from (statement.text, *([statement.source.note] if statement.source.note else []))
    if isinstance(of, Case):
        yield from (support.label for support in of.support)
        if of.address and of.address.caution:
            yield of.address.caution


def sources(of: Case | Campaign) -> Iterator[Source]:
    yield from (statement.source for statement in statements(of))
    if isinstance(of, Campaign):
        yield from of.sources
        return
    yield of.status.source
    yield from (support.source for support in of.support)
    yield from (item.source for item in (of.birth, of.held_since, of.address) if item)
    yield from (alias.source for alias in (of.full_name, *of.aliases) if alias.source)


EVERYTHING = [*REGISTRY.cases.values(), *REGISTRY.campaigns.values()]
each = pytest.mark.parametrize("of", EVERYTHING, ids=lambda of: of.slug)
each_case = pytest.mark.parametrize("case", REGISTRY.cases.values(), ids=lambda case: case.slug)


def test_the_eleven_of_the_letter_are_there_as_it_spells_them() -> None:
    assert {slug: case.name["en"] for slug, case in REGISTRY.cases.items()} == ELEVEN
    assert all("open-letter" in case.campaigns for case in REGISTRY.cases.values())


@each
def test_every_text_is_in_its_language_and_fits_a_card(of: Case | Campaign) -> None:
    for text in texts(of):
        assert text.keys() == {"en", "ru"}
        assert re.search("[а-яё]", text["ru"], re.IGNORECASE), text
        assert not re.search("[а-яё]", text["en"], re.IGNORECASE), text
        assert all(len(words) <= 400 for words in text.values()), text


@each
def test_nothing_intimate_is_told(of: Case | Campaign) -> None:
    for text in texts(of):
        for words in text.values():
            assert not INTIMATE.search(words), words


@each
def test_every_source_has_an_address_and_a_date_or_a_word_on_why_not(of: Case | Campaign) -> None:
    for source in sources(of):
        assert source.url.startswith(("https://", "http://"))
        assert source.dated or source.note, source.url


@each
def test_a_publisher_is_undesirable_everywhere_or_nowhere(of: Case | Campaign) -> None:
    marked = {_site(feed.url) for feed in FEEDS if feed.undesirable}
    plain = {_site(feed.url) for feed in FEEDS if not feed.undesirable} - marked
    for source in sources(of):
        if _site(source.url) in marked:
            assert source.undesirable, source.url
        if _site(source.url) in plain:
            assert not source.undesirable, source.url


@each_case
def test_the_russian_name_is_shown_and_filed_alike(case: Case) -> None:
    given_name, surname = case.name["ru"].split()
    assert case.full_name.text.split()[:2] == [surname, given_name]
    patronymic = case.full_name.text.split()[2:]
    assert all(name.endswith("на" if case.gender == "f" else "ич") for name in patronymic)


@each_case
def test_a_letter_is_addressed_in_the_dative_with_the_year(case: Case) -> None:
    if case.address is None:
        return
    assert case.birth is not None
    name, year = case.address.recipient.split(", ")
    assert year == f"{case.birth.on.year} г. р."
    female, male = r"\w+ой \w+е \w+не", r"\w+(у|ому) \w+[уюе] \w+у"
    assert re.fullmatch(female if case.gender == "f" else male, name)
    assert re.match(r"\d{6}, ", case.address.place)


def test_who_has_no_address_that_is_known_to_be_theirs() -> None:
    without = {slug for slug, case in REGISTRY.cases.items() if case.address is None}
    assert without == {"alexei-gorinov", "andrei-trofimov", "artem-kamardin", "daria-kozyreva"}
    doubtful = {s for s, case in REGISTRY.cases.items() if case.address and case.address.caution}
    assert doubtful == {"anna-arkhipova", "azat-miftakhov"}


def test_whoever_cannot_be_written_to_has_somebody_to_ask() -> None:
    for case in REGISTRY.cases.values():
        usable = case.address and not case.address.caution
        assert usable or case.support or case.status.kind is StatusKind.RELEASED, case.slug


def test_the_one_release_is_told_as_one_report_says_it() -> None:
    released = [c for c in REGISTRY.cases.values() if c.status.kind is not StatusKind.IMPRISONED]
    assert [case.slug for case in released] == ["daria-kozyreva"]
    note = released[0].status.source.note
    assert "single source" in note["en"]
    assert "inferred" in note["en"]
    assert "единственный источник" in note["ru"]


def test_a_wish_not_to_be_exchanged_is_passed_on() -> None:
    first = REGISTRY.cases["boris-kagarlitsky"].notes[0]
    assert "exchange" in first.text["en"]
    assert "обмен" in first.text["ru"]


@pytest.mark.parametrize("slug", ["vladimir-domnin", "alexander-shestun"])
def test_nobody_is_called_a_leftist_who_is_none(slug: str) -> None:
    for text in texts(REGISTRY.cases[slug]):
        assert not re.search(r"\bleft(ist|-wing)?\b|\bлев", " ".join(text.values()), re.IGNORECASE)


def test_every_source_file_is_a_feed_page_or_channel_of_somebody() -> None:
    assert len(FEEDS) > 40
    for feed in FEEDS:
        assert (feed.kind is FeedKind.CHANNEL) == feed.url.startswith("https://t.me/s/")
        if feed.entries is EntriesRule.ALL:
            link = REGISTRY.campaigns[feed.campaign].link
            assert _site(feed.url) == _site(link)


def test_the_handbook_s_examples_are_right(tmp_path: Path) -> None:
    handbook = (DATA.parent / "docs" / "data.md").read_text(encoding="utf-8")
    case, feed = re.findall(r"```toml\n(.*?)```", handbook, re.DOTALL)
    campaign = (DATA / "campaigns" / "free-boris.toml").read_text(encoding="utf-8")
    campaign = campaign.replace('slug = "free-boris"', 'slug = "free-maria"')
    for name, text in (("cases/maria-petrova", case), ("campaigns/free-maria", campaign)):
        file = tmp_path / f"{name}.toml"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    assert load(tmp_path / "cases").cases["maria-petrova"].address
    (tmp_path / "feeds.toml").write_text(feed, encoding="utf-8")
    assert load_sources(tmp_path / "feeds.toml", {"free-maria"}, {"maria-petrova"})


def _site(url: str) -> str:
    """The publisher behind an address: its last two labels, Amnesty's sections as one."""
    host = urlsplit(url).hostname or ""
    return "amnesty" if ".amnesty." in f".{host}" else ".".join(host.split(".")[-2:])
