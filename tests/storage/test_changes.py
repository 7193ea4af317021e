"""Changes of cases and claims of feeds, as rows, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from storage import changes, claims, deliveries, fan_outs, feeds, mentions
from storage.change_rows import CaseChange, ChangeKind, ChangeState
from storage.database import AsyncConnection, Database
from storage.rows import Mention, SealedId
from tests.storage.made import (
    AMNESTY,
    IVAN,
    NOW,
    OLGA,
    WEEK,
    chat,
    delivered_to,
    entry,
    fan_out,
    seconds,
    subscribe,
)

DAY = date(2026, 11, 23)
ANNA, BORIS = SealedId(b"a" * 24), SealedId(b"b" * 24)


async def released(c: AsyncConnection, author: SealedId = ANNA) -> CaseChange:
    return await changes.create(
        c, case="ivan", kind=ChangeKind.RELEASED, author=author, created=DAY, asking="date"
    )


async def test_a_draft_is_filled_until_it_is_asked_about(database: Database) -> None:
    async with database.write() as c:
        draft = await released(c)
        assert (draft.state, draft.asking, draft.campaigns) == (ChangeState.DRAFT, "date", ())
        assert await changes.of_author_asking(c, ANNA) == draft
        assert await changes.of_author_asking(c, BORIS) is None
        filled = await changes.fill(c, draft.id, dated="2026-11", source="https://x.org", asking="")
        assert filled is not None and (filled.dated, filled.source) == ("2026-11", "https://x.org")
        assert await changes.of_author_asking(c, ANNA) is None
        assert await changes.decide(c, draft.id, ChangeState.DRAFT, ChangeState.PENDING)
        assert await changes.fill(c, draft.id, dated="2025") is None
        assert not await changes.discard(c, draft.id, ANNA)
        assert await changes.find(c, draft.id + 1) is None


async def test_only_the_first_decision_counts(database: Database) -> None:
    async with database.write() as c:
        draft = await released(c)
        await changes.decide(c, draft.id, ChangeState.DRAFT, ChangeState.PENDING)
        pending, confirmed = ChangeState.PENDING, ChangeState.CONFIRMED
        first = await changes.decide(
            c, draft.id, pending, confirmed, decided=DAY, approver=BORIS, campaigns=("a", "b")
        )
        second = await changes.decide(c, draft.id, pending, ChangeState.REFUSED, decided=DAY)
        assert (first, second) == (True, False)
        (kept,) = await changes.in_state(c, confirmed)
        assert (kept.approver, kept.decided, kept.campaigns) == (BORIS, DAY, ("a", "b"))
        assert await changes.in_state(c, pending) == ()


async def test_drafts_are_their_authors_own(database: Database) -> None:
    async with database.write() as c:
        mine, other = await released(c), await released(c, BORIS)
        assert await changes.recent(c, 5) == ()
        assert not await changes.discard(c, mine.id, BORIS)
        await changes.discard_drafts(c, ANNA)
        assert await changes.find(c, mine.id) is None
        assert await changes.discard(c, other.id, BORIS)


async def test_the_newest_stand_first(database: Database) -> None:
    async with database.write() as c:
        for _ in range(3):
            draft = await released(c)
            await changes.decide(c, draft.id, ChangeState.DRAFT, ChangeState.PENDING)
        assert [each.id for each in await changes.recent(c, 2)] == [draft.id, draft.id - 1]


async def test_each_follower_gets_one_row(database: Database) -> None:
    async with database.write() as c:
        await subscribe(c, [1], IVAN)
        await subscribe(c, [2], IVAN, AMNESTY)
        await subscribe(c, [3], OLGA)
        change = await released(c)
        opened = await fan_outs.begin(c, change_id=change.id)
        (pending,) = await fan_outs.pending(c)
        assert (pending.id, pending.change_id) == (opened, change.id)
        about = f"change:{change.id}"
        while not await fan_out(c, opened, IVAN, AMNESTY, about=about, chunk=1):
            pass
        assert await delivered_to(c) == [chat(1), chat(2)]
        claimed = await deliveries.claim(c, NOW, seconds(60), 10)
        assert {each.change_id for each in claimed} == {change.id}
        assert await fan_outs.pending(c) == []


async def test_a_claim_is_told_once_and_the_baseline_claims_nothing(database: Database) -> None:
    async with database.write() as c:
        entry_id = await entry(c)
        await mentions.add(c, entry_id, [Mention("ivan", "Ivan"), Mention("olga", "Olga")])
        named = await claims.named_since(c, NOW, 10)
        assert [(each.case, each.feed) for each in named] == [
            ("ivan", "Example"),
            ("olga", "Example"),
        ]
        assert await claims.named_since(c, seconds(1), 10) == ()
        claim = await claims.add(c, "ivan", ChangeKind.DIED, entry_id, NOW)
        assert await claims.find(c, claim.id) == claim
        assert await claims.find(c, claim.id + 1) is None
        assert await claims.told_since(c, "ivan", ChangeKind.DIED, NOW - timedelta(days=7))
        assert not await claims.told_since(c, "ivan", ChangeKind.RELEASED, NOW - WEEK)
        assert not await claims.told_since(c, "ivan", ChangeKind.DIED, seconds(1))
        (feed,) = await feeds.watched(c)
        await feeds.polled(c, replace(feed, baseline_at=NOW))
        assert await claims.named_since(c, NOW, 10) == ()
