"""What one chat or person may ask for in a while, kept in memory alone."""

from __future__ import annotations

import asyncio

from bot.allowance import FILES, INLINE
from bot.preview.emulator import Emulator
from storage.database import Database
from storage.sealing import Seal
from tests.fixtures.clock import FakeClock
from tests.fixtures.house import ANN, GROUP, OLGA, House, open_house
from tests.letters.cases import confirm_addresses

ASKED = 50


async def test_many_lookups_of_one_chat_delay_no_other(
    emulator: Emulator, sqlite_database: Database, clock: FakeClock, seal: Seal
) -> None:
    """The pacer answers a chat three times in three seconds; whoever else asks is answered now."""
    for user, name in ((ANN, "Ann"), (OLGA, "Olga")):
        emulator.user(user, name, "en")
    pace = FakeClock()
    async with open_house(emulator, sqlite_database, clock, seal, pace=pace) as house:
        for _ in range(ASKED):
            emulator.say(ANN, ANN, "Kagarlitsky")
        emulator.say(OLGA, OLGA, "Kagarlitsky")
        # Hardly any time passes while a busy machine gets that far.
        for tick in range(1500):
            if emulator.messages(OLGA, from_bot=True):
                break
            await pace.advance(0.005 if tick < 200 else 0.001)
            await asyncio.sleep(0.005 if tick < 200 else 0.025)
        assert "Kagarlitsky" in emulator.last(OLGA).text
        assert len(emulator.messages(ANN, from_bot=True)) <= 3
        while house.emulator.updates.pending:
            await pace.advance(0.5)
            await asyncio.sleep(0.002)
        assert len(emulator.messages(ANN, from_bot=True)) == ASKED
        assert pace.monotonic() > ASKED - 3


async def test_kits_and_calendars_share_one_allowance(house: House) -> None:
    confirm_addresses(house.registry)
    await house.say(ANN, "/follow Kagarlitsky")
    assert "document" in (await house.say(ANN, "/calendar")).payload
    assert "One file a minute" in (await house.say(ANN, "/kit 1")).text
    assert "One file a minute" in (await house.say(ANN, "/calendar")).text
    assert "document" in (await house.say(OLGA, "/kit 1")).payload
    await house.clock.advance(FILES[1] + 1)
    assert "document" in (await house.say(ANN, "/kit 1")).payload


async def test_the_kit_of_an_evening_is_one_of_them(house: House) -> None:
    confirm_addresses(house.registry)
    await house.hear(ANN, "/evening tomorrow 19:00 Cafe", chat=GROUP)
    refused = await house.hear(ANN, "/kit 1", chat=GROUP)
    assert "One file a minute" in refused[0].text


async def test_inline_queries_end_in_nothing_and_begin_again(house: House) -> None:
    typed = (house.emulator.inline(ANN, "Kagarlitsky") for _ in range(INLINE[0] + 1))
    answers = await asyncio.gather(*typed)
    assert [bool(found) for found in answers].count(False) == 1
    assert await house.inline(OLGA, "Kagarlitsky")
    await house.clock.advance(INLINE[1] + 1)
    assert await house.inline(ANN, "Kagarlitsky")
