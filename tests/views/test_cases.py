"""Cards: within the limits for anything people may write, and honest about what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.cases.facts import Source, StatusKind
from bot.cases.registry import Registry
from bot.i18n import LANGUAGES
from bot.preview.emulator.text import parse_html
from bot.render import Message
from bot.views import cases as view
from bot.views.facts import age, host, source_note
from tests.views.checking import REAL, SAY, checked
from tests.views.people import ENDLESS_CAMPAIGN, endless

TODAY = date(2026, 11, 23)


def messages(language: str, registry: Registry) -> Iterator[Message]:
    say = SAY(language)
    for case in registry.cases.values():
        for followed in (False, True):
            yield view.card(case, say, today=TODAY, followed=followed)
        yield Message.of(view.short_text(case, say, today=TODAY, bot_name="some_bot"))
        assert len(view.description(case, say)) <= 120
    for campaign in registry.campaigns.values():
        yield view.campaign_card(campaign, registry, say, today=TODAY, followed=False)
    yield view.ask(registry, say)
    yield view.choose(list(registry.cases)[:10], registry, say)
    yield view.campaigns(registry, say)
    yield view.nothing(say)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_real_card_fits_one_message(language: str) -> None:
    for message in messages(language, REAL):
        checked(message)
    for case in REAL.cases.values():
        text = checked(view.sources(case, SAY(language), today=TODAY), parts=None)
        assert SAY(language).plain("case-sources-mistake") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", StatusKind)
def test_even_endless_texts_fit(kind: StatusKind, language: str) -> None:
    case = endless(kind)
    registry = Registry({case.slug: case}, {"endless": ENDLESS_CAMPAIGN})
    for message in messages(language, registry):
        checked(message)
    checked(view.sources(case, SAY(language), today=TODAY), parts=None)


@pytest.mark.parametrize("kind", [StatusKind.RELEASED, StatusKind.DIED])
def test_who_is_free_or_dead_is_not_written_to_nor_counted(kind: StatusKind) -> None:
    message = view.card(endless(kind), SAY("en"), today=TODAY, followed=False)
    assert "days" not in message.parts[0].split("<b>What for</b>")[1]
    assert not any(b.callback.startswith("write:") for row in message.buttons for b in row)
    assert message.parts[0].index(SAY("en").plain("case-what-for")) > message.parts[0].index(
        "as reported"
    )


def test_days_are_counted_for_who_is_held_and_not_for_who_may_be() -> None:
    held = view.card(endless(StatusKind.IMPRISONED), SAY("en"), today=TODAY, followed=False)
    assert "2,518 days" in held.parts[0]
    unsure = view.card(endless(StatusKind.UNKNOWN), SAY("en"), today=TODAY, followed=False)
    assert "2,518 days" not in unsure.parts[0]
    assert "In custody from 1 January 2020" in unsure.parts[0]


@pytest.mark.parametrize(
    ("dated", "english", "russian"),
    [
        ("2026-11", "", ""),
        ("2026-06-01", "", ""),
        ("2026-04-01", "7 months ago", "7 месяцев назад"),
        ("2025-01", "22 months ago", "22 месяца назад"),
        ("2024", "2 years ago", "2 года назад"),
        ("2025", "", ""),
        ("2010-01-01", "16 years ago", "16 лет назад"),
        ("", "", ""),
    ],
)
def test_old_facts_say_their_age(dated: str, english: str, russian: str) -> None:
    assert age(dated, SAY("en"), TODAY) == english
    assert age(dated, SAY("ru"), TODAY) == russian


def test_a_source_without_a_date_says_so() -> None:
    note = source_note(Source("https://www.example.org/a", ""), SAY("en"), TODAY)
    assert parse_html(note)[0] == "(example.org, undated)"
    known = Source("https://www.example.org/a", "", {"en": "early 2025"})
    assert parse_html(source_note(known, SAY("en"), TODAY))[0] == "(example.org, early 2025)"
    assert host("https://www.example.org:8080/x") == "example.org"


def test_pages_of_people() -> None:
    case = endless(StatusKind.IMPRISONED)
    many = Registry({f"person-{n}": case for n in range(45)}, {})
    for page, turns in ((0, ["people:1"]), (1, ["people:0", "people:2"]), (99, ["people:1"])):
        message = view.ask(many, SAY("en"), page)
        checked(message)
        assert [button.callback for button in message.buttons[-1]] == turns


def test_an_empty_house_says_so() -> None:
    assert "No campaigns" in checked(view.campaigns(Registry({}, {}), SAY("en")))
    assert "I know 0 prisoners" in checked(view.ask(Registry({}, {}), SAY("en")))


def test_people_who_may_be_meant_are_told_apart() -> None:
    say = SAY("en")
    both = "".join(view.choose(["boris-kagarlitsky", "daria-kozyreva"], REAL, say).parts)
    assert "One of these?" in both
    assert "<b>Boris Kagarlitsky</b>, born 1958: Sociologist" in both
    assert "<b>Daria Kozyreva</b>: Anti-war activist" in both
    assert "This person?" in view.choose(["daria-kozyreva"], REAL, say).parts[0]
