"""One organiser says it, a second checks it, followers hear once; on both databases."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import text

from bot.audit import Audit
from bot.cases.cases import Cases
from bot.cases.facts import Name, StatusKind
from bot.cases.lookup import Found, Nothing
from bot.changes.changes import Answer, Changes
from bot.changes.drafts import Drafts
from bot.delivery.fan_out import FanOut
from bot.letters.letters import Letters
from bot.organisers import Organisers
from bot.preview.emulator import Emulator
from storage import follows, subscribers
from storage.change_rows import ChangeKind, ChangeState
from storage.database import Database
from storage.rows import EVERYTHING, Role, SealedId, Topic, TopicKind
from storage.sealing import Seal
from tests.changes.made import AUTHOR, SEAL, SECOND, WORDS
from tests.delivery.house import add_reader, opened
from tests.fixtures.clock import FakeClock
from tests.letters.cases import address, case, registry

IVAN = Topic(TopicKind.CASE, "ivan")
OLGA = Topic(TopicKind.CASE, "olga")
PEOPLE = ("ivan", "olga")
CAMPAIGN = Topic(TopicKind.CAMPAIGN, "amnesty")
LINK = "https://example.org/news"


@dataclass(frozen=True, slots=True)
class Process:
    """What one process of the bot knows of cases, and its services."""

    cases: Cases
    changes: Changes
    drafts: Drafts
    organisers: Organisers

    async def released(self) -> tuple[int, str]:
        """A release that its author has said in full: its number, and what the preview binds."""
        draft = await self.drafts.begin(AUTHOR, "ivan", ChangeKind.RELEASED)
        assert draft is not None
        for words in ("2026-11-20", LINK):
            assert await self.drafts.tell(AUTHOR, words, draft.id)
        return draft.id, await self.seen(draft.id)

    async def confirmed_release(self) -> int:
        """The same, confirmed by both."""
        number, seen = await self.released()
        await self.changes.confirm(number, AUTHOR, seen)
        await self.changes.approve(number, SECOND, seen)
        return number

    async def seen(self, change_id: int) -> str:
        preview = await self.changes.preview(change_id)
        assert preview is not None
        return preview.digest

    def status(self) -> StatusKind:
        return self.cases.registry.cases["ivan"].status.kind


def process(database: Database, clock: FakeClock) -> Process:
    people = registry(
        case("ivan", to=address(), campaigns=("amnesty",)), case("olga", to=address())
    )
    cases = Cases(people, WORDS)
    organisers = Organisers(database, frozenset({SECOND}), clock, Audit(database, clock, SEAL))
    changes = Changes(database, clock, cases, organisers)
    return Process(cases, changes, Drafts(database, clock, cases), organisers)


@pytest.fixture
async def bot(database: Database, clock: FakeClock) -> Process:
    made = process(database, clock)
    await made.organisers.appoint(AUTHOR, Role.EDITOR)
    return made


async def test_it_is_so_only_after_the_second_person(bot: Process) -> None:
    number, seen = await bot.released()
    assert await bot.changes.confirm(number, AUTHOR, seen) is Answer.WAITING
    assert bot.status() is StatusKind.IMPRISONED
    assert await bot.changes.approve(number, AUTHOR, seen) is Answer.NOT_ALLOWED
    assert await bot.changes.approve(number, SECOND, "another") is Answer.CHANGED
    assert await bot.changes.approve(number, SECOND, seen) is Answer.CONFIRMED
    assert bot.status() is StatusKind.RELEASED
    assert await bot.changes.approve(number, SECOND, seen) is Answer.GONE
    kept = await bot.changes.find(number)
    assert kept is not None
    assert (kept.approver, kept.campaigns) == (SECOND, ("amnesty",))


async def test_what_is_unfinished_or_somebody_else_s_is_not_confirmed(bot: Process) -> None:
    draft = await bot.drafts.begin(AUTHOR, "ivan", ChangeKind.DIED)
    assert draft is not None
    seen = await bot.seen(draft.id)
    assert await bot.changes.confirm(draft.id, AUTHOR, seen) is Answer.UNFINISHED
    assert await bot.changes.confirm(draft.id, SECOND, seen) is Answer.NOT_ALLOWED
    assert await bot.changes.approve(draft.id, SECOND, seen) is Answer.GONE
    assert not await bot.drafts.discard(draft.id, SECOND)
    assert await bot.drafts.discard(draft.id, AUTHOR)


async def test_what_the_card_says_already_is_not_told_again(bot: Process) -> None:
    number, seen = await bot.released()
    await bot.changes.confirm(number, AUTHOR, seen)
    await bot.organisers.appoint(AUTHOR, Role.APPROVER)
    draft = await bot.drafts.begin(SECOND, "ivan", ChangeKind.RELEASED)
    assert draft is not None
    for words in ("2026-11-20", LINK):
        await bot.drafts.tell(SECOND, words, draft.id)
    before = await bot.seen(draft.id)
    assert await bot.changes.confirm(draft.id, SECOND, before) is Answer.WAITING
    assert await bot.changes.approve(number, SECOND, seen) is Answer.CONFIRMED
    assert await bot.changes.approve(draft.id, AUTHOR, before) is Answer.CHANGED
    again = await bot.seen(draft.id)
    assert await bot.changes.approve(draft.id, AUTHOR, again) is Answer.NOTHING
    assert await bot.changes.refuse(draft.id, AUTHOR, again) is Answer.REFUSED


async def test_every_process_and_every_start_knows_it(
    bot: Process, database: Database, clock: FakeClock
) -> None:
    other = process(database, clock)
    number, seen = await bot.released()
    await bot.changes.confirm(number, AUTHOR, seen)
    assert await other.changes.approve(number, SECOND, seen) is Answer.CONFIRMED
    assert bot.status() is StatusKind.IMPRISONED
    await bot.changes.refresh()
    assert bot.status() is StatusKind.RELEASED
    restarted = process(database, clock)
    await restarted.changes.refresh()
    assert restarted.status() is StatusKind.RELEASED


async def test_a_correction_needs_two_and_brings_the_old_card_back(
    bot: Process, database: Database
) -> None:
    number = await bot.confirmed_release()
    undo = await bot.drafts.correct(AUTHOR, number)
    assert undo is not None
    sight = await bot.seen(undo.id)
    assert await bot.changes.confirm(undo.id, AUTHOR, sight) is Answer.WAITING
    assert bot.status() is StatusKind.RELEASED
    assert await bot.changes.approve(undo.id, SECOND, sight) is Answer.CONFIRMED
    assert bot.status() is StatusKind.IMPRISONED
    wrong = await bot.changes.find(number)
    assert wrong is not None
    assert wrong.state is ChangeState.WITHDRAWN
    assert await bot.drafts.correct(AUTHOR, number) is None
    assert await bot.drafts.correct(AUTHOR, undo.id) is None


async def test_a_freeze_is_at_once_and_tells_nobody(
    bot: Process, database: Database, clock: FakeClock
) -> None:
    letters = Letters(database, clock, bot.cases.registry)
    reader = SealedId(b"r" * 24)
    async with database.write() as connection:
        await add_reader(connection, reader, IVAN, OLGA)
    assert {await letters.suggest(reader, after=slug) for slug in PEOPLE} == set(PEOPLE)
    frozen = await bot.changes.freeze(AUTHOR, "ivan")
    assert frozen is not None
    assert await bot.changes.freeze(AUTHOR, "ivan") is None
    assert await bot.changes.freeze(reader, "olga") is None
    assert await bot.changes.freeze(AUTHOR, "nobody") is None
    assert {await letters.suggest(reader, after=slug) for slug in PEOPLE} == {"olga"}
    assert await FanOut(database, clock).advance(5) == 0
    undo = await bot.drafts.correct(AUTHOR, frozen.id)
    assert undo is not None
    sight = await bot.seen(undo.id)
    assert await bot.changes.confirm(undo.id, AUTHOR, sight) is Answer.WAITING
    assert await bot.changes.approve(undo.id, SECOND, sight) is Answer.CONFIRMED
    assert {await letters.suggest(reader, after=slug) for slug in PEOPLE} == set(PEOPLE)
    assert await FanOut(database, clock).advance(5) == 0


async def test_followers_hear_once_though_the_process_ended_before_it_sent(
    bot: Process, database: Database, seal: Seal, emulator: Emulator
) -> None:
    wanted = {1: IVAN, 2: CAMPAIGN, 3: EVERYTHING, 4: OLGA, 5: IVAN}
    async with database.write() as connection:
        for user, topic in wanted.items():
            emulator.user(user)
            emulator.start(user)
            await add_reader(connection, seal.seal(user), topic)
        await follows.add(connection, seal.seal(1), EVERYTHING)
        await subscribers.change(connection, seal.seal(5), suspended=True)
    await bot.confirmed_release()
    for _ in range(2):
        async with opened(
            database,
            seal,
            emulator,
            per_second=1000,
            chunk=1,
        ) as house:
            await house.sender.drain()
    told = "ivan released|en"
    heard = {
        user: [shown.text for shown in emulator.messages(user, from_bot=True)] for user in wanted
    }
    assert heard == {1: [told], 2: [told], 3: [told], 4: [], 5: []}


async def test_what_was_taken_back_before_it_was_sent_is_not_sent(
    bot: Process, database: Database, seal: Seal, emulator: Emulator
) -> None:
    emulator.user(1)
    emulator.start(1)
    async with database.write() as connection:
        await add_reader(connection, seal.seal(1), IVAN)
    number = await bot.confirmed_release()
    undo = await bot.drafts.correct(AUTHOR, number)
    assert undo is not None
    sight = await bot.seen(undo.id)
    await bot.changes.confirm(undo.id, AUTHOR, sight)
    await bot.changes.approve(undo.id, SECOND, sight)
    async with opened(database, seal, emulator) as house:
        await house.sender.drain()
    async with database.read() as connection:
        rows = await connection.execute(text("SELECT about, state, reason FROM deliveries"))
        ends = {row.about: (row.state, row.reason) for row in rows}
    assert ends[f"change:{number}"] == ("dropped", "withdrawn")
    assert ends[f"change:{undo.id}"][0] == "sent"


def test_a_person_added_is_found_everywhere() -> None:
    cases = Cases(registry(case("ivan")), WORDS)
    assert isinstance(cases.lookup.find("Мария Петрова"), Nothing)
    maria = replace(
        case("maria-petrova"),
        gender="f",
        name={"en": "Maria Petrova", "ru": "Мария Петрова"},
        full_name=Name("Петрова Мария Ивановна"),
    )
    cases.put(maria)
    assert cases.lookup.find("Мария Петрова") == Found("maria-petrova")
    mentioned = cases.mentions.find("The teacher Maria Petrova was taken to prison.")
    assert [mention.case for mention in mentioned] == ["maria-petrova"]
    assert cases.registry.cases["maria-petrova"] == maria
