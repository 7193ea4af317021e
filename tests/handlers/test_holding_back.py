"""What was approved and waits: every organiser hears of it, looks at it and can hold it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.broadcasts.notices import HoldNotices
from bot.broadcasts.rounds import Rounds
from bot.preview.emulator.control import Shown
from storage.rows import Role
from tests.fixtures.house import ANN, BEN, OWNER, House
from tests.handlers.calling import deliver, due, sent


async def scheduled(house: House) -> Shown:
    """A call that goes out tomorrow at ten; the notice of it, with its button."""
    await house.write_call()
    await house.say(OWNER, "/broadcast schedule 2026-11-24 10:00 not after 20:00")
    await house.press(OWNER, "b:go")
    return house.last(OWNER)


async def test_what_waits_is_held_back_once(house: House) -> None:
    notice = await scheduled(house)
    assert "Held back" in (await house.press(OWNER, "Hold it back", message=notice.id)).text
    notice = house.shown(OWNER, notice.id)
    assert "draft" in notice.text
    assert notice.buttons == ()
    # Somebody else's notice of the same.
    assert "Nothing is going out" in (await house.forge(OWNER, "b:stop:1")).text


async def test_the_author_hears_that_another_held_it_back(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/start")
    notice = await scheduled(house)
    await house.press(BEN, "Hold it back")
    heard = house.last(OWNER)
    assert heard.id > notice.id
    assert "it is a draft again" in heard.text
    await house.press(OWNER, "Look at broadcast 1")
    assert house.last(OWNER).button("Discard")


@pytest.mark.parametrize("held", [True, False], ids=["held back", "gone out"])
async def test_the_button_goes_when_nothing_can_be_held_back(house: House, *, held: bool) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/start")
    rounds, notices = Rounds(house.services), HoldNotices(house.services)
    notice = await scheduled(house)
    others = house.last(BEN)
    await rounds.tick()
    await notices.tick()
    assert house.shown(BEN, others.id).button("Hold it back")
    if held:
        await house.say(BEN, "/broadcasts stop 1")
    else:
        await house.clock.advance(24 * 3600)
        await rounds.tick()
    await notices.tick()
    for user, shown in ((OWNER, notice), (BEN, others)):
        after = house.shown(user, shown.id)
        assert after.buttons == ()
        assert ("held back" if held else "went out at 24 Nov 2026, 12:0") in after.text
    # Nothing is left to be looked at.
    assert await house.services.broadcasts.late_notices() == []


async def test_every_organiser_sees_what_it_is_that_goes_out(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.EDITOR)
    await house.say(BEN, "/start")
    await house.write_call()
    # A draft is nobody else's to see.
    known = len(house.emulator.messages(BEN, from_bot=True))
    await house.forge(BEN, "b:show:1")
    assert "Write to Boris" not in house.last(BEN).text
    await house.say(OWNER, "/broadcast schedule 2026-11-24 10:00 not after 20:00")
    await house.press(OWNER, "b:go")
    notice = house.last(BEN)
    assert "“Write to Boris: example.org/sign”" in notice.text
    await house.press(BEN, "Look at broadcast 1")
    said = house.emulator.messages(BEN, from_bot=True)[known:]
    assert said[-2].text.startswith("Write to Boris: example.org/sign\n\n📣")
    assert said[-1].button("Hold it back")
    listed = (await house.say(BEN, "/broadcasts")).text
    assert "“Write to Boris: example.org/sign”" in listed
    assert "everyone · 24 Nov 2026, 10:00 UTC" in listed


async def test_a_correction_that_counts_down_is_held_back_from_the_list(house: House) -> None:
    await house.say(ANN, "/follow all")
    await sent(house)
    house.services.broadcasts.delay = timedelta(minutes=1)
    await house.say(OWNER, "/broadcasts correct 1")
    await house.say(OWNER, "Write to Boris, please: example.org/sign")
    await house.press(OWNER, "b:skip")
    await house.press(OWNER, "b:go")
    await house.say(OWNER, "/broadcasts")
    await house.press(OWNER, "Broadcast 2")
    assert "Corrects broadcast 1" in house.last(OWNER).text
    assert "Held back" in (await house.press(OWNER, "Hold it back")).text
    await house.clock.advance(61)
    await Rounds(house.services).tick()
    assert await due(house) == []


async def test_what_has_gone_out_is_not_held_back(house: House) -> None:
    await house.say(ANN, "/follow all")
    notice = await scheduled(house)
    await house.clock.advance(24 * 3600)
    await Rounds(house.services).tick()
    await deliver(house)
    answer = await house.press(OWNER, "Hold it back", message=notice.id)
    assert answer.alert
    assert "gone out already" in answer.text
    shown = house.shown(OWNER, notice.id)
    assert "done" in shown.text
    assert shown.button("Take back")
    assert all(button.callback != "b:stop:1" for row in shown.buttons for button in row)
