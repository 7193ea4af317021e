"""One alert: whose report it is, of when, about whom, and what readers in Russia risk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.cases.facts import StatusKind
from bot.cases.registry import Registry
from bot.changes.headlines import claimed
from bot.i18n import LANGUAGES
from bot.render import Message
from bot.views.alerts import alert
from storage.rows import Entry
from tests.views.checking import REAL, SAY, checked
from tests.views.people import ENDLESS_CAMPAIGN, endless

SEEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BORIS = ("boris-kagarlitsky",)


def entry(
    title: str = "A letter from Torzhok",
    summary: str = "",
    *,
    published: datetime | None = datetime(2026, 11, 22, 21, 30, tzinfo=UTC),
    link: str = "https://news.example/1",
) -> Entry:
    return Entry(1, 1, link, title, summary, published, SEEN, "story")


def told(
    about: Entry,
    *,
    cases: tuple[str, ...] = BORIS,
    campaign: str = "",
    undesirable: bool = False,
    language: str = "en",
    registry: Registry = REAL,
) -> Message:
    return alert(
        registry,
        about,
        feed="Example News",
        undesirable=undesirable,
        cases=cases,
        campaign=campaign,
        say=SAY(language),
        zone="Europe/Moscow",
    )


def test_the_whole_of_it() -> None:
    message = told(entry(summary="He writes & waits."))
    assert checked(message) == (
        "A letter from Torzhok\n\nHe writes & waits.\n\n"
        "Example News · 23 Nov 2026, 00:30\n\nYou follow: Boris Kagarlitsky"
    )
    assert [[button.callback or button.url for button in row] for row in message.buttons] == [
        ["case:boris-kagarlitsky"],
        ["mute:case:boris-kagarlitsky", "https://news.example/1"],
    ]


def test_an_undated_entry_says_when_it_was_seen() -> None:
    assert "undated, seen 23 Nov 2026, 15:00" in checked(told(entry(published=None)))


def test_a_campaign_without_people() -> None:
    slug = next(iter(REAL.campaigns))
    message = told(entry(), cases=(), campaign=slug)
    assert REAL.campaigns[slug].name["en"] in checked(message)
    assert [button.callback for row in message.buttons for button in row][:2] == [
        f"campaign:{slug}",
        f"mute:campaign:{slug}",
    ]


def test_many_people_are_all_named() -> None:
    message = told(entry(), cases=tuple(REAL.cases))
    text = checked(message)
    assert all(case.name["en"] in text for case in REAL.cases.values())
    assert message.buttons[-1][0].callback == "mute:all:"


def test_an_undesirable_publisher() -> None:
    assert "sharing its links is punished" in checked(told(entry(), undesirable=True))
    assert "sharing its links" not in checked(told(entry()))
    assert "«нежелательным»" in checked(told(entry(), undesirable=True, language="ru"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_feed_says_fits_and_stays_text(language: str) -> None:
    case = endless(StatusKind.IMPRISONED)
    registry = Registry({case.slug: case}, {"endless": ENDLESS_CAMPAIGN})
    wild = "<b>\u202eхвост</a> & \ud83d \x00 слово " * 2000
    for link in ("javascript:alert(1)", "https://x.example/" + "y" * 3000, ""):
        message = told(
            entry(wild, wild, link=link),
            cases=(case.slug,) * 9,
            campaign="endless",
            undesirable=True,
            language=language,
            registry=registry,
        )
        assert "\u202e" not in checked(message)
        assert len(message.buttons[-1]) == (2 if link.startswith("https") else 1)


def test_nothing_but_a_link() -> None:
    assert checked(told(entry("", ""))).startswith("Untitled")


def test_who_left_the_files_keeps_a_name_of_sorts() -> None:
    assert "gone-case" in checked(told(entry(), cases=("gone-case",)))


@pytest.mark.parametrize(
    "headline",
    [
        "Kagarlitsky released from prison",
        "Prisoner swap: who is on the list",
        "Gorinov transferred to another colony",
        "He died in custody",
        "Кагарлицкого освободили",
        "Мифтахова этапировали",
        "Политзаключённый умер в колонии",
        "Большой обмен: кто вышел",
        "Козырева вышла на свободу",
        "Політв'язня звільнено",
        "Обмін полоненими",
        "Помер у колонії",
        "Kagarlizki freigelassen",
        "Gefangenenaustausch mit Russland",
        "Im Lager gestorben",
    ],
)
def test_headlines_that_claim_a_turn_say_whose_claim_it_is(headline: str) -> None:
    assert claimed(headline)
    assert "This is the source’s report" in checked(told(entry(headline)))


@pytest.mark.parametrize(
    "headline",
    [
        "A letter from Torzhok",
        "Petition for political prisoners",
        "Письмо из колонии",
        "Суд оставил приговор в силе",
        "Total solidarity",
        "Лист із колонії",
        "Brief aus dem Lager",
        "Разумеется",
    ],
)
def test_other_headlines_do_not(headline: str) -> None:
    assert not claimed(headline)
