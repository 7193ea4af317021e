"""The audit log shows whatever is done to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audit import KEEP, Audit
from bot.chain import ORIGIN, PURPOSE, Head, Reading, Verb, checkpoint, digest
from storage import audit, rotations, seals
from storage.audit_rows import AuditChain, AuditRow
from storage.database import Database
from storage.sealing import BadKey, Seal
from tests.fixtures.clock import FakeClock

SEAL = Seal(bytes(range(64)))
OTHER = Seal(bytes(64))
KEY = bytes(range(32))
ANNA, BORIS = SEAL.seal(1), SEAL.seal(2)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def chained(length: int, *, key: bytes = KEY, purge: int = 0) -> tuple[list[AuditRow], AuditChain]:
    """A log of this many rows; with ``purge``, the last accounts for so many that were removed."""
    rows: list[AuditRow] = []
    for number in range(1, length + 1):
        previous = rows[-1].digest if rows else ORIGIN
        actor, person = [(ANNA, 1), (BORIS, 2), (None, None)][number % 3]
        verb, about = Verb.APPROVED.value, f"broadcast {number // 2}"
        if purge and number == length:
            verb, about = Verb.PURGED.value, checkpoint(rows[purge - 1])
        at = NOON + timedelta(minutes=number // 2)
        row = AuditRow(number, at, actor, verb, about, previous, b"")
        rows.append(replace(row, digest=digest(key, row, person)))
    last = rows[-1]
    return rows[purge:], AuditChain(SEAL.wrap(key, PURPOSE), last.number, last.digest)


def fault(rows: list[AuditRow], chain: AuditChain | None, known: Head | None = None) -> str:
    reading = Reading(SEAL, chain, known)
    for row in rows:
        reading.take(row)
    return reading.close()


@given(length=st.integers(1, 12), purge=st.integers(0, 5))
def test_what_nobody_touched_is_well(length: int, purge: int) -> None:
    purge = min(purge, length - 1)
    rows, chain = chained(length, purge=purge)
    assert fault(rows, chain) == ""
    assert fault(rows, chain, Head.of(chain)) == ""
    assert fault(rows, chain, Head.read(f"{rows[0].number}:{rows[0].digest.hex()[:16]}")) == ""


CHANGES: tuple[Callable[[AuditRow], AuditRow], ...] = (
    lambda row: replace(row, at=row.at + timedelta(minutes=1)),
    lambda row: replace(row, actor=BORIS if row.actor == ANNA else ANNA),
    lambda row: replace(row, actor=None if row.actor else BORIS),
    lambda row: replace(row, actor=OTHER.seal(1)),
    lambda row: replace(row, verb=Verb.REFUSED.value),
    lambda row: replace(row, about=row.about + "1"),
    lambda row: replace(row, previous=bytes(31) + b"\x01"),
    lambda row: replace(row, digest=bytes(32)),
    lambda row: replace(row, number=row.number + 100),
)


@given(st.data())
def test_any_change_of_any_row_shows(data: st.DataObject) -> None:
    rows, chain = chained(9, purge=data.draw(st.sampled_from([0, 3])))
    place = data.draw(st.integers(0, len(rows) - 1))
    rows[place] = data.draw(st.sampled_from(CHANGES))(rows[place])
    assert fault(rows, chain)


@given(st.data())
def test_any_removal_shows(data: st.DataObject) -> None:
    rows, chain = chained(9, purge=data.draw(st.sampled_from([0, 3])))
    places = st.sets(st.integers(0, len(rows) - 1), min_size=1)
    gone = data.draw(places)
    assert fault([row for place, row in enumerate(rows) if place not in gone], chain)


@given(st.permutations(range(7)))
def test_any_other_order_shows(order: list[int]) -> None:
    rows, chain = chained(7)
    shuffled = [rows[place] for place in order]
    assert bool(fault(shuffled, chain)) == (order != sorted(order))
    renumbered = [replace(row, number=place) for place, row in enumerate(shuffled, 1)]
    assert bool(fault(renumbered, chain)) == (order != sorted(order))


@given(st.integers(1, 8))
def test_rows_cut_off_with_the_record_of_the_end_show_by_a_noted_head(left: int) -> None:
    rows, chain = chained(9)
    noted = Head.of(chain)
    last = rows[left - 1]
    shorter = AuditChain(chain.secret, last.number, last.digest)
    assert fault(rows[:left], shorter) == ""
    assert "when its head was noted" in fault(rows[:left], shorter, noted)
    assert "when its head was noted" in fault([], None, noted)


def test_a_log_made_anew_under_another_key_shows() -> None:
    rows, chain = chained(5, key=bytes(32))
    assert fault(rows, replace(chain, secret=chained(5)[1].secret)) == "Row 1 was changed."
    assert fault(rows, replace(chain, secret=OTHER.wrap(KEY, PURPOSE))).endswith("was replaced.")
    assert fault(rows, chain, Head.of(chained(5)[1])) == "Row 5 is not the one that was noted."
    assert "no record" in fault(rows, None)


def test_a_head_is_read_as_it_is_written() -> None:
    head = Head(41, "0123456789abcdef")
    assert Head.read(f" {head}\n") == head
    for odd in ("", "41", "x:0123456789abcdef", "41:0123"):
        with pytest.raises(ValueError, match="looks like"):
            Head.read(odd)


async def test_rows_are_written_with_the_act_or_not_at_all(
    database: Database, clock: FakeClock
) -> None:
    log = Audit(database, clock, SEAL)
    assert (await log.verify()).rows == 0
    async with database.write() as connection:
        await log.write(connection, ANNA, Verb.APPROVED, "broadcast 1")
    with pytest.raises(ZeroDivisionError):
        async with database.write() as connection:
            await log.write(connection, BORIS, Verb.STOPPED, "broadcast 1")
            _ = 1 / 0
    verdict = await log.verify()
    assert (verdict.rows, verdict.fault) == (1, "")
    assert verdict.head == await log.head()
    [row] = await log.latest(5)
    assert (row.number, row.actor, row.verb, row.about) == (1, ANNA, "approved", "broadcast 1")
    assert row.at == clock.now().replace(second=0, microsecond=0)


async def test_rows_of_many_at_once_stand_in_one_chain(
    database: Database, clock: FakeClock
) -> None:
    async def act(number: int) -> None:
        async with database.write() as connection:
            await Audit(database, clock, SEAL).write(connection, ANNA, Verb.ADDED, str(number))

    await act(0)
    await asyncio.gather(*(act(number) for number in range(1, 12)))
    verdict = await Audit(database, clock, SEAL).verify()
    assert (verdict.rows, verdict.fault, verdict.head.number) == (12, "", 12)


async def test_after_a_year_rows_go_and_the_rest_can_be_verified(
    database: Database, clock: FakeClock
) -> None:
    log = Audit(database, clock, SEAL)
    for day in range(3):
        async with database.write() as connection:
            await log.write(connection, ANNA, Verb.ADDED, f"feed {day}")
        await clock.advance(timedelta(days=1).total_seconds())
    noted = await log.head()
    assert await log.purge() == 0
    await clock.advance((KEEP - timedelta(days=1)).total_seconds())
    assert await log.purge() == 2
    assert await log.purge() == 0
    verdict = await log.verify(noted)
    assert (verdict.rows, verdict.fault) == (2, "")
    async with database.write() as connection:
        await audit.remove_until(connection, 3)
    assert "no purge accounts" in (await log.verify()).fault


async def test_a_new_sealing_key_breaks_nothing(database: Database, clock: FakeClock) -> None:
    new = Seal.new_key()
    both = Seal.from_text(new, SEAL)
    async with database.write() as connection:
        await seals.keep_or_check(connection, SEAL)
        await Audit(database, clock, SEAL).write(connection, ANNA, Verb.ADDED, "feed 1")
    async with database.write() as connection:
        await seals.keep_or_check(connection, both)
        await rotations.announce(connection, both, clock.now())
    database.follow(both)
    between = Audit(database, clock, both)
    async with database.write() as connection:
        await between.write(connection, both.seal(2), Verb.STOPPED, "broadcast 1")
    assert (await between.verify()).fault == ""
    done = rotations.Step.MOVED
    while done is rotations.Step.MOVED:
        async with database.write(as_stored=True) as connection:
            done = await rotations.step(connection, both)
    verdict = await Audit(database, clock, Seal.from_text(new)).verify()
    assert (verdict.rows, verdict.fault) == (2, "")
    with pytest.raises(BadKey):
        SEAL.open((await between.latest(1))[0].actor or ANNA)
