from __future__ import annotations

import vobject

from tests.fixtures.house import ANN, OLGA, House


async def test_the_days_of_whom_one_follows(house: House) -> None:
    await house.say(OLGA, "/follow Кагарлицкий")
    shown = await house.say(OLGA, "/calendar россия")
    assert "за три недели" in shown.text
    file = house.emulator.world.files[shown.payload["document"]["file_id"]]
    events = vobject.readOne(file.content.decode()).vevent_list
    summaries = [event.summary.value for event in events]
    assert any("Борис Кагарлицкий: 69 лет — день рождения" in each for each in summaries)
    assert not any("Шестун" in each for each in summaries)


async def test_nobody_with_an_address(house: House) -> None:
    await house.say(ANN, "/follow Kozyreva")
    assert "/follow" in (await house.say(ANN, "/calendar")).text
