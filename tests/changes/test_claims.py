"""A headline claims that a case changed: organisers hear of it once, and can confirm it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.changes.claims import ClaimNotices
from bot.changes.headlines import claimed
from storage import entries, feeds, mentions
from storage.change_rows import ChangeKind
from storage.rows import Entry, FeedSource, Mention
from tests.fixtures.house import ANN, OWNER, House

BORIS = "boris-kagarlitsky"
FEED = FeedSource("https://example.org/feed", "Example <News>")


async def publish(house: House, title: str, *cases: str, first: bool = False) -> None:
    """An entry that names these cases, as polling writes it down."""
    now = house.clock.now()
    async with house.database.write() as connection:
        await feeds.sync(connection, [FEED], now)
        (feed,) = await feeds.watched(connection)
        if first:
            await feeds.polled(connection, replace(feed, baseline_at=now))
        link = f"https://example.org/{abs(hash(title))}"
        entry = Entry(0, feed.id, link, title, "", now, now, title[:32])
        [entry_id] = await entries.add(connection, [entry])
        await mentions.add(connection, entry_id, [Mention(case, case) for case in cases])


def heard(house: House) -> list[str]:
    return [shown.text for shown in house.emulator.messages(OWNER, from_bot=True)]


@pytest.fixture
async def notices(house: House) -> ClaimNotices:
    await house.say(OWNER, "/start")
    await house.say(ANN, "/start")
    return ClaimNotices(house.database, house.services)


async def test_from_the_headline_to_the_new_card(house: House, notices: ClaimNotices) -> None:
    await publish(house, "Boris Kagarlitsky released & free", BORIS)
    await notices.tick()
    notice = house.last(OWNER)
    assert notice.text.startswith("📰 Example <News> claims something about Boris Kagarlitsky")
    assert "Boris Kagarlitsky released & free" in notice.text
    assert len(house.emulator.messages(ANN, from_bot=True)) == 1
    await house.press(OWNER, "Confirm it")
    assert "On what day" in house.last(OWNER).text
    await house.press(OWNER, "Today")
    assert "It is so" in str(house.last(OWNER).buttons)
    assert "example.org" in house.last(OWNER).text
    await house.press(OWNER, "It is so")
    assert "Released" in (await house.say(ANN, "/case Kagarlitsky")).text
    await house.press(OWNER, "Confirm it", message=notice.id)
    assert await house.services.change_drafts.asking(house.chat(OWNER)) is None


async def test_each_claim_is_told_once_in_a_week(house: House, notices: ClaimNotices) -> None:
    known = len(heard(house))
    await publish(house, "Kagarlitsky has been freed", BORIS)
    await publish(house, "Kagarlitsky pardoned, says lawyer", BORIS)
    await notices.tick()
    await notices.tick()
    assert len(heard(house)) == known + 1
    await house.clock.advance(timedelta(days=6).total_seconds())
    await publish(house, "Kagarlitsky amnestied", BORIS)
    await notices.tick()
    assert len(heard(house)) == known + 1
    await publish(house, "Kagarlitsky transferred to Komi", BORIS)
    await notices.tick()
    assert len(heard(house)) == known + 2
    await house.clock.advance(timedelta(days=2).total_seconds())
    await publish(house, "Kagarlitsky exchanged", BORIS)
    await notices.tick()
    assert len(heard(house)) == known + 3


async def test_nothing_is_told_of_what_stood_there_before_or_is_known(
    house: House, notices: ClaimNotices
) -> None:
    known = len(heard(house))
    await publish(house, "Kagarlitsky freed in 2023", BORIS, first=True)
    await notices.tick()
    await publish(house, "Kagarlitsky writes a letter", BORIS)
    await publish(house, "Daria Kozyreva released", "daria-kozyreva")
    await publish(house, "Somebody released", "nobody-we-know")
    await notices.tick()
    assert len(heard(house)) == known


@pytest.mark.parametrize(
    ("headline", "kinds"),
    [
        ("Умер политзаключённый", (ChangeKind.DIED,)),
        ("Кагарлицкого этапировали", (ChangeKind.TRANSFERRED,)),
        ("Freed after a prisoner swap", (ChangeKind.RELEASED,)),
        ("Його звільнили", (ChangeKind.RELEASED,)),
        ("Gefangener gestorben, andere freigelassen", (ChangeKind.DIED, ChangeKind.RELEASED)),
        ("A letter from prison", ()),
    ],
)
def test_what_a_headline_claims(headline: str, kinds: tuple[ChangeKind, ...]) -> None:
    assert claimed(headline) == kinds
