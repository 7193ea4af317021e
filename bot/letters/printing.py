"""Kits on paper: typst sets the pages, off the event loop."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

import typst

from bot.letters.kit import Kit

_TEMPLATE = Path(__file__).with_name("kit.typ")


class Printer:
    """Sets one kit at a time: two would only take twice as long, and twice the memory."""

    def __init__(self) -> None:
        self._press = asyncio.Lock()

    async def pdf(self, kit: Kit) -> bytes:
        """The kit as a PDF file. Fonts are the typesetter's own, the same on every machine."""
        async with self._press:
            return await asyncio.to_thread(_set, json.dumps(asdict(kit)))


def _set(data: str) -> bytes:
    return typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        format="pdf",
        sys_inputs={"kit": data},
        ignore_system_fonts=True,
    )
