"""Reminders: one for each chat, and when it is next due."""

from __future__ import annotations

from datetime import date

from storage import reminders, subscribers
from storage.database import Database
from storage.reminder_rows import Every, Route, Whom
from storage.rows import Reminder
from tests.storage.made import NOW, chat, seconds, subscribe


async def test_a_chat_has_one_reminder(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        assert await reminders.find(c, chat(1)) is None
        await reminders.keep(c, Reminder(chat(1), 6, 1080, NOW))
        await reminders.keep(c, Reminder(chat(1), 0, 540, seconds(5)))
        assert await reminders.find(c, chat(1)) == Reminder(chat(1), 0, 540, seconds(5))
        await reminders.clear(c, chat(1))
        assert await reminders.find(c, chat(1)) is None


async def test_the_due_come_in_order_and_the_suspended_not_at_all(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2, 3, 4])
        for number in (1, 2, 3, 4):
            await reminders.keep(c, Reminder(chat(number), 6, 1080, seconds(-number)))
        await subscribers.change(c, chat(4), suspended=True)
        assert [r.chat for r in await reminders.due(c, NOW, 2)] == [chat(3), chat(2)]
        await reminders.advance(c, chat(3), seconds(1))
        assert [r.chat for r in await reminders.due(c, NOW, 9)] == [chat(2), chat(1)]
        assert [r.chat for r in await reminders.due(c, seconds(1), 9)][-1] == chat(3)


async def test_all_that_was_chosen_is_kept(database: Database) -> None:
    chosen = Reminder(
        chat(1),
        weekday=2,
        minute=600,
        next_due=NOW,
        every=Every.FORTNIGHT,
        day=31,
        phase=1,
        whom=Whom.PERSON,
        about="ivanov",
        paused_until=date(2027, 1, 15),
        route=Route.PAPER,
        told=date(2027, 2, 1),
        look=seconds(5),
    )
    async with database.write() as c:
        await subscribe(c, [1])
        await reminders.keep(c, chosen)
        assert await reminders.find(c, chat(1)) == chosen
        await reminders.advance(c, chat(1), seconds(9))
        kept = await reminders.find(c, chat(1))
        assert kept is not None
        assert (kept.next_due, kept.paused_until) == (seconds(9), None)


async def test_whoever_wants_days_ahead_is_looked_at_in_order(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2, 3, 4])
        for number in (1, 2, 3):
            await reminders.keep(c, Reminder(chat(number), 6, 1080, NOW, look=seconds(-number)))
        await reminders.keep(c, Reminder(chat(4), 6, 1080, NOW))
        await subscribers.change(c, chat(3), suspended=True)
        assert [r.chat for r in await reminders.looking(c, NOW, 9)] == [chat(2), chat(1)]
        await reminders.look_again(c, chat(2), seconds(1), date(2027, 1, 1))
        assert [r.chat for r in await reminders.looking(c, NOW, 9)] == [chat(1)]
        kept = await reminders.find(c, chat(2))
        assert kept is not None
        assert (kept.look, kept.told) == (seconds(1), date(2027, 1, 1))
