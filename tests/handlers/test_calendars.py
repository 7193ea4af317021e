from __future__ import annotations

import vobject

from tests.fixtures.house import ANN, OLGA, House


async def test_the_days_of_whom_one_follows(house: House) -> None:
    await house.say(OLGA, "/follow Кагарлицкий")
    shown = await house.say(OLGA, "/calendar россия")
    assert "за 21 день" in shown.text
    assert "Не вош" not in shown.text
    file = house.emulator.world.files[shown.payload["document"]["file_id"]]
    events = vobject.readOne(file.content.decode()).vevent_list
    summaries = [event.summary.value for event in events]
    assert any("Борис Кагарлицкий: 69 лет — день рождения" in each for each in summaries)
    assert not any("Шестун" in each for each in summaries)


async def test_who_is_left_out_and_the_route_one_chose(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    await house.say(ANN, "/follow Shestun")
    await house.say(ANN, "/remind weekly Sun 18:00")
    await house.say(ANN, "/remind electronic")
    shown = await house.say(ANN, "/calendar")
    assert "electronically, 7 days ahead" in shown.text
    assert "One person is left out" in shown.text


async def test_nobody_with_an_address(house: House) -> None:
    await house.say(ANN, "/follow Kozyreva")
    assert "/follow" in (await house.say(ANN, "/calendar")).text
