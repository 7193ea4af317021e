"""A call is written comfortably, by buttons and by commands."""

from __future__ import annotations

import pytest

from bot.delivery.door import Delivered
from bot.delivery.pacing import Rank
from bot.views import calls
from storage.broadcast_rows import Broadcast, BroadcastState, CallKind, MediaKind
from storage.rows import ChatKind, Role
from tests.fixtures.house import ANN, BEN, OLGA, OWNER, House, HouseOf

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x5a\x00\x00\x00\x3c"


async def draft(house: House) -> Broadcast:
    found = await house.services.broadcasts.drafts.newest(house.chat(OWNER))
    assert found is not None
    return found


async def test_a_picture_brings_its_caption_as_the_text(house: House) -> None:
    await house.say(OWNER, "/broadcast all")
    await house.after(OWNER, lambda: house.emulator.share(OWNER, PICTURE, "Free Boris"))
    assert "Russian" in house.last(OWNER).text
    made = await draft(house)
    assert made.texts == (("en", "Free Boris"),)
    assert made.content.media is not None
    assert made.content.media.kind is MediaKind.PHOTO
    previews = await house.hear(OWNER, "Свободу Борису")
    assert all("photo" in shown.payload for shown in previews[:2])
    assert previews[1].text.startswith("Свободу Борису")


async def test_a_picture_without_words_still_asks_for_them(house: House) -> None:
    await house.say(OWNER, "/broadcast all")
    await house.after(OWNER, lambda: house.emulator.share(OWNER, b"%PDF", photo=False))
    assert "English" in house.last(OWNER).text
    made = await draft(house)
    assert made.content.media is not None
    assert made.content.media.kind is MediaKind.DOCUMENT


async def test_long_captions_and_albums_get_a_clear_sentence(house: House) -> None:
    await house.say(OWNER, "/broadcast all")
    await house.after(OWNER, lambda: house.emulator.share(OWNER, PICTURE, "a" * 1000))
    assert "leave the picture out" in house.last(OWNER).text
    await house.after(OWNER, lambda: house.emulator.share(OWNER, PICTURE, album="7"))
    assert "not an album" in house.last(OWNER).text
    assert (await draft(house)).content.media is None
    await house.say(OWNER, "b" * 1000)
    await house.press(OWNER, "No text")
    await house.say(OWNER, "/broadcast picture")
    await house.after(OWNER, lambda: house.emulator.share(OWNER, PICTURE))
    assert "leave the picture out" in house.last(OWNER).text


async def test_everything_by_buttons(house: House) -> None:
    await house.write_call()
    await house.press(OWNER, "Buttons")
    await house.say(OWNER, "nonsense")
    assert "each in a line" in house.last(OWNER).text
    await house.say(OWNER, "Read — https://example.org/a\nSee: https://example.org/b")
    await house.press(OWNER, "What for")
    await house.press(OWNER, "a signature")
    await house.say(OWNER, "https://example.org/sign")
    await house.press(OWNER, "Deadline")
    await house.say(OWNER, "2026-12-01 18:00 Berlin")
    await house.press(OWNER, "More")
    await house.press(OWNER, "Remind once")
    await house.press(OWNER, "Urgent")
    await house.press(OWNER, "Back")
    await house.press(OWNER, "To whom")
    await house.press(OWNER, "Only some")
    await house.say(OWNER, "en private")
    content = (await draft(house)).content
    assert [link.label for _, row in content.links for link in row] == ["Read", "See"]
    assert (content.kind, content.petition) == (CallKind.PETITION, "https://example.org/sign")
    assert (content.deadline is not None, content.zone) == (True, "Europe/Berlin")
    assert (content.done, content.follow_up, content.urgent, content.paid) == (
        True,
        True,
        True,
        False,
    )
    assert content.narrowing.kinds == (ChatKind.PRIVATE,)
    menu = house.last(OWNER).text
    for words in ("a signature", "Only: in English, private chats", "Urgent", "reminded once"):
        assert words in menu
    preview = house.emulator.messages(OWNER, from_bot=True)[-2]
    assert "Until 1 Dec 2026, 18:00 (Berlin)" in preview.text
    assert [row[0].text for row in preview.buttons] == [
        "✍️ Sign",
        "Read",
        "See",
        "✅ I have done it",
    ]
    await house.press(OWNER, "To whom")
    await house.press(OWNER, "Followers of one person")
    await house.press(OWNER, "Boris Kagarlitsky")
    assert "followers of Boris Kagarlitsky" in house.last(OWNER).text
    await house.press(OWNER, "Picture")
    await house.press(OWNER, "Back")
    assert (await draft(house)).asking == ""


