"""Panic: two owners, or one with the offline code, destroy everything that leads to a person.

Everything stops first and is destroyed after, so that nothing is written meanwhile; a crash in
between leaves a mark, and the next start goes on with it.
"""

from __future__ import annotations

import base64
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.allowance import Allowance
from bot.audit import Audit
from bot.chain import Verb
from bot.clock import Clock
from bot.keys import Destroyed, destroy
from bot.rotating import LOOK, Keys
from storage import panics
from storage.database import Database
from storage.panic_rows import PanicRequest
from storage.rows import SealedId

log = logging.getLogger(__name__)

LASTS = timedelta(minutes=15)
"""So long a request waits for a second owner."""
_CODE_BYTES = 15
_ABOUT = "panic"


class PanicFault(Exception):
    """The bot must not start: everything was destroyed. The message says how to begin again."""


def new_code() -> str:
    """120 random bits as six groups of letters and digits."""
    code = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode()
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


class Panic:
    def __init__(
        self, database: Database, clock: Clock, keys: Keys, audit: Audit, files: Sequence[Path] = ()
    ) -> None:
        """``files``: where the keys came from."""
        self._audit = audit
        self._database = database
        self._clock = clock
        self._keys = keys
        self._files = tuple(files)
        self.tries = Allowance(clock, 5, 60.0)
        """Of the offline code; each costs as much as many messages."""
        self.listeners: tuple[tuple[SealedId, str], ...] = ()
        """Who is told when it is done, each with a language."""

    async def asked(self) -> PanicRequest | None:
        """The request that waits, if one does."""
        async with self._database.read() as connection:
            request = await panics.asked(connection)
        fresh = request is not None and self._clock.now() < request.asked + LASTS
        return request if fresh else None

    async def ask(self, author: SealedId) -> PanicRequest:
        return await self._ask(author, alone=False)

    async def ask_alone(self, author: SealedId, code: str) -> PanicRequest | None:
        """None where that is not the offline code."""
        async with self._database.read() as connection:
            known = await panics.knows_code(connection, code)
        return await self._ask(author, alone=True) if known else None

    async def withdraw(self, user: SealedId) -> None:
        async with self._database.write() as connection:
            if await panics.withdraw(connection):
                await self._audit.write(connection, user, Verb.WITHDREW, _ABOUT)

    async def strike(
        self, user: SealedId, mark: str, listeners: Sequence[tuple[SealedId, str]] = ()
    ) -> bool:
        """Agree; False, and nothing happens, where that is not this person's to decide.

        From now on nothing is sent; the process ends, destroys, and tells the listeners.
        """
        now = self._clock.now()
        async with self._database.write() as connection:
            request = await panics.asked(connection)
            if (
                request is None
                or now >= request.asked + LASTS
                or request.mark != mark
                or (request.author == user) is not request.alone
            ):
                return False
            await panics.strike(connection, now)
            # The log goes with all the rest, unless something hinders that.
            await self._audit.write(connection, user, Verb.PANICKED)
        log.warning("panic was agreed to: everything that leads to a person is destroyed")
        self.listeners = tuple(listeners)
        self._keys.panic = True
        self._keys.halt.set()
        return True

    async def carry_out(self) -> Destroyed:
        """Destroy, once everything has stopped. Raises StorageError after the keys are gone."""
        destroyed = destroy(self._files)
        await erase(self._database, self._clock)
        return destroyed

    async def _ask(self, author: SealedId, *, alone: bool) -> PanicRequest:
        now = self._clock.now()
        async with self._database.write() as connection:
            await panics.ask(connection, author, now, alone=alone)
            about = f"{_ABOUT} with the code" if alone else _ABOUT
            await self._audit.write(connection, author, Verb.ASKED, about)
        return PanicRequest(author, now, alone)


async def erase(database: Database, clock: Clock) -> None:
    """Remove the rows from tables, free pages and journal. Raises StorageError."""
    async with database.write(as_stored=True) as connection:
        await panics.erase(connection)
    if database.dialect != "sqlite":
        # What other processes wrote before they noticed.
        await clock.sleep(3 * LOOK)
        async with database.write(as_stored=True) as connection:
            await panics.erase(connection)
    await database.compact()


async def refuse_after(database: Database) -> None:
    """Raise PanicFault where everything was destroyed, after finishing that."""
    async with database.read() as connection:
        struck = await panics.struck(connection)
    if struck is None:
        return
    async with database.write(as_stored=True) as connection:
        await panics.erase(connection)
    await database.compact()
    raise PanicFault(_after(struck))


def _after(struck: datetime) -> str:
    return (
        f"Everything that led to a person was destroyed here on {struck:%d %B %Y}; cases and feeds"
        " are kept. To begin again without subscribers: make a new key with `python run_bot.py key"
        " new`, set it, and run `python run_bot.py panic --over`."
    )
