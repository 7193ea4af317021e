"""Calls for those charged with "terrorism" are read for words that were held against others."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.facts import Source, Statement
from bot.cases.registry import load
from bot.checklist import Doubt, Finding, check
from bot.i18n import LANGUAGES, Translations
from bot.wordings import HELD_AGAINST, charged_with_terrorism
from storage.broadcast_rows import Broadcast, BroadcastState, CallKind, Content
from storage.rows import EVERYTHING, Mention, SealedId, Topic, TopicKind
from tests.fixtures.clock import FakeClock
from tests.letters.cases import case, registry

NOW = FakeClock().now()
_CHARGE = "Public justification of terrorism (Criminal Code, article 205.2 part 1)"
CHARGED = replace(
    case("charged"), charges=(Statement({"en": _CHARGE, "ru": ""}, Source("https://x.org", "")),)
)
KNOWN = registry(CHARGED, case("other"))
BARE = "https://example.org "


class KnowsSlugs:
    def find(self, text: str) -> list[Mention]:
        return [
            Mention(word, word) for word in re.findall(r"\w+", text.lower()) if word in KNOWN.cases
        ]


def found(
    text: str, *, content: Content | None = None, segment: Topic = EVERYTHING
) -> set[Finding]:
    draft = Broadcast(
        id=1,
        author=SealedId(b"a" * 24),
        state=BroadcastState.DRAFT,
        segment=segment,
        created=NOW,
        texts=(("en", BARE + text), ("ru", BARE)),
        content=content or Content(),
    )
    findings = check(draft, KNOWN, KnowsSlugs(), (), now=NOW)
    return {each for each in findings if each.doubt in (Doubt.TERRORISM, Doubt.WORDING)}


PERSON = Finding(Doubt.TERRORISM, "charged")


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Support charged, and help <b>him</b>; SUPPORT him!", "support", ("Support", "help")),
        ("Поддержите и не забудьте помочь: charged", "support", ("Поддержите", "помочь")),
        ("charged — невиновный человек", "disagreement", ("невиновный",)),
        ("Our hero charged", "hero", ("hero",)),
        ("charged наш герой", "hero", ("герой",)),
        ("charged was right", "sympathy", ("was right",)),
    ],
)
def test_words_are_found_as_they_stand(text: str, name: str, words: tuple[str, ...]) -> None:
    assert found(text) == {PERSON, Finding(Doubt.WORDING, name, words)}


def test_a_call_about_others_is_not_read_for_them() -> None:
    assert found("Support other, our hero") == set()


def test_whoever_it_concerns_is_known_without_a_name() -> None:
    assert found("Write two lines", segment=Topic(TopicKind.CASE, "charged")) == {PERSON}
    letter = Content(kind=CallKind.LETTER, case="charged")
    assert found("Write two lines", content=letter) == {PERSON}


def test_parts_of_words_do_not_count() -> None:
    assert found("charged: an unsupported, unhelpful day") == {PERSON}


def test_the_first_cases_are_told_apart_by_their_charges() -> None:
    cases = load(Path("data/cases")).cases.values()
    assert {each.slug for each in cases if charged_with_terrorism(each)} == {
        "alexei-gorinov",
        "andrei-trofimov",
        "azat-miftakhov",
        "boris-kagarlitsky",
        "dmitry-pchelintsev",
        "ilya-shakursky",
        "vladimir-domnin",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_wording_says_who_was_punished_and_where_it_stands(language: str) -> None:
    say = Translations()(language)
    for wording in HELD_AGAINST:
        told = say.plain(f"call-doubt-wording-{wording.name}", words="WORD")
        assert told.startswith("WORD")
        assert wording.source.startswith("https://")
