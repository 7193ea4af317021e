"""What the feeds' tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.feeds.parser import Parser


@pytest_asyncio.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser(workers=1) as parser:
        yield parser
