"""The end of letter evenings: the announcement becomes a sum, and the rest is forgotten."""

from __future__ import annotations

from bot.services import Services
from bot.views.evenings import over
from bot.voices import voice_for
from storage.evening_rows import Evening

SECONDS = 60.0


class Closing:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def tick(self) -> None:
        """Close what is over; run every `SECONDS`. A crash in between only edits once more."""
        for evening in await self._services.evenings.over():
            await self._close(evening)

    async def _close(self, evening: Evening) -> None:
        services = self._services
        say, _ = await voice_for(services, evening.chat)
        message = over(evening, services.registry, say)
        chat_id = services.seal.open(evening.chat)
        if evening.message_id is not None:
            await services.door.edit(chat_id, evening.message_id, message)
        if await services.evenings.end(evening) and evening.written:
            await services.door.send(chat_id, message)
