"""Keys are rotated while the bot answers, sends and meets new people; then the old one ends."""

from __future__ import annotations

import asyncio

import pytest

from bot.preview.emulator import Emulator
from bot.rotating import GRACE
from storage import rotations
from storage.database import Database
from storage.sealing import BadKey, Seal
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import KEY, OWNER, Running, rss, running
from tests.fixtures.waiting import until

ANN, BEN = 71234567890, 71234567891
NEXT = Seal.new_key()
FIRST = ("https://example.org/2", "Political prisoner Alexei Gorinov in court")
SECOND = ("https://example.org/3", "Political prisoner Alexei Gorinov was moved")
NEWS = (FIRST, SECOND)


async def test_rotation_while_everything_goes_on(
    emulator: Emulator, feed_server: FeedServer, database_url: str
) -> None:
    for person, name in ((ANN, "Ann"), (BEN, "Ben"), (OWNER, "Vera")):
        emulator.user(person, name, "en")
    async with running(emulator, feed_server, database_url) as bot:
        await bot.baseline()
        emulator.say(ANN, ANN, "/follow all")
        await emulator.wait_for(ANN, "You follow everyone", within=30)
    async with running(emulator, feed_server, database_url, next_key=NEXT) as bot:
        for wrong in (KEY, NEXT, Seal.new_key()):
            with pytest.raises(BadKey):
                async with running(emulator, feed_server, database_url, key=wrong):
                    pass
        emulator.say(BEN, BEN, "/follow all")
        await emulator.wait_for(BEN, "You follow everyone", within=30)
        feed_server.serve(rss(FIRST))
        for person in (ANN, BEN):
            await emulator.wait_for(person, "in court", within=30)
        emulator.say(OWNER, OWNER, "/feeds")
        await emulator.wait_for(OWNER, "The Feed", within=30)
        bot.clock.move_to(bot.clock.now() + GRACE)
        await _rotated(bot)
        feed_server.serve(rss(*NEWS))
        for person in (ANN, BEN):
            await emulator.wait_for(person, "was moved", within=30)
        emulator.say(ANN, ANN, "/mydata")
        await emulator.wait_for(ANN, "All that I keep", within=30)
    for person in (ANN, BEN):
        texts = [shown.text for shown in emulator.messages(person, from_bot=True)]
        assert sum("in court" in text for text in texts) == 1
        assert sum("was moved" in text for text in texts) == 1
    with pytest.raises(BadKey, match="another BOT_SEALING_KEY"):
        async with running(emulator, feed_server, database_url):
            pass
    async with running(emulator, feed_server, database_url, key=NEXT) as bot:
        emulator.say(BEN, BEN, "/unfollow all")
        emulator.say(ANN, ANN, "/following")
        await until(lambda: not emulator.updates.pending)
        services = bot.house.services
        assert not await services.subscribers.following(bot.house.seal.seal(BEN))
        assert await services.subscribers.following(bot.house.seal.seal(ANN))


async def test_a_process_that_lacks_a_key_ends(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    async with running(emulator, feed_server, sqlite_url) as bot:
        other = Database(sqlite_url)
        async with other.write() as c:
            both = Seal.from_text(NEXT, Seal.from_text(KEY))
            await rotations.announce(c, both, bot.clock.now())
        await other.close()
        await asyncio.wait_for(bot.house.keys.halt.wait(), 30)


async def _rotated(bot: Running) -> None:
    async def is_over() -> bool:
        async with bot.house.database.read() as c:
            return await rotations.find(c) is None

    await until(is_over)
