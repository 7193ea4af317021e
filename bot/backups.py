"""Backups: every row, readable only with a key that is nowhere near the bot.

A backup is an age file (age-encryption.org/v1) for one public key. Inside, gzip'd lines of JSON: a
first one about the backup, then for each table its name and columns, its rows, and how many there
were. It is the same for SQLite and PostgreSQL, so that either can be restored into the other.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyrage

from storage import copying
from storage.database import AsyncConnection, Database

_FORMAT = 1


class BackupFault(Exception):
    """A backup cannot be made or restored; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """``recipient`` makes backups and may be known; ``identity`` opens them."""

    recipient: str
    identity: str

    def __repr__(self) -> str:
        return f"KeyPair({self.recipient})"


def new_key() -> KeyPair:
    identity = pyrage.x25519.Identity.generate()
    return KeyPair(str(identity.to_public()), str(identity))


async def back_up(
    database: Database, recipient: str, file: Path, now: datetime, *, page: int = copying.PAGE
) -> int:
    """Write one moment of the whole database to this file; the number of rows.

    A page of rows is held in memory at once. The bot may run meanwhile. The file appears only when
    it is complete, for its owner alone.
    Raises BackupFault or StorageError.
    """
    try:
        key = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise BackupFault(
            "The backup's public key is not one. It begins with age1; make a pair with"
            " `python run_bot.py key backup`."
        ) from None
    partial = file.with_name(file.name + ".partial")
    reading, writing = os.pipe()
    try:
        sealing = asyncio.create_task(asyncio.to_thread(_seal, reading, partial, key))
        try:
            with os.fdopen(writing, "wb") as raw, gzip.open(raw, "wb", compresslevel=3) as lines:
                rows = await _write(database, lines, now, page)
        finally:
            await sealing
        partial.replace(file)
    except OSError as error:
        raise BackupFault(
            f"{file} cannot be written ({error.strerror}). Name a file in a directory with room."
        ) from error
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
    return rows


async def restore(
    database: Database, identity: str, file: Path, *, page: int = copying.PAGE
) -> int:
    """Fill an empty database from a backup, all or nothing; the number of rows.

    Raises BackupFault or StorageError.
    """
    try:
        key = pyrage.x25519.Identity.from_str(identity.strip())
    except pyrage.IdentityError:
        raise BackupFault(
            "That is not the backup's secret key: it begins with AGE-SECRET-KEY-1."
        ) from None
    reading, writing = os.pipe()
    opening = asyncio.create_task(asyncio.to_thread(_open, file, writing, key))
    try:
        with os.fdopen(reading, "rb") as raw, gzip.open(raw, "rb") as lines:
            async with database.write() as connection:
                rows = await _read(connection, lines, page)
                await copying.count_on(connection)
    except (EOFError, gzip.BadGzipFile, zlib.error, KeyError, TypeError, ValueError):
        # What was decrypted is not quoted; what hindered decrypting says more.
        (hindered,) = await asyncio.gather(opening, return_exceptions=True)
        raise _unreadable(file, hindered) from None
    finally:
        await asyncio.gather(opening, return_exceptions=True)
    return rows


def _seal(reading: int, file: Path, key: pyrage.x25519.Recipient) -> None:
    """In a thread: everything that comes through the pipe, sealed, into a new file."""
    new = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(reading, "rb") as plain, os.fdopen(os.open(file, new, 0o600), "wb") as sealed:
        pyrage.encrypt_io(plain, sealed, [key])
        sealed.flush()
        os.fsync(sealed.fileno())


def _open(file: Path, writing: int, key: pyrage.x25519.Identity) -> None:
    """In a thread: what a sealed file holds, into the pipe."""
    with os.fdopen(writing, "wb") as plain, file.open("rb") as sealed:
        pyrage.decrypt_io(sealed, plain, [key])


def _unreadable(file: Path, hindered: BaseException | None) -> BackupFault:
    if isinstance(hindered, pyrage.DecryptError):
        return BackupFault(f"{file} was not sealed for this key, or is no backup.")
    if isinstance(hindered, OSError) and hindered.strerror:
        return BackupFault(f"{file} cannot be read ({hindered.strerror}).")
    return BackupFault(f"{file} is not a whole backup. Take another one.")


async def _write(database: Database, lines: gzip.GzipFile, now: datetime, page: int) -> int:
    rows = 0
    async with database.read() as connection:
        step = await copying.schema(connection)
        await _put(lines, [{"backup": _FORMAT, "made": now.isoformat(), "schema": step}])
        for table in copying.TABLES:
            count = 0
            names = [column.name for column in table.columns]
            await _put(lines, [{"table": table.name, "columns": names}])
            async for part in copying.pages(connection, table, page=page):
                await _put(lines, [[_plain(value) for value in row] for row in part])
                count += len(part)
            await _put(lines, [{"rows": count}])
            rows += count
        await _put(lines, [{"complete": rows}])
    return rows


async def _put(lines: gzip.GzipFile, values: Sequence[object]) -> None:
    text = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    await asyncio.to_thread(lines.write, text.encode("utf-8", "surrogatepass"))


async def _read(connection: AsyncConnection, lines: gzip.GzipFile, page: int) -> int:
    """Fill the tables. Raises ValueError, TypeError or KeyError for what is no backup of ours."""
    head = json.loads(await asyncio.to_thread(lines.readline))
    if head["backup"] != _FORMAT or not copying.is_known(head["schema"]):
        raise BackupFault(
            "The backup was made by a newer version of the bot. Install that version to restore it."
        )
    used = await copying.in_use(connection)
    if used is not None:
        raise BackupFault(
            f"The database is not empty: there are {used}. Name a new one under [storage] url and"
            " restore into that."
        )
    rows = 0
    while True:
        begin = json.loads(await asyncio.to_thread(lines.readline))
        if "complete" in begin:
            if begin["complete"] != rows:
                raise ValueError("rows are missing")
            return rows
        rows += await _read_table(connection, lines, begin["table"], begin["columns"], page)


async def _read_table(
    connection: AsyncConnection, lines: gzip.GzipFile, name: str, names: list[str], page: int
) -> int:
    table = copying.table(name)
    types = [copying.kind_of(table.columns[column]) for column in names]
    rows = 0
    while True:
        batch, end = await asyncio.to_thread(_batch, lines, page)
        if batch:
            values = [tuple(map(_value, row, types)) for row in batch]
            await copying.fill(connection, table, names, values)
            rows += len(batch)
        if end is not None:
            if end["rows"] != rows:
                raise ValueError("rows are missing")
            return rows


def _batch(lines: gzip.GzipFile, page: int) -> tuple[list[list[Any]], dict[str, Any] | None]:
    """The next rows, at most a page, and what says that they were the table's last."""
    batch: list[list[Any]] = []
    while len(batch) < page:
        read = json.loads(lines.readline())
        if isinstance(read, dict):
            return batch, read
        batch.append(read)
    return batch, None


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: bytes in hexadecimal, dates and times as ISO 8601."""
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def _value(plain: Any, type_: type) -> Any:
    if plain is None:
        return None
    if type_ is bytes:
        return bytes.fromhex(plain)
    return type_.fromisoformat(plain) if issubclass(type_, date) else plain
