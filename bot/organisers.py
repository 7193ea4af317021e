"""Who holds a role: from the database, and owners from the configuration."""

from __future__ import annotations

from bot.access import Action, code_of, is_on_trial, may, may_approve
from bot.audit import Audit
from bot.chain import Verb
from bot.clock import Clock
from storage import organisers, role_requests, step_ups
from storage.database import AsyncConnection, Database
from storage.rows import Organiser, Role, SealedId

_ENOUGH = 2
"""Each can be the other's second person."""


class Organisers:
    def __init__(
        self,
        database: Database,
        owners: frozenset[SealedId],
        clock: Clock,
        audit: Audit,
        *,
        solo: bool = False,
    ) -> None:
        """``owners`` always hold that role, whatever the database says; ``solo`` lets an owner
        approve their own work."""
        self.audit = audit
        self.solo = solo
        self._database = database
        self._owners = owners
        self._clock = clock

    async def role_of(self, user: SealedId) -> Role | None:
        if user in self._owners:
            return Role.OWNER
        async with self._database.read() as connection:
            return await organisers.role_of(connection, user)

    async def holder(self, connection: AsyncConnection, user: SealedId) -> Organiser | None:
        """What this person is in this very transaction."""
        if user in self._owners:
            return Organiser(user, Role.OWNER)
        return await organisers.find(connection, user)

    async def may_do(self, connection: AsyncConnection, user: SealedId, action: Action) -> bool:
        """Whether this person may do this in this very transaction."""
        holder = await self.holder(connection, user)
        return holder is not None and may(holder.role, action)

    async def decides_alone(self, connection: AsyncConnection, user: SealedId) -> bool:
        """Whether this person needs no second one."""
        return self._approves(await self.holder(connection, user), author=user, solo=self.solo)

    async def is_second(
        self, connection: AsyncConnection, user: SealedId, author: SealedId
    ) -> bool:
        """Whether this person counts as the second one for this author's work."""
        return self._approves(await self.holder(connection, user), author=author, solo=False)

    async def may_approve(self, user: SealedId, author: SealedId) -> bool:
        """Whether this person's word lets this author's work be so."""
        async with self._database.read() as connection:
            if user == author:
                return await self.decides_alone(connection, user)
            return await self.is_second(connection, user, author)

    async def may_panic(self, user: SealedId) -> bool:
        """Whether this person may ask for panic, or agree to another's: no owner on trial."""
        async with self._database.read() as connection:
            holder = await self.holder(connection, user)
        return self._panics(holder)

    async def who_else_may_panic(self, author: SealedId) -> tuple[SealedId, ...]:
        everyone = await self.everyone()
        return tuple(each.user for each in everyone if each.user != author and self._panics(each))

    @property
    def owners(self) -> tuple[Organiser, ...]:
        """Those whom the configuration names: known without the database."""
        return tuple(Organiser(user, Role.OWNER) for user in sorted(self._owners))

    async def everyone(self) -> tuple[Organiser, ...]:
        """All who hold a role, owners of the configuration first."""
        async with self._database.read() as connection:
            return await self.everyone_in(connection)

    async def everyone_in(self, connection: AsyncConnection) -> tuple[Organiser, ...]:
        kept = await organisers.all_users(connection)
        return (*self.owners, *(each for each in kept if each.user not in self._owners))

    async def who_may_approve(self, author: SealedId) -> tuple[SealedId, ...]:
        """Everybody else who may let this author's work be so."""
        return tuple(
            each.user
            for each in await self.everyone()
            if each.user != author and self._approves(each, author=author, solo=False)
        )

    async def appoint(self, user: SealedId, role: Role) -> Organiser:
        """Give a role in the terminal. Where others can approve for each other, whoever can too
        from now on waits as if two owners had agreed; without them the campaign could do nothing.
        """
        now = self._clock.now()
        async with self._database.write() as connection:
            everyone = await self.everyone_in(connection)
            deciding = [
                each
                for each in everyone
                if each.user != user and self._approves(each, author=user, solo=False)
            ]
            since = now if len(deciding) >= _ENOUGH else None
            await organisers.appoint(connection, user, role, since)
            await self.audit.write(connection, None, Verb.APPOINTED, f"{role} {code_of(user)}")
        return Organiser(user, role, since)

    async def remove(self, user: SealedId) -> bool:
        """Take a role back in the terminal; False for the last owner, who keeps it. An owner named
        in the configuration stays one."""
        async with self._database.write() as connection:
            holder = await organisers.find(connection, user)
            if holder is None:
                return True
            everyone = await self.everyone_in(connection)
            if not self._owners and [e.user for e in everyone if e.role is Role.OWNER] == [user]:
                return False
            await forget(connection, user)
            about = f"{holder.role} {code_of(user)}"
            await self.audit.write(connection, None, Verb.REMOVED, about)
        return True

    def is_by_configuration(self, user: SealedId) -> bool:
        return user in self._owners

    def _panics(self, holder: Organiser | None) -> bool:
        return (
            holder is not None
            and may(holder.role, Action.PANIC)
            and not is_on_trial(holder, self._clock.now())
        )

    def _approves(self, holder: Organiser | None, *, author: SealedId, solo: bool) -> bool:
        return (
            holder is not None
            and may_approve(holder.role, author=author, user=holder.user, solo=solo)
            and not is_on_trial(holder, self._clock.now())
        )


async def forget(connection: AsyncConnection, user: SealedId) -> None:
    """Nothing of this person's role is left, neither what they asked for nor their device."""
    await organisers.remove(connection, user)
    await role_requests.forget_about(connection, user)
    await role_requests.forget_of(connection, user)
    await step_ups.remove(connection, user)
