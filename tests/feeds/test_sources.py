"""The list of feeds: what it may say, and every fault of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.feeds.sources import SourcesFault, load_sources
from storage.rows import EntriesRule, FeedKind, FeedSource

LIST = """\
[[feed]]
url = "https://example.org/rss"
name = "News"

[[feed]]
url = "https://campaign.example.org"
name = "Campaign"
kind = "page"
language = "ru"
campaign = "free-maria"
entries = "all"
undesirable = true
case = "maria"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_not_said_is_the_ordinary(tmp_path: Path) -> None:
    news, campaign = load_sources(write(tmp_path, LIST), {"free-maria"}, {"maria"})
    assert news == FeedSource("https://example.org/rss", "News")
    assert campaign == FeedSource(
        url="https://campaign.example.org",
        name="Campaign",
        kind=FeedKind.PAGE,
        language="ru",
        campaign="free-maria",
        entries=EntriesRule.ALL,
        undesirable=True,
        case="maria",
    )


def test_an_empty_list_is_no_fault(tmp_path: Path) -> None:
    assert load_sources(write(tmp_path, "")) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('url = "https://example.org/rss"\n', "", "feed 1: url: is missing"),
        ("https://example.org/rss", "feed://example.org/rss", "feed 1: url: "),
        ("https://example.org/rss", "https://campaign.example.org", "feed 2: url: "),
        ('kind = "page"', 'kind = "html"', 'feed 2: kind: "html" is unknown'),
        ('language = "ru"', 'language = "Russian"', "feed 2: language: "),
        ('"free-maria"', '"free-all"', 'feed 2: campaign: "free-all" does not exist'),
        ('"maria"', '"mario"', 'feed 2: case: "mario" does not exist'),
        ("undesirable = true", "undesirable = 1", "feed 2: undesirable: "),
        ("undesirable = true", "enabled = true", "feed 2: enabled: is an unknown key"),
        ("[[feed]]", "[[feeds]]", "feeds: is an unknown key"),
    ],
)
def test_a_fault_names_the_feed_the_key_and_the_remedy(
    right: str, wrong: str, fault: str, tmp_path: Path
) -> None:
    text = LIST.replace(right, wrong) if right == "[[feed]]" else LIST.replace(right, wrong, 1)
    with pytest.raises(SourcesFault) as caught:
        load_sources(write(tmp_path, text), {"free-maria"}, {"maria"})
    assert [line for line in caught.value.faults if fault in line], caught.value.faults


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = LIST.replace('"News"', '""').replace('"page"', '"html"').replace('"ru"', '"rus"')
    with pytest.raises(SourcesFault) as caught:
        load_sources(write(tmp_path, text))
    assert len(caught.value.faults) == 3


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourcesFault, match=r"feeds\.toml: cannot be read"):
        load_sources(tmp_path / "feeds.toml")
