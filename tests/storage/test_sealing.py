"""Sealed ids: equal for equal ids, nothing to see, never opened by another key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from storage import seals
from storage.database import Database
from storage.rows import SealedId
from storage.sealing import BadKey, Seal

KEY = Seal.from_text(Seal.new_key())
telegram_ids = some.integers(-(2**63), 2**63 - 1)


@given(telegram_ids)
def test_an_id_comes_back_from_24_bytes_that_do_not_contain_it(chat_id: int) -> None:
    sealed = KEY.seal(chat_id)
    assert len(sealed) == 24
    assert KEY.seal(chat_id) == sealed
    assert KEY.open(sealed) == chat_id
    assert chat_id.to_bytes(8, "big", signed=True) not in bytes(sealed)


@given(telegram_ids, telegram_ids)
def test_different_ids_stay_different(one: int, other: int) -> None:
    assert (KEY.seal(one) == KEY.seal(other)) == (one == other)


@given(some.binary(max_size=40))
def test_bytes_that_were_never_sealed_do_not_open(made_up: bytes) -> None:
    with pytest.raises(BadKey, match="BOT_SEALING_KEY"):
        KEY.open(SealedId(made_up))


def test_another_key_opens_nothing_and_proves_nothing() -> None:
    other = Seal.from_text(Seal.new_key())
    with pytest.raises(BadKey, match="the key that this database was first used with"):
        other.open(KEY.seal(42))
    assert KEY.proves(KEY.proof())
    assert not other.proves(KEY.proof())


def test_a_proof_does_not_open_as_an_id() -> None:
    with pytest.raises(BadKey):
        KEY.open(SealedId(KEY.proof()))


@pytest.mark.parametrize("text", ["", "   ", "secret", "с ключом", "c2hvcnQ=", "A" * 84])
def test_an_unusable_key_is_refused_with_the_remedy_and_not_repeated(text: str) -> None:
    with pytest.raises(BadKey, match=r"python run_bot\.py key new") as caught:
        Seal.from_text(text)
    assert not text.strip() or text not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_key_survives_the_newline_of_a_file() -> None:
    text = Seal.new_key()
    assert Seal.from_text(f"{text}\n").seal(7) == Seal.from_text(text).seal(7)


def test_nothing_of_the_key_is_in_its_repr() -> None:
    assert repr(KEY) == "Seal()"


async def test_the_first_key_is_kept_and_another_refused(database: Database, seal: Seal) -> None:
    async with database.write() as c:
        await seals.keep_or_check(c, seal)
    async with database.write() as c:
        await seals.keep_or_check(c, seal)
    with pytest.raises(BadKey, match="another BOT_SEALING_KEY"):
        async with database.write() as c:
            await seals.keep_or_check(c, KEY)
