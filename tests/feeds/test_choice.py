"""Whether an entry is told, and why not: organisers' words before names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.cases.mentions import Weighed
from bot.feeds.choice import Choice, choose
from bot.feeds.parsed import ParsedEntry
from storage.rows import EntriesRule, FeedSource, Mention, Reason

NEWS = FeedSource("https://news.example/feed", "News")
BORIS = Mention("boris", "Boris K.")


class Names:
    """Finds Boris, and somebody of his name."""

    def weigh(self, text: str, *, own: str | None = None) -> Weighed:
        if "Boris" in text or own == "boris":
            return Weighed((BORIS,))
        return Weighed((), (Mention("boris", "Igor K."),) if "Igor" in text else ())


@pytest.mark.parametrize(
    ("words", "title", "choice"),
    [
        ({}, "Boris in court", Choice(Reason.TOLD, (BORIS,))),
        ({}, "Weather", Choice(Reason.NO_CASE)),
        ({}, "Igor wins", Choice(Reason.NAMESAKE, words="Igor K.", case="boris")),
        ({"case": "boris"}, "He wrote", Choice(Reason.TOLD, (BORIS,))),
        ({"entries": EntriesRule.ALL}, "Weather", Choice(Reason.TOLD)),
        ({"entries": EntriesRule.ALL}, "Boris", Choice(Reason.TOLD, (BORIS,))),
        (
            {"exclude": ("chess", "courts")},
            "Boris in court",
            Choice(Reason.EXCLUDED, words="courts"),
        ),
        ({"include": ("letter",)}, "Boris in court", Choice(Reason.NOT_INCLUDED)),
        ({"include": ("letter",)}, "Letters to Boris", Choice(Reason.TOLD, (BORIS,))),
        ({"include": ("letter",)}, "Letters", Choice(Reason.NO_CASE)),
        (
            {"include": ("letter",), "exclude": ("chess",)},
            "Chess by letter with Boris",
            Choice(Reason.EXCLUDED, words="chess"),
        ),
    ],
)
def test_what_becomes_of_an_entry(words: dict[str, Any], title: str, choice: Choice) -> None:
    source = replace(NEWS, **words)
    assert choose(source, ParsedEntry(title=title), Names()) == choice
    assert choose(source, ParsedEntry(summary=title), Names()) == choice
