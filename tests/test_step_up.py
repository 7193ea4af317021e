"""Codes of a second device: right once, for one decision, by whoever has the secret."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.audit import Audit
from bot.step_up import LASTS, SECONDS, TRIES, WAIT, Shown, StepUp, totp
from storage.database import Database
from storage.schema import step_ups
from storage.sealing import Seal
from tests.fixtures.clock import FakeClock

SEAL = Seal(bytes(range(64)))
ANNA, BORIS = SEAL.seal(1), SEAL.seal(2)


class Device:
    """The app on another telephone."""

    def __init__(self, words: str, clock: FakeClock) -> None:
        self._totp = totp(base64.b32decode(words))
        self._clock = clock

    def code(self, steps: int = 0) -> str:
        moment = int(self._clock.now().timestamp()) + steps * SECONDS
        return self._totp.generate(moment).decode()


@pytest.fixture
def codes(database: Database, clock: FakeClock) -> StepUp:
    return StepUp(database, clock, SEAL, Audit(database, clock, SEAL))


async def device(codes: StepUp, clock: FakeClock) -> Device:
    """Anna's, set up; its first code is used up."""
    begun = await codes.begin(ANNA)
    assert begun is not None
    made = Device(begun[0], clock)
    assert await codes.spend(ANNA), "nothing is asked before the first code"
    assert await codes.show(ANNA, made.code()) is Shown.SET_UP
    assert await codes.spend(ANNA)
    return made


async def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, cut to six digits.
    made = totp(b"12345678901234567890")
    assert [made.generate(moment) for moment in (59, 1111111109, 20000000000)] == [
        b"287082",
        b"081804",
        b"353130",
    ]


async def test_who_set_none_up_is_asked_for_none(codes: StepUp) -> None:
    assert await codes.spend(BORIS)
    assert await codes.show(BORIS, "000000") is Shown.NONE
    assert not await codes.is_on(BORIS)
    assert not await codes.leave(BORIS)


async def test_one_code_proves_one_decision_and_not_for_long(
    codes: StepUp, clock: FakeClock
) -> None:
    made = await device(codes, clock)
    assert not await codes.spend(ANNA)
    await clock.advance(SECONDS)
    assert await codes.show(ANNA, made.code()) is Shown.RIGHT
    assert await codes.spend(ANNA)
    assert not await codes.spend(ANNA)
    await clock.advance(SECONDS)
    assert await codes.show(ANNA, made.code()) is Shown.RIGHT
    await clock.advance(LASTS.total_seconds())
    assert not await codes.spend(ANNA)


async def test_no_code_is_taken_twice_nor_one_before_it(codes: StepUp, clock: FakeClock) -> None:
    made = await device(codes, clock)
    assert await codes.show(ANNA, made.code()) is Shown.USED
    assert await codes.show(ANNA, made.code(-1)) is Shown.USED
    assert await codes.show(ANNA, made.code(1)) is Shown.RIGHT
    assert await codes.show(ANNA, made.code()) is Shown.USED
    await clock.advance(3 * SECONDS)
    assert await codes.show(ANNA, made.code(-2)) is Shown.WRONG
    assert await codes.show(ANNA, made.code(-1)) is Shown.RIGHT


async def test_guessing_is_slow(codes: StepUp, clock: FakeClock) -> None:
    made = await device(codes, clock)
    await clock.advance(SECONDS)
    for _ in range(TRIES):
        assert await codes.show(ANNA, "12345x") is Shown.WRONG
    assert await codes.show(ANNA, made.code()) is Shown.WAIT
    await clock.advance((WAIT - timedelta(seconds=1)).total_seconds())
    assert await codes.show(ANNA, made.code()) is Shown.WAIT
    await clock.advance(1)
    assert await codes.show(ANNA, made.code()) is Shown.RIGHT


async def test_a_device_that_is_set_up_is_not_replaced(codes: StepUp, clock: FakeClock) -> None:
    first = await codes.begin(ANNA)
    second = await codes.begin(ANNA)
    assert first is not None and second is not None
    assert await codes.show(ANNA, Device(first[0], clock).code()) is Shown.WRONG
    assert await codes.show(ANNA, Device(second[0], clock).code()) is Shown.SET_UP
    assert await codes.begin(ANNA) is None
    assert await codes.leave(ANNA)
    assert await codes.spend(ANNA)


async def test_the_secret_is_in_no_row_and_rows_cannot_be_exchanged(
    codes: StepUp, clock: FakeClock, database: Database
) -> None:
    begun = await codes.begin(ANNA)
    assert begun is not None
    made = Device(begun[0], clock)
    async with database.write() as connection:
        wrapped = await connection.scalar(select(step_ups.c.secret))
        assert base64.b32decode(begun[0]) not in (wrapped or b"")
    await codes.begin(BORIS)
    async with database.write() as connection:
        await connection.execute(
            update(step_ups).where(step_ups.c.user == BORIS).values(secret=wrapped)
        )
    assert await codes.show(BORIS, made.code()) is Shown.WRONG
    assert begun[0] in begun[1] and begun[1].startswith("otpauth://totp/")
