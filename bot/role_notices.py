"""What is done to roles in the terminal: the owners hear of it from the bot that runs beside it.

Rows of the audit log say what was done. Up to which of them the owners heard stands beside the end
of the log, written after they did: a crash in between tells them twice rather than never.
"""

from __future__ import annotations

import logging

from bot.chain import Head, Verb
from bot.delivery.door import TryAgain
from bot.services import Services
from bot.views.roles import told_from_terminal
from bot.voices import tell, voice_for
from storage import audit
from storage.audit_rows import AuditRow
from storage.database import Database
from storage.rows import SealedId

log = logging.getLogger(__name__)

SECONDS = 15.0
"""Between two looks."""
_VERBS = (Verb.APPOINTED, Verb.REMOVED, Verb.RESET)


class RoleNotices:
    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services

    async def tick(self) -> None:
        """Tell what is to be told; run every `SECONDS`. Raises StorageError."""
        async with self._database.read() as connection:
            chain = await audit.end(connection)
            if chain is None or chain.told >= chain.number:
                return
            rows = await audit.by_nobody(connection, chain.told, _VERBS)
        if rows and not await self._tell(rows, Head.of(chain)):
            return
        async with self._database.write() as connection:
            await audit.heard(connection, chain.number)

    async def _tell(self, rows: list[AuditRow], head: Head) -> bool:
        """False where nobody could be reached now."""
        owners = await self._services.appointing.owners()
        reached = [await self._tell_one(owner, rows, head) for owner in owners]
        log.info("the owners were told of %d changes of roles in the terminal", len(rows))
        return any(reached) or not owners

    async def _tell_one(self, user: SealedId, rows: list[AuditRow], head: Head) -> bool:
        """False where it may yet be heard later."""
        say, _ = await voice_for(self._services, user)
        outcome = await tell(self._services, user, told_from_terminal(rows, head, say))
        return not isinstance(outcome, TryAgain)
