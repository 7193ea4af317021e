"""Whatever Telegram does, every delivery comes to an end that is known: none is dropped in silence,
none is tried forever. Days pass in no time; Telegram is in this process, behind the library."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from urllib.parse import parse_qs

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete, func, select
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TimedOut

from bot.delivery.transport import AiohttpRequest, Flood
from storage import reminders, schema
from storage.database import AsyncConnection, Database
from storage.rows import EVERYTHING, ChatKind, DeliveryState, Reminder
from storage.sealing import Seal
from tests.delivery.house import (
    CASE,
    Address,
    add_broadcast,
    add_entry,
    add_reader,
    add_reminder_delivery,
    opened,
)
from tests.fixtures.house import LeapingClock

PEOPLE, GROUPS = range(1, 6), range(-2, 0)
READERS = (*PEOPLE, *GROUPS)
MOVED = 1_000_000
"""A group that moves has the number that is so much smaller."""
KNOCK = 240.0
"""Seconds that pass at least between two looks."""
TWELVE_HOURS = 12 * 3600.0
EXAMPLES = int(os.environ.get("END_EXAMPLES", "4"))
"""Scripts of what Telegram does; a hundred take about two minutes."""


class Pace:
    """The same clock for the pacer, whose timers must not carry everybody's time away."""

    def __init__(self, clock: LeapingClock) -> None:
        self.now = clock.now
        self.monotonic = clock.monotonic
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(min(seconds, 0.05))


class Fate(Enum):
    """What becomes of one call."""

    TAKEN = "taken"
    ANSWER_LOST = "taken, and no answer came"
    LOST = "never arrived"
    FLOOD = "wait for a second"
    LONG_FLOOD = "wait for hours"
    BLOCKED = "blocked"
    NO_HTML = "cannot parse"
    REFUSED = "refused"
    MOVED = "moved"


Fates = Callable[[int], Fate]
"""By the chat, at each call."""


class InProcess(AiohttpRequest):
    """A Telegram that does what it is told, and counts what it took: (chat, text, when)."""

    def __init__(self, clock: LeapingClock, fate: Fates) -> None:
        super().__init__()
        self._clock = clock
        self._fate = fate
        self.took: list[tuple[int, str, datetime]] = []
        self.lost = 0

    async def post_form(self, url: str, form: bytes) -> Any:
        asked = parse_qs(form.decode())
        chat = int(asked["chat_id"][0])
        # Others have their turn meanwhile, as they would.
        await asyncio.sleep(0)
        fate = self._fate(chat)
        match fate:
            case Fate.LOST:
                raise NetworkError("reset")
            case Fate.FLOOD | Fate.LONG_FLOOD:
                raise Flood(1 if fate is Fate.FLOOD else TWELVE_HOURS)
            case Fate.BLOCKED:
                raise Forbidden("Forbidden: bot was blocked by the user")
            case Fate.NO_HTML if "parse_mode" in asked:
                raise BadRequest("Can't parse entities: unexpected end tag")
            case Fate.REFUSED:
                raise BadRequest("Message is too long")
            case Fate.MOVED if -MOVED < chat < 0:
                raise ChatMigrated(chat - MOVED)
        self.took.append((chat, asked["text"][0].partition("|")[0], self._clock.now()))
        if fate is Fate.ANSWER_LOST:
            self.lost += 1
            raise TimedOut
        return {"message_id": len(self.took)}


async def settle(c: AsyncConnection, seal: Seal, now: datetime) -> None:
    """A call to all, an alert, and a letter for each person; nothing of before."""
    for table in reversed(schema.metadata.sorted_tables):
        if table.name not in {"seals", "audit_log"}:
            await c.execute(delete(table))
    for reader in READERS:
        kind = ChatKind.PRIVATE if reader > 0 else ChatKind.GROUP
        await add_reader(c, seal.seal(reader), CASE, kind=kind)
    await add_broadcast(c, seal.seal(9), EVERYTHING, now, en="call")
    await add_entry(c, "news", now, CASE.slug)
    for person in PEOPLE:
        await reminders.keep(c, Reminder(seal.seal(person), 6, 0, now + timedelta(days=7)))
        await add_reminder_delivery(c, seal.seal(person), "reminder:1", now)


