"""The audit log: who did what with the power of a role, in a chain that shows any tampering.

Each row's digest is keyed: it covers the row, the number of the person behind the sealed id, and
the digest before. The key stands in the database wrapped under the sealing key, so that whoever
holds the database alone can neither make a row that fits nor guess who a row is about, and so that
rows may be sealed anew without breaking the chain.

What the chain cannot show by itself is that its newest rows were cut off together with the record
of its end: therefore its head is shown to people, who can compare.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.chain import ORIGIN, PURPOSE, Head, Reading, Verb, checkpoint, digest
from bot.clock import Clock
from storage import audit
from storage.audit_rows import AuditChain, AuditRow
from storage.database import AsyncConnection, Database
from storage.rows import SealedId
from storage.sealing import Seal

KEEP = timedelta(days=365)
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of looking through the whole log."""

    rows: int
    head: Head
    fault: str = ""
    """What was found first that cannot be; empty where all is well."""


class Audit:
    def __init__(self, database: Database, clock: Clock, seal: Seal) -> None:
        self._database = database
        self._clock = clock
        self._seal = seal

    async def write(
        self, connection: AsyncConnection, actor: SealedId | None, verb: Verb, about: str = ""
    ) -> None:
        """Add a row in the transaction of the act itself: both are, or neither."""
        await self._write(connection, await self._held(connection), actor, verb, about)

    async def head(self) -> Head:
        async with self._database.read() as connection:
            chain = await audit.end(connection)
        return Head.of(chain)

    async def latest(self, limit: int) -> list[AuditRow]:
        """The newest first."""
        async with self._database.read() as connection:
            return await audit.latest(connection, limit)

    async def verify(self, known: Head | None = None) -> Verdict:
        """Look through the whole log. ``known``: a head that was noted before, elsewhere."""
        async with self._database.read() as connection:
            chain = await audit.end(connection)
            reading = Reading(self._seal, chain, known)
            after = 0
            while rows := await audit.page(connection, after, _PAGE):
                for row in rows:
                    reading.take(row)
                after = rows[-1].number
        return Verdict(reading.rows, Head.of(chain), reading.close())

    async def purge(self) -> int:
        """Forget what is older than a year, by whole days; how many rows went.

        A row at the end says up to which number and digest, so that the rest can be verified.
        Raises StorageError.
        """
        midnight = (self._clock.now() - KEEP).replace(hour=0, minute=0, second=0, microsecond=0)
        async with self._database.write() as connection:
            last = await audit.last_before(connection, midnight)
            if last is None:
                return 0
            chain = await self._held(connection)
            await self._write(connection, chain, None, Verb.PURGED, checkpoint(last))
            return await audit.remove_until(connection, last.number)

    async def _held(self, connection: AsyncConnection) -> AuditChain:
        chain = await audit.hold_end(connection)
        if chain is None:
            await audit.begin(connection, self._seal.wrap(secrets.token_bytes(32), PURPOSE), ORIGIN)
            chain = await audit.hold_end(connection)
        assert chain is not None
        return chain

    async def _write(
        self,
        connection: AsyncConnection,
        chain: AuditChain,
        actor: SealedId | None,
        verb: Verb,
        about: str,
    ) -> None:
        row = AuditRow(
            number=chain.number + 1,
            at=self._clock.now().replace(second=0, microsecond=0),
            actor=actor,
            verb=verb.value,
            about=about[:200],
            previous=chain.digest,
            digest=b"",
        )
        key = self._seal.unwrap(chain.secret, PURPOSE)
        person = None if actor is None else self._seal.open(actor)
        await audit.append(connection, replace(row, digest=digest(key, row, person)))
