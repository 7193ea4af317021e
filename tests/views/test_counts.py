"""Counts of people: what is shown is the same for all numbers that round to the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.cases.registry import load
from bot.checklist import Preview
from bot.clock import SystemClock
from bot.counts import rounded
from bot.health import exposition
from bot.i18n import Translations
from bot.measures import measures
from bot.meters import Meters
from bot.render import Message
from bot.views import broadcasts, calls
from commands.console import count as in_terminal
from storage import subscribers
from storage.broadcast_rows import Broadcast, BroadcastState, Progress
from storage.database import Database
from storage.rows import EVERYTHING, ChatKind, SealedId, Subscriber

NUMBERS = (*range(1, 12), 19, 95, 99, 127, 129)
REGISTRY = load(Path(__file__).parents[2] / "data" / "cases")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CALL = Broadcast(
    77777, SealedId(b"author"), BroadcastState.RUNNING, EVERYTHING, NOW, (("en", "Write"),), "", NOW
)
OVER = replace(CALL, state=BroadcastState.DONE)
EN, RU = Translations()("en"), Translations()("ru")


def sent(number: int) -> Progress:
    return Progress(number, number, 0, 0, 0, complete=True)


def begun(number: int) -> Progress:
    return Progress(number, 0, number, 0, 0, complete=True, later=number)


def gone(number: int) -> Progress:
    return Progress(
        number, number, 0, number, number, complete=True, blocked=number, possibly_twice=number
    )


VIEWS: dict[str, Callable[[int], Message | str]] = {
    "going out": lambda n: broadcasts.progress(CALL, begun(n), REGISTRY, EN),
    "over": lambda n: broadcasts.progress(replace(OVER, done=n), sent(n), REGISTRY, EN),
    "Russian": lambda n: broadcasts.progress(replace(OVER, done=n), sent(n), REGISTRY, RU),
    "blocked": lambda n: broadcasts.progress(OVER, gone(n), REGISTRY, EN),
    "recent": lambda n: broadcasts.recent([(OVER, sent(n))], REGISTRY, EN, "UTC"),
    "recipients": lambda n: broadcasts.to_approve(
        Preview(OVER, rounded(n), (), "digest"), REGISTRY, EN
    ),
    "thanks": lambda n: calls.thanks(rounded(n), EN, first=True),
    "terminal": in_terminal,
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shows_no_exact_number(name: str) -> None:
    view = VIEWS[name]
    for shown, numbers in groupby(NUMBERS, rounded):
        every = {str(view(number)) for number in numbers}
        assert len(every) == 1, (shown, every)


def test_how_far_it_is_does_not_tell_of_how_few() -> None:
    """A third done would mean three, six or nine."""
    halves = [Progress(n, 1, n - 1, 0, 0, complete=True) for n in range(2, 10)]
    assert len({str(broadcasts.progress(CALL, each, REGISTRY, EN)) for each in halves}) == 1


def test_a_few_are_never_counted() -> None:
    for number in range(1, 10):
        assert rounded(number) is None
    assert rounded(0) is None
    assert [rounded(number) for number in (10, 11, 99, 127)] == [10, 10, 90, 120]


async def test_metrics_do_not_tell_how_many_subscribed(sqlite_database: Database) -> None:
    shown: dict[int, str] = {}
    for number in range(1, 13):
        async with sqlite_database.write() as connection:
            chat = SealedId(b"%024d" % number)
            row = Subscriber(chat, ChatKind.PRIVATE, "en", "UTC", NOW.date())
            await subscribers.add(connection, row)
        text = exposition(Meters().registry, await measures(sqlite_database, SystemClock()))
        shown[number] = "\n".join(
            f"{sample.name} {sample.value}"
            for family in text_string_to_metric_families(text.decode())
            for sample in family.samples
            if sample.name.startswith("bot_subscribers")
        )
    assert {each: shown[each] for each in range(1, 10)} == dict.fromkeys(
        range(1, 10), "bot_subscribers_rounded 0.0"
    )
    assert shown[10] == shown[12] == "bot_subscribers_rounded 10.0"
