"""Follows and mutes."""

from __future__ import annotations

from storage import follows
from storage.database import Database
from storage.rows import EVERYTHING
from tests.storage.made import AMNESTY, IVAN, NOW, OLGA, chat, seconds, subscribe


async def test_a_topic_is_followed_once_and_left_once(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1, 2])
        assert await follows.add(c, chat(1), OLGA)
        assert not await follows.add(c, chat(1), OLGA)
        assert await follows.add(c, chat(1), EVERYTHING)
        assert await follows.add(c, chat(1), AMNESTY)
        assert await follows.add(c, chat(2), IVAN)
        assert await follows.of(c, chat(1)) == (EVERYTHING, AMNESTY, OLGA)
        assert await follows.remove(c, chat(1), OLGA)
        assert not await follows.remove(c, chat(1), OLGA)
        await follows.clear(c, chat(1))
        assert await follows.of(c, chat(1)) == ()
        assert await follows.of(c, chat(2)) == (IVAN,)


async def test_the_last_mute_counts(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1])
        await follows.mute(c, chat(1), IVAN, seconds(9))
        await follows.mute(c, chat(1), IVAN, NOW)
        await follows.mute(c, chat(1), EVERYTHING, seconds(5))
        assert await follows.mutes(c, chat(1)) == {IVAN: NOW, EVERYTHING: seconds(5)}
        await follows.unmute(c, chat(1), IVAN)
        await follows.unmute(c, chat(1), OLGA)
        assert await follows.mutes(c, chat(1)) == {EVERYTHING: seconds(5)}
