"""What happens to calls by the clock: let out, held, revised, brought to mind."""

from __future__ import annotations

from bot.services import Services
from bot.views.broadcasts import said
from bot.voices import tell, voice_for

SECONDS = 1.0


class Rounds:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def tick(self) -> None:
        """Do what is due; run every `SECONDS`. Raises StorageError."""
        services = self._services
        for expired in await services.broadcasts.release_due():
            say, _ = await voice_for(services, expired.author)
            await tell(services, expired.author, said("was-expired", say))
        await services.broadcasts.hold_or_let_go()
        await services.broadcasts.revisions.advance()
