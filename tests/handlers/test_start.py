"""First steps: two or three taps, and nothing kept before something is asked for."""

from __future__ import annotations

from storage.rows import EVERYTHING, Topic, TopicKind
from tests.fixtures.house import ANN, GROUP, OLGA, House

BORIS = Topic(TopicKind.CASE, "boris-kagarlitsky")


async def test_three_taps_to_everyone_and_a_weekly_reminder(house: House) -> None:
    hello = await house.say(OLGA, "/start")
    assert "Здравствуйте" in hello.text
    assert "Что я храню" in hello.text
    assert await house.subscriber(OLGA) is None
    await house.press(OLGA, "start:all")
    await house.press(OLGA, "start:yes")
    assert "Который у вас час" in house.last(OLGA).text
    await house.press(OLGA, "start:zone:Europe/Moscow")
    done = house.last(OLGA)
    assert "Ваши подписки: Все" in done.text
    assert "по воскресеньям в 18:00" in done.text
    assert done.id == hello.id
    assert await house.follows(OLGA) == (EVERYTHING,)
    subscriber = await house.subscriber(OLGA)
    assert subscriber is not None
    assert (subscriber.language, subscriber.time_zone) == ("ru", "Europe/Moscow")
    reminder = await house.services.letters.reminder(house.chat(OLGA))
    assert reminder is not None
    assert reminder.next_due.isoformat() == "2026-11-29T15:00:00+00:00"


async def test_choosing_people_by_ticks(house: House) -> None:
    await house.say(ANN, "/start")
    await house.press(ANN, "start:choose:0")
    assert await house.subscriber(ANN) is None
    answer = await house.press(ANN, "Boris Kagarlitsky")
    assert answer.text == "Followed."
    assert house.last(ANN).button("Boris").text == "✓ Boris Kagarlitsky"
    assert await house.follows(ANN) == (BORIS,)
    await house.press(ANN, "✓ Boris")
    assert await house.follows(ANN) == ()
    await house.press(ANN, "Done")
    await house.press(ANN, "No, thank you")
    assert "You follow nobody yet" in house.last(ANN).text


async def test_without_a_zone_the_reminder_says_whose_clock_it_keeps(house: House) -> None:
    await house.say(ANN, "/start")
    await house.press(ANN, "Everyone")
    await house.press(ANN, "Yes, Sundays")
    await house.press(ANN, "Later")
    assert "That hour is in UTC" in house.last(ANN).text


async def test_another_language_at_once(house: House) -> None:
    await house.say(ANN, "/start")
    await house.press(ANN, "Русский")
    assert "Здравствуйте" in house.last(ANN).text
    assert house.last(ANN).button("✓").text == "✓ Русский"
    subscriber = await house.subscriber(ANN)
    assert subscriber is not None
    assert subscriber.language == "ru"


async def test_start_again_changes_nothing_and_says_how_things_stand(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    before = await house.subscriber(ANN)
    again = await house.say(ANN, "/start")
    assert "Nothing has changed" in again.text
    assert "You follow: Boris Kagarlitsky" in again.text
    assert await house.subscriber(ANN) == before
    assert await house.follows(ANN) == (BORIS,)


async def test_who_is_reminded_already_is_not_asked_again(house: House) -> None:
    await house.say(ANN, "/start")
    pressed = house.last(ANN).id
    await house.say(ANN, "/remind sat 11:00 Berlin")
    await house.press(ANN, "Everyone", message=pressed)
    shown = house.shown(ANN, pressed)
    assert shown.text.startswith("That is all.")
    assert "every week on Saturday, 11:00" in shown.text


async def test_deep_links(house: House) -> None:
    card = await house.say(ANN, "/start case_boris-kagarlitsky")
    assert card.text.startswith("Boris Kagarlitsky")
    campaign = next(iter(house.registry.campaigns))
    about = await house.say(ANN, f"/start campaign_{campaign}")
    assert house.registry.campaigns[campaign].name["en"] in about.text
    assert await house.subscriber(ANN) is None


async def test_unknown_links_are_forgiven(house: House) -> None:
    for parameter in ("case_nobody", "campaign_", "x" * 64, "case_../../etc", "case"):
        hello = await house.say(ANN, f"/start {parameter}")
        assert "That link leads to nobody" in hello.text
        assert "Hello." in hello.text


async def test_forged_steps_are_answered_kindly(house: House) -> None:
    await house.say(ANN, "/start")
    for data in (
        "start",
        "start:",
        "start:lang:xx",
        "start:zone:Mars/Base",
        "start:zone:",
        "start:choose:-1",
        "start:choose:999999999999999999",
        "start:choose:٣",
        "start:nothing:at:all",
    ):
        await house.forge(ANN, data)
        assert "went wrong" not in house.last(ANN).text
    assert await house.subscriber(ANN) is None


async def test_help_and_privacy(house: House) -> None:
    said = (await house.say(ANN, "/help")).text
    for command in ("/case", "/follow", "/remind", "/quiet", "/mydata", "/forget"):
        assert command in said
    assert "/broadcast" not in said
    assert "not end-to-end encrypted" in (await house.say(ANN, "/privacy")).text
    assert await house.subscriber(ANN) is None


async def test_organisers_see_their_commands(house: House) -> None:
    assert "/broadcast" in (await house.say(900, "/help")).text
    assert "/broadcast" not in (await house.say(ANN, "/help", chat=GROUP)).text
