"""Roles are given by two owners and taken by one; so is a lost second device forgiven.

Somebody is invited by a link that works once, for a day. Who takes it is asked about: another owner
agrees to exactly this person and this role, or refuses.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from enum import Enum

from bot.access import Action, code_of, is_on_trial, may, may_appoint
from bot.chain import Verb
from bot.clock import Clock
from bot.organisers import Organisers, forget
from storage import organisers, role_requests, step_ups
from storage.database import AsyncConnection, Database
from storage.role_rows import Asked, RequestKind, RoleRequest
from storage.rows import Organiser, Role, SealedId

LASTS = timedelta(hours=24)
"""So long an invitation can be taken."""
WAITS = timedelta(days=7)
"""So long a second owner can agree."""


class Decision(Enum):
    """What came of a word on a request."""

    APPOINTED = "appointed"
    RESET = "reset"
    REFUSED = "refused"
    CHANGED = "changed"
    """The person's role is no longer what was shown."""
    NOT_ALLOWED = "not-allowed"
    GONE = "gone"


class Removal(Enum):
    REMOVED = "removed"
    UNKNOWN = "unknown"
    BY_CONFIGURATION = "by-configuration"
    LAST = "last"
    """Nobody would be left who could give roles."""
    NOT_ALLOWED = "not-allowed"


class Appointing:
    def __init__(self, database: Database, clock: Clock, organisers: Organisers) -> None:
        self._database = database
        self._clock = clock
        self._organisers = organisers

    async def invite(self, user: SealedId, role: Role) -> str | None:
        """The token of a new invitation; None for whoever may not invite."""
        token = secrets.token_urlsafe(24)
        async with self._database.write() as connection:
            if not await self._organisers.may_do(connection, user, Action.APPOINT):
                return None
            expires = self._clock.now() + LASTS
            await role_requests.invite(connection, _hash(token), role, user, expires)
            await self._organisers.audit.write(connection, user, Verb.INVITED, role)
        return token

    async def accept(self, user: SealedId, token: str) -> Asked | None:
        """Somebody takes an invitation, which is spent. None where it is none, where it expired,
        where its owner is one no longer; and for owners, who would lose by it."""
        async with self._database.write() as connection:
            if await self._organisers.may_do(connection, user, Action.APPOINT):
                return None
            taken = await role_requests.take(connection, _hash(token), self._clock.now())
            if taken is None:
                return None
            role, author = taken
            if not await self._organisers.may_do(connection, author, Action.APPOINT):
                return None
            request = await role_requests.ask(
                connection,
                RequestKind.JOIN,
                user=user,
                role=role,
                author=author,
                asked=self._clock.now(),
            )
            about = f"{role} request {request.id}"
            await self._organisers.audit.write(connection, user, Verb.ACCEPTED, about)
            return await self._asked(connection, request)

    async def ask_reset(self, user: SealedId, code: str) -> Asked | None:
        """An owner wants somebody to go without the device they lost. None for a code that is
        nobody's with a device, or for whoever may not ask."""
        async with self._database.write() as connection:
            if not await self._organisers.may_do(connection, user, Action.APPOINT):
                return None
            holder = await self._named(connection, code)
            if holder is None or not await step_ups.is_on(connection, holder.user):
                return None
            request = await role_requests.ask(
                connection,
                RequestKind.RESET,
                user=holder.user,
                role=None,
                author=user,
                asked=self._clock.now(),
            )
            about = f"reset-codes {code_of(holder.user)}"
            await self._organisers.audit.write(connection, user, Verb.ASKED, about)
            return await self._asked(connection, request)

    async def decide(
        self, user: SealedId, number: int, mark: str, *, agree: bool
    ) -> tuple[Decision, Asked | None]:
        """An owner's word on exactly what they were shown; the first word counts."""
        now = self._clock.now()
        async with self._database.write() as connection:
            request = await role_requests.find(connection, number)
            if request is None or request.asked + WAITS < now:
                return Decision.GONE, None
            holder = await self._organisers.holder(connection, user)
            if holder is None or not self._may_decide(holder, request):
                return Decision.NOT_ALLOWED, None
            asked = await self._asked(connection, request)
            if asked.mark != mark:
                return Decision.CHANGED, asked
            await role_requests.remove(connection, number)
            return await self._decided(connection, user, asked, agree=agree), asked

    async def remove(self, user: SealedId, code: str) -> tuple[Removal, Organiser | None]:
        """An owner takes a role away, at once and alone."""
        async with self._database.write() as connection:
            if not await self._organisers.may_do(connection, user, Action.APPOINT):
                return Removal.NOT_ALLOWED, None
            holder = await self._named(connection, code)
            if holder is None:
                return Removal.UNKNOWN, None
            if self._organisers.is_by_configuration(holder.user):
                return Removal.BY_CONFIGURATION, holder
            everyone = await self._organisers.everyone_in(connection)
            left = [each for each in everyone if each.user != holder.user]
            if not any(may(each.role, Action.APPOINT) for each in left):
                return Removal.LAST, holder
            await forget(connection, holder.user)
            about = f"{holder.role} {code_of(holder.user)}"
            await self._organisers.audit.write(connection, user, Verb.REMOVED, about)
        return Removal.REMOVED, holder

    async def look(self, number: int) -> Asked | None:
        """A request as it stands now."""
        async with self._database.read() as connection:
            request = await role_requests.find(connection, number)
            return None if request is None else await self._asked(connection, request)

    async def who_may_decide(self, request: RoleRequest) -> tuple[SealedId, ...]:
        """The owners whose word lets it be."""
        everyone = await self._organisers.everyone()
        return tuple(each.user for each in everyone if self._may_decide(each, request))

    async def owners(self) -> tuple[SealedId, ...]:
        """Those who hear of every change of roles."""
        everyone = await self._organisers.everyone()
        return tuple(each.user for each in everyone if may(each.role, Action.APPOINT))

    def _may_decide(self, holder: Organiser, request: RoleRequest) -> bool:
        return may_appoint(
            holder.role, author=request.author, user=holder.user, solo=self._organisers.solo
        ) and not (holder.user == request.user or is_on_trial(holder, self._clock.now()))

    async def _decided(
        self, connection: AsyncConnection, user: SealedId, asked: Asked, *, agree: bool
    ) -> Decision:
        request, write = asked.request, self._organisers.audit.write
        what = request.role or "reset-codes"
        about = f"{what} {code_of(request.user)} request {request.id}"
        if not agree:
            await write(connection, user, Verb.REFUSED, about)
            return Decision.REFUSED
        if request.role is None:
            await step_ups.remove(connection, request.user)
            await write(connection, user, Verb.RESET, about)
            return Decision.RESET
        await organisers.appoint(connection, request.user, request.role, self._clock.now())
        await write(connection, user, Verb.APPOINTED, about)
        return Decision.APPOINTED

    async def _asked(self, connection: AsyncConnection, request: RoleRequest) -> Asked:
        holder = await self._organisers.holder(connection, request.user)
        present = None if holder is None else holder.role
        said = repr((request.id, request.kind, request.user, request.role, request.author, present))
        mark = hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
        return Asked(request, present, mark)

    async def _named(self, connection: AsyncConnection, code: str) -> Organiser | None:
        return named(await self._organisers.everyone_in(connection), code)


def named(everyone: Sequence[Organiser], code: str) -> Organiser | None:
    """The organiser with this code, however it is typed; None where it is nobody's, or two's."""
    wanted = code.upper().replace("-", "").replace(" ", "")
    found = [each for each in everyone if code_of(each.user).replace("-", "") == wanted]
    return found[0] if len(found) == 1 else None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
