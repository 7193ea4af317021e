"""What the bot says of itself holds: the times it names are those the code keeps."""

from __future__ import annotations

import pytest

from bot.access import TRIAL
from bot.counts import HIDDEN_BELOW
from bot.delivery.decide import SILENT
from bot.retention import ANSWERS_WITHIN, KEEP_ENDED, KEEP_SUSPENDED
from tests.fixtures.house import ANN, OLGA, House


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (ANN, ("What I keep", "encrypted", "end-to-end", "/forget", "Organisers cannot see")),
        (OLGA, ("Что я храню", "зашифрованным", "сквозным", "/forget", "Организаторы не видят")),
    ],
)
async def test_the_first_words_say_what_matters(
    house: House, user: int, words: tuple[str, ...]
) -> None:
    first = (await house.say(user, "/start")).text
    assert all(each in first for each in words)


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (ANN, (
            "What I see", "What I keep", "the month you last wrote", "What I do not keep",
            "for a week", "about half a year", "in 30 days", "after 180 days", "never under ten",
            "not end-to-end encrypted", "/forget deletes everything",
        )),
        (OLGA, (
            "Что я вижу", "Что я храню", "месяц, когда вы писали", "Чего не храню", "неделю",
            "около полугода", "за 30 дней", "через 180 дней", "не меньше десяти",
            "не защищена сквозным шифрованием", "/forget сразу удалит всё",
        )),
    ],
    ids=["English", "Russian"],
)  # fmt: skip
async def test_privacy_in_both_languages(house: House, user: int, words: tuple[str, ...]) -> None:
    said = (await house.say(user, "/privacy")).text
    assert [each for each in words if each not in said] == []


def test_those_are_the_times_that_are_kept() -> None:
    assert KEEP_ENDED.days == 7
    assert KEEP_SUSPENDED.days == 180
    assert ANSWERS_WITHIN.days == 30
    assert 150 <= SILENT.days <= 183
    assert (SILENT + ANSWERS_WITHIN).days >= 180
    assert HIDDEN_BELOW == 10
    assert TRIAL.total_seconds() == 72 * 3600


async def test_who_says_all_this_keeps_nothing_for_it(house: House) -> None:
    for words in ("/start", "/privacy", "/help", "/mydata"):
        await house.say(ANN, words)
    assert await house.subscriber(ANN) is None
