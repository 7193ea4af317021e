"""A broadcast in the whole house, stopped in the middle."""

from __future__ import annotations

from itertools import pairwise

from bot.preview.emulator import Emulator
from bot.preview.emulator.control import Shown
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.running import OWNER, running
from tests.fixtures.waiting import until

READERS = range(1001, 1151)


def received(emulator: Emulator) -> list[Shown]:
    calls = [m for reader in READERS for m in emulator.messages(reader, from_bot=True)]
    return sorted(calls, key=lambda message: message.sent)


async def press(emulator: Emulator, button: str) -> None:
    await emulator.press(OWNER, OWNER, emulator.last(OWNER).id, button)


async def test_stopped_in_the_middle_it_is_over_within_a_second(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str
) -> None:
    emulator.user(OWNER, "Vera", "en")
    async with running(emulator, feed_server, sqlite_url, speed=1) as bot:
        await bot.readers(READERS)
        emulator.say(OWNER, OWNER, "/broadcast all")
        await emulator.wait_for(OWNER, "English")
        emulator.say(OWNER, OWNER, "Write to Boris: example.org")
        await emulator.wait_for(OWNER, "Russian")
        emulator.say(OWNER, OWNER, "Напишите Борису: example.org")
        confirm = await emulator.wait_for(OWNER, "Recipients now")
        assert "about 150" in confirm.text
        await emulator.press(OWNER, OWNER, confirm.id, confirm.button("b:go").callback)
        progress = await emulator.wait_for(OWNER, ": going out")
        await until(lambda: len(received(emulator)) > 30)
        asked = shown(emulator, emulator.say(OWNER, OWNER, "/stop")).sent
        await emulator.wait_for(OWNER, "Nothing more goes out")
        await until(lambda: "stopped" in shown(emulator, progress.id).text)
    calls = received(emulator)
    assert 30 < len(calls) < len(READERS)
    assert calls[-1].sent < asked + 1
    assert len({call.payload["chat"]["id"] for call in calls}) == len(calls)
    assert all("Write to Boris" in call.text and "📣" in call.text for call in calls)
    report = shown(emulator, progress.id)
    assert report.button("Take back")
    # By the times at which Telegram saw them, not by those of this busy machine.
    edits = (report.sent, *report.edits)
    assert len(edits) > 1
    assert all(later - earlier > 1 for earlier, later in pairwise(edits))


def shown(emulator: Emulator, message_id: int) -> Shown:
    return next(m for m in emulator.messages(OWNER) if m.id == message_id)
