"""Following and its end, by words and buttons, in private, groups and channels."""

from __future__ import annotations

from storage.rows import EVERYTHING, Topic, TopicKind
from tests.fixtures.house import ANN, BEN, CHANNEL, GROUP, OLGA, House

BORIS = Topic(TopicKind.CASE, "boris-kagarlitsky")
AZAT = Topic(TopicKind.CASE, "azat-miftakhov")


async def test_by_name_in_any_alphabet(house: House) -> None:
    first = (await house.say(ANN, "/follow Кагарлицкого")).text
    assert first.startswith("You follow Boris Kagarlitsky now")
    assert "From now on I keep this chat’s number, encrypted" in first
    assert "already follow" in (await house.say(ANN, "/follow Kagarlitskii")).text
    assert await house.follows(ANN) == (BORIS,)
    assert (
        "not follow Boris Kagarlitsky any" in (await house.say(ANN, "/unfollow Kagarlitsky")).text
    )
    assert "did not follow" in (await house.say(ANN, "/unfollow Kagarlitsky")).text
    assert await house.follows(ANN) == ()


async def test_everyone_and_everyone_but_one(house: House) -> None:
    await house.say(OLGA, "/follow всех")
    assert await house.follows(OLGA) == (EVERYTHING,)
    still = await house.say(OLGA, "/unfollow Мифтахов")
    assert "Вы следите за всеми" in still.text
    assert await house.follows(OLGA) == (EVERYTHING,)
    await house.press(OLGA, "Все остальные")
    followed = await house.follows(OLGA)
    assert AZAT not in followed
    assert BORIS in followed
    assert EVERYTHING not in followed
    await house.say(OLGA, "/unfollow все")
    assert await house.follows(OLGA) == ()


async def test_a_person_left_out_of_everyone_from_the_card(house: House) -> None:
    await house.say(ANN, "/follow all")
    await house.say(ANN, "/follow Kagarlitsky")
    await house.say(ANN, "/case Kagarlitsky")
    await house.press(ANN, "Unfollow")
    assert "You follow everyone, and so Boris Kagarlitsky" in house.last(ANN).text
    await house.press(ANN, "Mute for a while")
    await house.press(ANN, "a week")
    assert "until 30 Nov 2026" in house.last(ANN).text


async def test_a_campaign(house: House) -> None:
    slug, campaign = next(iter(house.registry.campaigns.items()))
    await house.say(ANN, f"/follow {campaign.name['en']}")
    assert await house.follows(ANN) == (Topic(TopicKind.CAMPAIGN, slug),)


async def test_several_are_one_tap_each(house: House) -> None:
    asked = await house.say(ANN, "/follow Pchelin")
    assert asked.text.startswith("I am not sure")
    assert await house.subscriber(ANN) is None
    await house.press(ANN, "Dmitry Pchelintsev")
    assert "You follow Dmitry Pchelintsev now" in house.last(ANN).text
    assert house.last(ANN).id == asked.id
    await house.press(ANN, "Unfollow")
    assert "not follow Dmitry Pchelintsev any more" in house.last(ANN).text
    await house.press(ANN, "Card")
    assert house.last(ANN).text.startswith("Dmitry Pchelintsev\nПчелинцев")


async def test_nobody_fits(house: House) -> None:
    nothing = await house.say(ANN, "/follow Zzyzx Qwfpg")
    assert nothing.text.startswith("I know neither a person nor a campaign")
    await house.press(ANN, "Choose people")
    assert house.last(ANN).button("Everyone").callback == "follow:all::start"
    assert await house.subscriber(ANN) is None


async def test_the_list_ends_them_one_by_one(house: House) -> None:
    assert "You follow nobody yet" in (await house.say(ANN, "/following")).text
    for name in ("Kagarlitsky", "Miftakhov"):
        await house.say(ANN, f"/follow {name}")
    listed = await house.say(ANN, "/unfollow")
    await house.press(ANN, "✕ Boris")
    assert house.last(ANN).id == listed.id
    assert await house.follows(ANN) == (AZAT,)
    await house.press(ANN, "✕ Azat")
    assert "You follow nobody yet" in house.last(ANN).text


async def test_in_a_group_its_administrators_decide(house: House) -> None:
    refused = await house.say(BEN, "/follow Kagarlitsky", chat=GROUP)
    assert refused.text == "Only administrators of this group decide that."
    assert await house.subscriber(GROUP) is None
    await house.say(ANN, "/follow Kagarlitsky", chat=GROUP)
    assert await house.follows(GROUP) == (BORIS,)
    assert await house.follows(ANN) == ()
    await house.say(BEN, "/case Kagarlitsky", chat=GROUP)
    answer = await house.press(BEN, "Unfollow", chat=GROUP)
    assert answer.alert
    assert answer.text == "Only administrators of this group decide that."
    assert await house.follows(GROUP) == (BORIS,)
    await house.press(ANN, "Unfollow", chat=GROUP)
    assert await house.follows(GROUP) == ()


async def test_a_channel_follows_by_its_posts_and_not_by_its_readers(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky", chat=CHANNEL)
    assert await house.follows(CHANNEL) == (BORIS,)
    answer = await house.press(BEN, "Unfollow", chat=CHANNEL)
    assert answer.alert
    assert await house.follows(CHANNEL) == (BORIS,)


async def test_forged_topics_change_nothing(house: House) -> None:
    await house.say(ANN, "/follow Kagarlitsky")
    for data in (
        "follow:case:nobody:card",
        "follow:all:x",
        "follow:",
        "follow:campaign:boris-kagarlitsky",
        "unfollow:nonsense",
        "unfollow:case:boris-kagarlitsky:but",
        "mute:case:nobody:7",
        "mute:all::99999999",
        "mute:all::-1",
        "unmute:case",
    ):
        answer = await house.forge(ANN, data)
        assert answer.text.startswith("This button no longer works"), data
    assert await house.follows(ANN) == (BORIS,)
    assert await house.services.subscribers.mutes(house.chat(ANN)) == {}
    await house.forge(ANN, "follow:case:azat-miftakhov:no-such-place")
    assert AZAT in await house.follows(ANN)
