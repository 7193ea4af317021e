"""Work for many gives way to people who wait for an answer, for a moment."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.answering import Answering
from bot.clock import SystemClock
from bot.dispatcher import Dispatcher
from tests.fixtures.clock import FakeClock

LONG = 30.0


async def test_nobody_waits_so_nothing_gives_way(clock: FakeClock) -> None:
    async with asyncio.timeout(LONG):
        await Answering(clock).give_way(60.0)


async def test_the_last_answer_ends_the_wait() -> None:
    answering, ended = Answering(SystemClock()), asyncio.Event()

    async def work() -> None:
        await answering.give_way(60.0)
        ended.set()

    async with asyncio.timeout(LONG), asyncio.TaskGroup() as tasks:
        with answering.one():
            with answering.one():
                tasks.create_task(work())
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.01)
            assert not ended.is_set()
        await ended.wait()


async def test_an_answer_that_takes_long_holds_nothing_up_for_good(clock: FakeClock) -> None:
    answering = Answering(clock)
    with answering.one():
        work = asyncio.create_task(answering.give_way(0.1))
        await clock.advance(0.09)
        assert not work.done()
        await clock.advance(0.02)
        assert work.done()


async def test_who_is_being_answered_is_counted_whatever_the_handler_does(
    clock: FakeClock,
) -> None:
    answering, slow = Answering(clock), asyncio.Event()
    ways: list[asyncio.Task[None]] = []

    async def handle(update: Update) -> None:
        ways.append(asyncio.create_task(answering.give_way(60.0)))
        await slow.wait()
        raise ValueError("private words")

    dispatcher = Dispatcher(handle, answering=answering)
    handled = dispatcher.dispatch(Update(1))
    await asyncio.sleep(0.02)
    assert not ways[0].done()
    slow.set()
    async with asyncio.timeout(LONG):
        await handled
        await ways[0]
    await dispatcher.finish(1)
