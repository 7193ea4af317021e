"""The bot beside a Telegram of its own, to be tried in a browser."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

import house
from bot.cases.registry import load
from bot.clock import SystemClock
from bot.config import (
    BroadcastsSection,
    CasesSection,
    Config,
    FeedsSection,
    OrganisersSection,
    Secrets,
    StorageSection,
    TelegramSection,
)
from bot.preview.preview import Preview
from storage.sealing import Seal

PREVIEW_POLL_SECONDS = 3.0
PREVIEW_DELAY = 10.0
_ROOT = Path(__file__).resolve().parent.parent


@asynccontextmanager
async def previewed(port: int) -> AsyncIterator[tuple[Preview, house.House]]:
    """The whole house beside a Telegram of its own, with throw-away rows under a throw-away key.

    Another port is taken when this one is not free. Raises what `house.opened` raises.
    """
    clock = SystemClock()
    cases = CasesSection(directory=str(_ROOT / "data" / "cases"))
    names = {slug: case.name for slug, case in load(Path(cases.directory)).cases.items()}
    page = Preview(names, clock, port=port)
    try:
        await page.start()
    except OSError:
        page = Preview(names, clock)
        await page.start()
    try:
        with tempfile.TemporaryDirectory(prefix="solidarity-preview-") as folder:
            config = Config(
                telegram=TelegramSection(base_url=page.bot_base_url),
                storage=StorageSection(url=f"sqlite:///{folder}/preview.db"),
                organisers=OrganisersSection(owners=page.owners),
                # Nothing leaves this machine, the page says.
                broadcasts=BroadcastsSection(
                    delay_seconds=PREVIEW_DELAY, calls_a_week=0, open_links=False
                ),
                cases=cases,
                feeds=FeedsSection(
                    poll_seconds=PREVIEW_POLL_SECONDS,
                    allowed_private_hosts=page.allowed_private_hosts,
                ),
            )
            secrets = Secrets(token=SecretStr(page.token), sealing_key=SecretStr(Seal.new_key()))
            async with house.opened(config, secrets, clock, page.feed_sources()) as opened:
                yield page, opened
    finally:
        await page.stop()
