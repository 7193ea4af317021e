"""From draft to done: nothing goes out unseen, nothing goes out twice, anybody can stop it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.audit import Audit
from bot.broadcasts.broadcasts import Answer, Broadcasts
from bot.i18n import Translations
from bot.organisers import Organisers
from storage import fan_outs, feeds, follows, subscribers
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.database import Database
from storage.fan_outs import Everyone, Mailing
from storage.rows import (
    EVERYTHING,
    ChatKind,
    DeliveryKind,
    FeedSource,
    Lane,
    Mention,
    Role,
    SealedId,
    Subscriber,
    Topic,
    TopicKind,
)
from storage.sealing import Seal
from tests.fixtures.clock import FakeClock
from tests.letters.cases import case, registry

SEAL = Seal(bytes(range(64)))
VERA, BORIS, NINA = (SEAL.seal(number) for number in (1, 2, 3))
IVANOV = Topic(TopicKind.CASE, "ivanov")

TRANSLATIONS = Translations()


class Nobody:
    def find(self, text: str) -> list[Mention]:
        return []


def office(
    database: Database, clock: FakeClock, *owners: SealedId, solo: bool = False
) -> Organisers:
    audit = Audit(database, clock, SEAL)
    return Organisers(database, frozenset(owners), clock, audit, solo=solo)


def service(database: Database, clock: FakeClock, *, solo: bool) -> Broadcasts:
    organisers = office(database, clock, VERA, solo=solo)
    return Broadcasts(
        database,
        clock,
        registry(case("ivanov")),
        Nobody(),
        organisers,
        translations=TRANSLATIONS,
        delay=timedelta(0),
    )


@pytest.fixture
def broadcasts(database: Database, clock: FakeClock) -> Broadcasts:
    return service(database, clock, solo=False)


@pytest.fixture
def solo(database: Database, clock: FakeClock) -> Broadcasts:
    return service(database, clock, solo=True)


async def appoint(database: Database, user: SealedId, role: Role) -> None:
    await office(database, FakeClock()).appoint(user, role)


async def subscribe(database: Database, count: int, *topics: Topic) -> None:
    async with database.write() as connection:
        for number in range(count):
            chat = SealedId(number.to_bytes(24))
            await subscribers.add(
                connection, Subscriber(chat, ChatKind.PRIVATE, "en", "UTC", date(2026, 11, 1))
            )
            for topic in topics:
                await follows.add(connection, chat, topic)


async def drafted(
    service: Broadcasts, segment: Topic = EVERYTHING, author: SealedId = VERA
) -> tuple[Broadcast, str]:
    """A complete draft and what its author saw of it."""
    draft = await service.drafts.begin(author, segment)
    await service.drafts.give_text(author, "Write to Ivanov: example.org")
    await service.drafts.give_text(author, "Напишите: example.org")
    preview = await service.preview(draft.id)
    assert preview is not None
    return preview.broadcast, preview.digest


async def state(service: Broadcasts, broadcast_id: int) -> BroadcastState:
    found = await service.find(broadcast_id)
    assert found is not None
    return found.state


async def fan_out(database: Database, clock: FakeClock, broadcast_id: int) -> None:
    async with database.write() as connection:
        (pending,) = await fan_outs.pending(connection)
        mailing = Mailing(
            DeliveryKind.BROADCAST,
            Lane.BROADCAST,
            f"broadcast:{broadcast_id}",
            due=clock.now(),
            expires=clock.now() + timedelta(days=3),
        )
        await fan_outs.advance(connection, pending.id, Everyone(), mailing)


async def test_texts_are_asked_for_one_after_the_other(broadcasts: Broadcasts) -> None:
    draft = await broadcasts.drafts.begin(VERA, EVERYTHING)
    assert draft.asking == "en"
    again = await broadcasts.drafts.begin(VERA, IVANOV)
    assert (again.id, again.segment, again.asking) == (draft.id, IVANOV, "en")
    after_first = await broadcasts.drafts.give_text(VERA, "<b>One</b>\u202e")
    assert after_first is not None
    assert (after_first.asking, after_first.texts) == ("ru", (("en", "<b>One</b>"),))
    assert await broadcasts.drafts.asking(BORIS) is None
    after_second = await broadcasts.drafts.give_text(VERA, "Раз")
    assert after_second is not None
    assert after_second.asking == ""
    assert await broadcasts.drafts.give_text(VERA, "a name to look up") is None


async def test_a_language_can_be_left_out_but_not_all(broadcasts: Broadcasts) -> None:
    draft = await broadcasts.drafts.begin(VERA, EVERYTHING)
    assert await broadcasts.drafts.skip_text(draft.id, BORIS, "en") is None
    skipped = await broadcasts.drafts.skip_text(draft.id, VERA, "en")
    assert skipped is not None
    assert skipped.asking == "ru"
    assert await broadcasts.drafts.skip_text(draft.id, VERA, "en") is None
    assert await broadcasts.drafts.skip_text(draft.id, VERA, "ru") is None
    done = await broadcasts.drafts.give_text(VERA, "Раз")
    assert done is not None
    assert done.texts == (("ru", "Раз"),)


async def test_the_preview_rounds_and_warns(broadcasts: Broadcasts, database: Database) -> None:
    await subscribe(database, 3, IVANOV)
    draft, _ = await drafted(broadcasts, IVANOV)
    few = await broadcasts.preview(draft.id)
    await subscribe(database, 27)
    everyone, _ = await drafted(broadcasts)
    many = await broadcasts.preview(everyone.id)
    assert few is not None
    assert many is not None
    assert (few.recipients, many.recipients) == (None, 20)
    assert many.findings == ()
    async with database.write() as connection:
        source = FeedSource("https://example.org/rss", "Example", undesirable=True)
        await feeds.sync(connection, [source], draft.created)
    warned = await broadcasts.preview(draft.id)
    assert warned is not None
    assert [each.about for each in warned.findings] == ["example.org"]


async def test_alone_only_where_the_configuration_says_so(
    broadcasts: Broadcasts, solo: Broadcasts
) -> None:
    draft, seen = await drafted(broadcasts)
    assert await broadcasts.confirm(draft.id, VERA, seen) is Answer.WAITING
    assert await broadcasts.approve(draft.id, VERA, seen) is Answer.NOT_ALLOWED
    other, seen = await drafted(solo)
    assert await solo.confirm(other.id, VERA, seen) is Answer.RUNNING
    assert await solo.confirm(other.id, VERA, seen) is Answer.GONE


async def test_solo_is_for_owners(solo: Broadcasts, database: Database) -> None:
    await appoint(database, BORIS, Role.APPROVER)
    draft, seen = await drafted(solo, author=BORIS)
    assert await solo.confirm(draft.id, BORIS, seen) is Answer.WAITING


async def test_a_second_person_lets_it_out_once(broadcasts: Broadcasts, database: Database) -> None:
    await appoint(database, BORIS, Role.APPROVER)
    await appoint(database, NINA, Role.ORGANISER)
    draft, seen = await drafted(broadcasts)
    assert await broadcasts.approve(draft.id, BORIS, seen) is Answer.GONE
    await broadcasts.confirm(draft.id, VERA, seen)
    assert await broadcasts.approve(draft.id, NINA, seen) is Answer.NOT_ALLOWED
    assert await broadcasts.approve(draft.id, BORIS, "another") is Answer.CHANGED
    assert await broadcasts.approve(draft.id, BORIS, seen) is Answer.RUNNING
    assert await broadcasts.approve(draft.id, BORIS, seen) is Answer.GONE
    async with database.read() as connection:
        assert len(await fan_outs.pending(connection)) == 1


async def test_a_change_asks_the_second_person_again(
    broadcasts: Broadcasts, database: Database
) -> None:
    await appoint(database, BORIS, Role.APPROVER)
    draft, seen = await drafted(broadcasts)
    await broadcasts.confirm(draft.id, VERA, seen)
    assert await broadcasts.drafts.rewrite(draft.id, BORIS) is None
    assert await broadcasts.drafts.rewrite(draft.id, VERA) is not None
    await broadcasts.drafts.give_text(VERA, "Something else: example.org")
    await broadcasts.drafts.skip_text(draft.id, VERA, "ru")
    assert await broadcasts.approve(draft.id, BORIS, seen) is Answer.GONE
    assert await broadcasts.confirm(draft.id, VERA, seen) is Answer.CHANGED
    preview = await broadcasts.preview(draft.id)
    assert preview is not None
    assert await broadcasts.confirm(draft.id, VERA, preview.digest) is Answer.WAITING
    assert await broadcasts.approve(draft.id, BORIS, seen) is Answer.CHANGED
    assert await broadcasts.approve(draft.id, BORIS, preview.digest) is Answer.RUNNING


async def test_sent_back_it_is_a_draft_again(broadcasts: Broadcasts, database: Database) -> None:
    await appoint(database, BORIS, Role.APPROVER)
    draft, seen = await drafted(broadcasts)
    await broadcasts.confirm(draft.id, VERA, seen)
    assert await broadcasts.refuse(draft.id, BORIS, seen) is Answer.REFUSED
    assert await state(broadcasts, draft.id) is BroadcastState.DRAFT
    assert await broadcasts.confirm(draft.id, VERA, seen) is Answer.WAITING
    assert await broadcasts.withdraw(draft.id, VERA)
    assert await broadcasts.drafts.discard(draft.id, VERA)
    assert not await broadcasts.drafts.discard(draft.id, VERA)
    assert await broadcasts.confirm(draft.id, VERA, seen) is Answer.GONE


async def test_only_who_has_a_role_may_send(broadcasts: Broadcasts, database: Database) -> None:
    await appoint(database, BORIS, Role.ORGANISER)
    draft, seen = await drafted(broadcasts, author=BORIS)
    assert await broadcasts.confirm(draft.id, VERA, seen) is Answer.NOT_ALLOWED
    await office(database, FakeClock()).remove(BORIS)
    assert await broadcasts.confirm(draft.id, BORIS, seen) is Answer.NOT_ALLOWED


async def test_stopping_drops_what_was_not_sent(
    solo: Broadcasts, database: Database, clock: FakeClock
) -> None:
    await subscribe(database, 30)
    draft, seen = await drafted(solo)
    assert not await solo.stop(draft.id)
    await solo.confirm(draft.id, VERA, seen)
    await fan_out(database, clock, draft.id)
    ((running, counts),) = await solo.active(clock.now(), ())
    assert (running.state, counts.total, counts.due) == (BroadcastState.RUNNING, 30, 30)
    assert await solo.stop_all() == (draft.id,)
    assert await solo.stop_all() == ()
    ((stopped, counts),) = await solo.recent()
    assert (stopped.state, counts.due, counts.dropped) == (BroadcastState.STOPPED, 0, 30)
    assert len(await solo.active(clock.now(), ())) == 1
    assert await solo.active(clock.now(), {draft.id}) == ()
    assert await solo.active(clock.now() + timedelta(seconds=1), ()) == ()


async def test_stopped_before_the_recipients_are_written_it_reaches_nobody(
    solo: Broadcasts, database: Database
) -> None:
    await subscribe(database, 3)
    draft, seen = await drafted(solo)
    await solo.confirm(draft.id, VERA, seen)
    assert await solo.stop(draft.id)
    async with database.read() as connection:
        assert await fan_outs.pending(connection) == []


async def test_who_may_be_the_second_person(database: Database) -> None:
    organisers = office(database, FakeClock(), VERA)
    await organisers.appoint(BORIS, Role.APPROVER)
    await organisers.appoint(NINA, Role.ORGANISER)
    await organisers.appoint(VERA, Role.ORGANISER)
    assert await organisers.role_of(VERA) is Role.OWNER
    assert await organisers.who_may_approve(VERA) == (BORIS,)
    assert set(await organisers.who_may_approve(NINA)) == {VERA, BORIS}
    await organisers.remove(BORIS)
    await organisers.remove(VERA)
    assert await organisers.role_of(BORIS) is None
    assert await organisers.role_of(VERA) is Role.OWNER
