"""A group's letter evening: announced, names taken and given back, letters counted, forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases.facts import StatusKind
from bot.letters.closing import Closing
from bot.letters.evenings import LASTS
from tests.fixtures.house import ANN, BEN, GROUP, OLGA, House
from tests.letters.cases import confirm_addresses

FRIDAY = "/evening Friday 18:30, Café Anna, Berlin"
UNTIL_IT_IS_OVER = timedelta(days=5) + LASTS


async def announced(house: House, words: str = FRIDAY) -> int:
    """The number of the announcement in the group."""
    confirm_addresses(house.registry)
    said = await house.hear(ANN, words, chat=GROUP)
    return said[0].id


async def test_an_evening_from_announcement_to_sum(house: House) -> None:
    confirm_addresses(house.registry)
    said = await house.hear(ANN, FRIDAY, chat=GROUP)
    first = said[0]
    assert "Friday" in first.text or "27 Nov" in first.text
    assert "18:30" in first.text
    assert "📍 Café Anna, Berlin" in first.text
    assert "document" in said[1].payload
    answer = await house.press(BEN, "Boris Kagarlitsky", chat=GROUP, message=first.id)
    assert "You write to Boris Kagarlitsky" in answer.text
    await house.press(ANN, "Boris Kagarlitsky", chat=GROUP, message=first.id)
    await house.press(ANN, "Alexander Shestun", chat=GROUP, message=first.id)
    shown = house.shown(GROUP, first.id)
    assert "Boris Kagarlitsky: taken by 2, 0 written" in shown.text
    assert "Boris Kagarlitsky · 2" in [each.text for row in shown.buttons for each in row]
    await house.press(ANN, "Written", chat=GROUP, message=first.id)
    shown = house.shown(GROUP, first.id)
    assert "Boris Kagarlitsky: taken by 2, 1 written" in shown.text
    assert "2 letters written" in shown.text
    assert "Ann" not in shown.text.replace("Anna", "")
    await house.clock.advance(UNTIL_IT_IS_OVER.total_seconds())
    await Closing(house.services).tick()
    over = house.shown(GROUP, first.id)
    assert "is over" in over.text
    assert over.buttons == ()
    assert "2 letters were written" in house.last(GROUP).text
    assert await house.services.letters.written("boris-kagarlitsky") is None
    assert await house.services.evenings.of(house.chat(GROUP)) is None


async def test_a_press_counts_once_and_a_second_on_a_name_gives_it_back(house: House) -> None:
    number = await announced(house)
    assert "Take a name" in (await house.press(BEN, "Written", chat=GROUP, message=number)).text
    await house.press(BEN, "Alexander Shestun", chat=GROUP, message=number)
    given = await house.press(BEN, "Alexander Shestun", chat=GROUP, message=number)
    assert "gave back" in given.text
    assert "Alexander Shestun: nobody yet" in house.shown(GROUP, number).text
    await house.press(BEN, "Alexander Shestun", chat=GROUP, message=number)
    for _ in range(3):
        await house.press(BEN, "Written", chat=GROUP, message=number)
    # What is written stays taken.
    await house.press(BEN, "Alexander Shestun", chat=GROUP, message=number)
    assert "taken by 1, 1 written" in house.shown(GROUP, number).text
    assert "1 letter written" in house.shown(GROUP, number).text


async def test_nobody_who_came_is_kept_beyond_the_evening(house: House) -> None:
    number = await announced(house)
    await house.press(BEN, "Boris Kagarlitsky", chat=GROUP, message=number)
    await house.press(BEN, "Written", chat=GROUP, message=number)
    await house.clock.advance(UNTIL_IT_IS_OVER.total_seconds())
    await Closing(house.services).tick()
    async with house.database.read() as connection:
        for table in ("evenings", "evening_names"):
            rows = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert rows.scalar() == 0
    answer = await house.forge(BEN, "ev:w:1", chat=GROUP)
    assert "over" in answer.text


async def test_an_evening_outlives_a_restart(house: House) -> None:
    number = await announced(house)
    await house.press(BEN, "Boris Kagarlitsky", chat=GROUP, message=number)
    again = type(house.services.evenings)(house.database, house.clock, house.registry)
    kept = await again.of(house.chat(GROUP))
    assert kept is not None
    assert (kept.message_id, kept.taken) == (number, {"boris-kagarlitsky": 1})


async def test_who_is_moved_meanwhile_is_not_written_to(house: House) -> None:
    number = await announced(house)
    boris = house.registry.cases["boris-kagarlitsky"]
    status = replace(boris.status, kind=StatusKind.TRANSIT)
    house.registry.cases[boris.slug] = replace(boris, status=status, address=None, ways=None)
    await house.press(BEN, "Alexander Shestun", chat=GROUP, message=number)
    shown = house.shown(GROUP, number)
    assert "Boris Kagarlitsky: please do not write now" in shown.text
    with pytest.raises(LookupError):
        shown.button("Boris Kagarlitsky")
    answer = await house.forge(BEN, "ev:t:1:boris-kagarlitsky", chat=GROUP)
    assert "You write to" not in answer.text


async def test_addresses_are_judged_as_for_a_kit(house: House) -> None:
    confirm_addresses(house.registry, "2026-04-23")
    confirm_addresses(house.registry, only="boris-kagarlitsky")
    said = (await house.hear(ANN, FRIDAY, chat=GROUP))[0]
    [fresh] = [line for line in said.text.splitlines() if "Boris Kagarlitsky" in line]
    assert fresh.endswith("Boris Kagarlitsky: nobody yet")
    [old] = [line for line in said.text.splitlines() if "Alexander Shestun" in line]
    assert "last confirmed 7 months ago: check it before" in old
    # Nobody is suggested whose address was not confirmed for a year, here as in a kit.
    confirm_addresses(house.registry, "2025-10-01")
    confirm_addresses(house.registry, only="boris-kagarlitsky")
    said = (await house.hear(ANN, FRIDAY, chat=GROUP))[0]
    assert said.buttons[0][0].text == "Boris Kagarlitsky"
    assert "Shestun" not in said.text
    await house.clock.advance(timedelta(days=366).total_seconds())
    assert "I have nobody" in (await house.hear(ANN, FRIDAY, chat=GROUP))[0].text


async def test_only_administrators_announce_and_only_in_groups(house: House) -> None:
    refused = await house.say(BEN, FRIDAY, chat=GROUP)
    assert "administrators" in refused.text
    assert "in a group" in (await house.say(ANN, FRIDAY)).text
    assert "в группе" in (await house.say(OLGA, "/evening")).text


async def test_what_is_missing_is_said(house: House) -> None:
    assert "/evening Friday" in (await house.say(ANN, "/evening", chat=GROUP)).text
    assert "what time" in (await house.say(ANN, "/evening Friday, café", chat=GROUP)).text
    assert "No letter evening" in (await house.say(ANN, "/evening off", chat=GROUP)).text


async def test_called_off_shown_again_and_announced_anew(house: House) -> None:
    old = await announced(house)
    again = await house.say(ANN, "/evening", chat=GROUP)
    assert "Café Anna" in again.text
    await house.clock.advance(61)
    new = await announced(house, "/evening Saturday 17:00, Library, Berlin")
    stale = await house.press(BEN, "Boris Kagarlitsky", chat=GROUP, message=old)
    assert "over" in stale.text
    await house.press(BEN, "Boris Kagarlitsky", chat=GROUP, message=new)
    assert "called off" in (await house.say(ANN, "/evening off", chat=GROUP)).text
    await Closing(house.services).tick()
    assert "called off" in house.last(GROUP).text


async def test_the_group_moves_and_the_evening_with_it(house: House) -> None:
    await announced(house)
    await house.services.subscribers.move(house.chat(GROUP), house.chat(-1000000000501))
    assert await house.services.evenings.of(house.chat(-1000000000501)) is not None


async def test_forget_means_the_names_one_took_as_well(house: House) -> None:
    number = await announced(house)
    await house.press(BEN, "Boris Kagarlitsky", chat=GROUP, message=number)
    await house.services.subscribers.forget(house.chat(BEN))
    kept = await house.services.evenings.of(house.chat(GROUP))
    assert kept is not None
    assert kept.taken == {}
    await house.services.subscribers.forget(house.chat(GROUP))
    assert await house.services.evenings.of(house.chat(GROUP)) is None


async def test_a_clock_nobody_chose_is_called_so(house: House) -> None:
    unset = (await house.hear(ANN, "/evening Friday 18:30, Library", chat=GROUP))[0]
    assert "18:30 UTC: nobody has told me this group’s clock yet" in unset.text
    known = (await house.hear(ANN, FRIDAY, chat=GROUP))[0]
    assert "18:30 (Berlin)" in known.text