async def test_everything_by_commands(house: House) -> None:
    await house.write_call()
    for command in (
        "/broadcast deadline tomorrow 18:00",
        "/broadcast schedule 2026-11-24 10:00 not after 12:00",
        "/broadcast only ru groups",
        "/broadcast without Kozyreva",
        "/broadcast followup on",
        "/broadcast paid on",
        "/broadcast beyond He is very ill",
        "/broadcast to Kagarlitsky",
        "/broadcast person Kagarlitsky",
    ):
        assert "could not read" not in (await house.say(OWNER, command)).text
    made = await draft(house)
    content = made.content
    assert made.segment.slug == "boris-kagarlitsky"
    assert (content.kind, content.case) == (CallKind.LETTER, "boris-kagarlitsky")
    assert content.schedule is not None
    assert content.narrowing.languages == ("ru",)
    assert [topic.slug for topic in content.narrowing.without] == ["daria-kozyreva"]
    assert (content.done, content.follow_up, content.paid) == (True, True, True)
    menu = house.last(OWNER)
    for words in (
        "Not to followers of: Daria Kozyreva",
        "He is very ill",
        "costs up to",
        "Goes out",
    ):
        assert words in menu.text
    assert menu.button("Ask for approval")
    for command in ("deadline off", "schedule off", "only off", "without off", "beyond off"):
        await house.say(OWNER, f"/broadcast {command}")
    await house.say(OWNER, "/broadcast kind news")
    await house.say(OWNER, "/broadcast done off")
    await house.say(OWNER, "/broadcast paid off")
    assert (await draft(house)).content == type(content)()
    assert "Discarded" in (await house.say(OWNER, "/broadcast discard")).text


async def test_one_text_is_written_anew_without_the_other(house: House) -> None:
    await house.write_call()
    await house.press(OWNER, "Russian")
    await house.say(OWNER, "Напишите Борису: example.org/sign")
    assert dict((await draft(house)).texts).keys() == {"en", "ru"}
    await house.say(OWNER, "/broadcast text en")
    await house.say(OWNER, "Write to Boris today: example.org/sign")
    assert "What it asks for" in house.last(OWNER).text


async def test_what_cannot_go_out_is_said(house: House) -> None:
    await house.write_call()
    await house.say(OWNER, "/broadcast deadline 12:30")
    await house.clock.advance(3600)
    await house.say(OWNER, "/broadcast preview")
    assert "deadline is over" in house.last(OWNER).text
    answer = await house.press(OWNER, "Send it now")
    assert "Mend that first" in answer.text


async def test_what_is_for_later_is_not_said_to_go_now(house: House) -> None:
    await house.write_call()
    assert house.last(OWNER).button("b:go").text.endswith("Send it now")
    await house.say(OWNER, "/broadcast schedule 1 December 18:00")
    await house.say(OWNER, "/broadcast preview")
    assert house.last(OWNER).button("b:go").text.endswith("Send it at its time")


