"""Whoever has a database or a backup without its key: what frequency, order and length tell."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
from sqlalchemy import LargeBinary, select, text, type_coerce

from bot.backups import back_up, new_key
from bot.clock import SystemClock
from bot.retention import SETTLES_AT, Retention
from bot.subscribers import Subscribers
from storage import follows, subscribers
from storage.database import Database
from storage.rows import EVERYTHING, ChatKind, SealedId
from storage.schema import follows as follows_table
from storage.schema import subscribers as subscribers_table
from storage.sealing import Seal
from tests.fixtures.clock import FakeClock
from tests.keys.filling import MOMENT
from tests.storage.made import subscriber

IDS = [7, -5, 71234567890, -1009876543210, 2**52 - 123456789, *range(5_000_000_000, 5_000_000_120)]
"""Joined in this order: short and long, people, groups and channels, neighbours."""


async def joined(database: Database, seal: Seal) -> None:
    async with database.write() as c:
        for number in IDS:
            chat = seal.seal(number)
            await subscribers.add(c, replace(subscriber(1), chat=chat))
            await follows.add(c, chat, EVERYTHING)


def written(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


async def test_ids_share_nothing_between_two_keys_and_all_have_one_length() -> None:
    first, second = Seal.from_text(Seal.new_key()), Seal.from_text(Seal.new_key())
    here, there = [first.seal(n) for n in IDS], [second.seal(n) for n in IDS]
    assert {len(sealed) for sealed in here + there} == {24}
    pieces = [{sealed[i : i + 6] for sealed in side for i in range(19)} for side in (here, there)]
    assert not pieces[0] & pieces[1]
    # Neighbours look no more alike than strangers.
    assert len({sealed[:4] for sealed in here}) == len(IDS)
    assert len({sealed[-4:] for sealed in here}) == len(IDS)


async def test_bytes_of_sealed_ids_are_as_frequent_as_noise() -> None:
    """Chi-squared over 256 values: for noise 255 with a deviation of 22.6; six of them are allowed,
    and no id in its plain form comes anywhere near."""
    seal = Seal(bytes(range(64)))
    many = range(5_000_000_000, 5_000_004_000)
    assert _uneven(b"".join(seal.seal(n) for n in many)) < 255 + 6 * 22.6
    assert _uneven(b"".join(n.to_bytes(8, "big") for n in many)) > 10_000


async def test_rows_do_not_stand_in_the_order_in_which_people_joined(
    sqlite_database: Database,
) -> None:
    """SQLite keeps these tables by their keys. What remains is said in the threat model."""
    seal = Seal.from_text(Seal.new_key())
    await joined(sqlite_database, seal)
    async with sqlite_database.write() as c:
        for table in (subscribers_table, follows_table):
            stored = select(type_coerce(table.c.chat, LargeBinary()))
            rows = list((await c.execute(stored)).scalars())
            assert rows == sorted(rows)
            assert rows != [seal.seal(n) for n in IDS]


async def test_a_day_later_the_file_does_not_tell_in_which_order_people_joined(
    sqlite_url: str, second_sqlite_url: str
) -> None:
    """The same people, joined one by one in other orders: the same file, byte for byte."""
    seal = Seal.from_text(Seal.new_key())
    files = []
    for url, seed in ((sqlite_url, 1), (second_sqlite_url, 2)):
        database, clock = Database(url), FakeClock()
        for number in random.Random(seed).sample(IDS, len(IDS)):
            async with database.write() as c:
                chat = seal.seal(number)
                await subscribers.add(c, replace(subscriber(1), chat=chat))
                await follows.add(c, chat, EVERYTHING)
        apart = _pages(url)
        await clock.advance_to(clock.now().replace(hour=SETTLES_AT) + timedelta(days=1))
        await Retention(database, clock).tick()
        await database.close()
        files.append((apart, _pages(url)))
    (before, after), (other_before, other_after) = files
    assert before != other_before
    assert after == other_after


def _pages(url: str) -> list[bytes]:
    """What a stolen file and its journal hold, but for SQLite's own counters."""
    path = Path(url.removeprefix("sqlite:///"))
    held = bytearray(path.read_bytes())
    for counter in (24, 40, 92):
        held[counter : counter + 4] = bytes(4)
    journal = path.with_name(f"{path.name}-wal")
    return [bytes(held), journal.read_bytes() if journal.exists() else b""]


async def test_nothing_of_an_id_is_in_the_file_or_the_backup(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    await joined(sqlite_database, Seal.from_text(Seal.new_key()))
    backup, pair = tmp_path / "kept.age", new_key()
    await back_up(sqlite_database, pair.recipient, backup, MOMENT)
    async with sqlite_database.read() as c:
        dumped = str((await c.execute(text("SELECT * FROM follows"))).all()).encode()
    for stored in (written(sqlite_url), _opened(backup, pair.identity), dumped):
        for number in (n for n in IDS if abs(n) > 2**32):
            for trace in (
                str(abs(number)).encode(),
                number.to_bytes(8, "big", signed=True),
                number.to_bytes(8, "little", signed=True),
            ):
                assert stored.count(trace) == 0


async def test_who_was_forgotten_is_in_no_page_and_no_later_backup(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path, clock: FakeClock
) -> None:
    seal, pair = Seal.from_text(Seal.new_key()), new_key()
    await joined(sqlite_database, seal)
    service = Subscribers(sqlite_database, clock)
    gone: list[SealedId] = [seal.seal(n) for n in random.Random(1).sample(IDS, 20)]
    await service.welcome(gone[0], ChatKind.PRIVATE, "en")
    before = written(sqlite_url)
    for chat in gone:
        assert before.count(chat)
        await service.forget(chat)
    backup = tmp_path / "later.age"
    await back_up(sqlite_database, pair.recipient, backup, SystemClock().now())
    inside = _opened(backup, pair.identity)
    for chat in gone:
        assert written(sqlite_url).count(chat) == 0
        assert inside.count(chat.hex().encode()) == 0
    assert inside.count(seal.seal(next(n for n in IDS if seal.seal(n) not in gone)).hex().encode())


def _opened(backup: Path, identity: str) -> bytes:
    key = pyrage.x25519.Identity.from_str(identity)
    return gzip.decompress(pyrage.decrypt(backup.read_bytes(), [key]))


def _uneven(data: bytes) -> float:
    expected = len(data) / 256
    return sum((data.count(bytes([value])) - expected) ** 2 / expected for value in range(256))
