"""Room for large bodies."""

from __future__ import annotations

import asyncio

from bot.feeds.space import SMALL, Space


async def test_few_large_bodies_at_once_and_any_number_of_small_ones() -> None:
    space = Space(large=1)
    async with space.place() as first, space.place() as second, space.place() as third:
        await first.hold(SMALL + 1)
        await first.hold(9 * SMALL)
        await second.hold(SMALL)
        waiting = asyncio.create_task(third.hold(2 * SMALL))
        await asyncio.sleep(0)
        assert not waiting.done()
        first.leave()
        await waiting
    async with space.place() as again:
        await again.hold(2 * SMALL)
