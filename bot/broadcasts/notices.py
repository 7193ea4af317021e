"""Every organiser hears that a broadcast is about to go out, and can hold it back; once nobody can,
the message says what came of it and has no button any more."""

from __future__ import annotations

from bot.delivery.door import TryAgain
from bot.services import Services
from bot.views.broadcasts import not_held
from bot.voices import voice_for
from storage.broadcast_rows import HoldNotice

SECONDS = 2.5


class HoldNotices:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def tick(self) -> None:
        """Bring up to date what came too late; run every `SECONDS`. A crash in between only edits
        once more. Raises StorageError."""
        for notice in await self._services.broadcasts.late_notices():
            await self._end(notice)

    async def _end(self, notice: HoldNotice) -> None:
        services = self._services
        call = await services.broadcasts.find(notice.broadcast_id)
        if call is None:
            return
        say, zone = await voice_for(services, notice.chat)
        chat_id = services.seal.open(notice.chat)
        outcome = await services.door.edit(chat_id, notice.message_id, not_held(call, say, zone))
        if not isinstance(outcome, TryAgain):
            await services.broadcasts.forget_notice(notice)