async def send_until_all_ended(
    database: Database, seal: Seal, clock: LeapingClock, telegram: InProcess, *, lives: int = 1
) -> list[tuple[int, str, DeliveryState, str]]:
    """Let time pass until nothing waits, in so many processes one after another; every delivery's
    chat, subject, state and reason."""
    nowhere = Address("http://127.0.0.1:9/bot", "1:a")
    for life in range(lives):
        async with opened(
            database, seal, nowhere, clock=clock, pace=Pace(clock), request=telegram
        ) as house:
            for _ in range(2000):
                await house.sender.drain()
                async with database.read() as c:
                    row = schema.deliveries.c
                    next_ = await c.scalar(
                        select(func.min(func.coalesce(row.lease, row.due))).where(
                            row.state.in_([DeliveryState.DUE, DeliveryState.HELD])
                        )
                    )
                if next_ is None or (life + 1 < lives and next_ > clock.now()):
                    break
                # Where Telegram is away, what is due waits for the next knock.
                await clock.sleep(max(KNOCK, (next_ - clock.now()).total_seconds()))
    async with database.read() as c:
        rows = await c.execute(select(schema.deliveries))
        return [
            (seal.open(row.chat), row.about, DeliveryState(row.state), row.reason) for row in rows
        ]


def in_turn(script: list[Fate]) -> Fates:
    rest = iter(script)
    return lambda _: next(rest, Fate.TAKEN)


_USUAL = some.sampled_from(
    [Fate.TAKEN, Fate.TAKEN, Fate.ANSWER_LOST, Fate.LOST, Fate.FLOOD, Fate.NO_HTML, Fate.MOVED]
)
_RARE = some.sampled_from([Fate.BLOCKED, Fate.REFUSED, Fate.LONG_FLOOD])


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(some.lists(_USUAL | _USUAL | _USUAL | _RARE, max_size=40))
async def test_every_delivery_ends_as_what_it_is(
    sqlite_database: Database, seal: Seal, script: list[Fate]
) -> None:
    clock = LeapingClock()
    telegram = InProcess(clock, in_turn(script))
    async with sqlite_database.write() as c:
        await settle(c, seal, clock.now())
    ended = await send_until_all_ended(sqlite_database, seal, clock, telegram)
    assert len(ended) == 2 * len(READERS) + len(PEOPLE)
    took = Counter((chat % -MOVED if chat < 0 else chat, text) for chat, text, _ in telegram.took)
    for chat, about, state, reason in ended:
        told = took[chat % -MOVED if chat < 0 else chat, _WORDS[about.partition(":")[0]]]
        match state:
            case DeliveryState.SENT:
                assert told >= 1
            case DeliveryState.DROPPED:
                assert reason in {"blocked", "suspended", "expired"}
            case _:
                assert (state, reason) == (DeliveryState.FAILED, "message is too long")
    assert took.total() - len(took) <= telegram.lost


_WORDS = {"broadcast": "call", "story": "news", "reminder": "write to anna"}


async def test_an_hour_without_telegram_and_all_is_delivered_after(
    sqlite_database: Database, seal: Seal
) -> None:
    clock = LeapingClock()
    back = clock.now() + timedelta(hours=1)
    telegram = InProcess(clock, lambda _: Fate.LOST if clock.now() < back else Fate.TAKEN)
    async with sqlite_database.write() as c:
        await settle(c, seal, clock.now())
    ended = await send_until_all_ended(sqlite_database, seal, clock, telegram)
    assert {state for _, _, state, _ in ended} == {DeliveryState.SENT}
    assert len(telegram.took) == len(ended)
    # Nobody waits much longer than the longest pause between two tries.
    assert max(when for _, _, when in telegram.took) < back + timedelta(minutes=10)


async def test_twelve_hours_for_one_chat_hold_up_no_other_and_outlive_a_restart(
    sqlite_database: Database, seal: Seal
) -> None:
    clock = LeapingClock()
    told = False

    def fate(chat: int) -> Fate:
        nonlocal told
        if chat == 1 and not told:
            told = True
            return Fate.LONG_FLOOD
        return Fate.TAKEN

    telegram = InProcess(clock, fate)
    began = clock.now()
    async with sqlite_database.write() as c:
        await settle(c, seal, began)
    ended = await send_until_all_ended(sqlite_database, seal, clock, telegram, lives=3)
    assert {state for _, _, state, _ in ended} == {DeliveryState.SENT}
    assert len(telegram.took) == len(ended)
    for chat, _, when in telegram.took:
        late = when - began
        assert late >= timedelta(hours=12) if chat == 1 else late < timedelta(minutes=10)
