"""Tables of keys: which one seals, which is on its way in, and how all of it is destroyed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table, text

from storage.columns import SealedColumn, UtcDateTime, metadata

seals = Table(
    "seals",
    metadata,
    # One row: a known word under the key in use, so that another key is refused before it harms.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("proof", LargeBinary(64), nullable=False),
)

rotations = Table(
    "rotations",
    metadata,
    # One row while rows pass from one key to the next: the known word under the next one.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("proof", LargeBinary(64), nullable=False),
    # Ids up to and with this one, as the old key seals them, are under the next key already.
    Column("after", LargeBinary(32), nullable=False),
    Column("since", UtcDateTime, nullable=False),
)

panics = Table(
    "panics",
    metadata,
    # One row: somebody asked for everything to be destroyed, or it was.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("author", SealedColumn),
    Column("asked", UtcDateTime, nullable=False),
    # The author showed the offline code: nobody else needs to agree.
    Column("alone", Boolean, nullable=False, server_default=text("false")),
    Column("struck", UtcDateTime),
)

panic_codes = Table(
    "panic_codes",
    metadata,
    # One row: the offline code's hash, and what it was salted with.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)