async def test_a_test_goes_to_organisers_alone(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/start")
    await house.say(ANN, "/follow all")
    known = len(house.emulator.messages(ANN))
    await house.write_call()
    await house.press(OWNER, "Test")
    assert "2 organisers" in house.last(OWNER).text
    assert house.last(BEN).text.startswith("Write to Boris")
    assert len(house.emulator.messages(ANN)) == known


async def write_with_a_dead_link(house: House, author: int) -> None:
    await house.say(author, "/broadcast all")
    await house.say(author, "Read https://dead.invalid/x")
    await house.press(author, "No text")


async def test_links_are_opened_when_asked(house_of: HouseOf) -> None:
    async with house_of((OWNER, "Vera", "en"), solo=True, open_links=True) as house:
        await house.say(OWNER, "/start")
        await write_with_a_dead_link(house, OWNER)
        await house.press(OWNER, "Open the links")
        assert "❌ https://dead.invalid/x" in house.last(OWNER).text


async def test_a_bot_that_opens_no_links_says_so(house: House) -> None:
    await house.write_call()
    assert "❌" not in house.last(OWNER).text
    await house.press(OWNER, "Open the links")
    assert "open them yourself" in house.last(OWNER).text.lower()


async def test_a_preview_tells_of_dead_links_by_itself(house_of: HouseOf) -> None:
    people = ((OWNER, "Vera", "en"), (BEN, "Ben", "de"))
    async with house_of(*people, open_links=True) as house:
        await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
        for user in (OWNER, BEN):
            await house.say(user, "/start")
        await write_with_a_dead_link(house, BEN)
        assert "❌ https://dead.invalid/x" in house.last(BEN).text
        await house.press(BEN, "Ask for approval")
        assert "❌ https://dead.invalid/x" in house.last(OWNER).text


async def test_who_is_to_approve_opens_the_links_too(house_of: HouseOf) -> None:
    people = ((OWNER, "Vera", "en"), (BEN, "Ben", "de"))
    async with house_of(*people, solo=True, open_links=True) as house:
        await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
        for user in (OWNER, BEN):
            await house.say(user, "/start")
        await write_with_a_dead_link(house, BEN)
        number = int(house.last(BEN).button("Discard").callback.removeprefix("b:drop:"))
        # A draft is its author's alone.
        known = len(house.emulator.messages(OWNER))
        await house.forge(OWNER, f"b:links:{number}")
        assert len(house.emulator.messages(OWNER)) == known
        await house.press(BEN, "Ask for approval")
        await house.press(OWNER, "Open the links")
        assert "❌ https://dead.invalid/x" in house.last(OWNER).text


async def test_drafts_are_found_again_by_their_author_alone(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/start")
    await house.write_call()
    await house.say(OWNER, "/broadcast all")
    await house.say(OWNER, "Another: example.org")
    await house.press(OWNER, "No text")
    listed = await house.say(OWNER, "/broadcasts")
    assert "Broadcast 1: a draft" in listed.text
    await house.press(OWNER, "Look at broadcast 1", message=listed.id)
    assert house.emulator.messages(OWNER, from_bot=True)[-2].text.startswith("Write to Boris")
    await house.press(OWNER, "b:ask:1:deadline")
    await house.say(OWNER, "2026-12-01 18:00")
    found = await house.services.broadcasts.find(1)
    assert found is not None
    assert found.content.deadline is not None
    # An empty one is nothing to look at.
    await house.say(OWNER, "/broadcast all")
    assert "Broadcast 3" not in (await house.say(OWNER, "/broadcasts")).text
    assert "There has been no broadcast yet" in (await house.say(BEN, "/broadcasts")).text


async def test_buttons_are_asked_for_in_each_language(house: House) -> None:
    await house.write_call()
    for language, label in (("English", "Read"), ("Russian", "Прочесть")):
        await house.press(OWNER, f"Buttons in {language}")
        await house.say(OWNER, f"{label} — https://example.org/{label}")
    links = dict((await draft(house)).content.links)
    assert [links[language][0].label for language in ("en", "ru")] == ["Read", "Прочесть"]


async def test_nobody_goes_beyond_the_weekly_number_alone(house: House) -> None:
    await house.write_call()
    await house.say(OWNER, "/broadcast beyond He is very ill")
    await house.press(OWNER, "Ask for approval")
    assert "Nobody who may approve" in house.last(OWNER).text
    assert (await draft(house)).state is BroadcastState.DRAFT


async def test_strangers_and_others_change_nothing(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/start")
    await house.write_call()
    before = await draft(house)
    for data in (
        f"b:set:{before.id}:urgent",
        f"b:off:{before.id}:deadline",
        f"b:ask:{before.id}:deadline",
        f"b:to:{before.id}:all:",
        f"b:kind:{before.id}:share",
        f"b:kind:{before.id}:nonsense",
        f"b:set:{before.id}:nonsense",
        f"b:ask:{before.id}:nonsense",
    ):
        await house.forge(BEN, data)
    assert await draft(house) == before
    assert house.emulator.messages(OLGA) == []


@pytest.mark.parametrize("words", ["ru", "/broadcast only klingon"])
async def test_unknown_words_are_no_step(house: House, words: str) -> None:
    await house.write_call()
    if words.startswith("/"):
        assert "could not read" in (await house.say(OWNER, words)).text
    else:
        await house.say(OWNER, words)
    assert (await draft(house)).content.narrowing.languages == ()


@pytest.mark.parametrize(
    ("answer", "why"),
    [("yesterday 18:00", "That time is over already."), ("soon", "I could not read that.")],
)
async def test_what_is_no_answer_is_asked_for_again_with_a_way_out(
    house: House, answer: str, why: str
) -> None:
    await house.write_call()
    for words in (f"/broadcast deadline {answer}", answer):
        again = await house.say(OWNER, words)
        assert again.text.startswith(f"{why}\n\nUntil when")
        assert [button.text for row in again.buttons for button in row] == ["‹ Back", "Without it"]
    await house.press(OWNER, "Without it")
    assert (await draft(house)).asking == ""


@pytest.mark.parametrize("step", ["followup", "deadline tomorrow 18:00", "test"])
async def test_a_step_without_a_draft_says_what_is_missing(house: House, step: str) -> None:
    assert "there is none now" in (await house.say(OWNER, f"/broadcast {step}")).text


async def test_a_reason_is_given_by_its_own_name(house: House) -> None:
    await house.write_call()
    await house.say(OWNER, "/broadcast reason The court sits tomorrow")
    assert (await draft(house)).content.beyond_cap == "The court sits tomorrow"


async def test_steps_by_command_reach_what_others_are_looking_at(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(OWNER, "/start")
    await house.say(BEN, "/start")
    await house.write_call(BEN)
    await house.press(BEN, "Ask for approval")
    approve = house.last(OWNER)
    found = await house.services.broadcasts.drafts.newest(house.chat(BEN))
    assert found is not None
    assert found.state is BroadcastState.PENDING
    await house.say(BEN, "/broadcast urgent")
    found = await house.services.broadcasts.drafts.newest(house.chat(BEN))
    assert found is not None
    assert (found.state, found.content.urgent) == (BroadcastState.DRAFT, True)
    # What was seen is not what would go out: it is asked for again.
    await house.forge(OWNER, approve.button("Approve").callback)
    found = await house.services.broadcasts.drafts.newest(house.chat(BEN))
    assert found is not None
    assert found.state is BroadcastState.DRAFT


async def test_paid_sending_names_its_price_and_is_used_only_where_it_is_allowed(
    house: House,
) -> None:
    for reader in (ANN, BEN, OLGA):
        await house.say(reader, "/follow all")
    await house.write_call()
    before = await draft(house)
    preview = await house.services.broadcasts.preview(before.id)
    assert preview is not None
    assert (preview.stars, before.content.paid) == (0, False)
    await house.press(OWNER, "b:more")
    assert "this call up to 1 Star" in house.last(OWNER).text
    told = await house.hear(OWNER, "/broadcast paid")
    assert any("Star" in shown.text for shown in told)
    paid, services = await draft(house), house.services
    for each, costs in ((before, False), (paid, True)):
        message = calls.call(each, registry=services.registry, say=services.translations("en"))
        assert isinstance(await services.door.send(ANN, message, Rank.BROADCAST), Delivered)
        asked = house.emulator.calls("sendMessage")[-1].parameters
        assert bool(asked.get("allow_paid_broadcast")) is costs
