"""What is over is forgotten in time: deliveries, silent chats, those who blocked the bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.delivery.decide import SILENT
from bot.preview.emulator import Emulator
from bot.retention import ANSWERS_WITHIN, KEEP_ENDED, KEEP_SUSPENDED, Retention
from storage import broadcasts, deliveries, silence, subscribers
from storage.database import Database
from storage.rows import EVERYTHING, DeliveryKind, DeliveryState, Lane, SealedId
from storage.sealing import Seal
from tests.fixtures.clock import FakeClock
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import running
from tests.fixtures.waiting import until
from tests.storage.made import subscriber

ANN, BEN = 71234567890, 71234567891
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
QUESTION = "do you still want to hear from me"


def test_nobody_is_forgotten_before_half_a_year() -> None:
    a_month = timedelta(days=31)
    assert SILENT + ANSWERS_WITHIN - a_month >= timedelta(days=180)


async def test_the_silent_are_asked_once_and_forgotten_unless_they_answer(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    for person, name in ((ANN, "Ann"), (BEN, "Ben")):
        emulator.user(person, name, "en")
    async with running(emulator, feed_server, sqlite_url) as bot:
        house = bot.house
        for person in (ANN, BEN):
            emulator.say(person, person, "/follow all")
            await emulator.wait_for(person, "You follow everyone", within=30)
        # Muting everything silences the news, not the question.
        emulator.say(BEN, BEN, "/mute 300")
        await emulator.wait_for(BEN, "No alerts until", within=30)
        await house.retention.ask_the_silent()
        bot.clock.move_to(bot.clock.now() + SILENT)
        for person in (ANN, BEN):
            await emulator.wait_for(person, QUESTION, within=30)
        assert await house.retention.ask_the_silent() == 0
        asked = await emulator.wait_for(ANN, QUESTION)
        await emulator.press(ANN, ANN, asked.id, "still:yes")
        await emulator.wait_for(ANN, "everything stays as it is", within=30)
        ann, ben = house.seal.seal(ANN), house.seal.seal(BEN)

        async def nothing_waits() -> bool:
            async with house.database.read() as c:
                return not await deliveries.waiting(c, bot.clock.now())

        async def ben_is_forgotten() -> bool:
            # A round that was under way while the clock was moved still saw the day before.
            bot.clock.move_to(bot.clock.now() + HOUR)
            return await house.services.subscribers.find(ben) is None

        await until(nothing_waits)
        bot.clock.move_to(bot.clock.now() + ANSWERS_WITHIN - DAY)
        assert await house.retention.forget_the_silent() == 0
        for chat in (ann, ben):
            assert await house.services.subscribers.find(chat) is not None
        bot.clock.move_to(bot.clock.now() + DAY)
        await until(ben_is_forgotten)
        assert await house.services.subscribers.find(ann) is not None


async def test_who_is_suspended_is_forgotten_half_a_year_later(
    database: Database, clock: FakeClock, seal: Seal
) -> None:
    retention = Retention(database, clock)
    gone, back = seal.seal(ANN), seal.seal(BEN)
    month = clock.now().date().replace(day=1)
    async with database.write() as c:
        for chat in (gone, back):
            await subscribers.add(c, replace(subscriber(1), chat=chat, last_contact=month))
            await subscribers.change(c, chat, suspended=True)
    assert await retention.ask_the_silent() == 0
    await clock.advance((KEEP_SUSPENDED - DAY).total_seconds())
    async with database.write() as c:
        await subscribers.change(c, back, suspended=False, last_contact=clock.now().date())
    assert await retention.forget_the_silent() == 0
    await clock.advance(DAY.total_seconds())
    assert await retention.forget_the_silent() == 1
    async with database.read() as c:
        assert await subscribers.find(c, gone) is None
        assert await subscribers.find(c, back) is not None


async def test_a_question_that_was_not_delivered_does_not_count(
    database: Database, clock: FakeClock, seal: Seal
) -> None:
    retention, chat = Retention(database, clock), seal.seal(ANN)
    async with database.write() as c:
        await subscribers.add(c, replace(subscriber(1), chat=chat, last_contact=date(2026, 1, 1)))
    assert await retention.ask_the_silent() == 1
    await clock.advance((silence.LASTS + ANSWERS_WITHIN).total_seconds())
    assert await retention.forget_the_silent() == 0
    async with database.write() as c:
        (row,) = await deliveries.claim(c, clock.now(), clock.now() + DAY, 5)
        assert row.kind is DeliveryKind.SILENCE
        await deliveries.finish(c, [(row.id, DeliveryState.DROPPED, "expired")], clock.now())
    await clock.advance((KEEP_ENDED + DAY).total_seconds())
    await retention.purge()
    assert await retention.ask_the_silent() == 1


async def test_a_calls_totals_survive_its_rows(
    database: Database, clock: FakeClock, seal: Seal
) -> None:
    results = (
        (DeliveryState.SENT, ""),
        (DeliveryState.SENT, ""),
        (DeliveryState.DROPPED, "blocked"),
        (DeliveryState.DROPPED, "muted"),
        (DeliveryState.FAILED, "bad request"),
    )
    async with database.write() as c:
        call = await broadcasts.create(
            c, author=seal.seal(1), segment=EVERYTHING, created=clock.now()
        )
        for number, _ in enumerate(results):
            chat = SealedId(seal.seal(100 + number))
            await subscribers.add(c, replace(subscriber(1), chat=chat))
            await deliveries.add(
                c,
                chat=chat,
                kind=DeliveryKind.BROADCAST,
                about=f"broadcast:{call}",
                lane=Lane.BROADCAST,
                due=clock.now(),
                expires=clock.now() + DAY,
                broadcast_id=call,
            )
        claimed = await deliveries.claim(c, clock.now(), clock.now() + DAY, 10)
        ended = [(d.id, *how) for d, how in zip(claimed, results, strict=True)]
        await deliveries.finish(c, ended, clock.now())
        before = await deliveries.progress(c, call)
    await clock.advance((KEEP_ENDED + DAY).total_seconds())
    assert await Retention(database, clock).purge() == len(results)
    async with database.read() as c:
        assert await deliveries.progress(c, call) == before
    assert (before.sent, before.dropped, before.failed, before.blocked) == (2, 2, 1, 1)
