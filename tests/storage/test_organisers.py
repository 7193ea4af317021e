"""Roles by sealed user id."""

from __future__ import annotations

from storage import organisers, subscribers
from storage.database import Database
from storage.rows import Organiser, Role
from tests.storage.made import chat, subscribe


async def test_a_user_has_one_role(database: Database) -> None:
    async with database.write() as c:
        assert await organisers.role_of(c, chat(1)) is None
        await organisers.appoint(c, chat(1), Role.ORGANISER)
        await organisers.appoint(c, chat(1), Role.APPROVER)
        await organisers.appoint(c, chat(2), Role.ORGANISER)
        assert await organisers.role_of(c, chat(1)) is Role.APPROVER
        assert await organisers.all_users(c) == [
            Organiser(chat(1), Role.APPROVER),
            Organiser(chat(2), Role.ORGANISER),
        ]
        await organisers.remove(c, chat(1))
        assert await organisers.role_of(c, chat(1)) is None


async def test_a_role_outlives_the_subscription(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        await organisers.appoint(c, chat(1), Role.APPROVER)
        await subscribers.forget(c, chat(1))
        assert await organisers.role_of(c, chat(1)) is Role.APPROVER
