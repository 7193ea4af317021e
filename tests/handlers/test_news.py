"""The latest entries, with what there is to say around them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import entries, feeds, mentions
from storage.rows import Entry, FeedSource, Mention
from tests.fixtures.house import ANN, OLGA, House

PLAIN = FeedSource("https://news.example/feed", "Example News")
DANGEROUS = FeedSource("https://banned.example/feed", "Banned News", undesirable=True)


async def fill(house: House) -> None:
    """Six entries about Boris, one of them from a publisher whose links are punished."""
    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    async with house.database.write() as connection:
        await feeds.sync(connection, [PLAIN, DANGEROUS], now)
        by_name = {feed.source.name: feed for feed in await feeds.watched(connection)}
        for number in range(6):
            feed = by_name["Banned News" if number == 5 else "Example News"]
            entry = Entry(
                0,
                feed.id,
                f"https://news.example/{number}",
                f"Entry <{number}>\u202e & more",
                "",
                now + timedelta(hours=number) if number else None,
                now,
                f"story{number}",
            )
            [entry_id] = await entries.add(connection, [entry])
            await mentions.add(connection, entry_id, [Mention("boris-kagarlitsky", "Kagarlitsky")])


async def test_the_five_newest_with_source_date_and_link(house: House) -> None:
    await fill(house)
    said = await house.say(ANN, "/news Kagarlitsky")
    assert said.text.startswith("Latest: Boris Kagarlitsky\n\nEntry <5> & more\nBanned News · ")
    assert "Entry <1>" in said.text
    assert "Entry <0>" not in said.text
    assert "sharing its links is punished" in said.text
    assert "20 Nov 2026, 14:00" in said.text
    assert "https://news.example/5" in {entity.get("url") for entity in said.entities}
    await house.press(ANN, "Follow")
    assert "You follow Boris Kagarlitsky now" in house.last(ANN).text


async def test_all_and_none(house: House) -> None:
    assert "Новостей пока нет" in (await house.say(OLGA, "/news")).text
    assert "пока ничего нет" in (await house.say(OLGA, "/news Мифтахов")).text
    await fill(house)
    assert "Последние новости" in (await house.say(OLGA, "/news")).text
    await house.say(OLGA, "/news Pchelin")
    await house.press(OLGA, "Дмитрий Пчелинцев")
    assert "Дмитрий Пчелинцев" in house.last(OLGA).text
    assert "Ни человека" in (await house.say(OLGA, "/news Zzyzx")).text


async def test_who_hears_it_anyway_is_not_told_how(house: House) -> None:
    await fill(house)
    assert "To get news as it comes" in (await house.say(ANN, "/news")).text
    await house.say(ANN, "/follow all")
    for words in ("/news", "/news Kagarlitsky"):
        said = await house.say(ANN, words)
        assert "To get news as it comes" not in said.text
        assert said.buttons == ()
    assert "If you follow" not in (await house.say(ANN, "/news Gorinov")).text


async def test_nobody_by_that_name_leads_to_the_people(house: House) -> None:
    unknown = await house.say(ANN, "/news Zzyzx")
    await house.press(ANN, unknown.buttons[0][0].text)
    await house.press(ANN, "Alexei Gorinov")
    assert house.last(ANN).text.startswith("Alexei Gorinov")
