"""What feeds claim became of a case: organisers hear of it once, and may confirm it in the chat.

Nothing is told twice: what was told stands in its row before it is sent. A crash between the two
loses a notice that the next feed to claim the same brings again a week later at the latest.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.changes.headlines import claimed
from bot.changes.steps import kinds
from bot.services import Services
from bot.views.change_drafts import claim as view
from bot.voices import tell, voice_for
from storage import changes, claims
from storage.change_rows import ChangeKind, ChangeState, Claim
from storage.claims import Named
from storage.database import Database
from storage.rows import SealedId

log = logging.getLogger(__name__)

SECONDS = 60.0
"""Between two looks."""
SILENCE = timedelta(days=7)
"""No second notice of the same kind about the same person for so long."""
_FRESH = timedelta(days=1)
_LOOKED_AT = 500


class ClaimNotices:
    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services

    async def tick(self) -> None:
        """Tell what is to be told; run every `SECONDS`."""
        now = self._services.clock.now()
        async with self._database.read() as connection:
            named = await claims.named_since(connection, now - _FRESH, _LOOKED_AT)
            pending = await changes.in_state(connection, ChangeState.PENDING)
        waiting = {(change.case, change.kind) for change in pending}
        for one in named:
            for kind in claimed(one.title):
                if (one.case, kind) not in waiting and self._would_change(one.case, kind):
                    await self._tell(one, kind)

    def _would_change(self, slug: str, kind: ChangeKind) -> bool:
        case = self._services.registry.cases.get(slug)
        return case is not None and kind in kinds(case)

    async def _tell(self, named: Named, kind: ChangeKind) -> None:
        services, now = self._services, self._services.clock.now()
        async with self._database.write() as connection:
            if await claims.told_since(connection, named.case, kind, now - SILENCE):
                return
            claim = await claims.add(connection, named.case, kind, named.entry_id, now)
        log.info("claim %d: %s of %s, told to the organisers", claim.id, kind, named.case)
        for organiser in await services.organisers.everyone():
            await self._tell_one(organiser.user, named, claim)

    async def _tell_one(self, user: SealedId, named: Named, claim: Claim) -> None:
        say, _ = await voice_for(self._services, user)
        message = view(
            claim,
            self._services.registry,
            say,
            feed=named.feed,
            title=named.title,
            address=named.link,
        )
        await tell(self._services, user, message)
