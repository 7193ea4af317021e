"""Owners change in the chat what was added in the chat; what the list says holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.feeds.options import WORDS, Option
from storage import feeds
from storage.rows import EntriesRule, Feed, FeedSource, Role
from tests.fixtures.house import OLGA, OWNER, House

ADDED = FeedSource("https://added.example/feed", "Name of Added")
LISTED = FeedSource("https://listed.example/feed", "Listed")


async def fill(house: House) -> None:
    async with house.database.write() as connection:
        await feeds.sync(connection, [LISTED], house.clock.now())
        await feeds.add(connection, ADDED, house.clock.now())


async def added(house: House) -> Feed:
    [feed] = await house.services.feeds.named("added.example")
    return feed


async def test_by_buttons(house: House) -> None:
    await fill(house)
    await house.say(OWNER, "/feeds added")
    await house.press(OWNER, "✏️ Change")
    await house.press(OWNER, "Tell all its entries")
    assert "All its entries count" in house.last(OWNER).text
    await house.press(OWNER, "⚠️ Mark as “undesirable” in Russia")
    assert "its alerts carry a warning" in house.last(OWNER).text
    await house.press(OWNER, "How often")
    await house.press(OWNER, "Six hours")
    assert "Asked at most every 360 min" in house.last(OWNER).text
    await house.press(OWNER, "Language")
    await house.press(OWNER, "uk")
    await house.press(OWNER, "Campaign")
    await house.press(OWNER, f"feeds:set:{(await added(house)).id}:c:free-boris")
    assert "Campaign:" in house.last(OWNER).text
    await house.press(OWNER, "Proxy")
    await house.press(OWNER, "tor")
    assert "through the proxy “tor”" in house.last(OWNER).text
    assert (await added(house)).source == FeedSource(
        ADDED.url,
        ADDED.name,
        language="uk",
        campaign="free-boris",
        entries=EntriesRule.ALL,
        undesirable=True,
        proxy="tor",
        shortest=timedelta(hours=6),
    )
    await house.press(OWNER, "How often")
    await house.press(OWNER, "As usual")
    await house.press(OWNER, "Tell only entries that name our people")
    assert (await added(house)).source.shortest is None
    await house.press(OWNER, "← To the feed")
    assert "Next look" in house.last(OWNER).text


async def test_by_writing(house: House) -> None:
    await fill(house)
    for words in (
        "Name of Added exclude футбол, свобода слова, футбол",
        "added.example include off",
        "name of added every 30-720",
        "added case boris-kagarlitsky",
        "added name  A   better name",
    ):
        assert "✏️" in (await house.say(OWNER, f"/feeds edit {words}")).text
    assert (await added(house)).source == FeedSource(
        ADDED.url,
        "A better name",
        case="boris-kagarlitsky",
        exclude=("футбол", "свобода слова"),
        shortest=timedelta(minutes=30),
        longest=timedelta(hours=12),
    )
    said = (await house.say(OWNER, "/feeds edit better")).text
    assert "Never with these words: футбол, свобода слова" in said
    assert "Asked every 30 to 720 min" in said
    assert "no feed with such a name" in (await house.say(OWNER, "/feeds edit zzz name X")).text


async def test_by_writing_in_russian(house: House) -> None:
    await fill(house)
    await house.services.organisers.appoint(house.chat(OLGA), Role.OWNER)
    shown = await house.say(OLGA, "/feeds изменить added")
    assert "/feeds изменить Name of Added кроме футбол" in shown.text
    for words in (
        "added кроме футбол, шахматный клуб",
        "Name of Added только тюрьма",
        "added только выкл",
        "added каждые 30-720",
        "added человек boris-kagarlitsky",
        "added нежелательный вкл",
        "added язык ru",
        "added прокси выкл",
        "added название  Другая лента",
    ):
        assert "✏️" in (await house.say(OLGA, f"/feeds Изменить {words}")).text
    assert (await added(house)).source == FeedSource(
        ADDED.url,
        "Другая лента",
        case="boris-kagarlitsky",
        language="ru",
        exclude=("футбол", "шахматный клуб"),
        undesirable=True,
        shortest=timedelta(minutes=30),
        longest=timedelta(hours=12),
    )
    assert "<" not in (await house.say(OLGA, "/feeds изменить другая записи некоторые")).text
    for said, paused in (("пауза", True), ("возобновить", False)):
        await house.say(OLGA, f"/feeds {said} другая")
        assert (await added(house)).paused is paused
    assert "/feeds убрать НАЗВАНИЕ" in (await house.say(OLGA, "/feeds убрать")).text
    assert "Больше не читаю" in (await house.say(OLGA, "/feeds убрать другая")).text


def test_every_option_has_a_word_in_both_languages() -> None:
    for option in Option:
        words = [word for word, named in WORDS.items() if named is option]
        assert any(word.isascii() for word in words)
        assert any(not word.isascii() for word in words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("every 1", "not under 5"),
        ("every 60-30", "not under 5"),
        ("every 2000", "1440"),
        ("every soon", "minutes"),
        ("exclude", "commas"),
        ("exclude !!", "commas"),
        ("include " + ", ".join(f"w{n}" for n in range(51)), "commas"),
        ("name", "1 to 80"),
        ("entries some", "mentions"),
        ("undesirable perhaps", "off"),
        ("language Russian", "two letters"),
        ("campaign no-such", "free-boris"),
        ("case no-such", "boris-kagarlitsky"),
        ("proxy http://u:p@h:1", "there are: tor"),
    ],
)
async def test_what_is_no_value_says_what_is(house: House, words: str, said: str) -> None:
    await fill(house)
    heard = (await house.say(OWNER, f"/feeds edit added {words}")).text
    assert said in heard
    assert "u:p" not in heard
    assert (await added(house)).source == ADDED


async def test_what_the_list_says_holds(house: House) -> None:
    await fill(house)
    said = (await house.say(OWNER, "/feeds edit listed exclude x")).text
    assert "what the list says holds" in said
    [feed] = await house.services.feeds.named("listed")
    shown = await house.say(OWNER, "/feeds listed")
    assert "feeds:edit" not in repr(shown)
    await house.forge(OWNER, f"feeds:set:{feed.id}:e:all")
    await house.forge(OWNER, f"feeds:edit:{feed.id}")
    [feed] = await house.services.feeds.named("listed")
    assert feed.source == LISTED


async def test_only_editors_and_owners_change(house: House) -> None:
    await fill(house)
    await house.services.organisers.appoint(house.chat(OLGA), Role.APPROVER)
    feed = await added(house)
    for words in (
        "edit added exclude x",
        "изменить added кроме x",
        "Добавить a.example",
        "убрать added",
    ):
        assert "роль этого не" in (await house.say(OLGA, f"/feeds {words}")).text
    for data in (f"feeds:set:{feed.id}:e:all", f"feeds:edit:{feed.id}"):
        assert "роль этого не" in (await house.forge(OLGA, data)).text
    assert await added(house) == feed


@pytest.mark.parametrize(
    "data", ["feeds:set:2:x:1", "feeds:set:99:e:all", "feeds:pick:2:", "feeds:set::"]
)
async def test_forged_buttons_do_nothing(house: House, data: str) -> None:
    await fill(house)
    await house.say(OWNER, "/feeds")
    assert (await house.forge(OWNER, data)).text
    assert (await added(house)).source == ADDED


async def test_forged_values_do_nothing(house: House) -> None:
    await fill(house)
    feed = await added(house)
    for rest in ("e:some", "u:", "h:1", "l:123", "c:no-such", "v:no-such"):
        await house.say(OWNER, "/feeds")
        await house.forge(OWNER, f"feeds:set:{feed.id}:{rest}")
    assert (await added(house)).source == ADDED
