"""What happens to calls by the clock: let out, held, revised, brought to mind."""

from __future__ import annotations

from bot.i18n import DEFAULT_LANGUAGE
from bot.services import Services
from bot.views.broadcasts import said

SECONDS = 1.0


class Rounds:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def tick(self) -> None:
        """Do what is due; run every `SECONDS`. Raises StorageError."""
        services = self._services
        for expired in await services.broadcasts.release_due():
            subscriber = await services.subscribers.find(expired.author)
            say = services.translations(subscriber.language if subscriber else DEFAULT_LANGUAGE)
            await services.door.send(services.seal.open(expired.author), said("was-expired", say))
        await services.broadcasts.hold_or_let_go()
        await services.broadcasts.revisions.advance()
