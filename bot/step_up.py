"""Codes of a second device (RFC 6238) before a decision: six digits that change every half minute.

A code proves one decision and is taken once. Whoever sets no device up is not asked.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from enum import Enum

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from bot.audit import Audit
from bot.chain import Verb
from bot.clock import Clock
from storage import step_ups
from storage.database import Database
from storage.rows import SealedId
from storage.sealing import Seal

SECONDS = 30
DIGITS = 6
LASTS = timedelta(minutes=5)
"""So long after its code a decision can be made."""
TRIES = 5
WAIT = timedelta(minutes=15)
"""After so many wrong codes in a row, no code is looked at for so long."""
PURPOSE = "totp"
"""For which secrets are wrapped."""
_SECRET_BYTES = 20
_ID_BYTES = 8
_ISSUER = "Solidarity bot"


class Shown(Enum):
    """What came of showing a code."""

    RIGHT = "right"
    SET_UP = "set-up"
    """It was right, and the first: from now on codes are asked for."""
    WRONG = "wrong"
    USED = "used"
    """It was right, and has been taken before."""
    WAIT = "wait"
    NONE = "none"
    """No device was set up."""


class StepUp:
    def __init__(self, database: Database, clock: Clock, seal: Seal, audit: Audit) -> None:
        self._database = database
        self._clock = clock
        self._seal = seal
        self._audit = audit

    async def is_on(self, user: SealedId) -> bool:
        """Whether this person is asked for a code before a decision."""
        async with self._database.read() as connection:
            return await step_ups.is_on(connection, user)

    async def begin(self, user: SealedId) -> tuple[str, str] | None:
        """A new secret, in base 32 as apps take it, and its otpauth address.

        None where a device was set up before: that one has to be taken away first.
        """
        secret = secrets.token_bytes(_SECRET_BYTES)
        owner = self._seal.open(user).to_bytes(_ID_BYTES, "big", signed=True)
        async with self._database.write() as connection:
            if await step_ups.is_on(connection, user):
                return None
            await step_ups.begin(connection, user, self._seal.wrap(owner + secret, PURPOSE))
        address = totp(secret).get_provisioning_uri("organiser", _ISSUER)
        return address.partition("secret=")[2].partition("&")[0], address

    async def show(self, user: SealedId, code: str) -> Shown:
        """A person shows a code: right, it proves their next decision. The first one sets the
        device up."""
        now = self._clock.now()
        async with self._database.write() as connection:
            kept = await step_ups.find(connection, user)
            if kept is None:
                return Shown.NONE
            if kept.blocked is not None and now < kept.blocked:
                return Shown.WAIT
            secret = self._secret(user, kept.secret)
            step = None if secret is None else _step(secret, code, now)
            if step is None or step <= kept.step:
                failures = kept.failures + 1
                blocked = now + WAIT if failures >= TRIES else None
                await step_ups.fail(connection, user, 0 if blocked else failures, blocked)
                return Shown.WRONG if step is None else Shown.USED
            await step_ups.prove(connection, user, step, now)
            if kept.confirmed:
                return Shown.RIGHT
            await self._audit.write(connection, user, Verb.PROVED)
        return Shown.SET_UP

    async def spend(self, user: SealedId) -> bool:
        """Whether this person may decide now: asked for no code, or one was shown just before,
        which is used up by this."""
        since = self._clock.now() - LASTS
        async with self._database.write() as connection:
            if not await step_ups.is_on(connection, user):
                return True
            return await step_ups.spend(connection, user, since)

    async def leave(self, user: SealedId) -> bool:
        """Go without codes from now on; the caller has had the last one spent."""
        async with self._database.write() as connection:
            removed = await step_ups.remove(connection, user)
            if removed:
                await self._audit.write(connection, user, Verb.RESET)
        return removed

    def _secret(self, user: SealedId, wrapped: bytes) -> bytes | None:
        """None where it is another person's: rows cannot be exchanged. Raises BadKey."""
        opened = self._seal.unwrap(wrapped, PURPOSE)
        owner = int.from_bytes(opened[:_ID_BYTES], "big", signed=True)
        return opened[_ID_BYTES:] if owner == self._seal.open(user) else None


def totp(secret: bytes) -> TOTP:
    """As every app makes codes: SHA-1, six digits, half a minute."""
    return TOTP(secret, DIGITS, SHA1(), SECONDS)  # noqa: S303 - HMAC-SHA-1, what RFC 6238 asks for


def _step(secret: bytes, code: str, now: datetime) -> int | None:
    """The time step of which this is the code: the present one, or a neighbour for slow clocks."""
    present = int(now.timestamp()) // SECONDS
    for step in (present, present - 1, present + 1):
        expected = totp(secret).generate(step * SECONDS)
        if hmac.compare_digest(expected, code.encode("utf-8", "replace")):
            return step
    return None
