"""Who may speak to everybody: roles from the database, and owners from the configuration."""

from __future__ import annotations

from bot.access import may_approve
from storage import organisers
from storage.database import Database
from storage.rows import Organiser, Role, SealedId


class Organisers:
    def __init__(
        self, database: Database, owners: frozenset[SealedId], *, solo: bool = False
    ) -> None:
        """``owners`` always hold that role, whatever the database says; ``solo`` lets an owner
        approve their own broadcasts."""
        self._database = database
        self._owners = owners
        self._solo = solo

    async def role_of(self, user: SealedId) -> Role | None:
        if user in self._owners:
            return Role.OWNER
        async with self._database.read() as connection:
            return await organisers.role_of(connection, user)

    @property
    def owners(self) -> tuple[Organiser, ...]:
        """Those whom the configuration names: known without the database."""
        return tuple(Organiser(user, Role.OWNER) for user in sorted(self._owners))

    async def everyone(self) -> tuple[Organiser, ...]:
        """All who hold a role, owners of the configuration first."""
        async with self._database.read() as connection:
            kept = await organisers.all_users(connection)
        return (*self.owners, *(each for each in kept if each.user not in self._owners))

    async def who_may_approve(self, author: SealedId) -> tuple[SealedId, ...]:
        """Everybody else who may let this author's broadcast go out."""
        return tuple(
            each.user
            for each in await self.everyone()
            if each.user != author
            and may_approve(each.role, author=author, user=each.user, solo=False)
        )

    async def may_approve(self, user: SealedId, author: SealedId) -> bool:
        role = await self.role_of(user)
        return may_approve(role, author=author, user=user, solo=self._solo)

    async def set(self, user: SealedId, role: Role) -> None:
        async with self._database.write() as connection:
            await organisers.set(connection, user, role)

    async def remove(self, user: SealedId) -> None:
        """Take a role back. An owner named in the configuration stays one."""
        async with self._database.write() as connection:
            await organisers.remove(connection, user)
